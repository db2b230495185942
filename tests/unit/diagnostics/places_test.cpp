// SPDX-License-Identifier: Apache-2.0
// Places are those of the source file, in whatever order they are asked for, and cheap in the order of the text.
#include "compiler/diagnostics/places.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace retort {
namespace {

TEST(Places, AreThoseOfTheSourceFile) {
  Sources sources;
  auto const first = sources.add("a.mig", "\xEF\xBB\xBFrevision é\r\n\n\tx€y\nlast\xFFline");
  auto const second = sources.add("b.mig", "one\n");
  Places places(sources);
  for (std::uint32_t step : {1U, 5U, 7U, 11U})
    for (std::uint32_t i = 0, offset = 0; i < 60; ++i, offset = (offset + step) % 40) {
      EXPECT_EQ(places.at(first, offset), sources[first].position(offset)) << offset;
      if (i % 5 != 0) continue;
      EXPECT_EQ(places.at(second, offset), sources[second].position(offset)) << offset;
    }
}

TEST(Places, OfOneLongLineAreCountedOnce) {
  Sources sources;
  auto const id = sources.add("a.mig", std::string(4'000'000, 'x'));
  Places places(sources);
  auto const begin = std::chrono::steady_clock::now();
  for (std::uint32_t offset = 0; offset < 4'000'000; offset += 40)
    ASSERT_EQ(places.at(id, offset), (LineColumn{1, offset + 1}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace retort
