// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine, and names that come once. In: a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace retort::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // [0, bound)
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  // True once in `n` times.
  bool one_in(std::size_t n) { return below(n) == 0; }
  // One of a list that is not empty.
  template <class List>
  auto& any(List& list) {
    return list[below(list.size())];
  }
  char const* one_of(std::initializer_list<char const*> texts) { return texts.begin()[below(texts.size())]; }
  // A name that no other call gives: a letter or two and a number.
  std::string fresh(std::string const& prefix) { return prefix + std::to_string(++count_); }

 private:
  std::mt19937_64 engine_;
  unsigned count_ = 0;
};

}  // namespace retort::test
