// SPDX-License-Identifier: Apache-2.0
// Versions are compared as far as both go.
#include "runtime/core/version.hpp"

#include <gtest/gtest.h>

namespace retort::core {
namespace {

TEST(Version, ComparesNumbersNotLetters) {
  EXPECT_TRUE(version("9.6").is_older_than(version("12")));
  EXPECT_TRUE(version("10.5.1").is_older_than(version("10.5.2")));
  EXPECT_FALSE(version("10.11").is_older_than(version("10.7")));
  EXPECT_FALSE(version("12").is_older_than(version("12")));
}

TEST(Version, ASeriesIsAsOldAsItsNewest) {
  EXPECT_FALSE(version("8.0").is_older_than(version("8.0.19")));
  EXPECT_FALSE(version("8.0.19").is_older_than(version("8.0")));
  EXPECT_TRUE(version("5.7").is_older_than(version("8.0.19")));
}

TEST(Version, IsReadFromWhatServersSay) {
  EXPECT_FALSE(version("10.11.19-MariaDB-0+deb12u1").is_older_than(version("10.11.19")));
  EXPECT_TRUE(version("10.11.19-MariaDB-0+deb12u1").is_older_than(version("10.11.20")));
  EXPECT_TRUE(version("15.18 (Debian 15.18-0+deb12u1)").is_older_than(version("16")));
  EXPECT_FALSE(version("15.18 (Debian 15.18-0+deb12u1)").is_older_than(version("15.2")));
}

TEST(Version, NothingIsKnownOfNothing) {
  EXPECT_FALSE(version("").is_older_than(version("12")));
  EXPECT_FALSE(version("12").is_older_than(version("")));
}

}  // namespace
}  // namespace retort::core
