// SPDX-License-Identifier: Apache-2.0
// Bytes that are set aside come back as they were, from memory and from a file, as often as they are asked for.
#include "compiler/base/spool.hpp"

#include <gtest/gtest.h>

namespace retort {
namespace {

std::string all_of(Spool const& spool) {
  std::string out;
  spool.read([&](std::string_view piece) {
    out += piece;
    return true;
  });
  return out;
}

TEST(Spool, IsEmptyAtFirst) {
  Spool const spool;
  EXPECT_EQ(spool.size(), 0U);
  EXPECT_EQ(all_of(spool), "");
}

TEST(Spool, GivesBackWhatItWasGiven) {
  for (std::size_t const in_memory : {0U, 10U, 1000000U}) {
    Spool spool(in_memory);
    std::string expected;
    for (int i = 0; i < 20000; ++i) {
      auto const piece = std::to_string(i) + '\n';
      spool.add(piece);
      expected += piece;
    }
    EXPECT_EQ(spool.size(), expected.size());
    EXPECT_TRUE(all_of(spool) == expected) << in_memory;
    EXPECT_TRUE(all_of(spool) == expected) << "a second time, " << in_memory;
  }
}

TEST(Spool, StopsWhenNobodyWantsMore) {
  Spool spool(4);
  spool.add("in the file");
  spool.add("in");
  int calls = 0;
  spool.read([&](std::string_view) {
    ++calls;
    return false;
  });
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace retort
