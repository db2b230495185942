// SPDX-License-Identifier: Apache-2.0
// What a fuzzer holds to be true. One that is false ends the program, which is how libFuzzer learns of it.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace retort::fuzz {

inline void require(bool holds, char const* what, std::string const& text) {
  if (holds) return;
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

}  // namespace retort::fuzz
