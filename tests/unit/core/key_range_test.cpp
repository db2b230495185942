// SPDX-License-Identifier: Apache-2.0
// The ends of a key, from the texts of a batch loop.
#include "runtime/core/key_range.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace retort::core {
namespace {

batch_text walk(std::string bound, std::uint32_t columns = 1) {
  batch_text out;
  out.key_columns = columns;
  out.bound_first = std::move(bound);
  return out;
}

TEST(KeyRange, LooksUpBothEndsOfTheWholeTable) {
  auto const asked =
      key_range_of(walk("select \"id\" from users where note is null and x = 1 order by \"id\" limit 1 offset 999"));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->first, "select \"id\" from users order by \"id\" limit 1");
  EXPECT_EQ(asked->last, "select \"id\" from users order by \"id\" desc limit 1");
}

TEST(KeyRange, IsNotGuessedWhereTheTextsAreOthers) {
  EXPECT_FALSE(key_range_of(walk("select a, b from t order by a, b limit 1 offset 9", 2)));
  EXPECT_FALSE(key_range_of(walk("select id from t order by id offset 9 rows fetch next 1 rows only")));
  EXPECT_FALSE(key_range_of(walk("")));
}

TEST(KeyRange, TellsTheShareOfWholeNumbers) {
  auto const range = key_range_between("-100", "300");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->share("-100"), 0.0);
  EXPECT_EQ(range->share("0"), 0.25);
  EXPECT_EQ(range->share("500"), 1.0) << "rows came meanwhile";
  EXPECT_FALSE(range->share("6f9b"));
  EXPECT_EQ(key_range_between("7", "7")->share("7"), 1.0);
  EXPECT_FALSE(key_range_between("", ""));
  EXPECT_FALSE(key_range_between("a", "b"));
}

TEST(KeyRange, TellsTheTimeThatIsLeftAtThisPace) {
  using namespace std::chrono_literals;
  EXPECT_EQ(time_left(3s, 0, 0.75), 1s);
  EXPECT_EQ(time_left(3s, 0.25, 0.5), 6s) << "what was done by an earlier run took none of it";
  EXPECT_EQ(time_left(3s, 0.5, 1), 0s);
  EXPECT_FALSE(time_left(3s, 0.5, 0.5));
}

// The rows 1 to 1000 of a table with a row 9223372036854775807 as well.
TEST(KeyRange, TellsNoTimeWhereOneKeyIsFarFromAllOthers) {
  using namespace std::chrono_literals;
  auto const range = key_range_between("1", "9223372036854775807");
  ASSERT_TRUE(range);
  auto const share = range->share("1001");
  ASSERT_TRUE(share);
  EXPECT_FALSE(time_left(3s, 0, *share));
}

}  // namespace
}  // namespace retort::core
