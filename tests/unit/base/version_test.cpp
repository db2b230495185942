// SPDX-License-Identifier: Apache-2.0
// Versions are compared as far as both go.
#include "compiler/base/version.hpp"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Version, ComparesNumbersNotLetters) {
  EXPECT_TRUE(Version("9.6").is_older_than(Version("12")));
  EXPECT_TRUE(Version("10.5.1").is_older_than(Version("10.5.2")));
  EXPECT_FALSE(Version("10.11").is_older_than(Version("10.7")));
  EXPECT_FALSE(Version("12").is_older_than(Version("12")));
}

TEST(Version, ASeriesIsAsOldAsItsNewest) {
  EXPECT_FALSE(Version("8.0").is_older_than(Version("8.0.19")));
  EXPECT_FALSE(Version("8.0.19").is_older_than(Version("8.0")));
  EXPECT_TRUE(Version("5.7").is_older_than(Version("8.0.19")));
}

TEST(Version, NothingIsKnownOfNothing) {
  EXPECT_FALSE(Version("").is_older_than(Version("12")));
  EXPECT_FALSE(Version("12").is_older_than(Version("")));
}

}  // namespace
}  // namespace retort
