// SPDX-License-Identifier: Apache-2.0
// Times as people write them.
#include "runtime/core/duration.hpp"

#include <gtest/gtest.h>

namespace retort::core {
namespace {

using std::chrono::milliseconds;

TEST(Duration, HasAUnitOrIsInSeconds) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
  EXPECT_EQ(parse_duration("0"), milliseconds(0));
  EXPECT_EQ(parse_duration("30"), milliseconds(30'000));
  EXPECT_EQ(parse_duration("30s"), milliseconds(30'000));
  EXPECT_EQ(parse_duration("5min"), milliseconds(300'000));
  EXPECT_EQ(parse_duration("5m"), milliseconds(300'000));
  EXPECT_EQ(parse_duration("596h"), longest_duration);
}

TEST(Duration, IsNothingElse) {
  for (auto const* text : {"", "s", "-1s", "1.5s", "1 s", "5 min", "1d", "597h", "99999999999s", "4294967295h"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

}  // namespace
}  // namespace retort::core
