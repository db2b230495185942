// SPDX-License-Identifier: Apache-2.0
// A long list worked on in several threads: each has neighbours of it. What the parts do must not meet.
#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace retort {

// In how many parts to cut `count` things, where fewer than `worth_a_thread` are done sooner than a thread is started.
[[nodiscard]] inline std::size_t parts_of(std::size_t count, std::size_t worth_a_thread) {
  return std::clamp<std::size_t>(count / worth_a_thread, 1, std::max(1U, std::thread::hardware_concurrency()));
}

// Calls `part(number, begin, end)` for each part of [0, count), the first in this thread. Throws what a part threw, the
// first in the order of the list, when all are done.
template <class Part>
void side_by_side(std::size_t count, std::size_t parts, Part const& part) {
  auto const run = [&](std::size_t number) { part(number, count * number / parts, count * (number + 1) / parts); };
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < parts; ++i) others.push_back(std::async(std::launch::async, run, i));
  run(0);
  for (auto& other : others) other.get();
}

}  // namespace retort
