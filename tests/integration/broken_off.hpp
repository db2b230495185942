// SPDX-License-Identifier: Apache-2.0
// Runs that are broken off: a history with every kind of statement, processes that are killed, and what has to be there
// once somebody has taken up what they left.
#pragma once

#include <chrono>
#include <functional>

#include "tests/integration/fixture.hpp"

namespace retort::testing {

// start -> parts -> renewed. Every part writes a row into `ran`, in the transaction it is done in: a part that is run
// twice has two. `in_cpp`: one part is a step written in C++, `count_up`.
[[nodiscard]] std::vector<test_revision> history_in_parts(retort::dialect kind, bool in_cpp);

// What `body` does in a process of its own, which is killed after that time unless it is zero; whether it was killed.
[[nodiscard]] bool is_killed(std::function<void()> const& body, std::chrono::microseconds after = {});

class broken_off : public conformance {
 protected:
  // An empty database again.
  void wipe();
  // All of history_in_parts() is done, once, and nothing is half-way.
  void expect_up() const;
};

}  // namespace retort::testing
