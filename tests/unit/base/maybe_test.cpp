// SPDX-License-Identifier: Apache-2.0
// Maybe: a value on the heap that may be missing, copied and compared as a value.
#include "compiler/base/maybe.hpp"

#include <gtest/gtest.h>

#include <string>

namespace retort {
namespace {

TEST(Maybe, IsEmptyUntilItIsGivenAValue) {
  Maybe<std::string> value;
  EXPECT_FALSE(value.has_value());
  value = std::string("a");
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, "a");
  value = std::nullopt;
  EXPECT_FALSE(value);
  EXPECT_EQ(value.emplace("b"), "b");
  value.reset();
  EXPECT_FALSE(value);
}

TEST(Maybe, ACopyIsAnotherValue) {
  Maybe<std::string> const first(std::string("a"));
  Maybe<std::string> second = first;
  *second += "b";
  EXPECT_EQ(*first, "a");
  second = first;
  EXPECT_EQ(second, first);
  Maybe<std::string> const empty;
  second = empty;
  EXPECT_FALSE(second);
}

TEST(Maybe, ComparesWhatItHolds) {
  Maybe<std::string> const a(std::string("a")), again(std::string("a")), b(std::string("b")), none;
  EXPECT_EQ(a, again);
  EXPECT_FALSE(a == b);
  EXPECT_FALSE(a == none);
  EXPECT_EQ(none, Maybe<std::string>());
}

}  // namespace
}  // namespace retort
