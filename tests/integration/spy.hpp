// SPDX-License-Identifier: Apache-2.0
// An observer that calls the functions of a test.
#pragma once

#include <functional>

#include <retort/migrator.hpp>

namespace retort::testing {

// Calls a function at the places a run passes.
class spy final : public observer {
 public:
  std::function<void(statement_event const&)> before = [](auto const&) {};
  std::function<void(batch_event const&)> batch = [](auto const&) {};
  std::function<void(statement_event const&)> after = [](auto const&) {};

  void statement_begins(statement_event const& event) override { before(event); }
  void statement_ends(statement_event const& event) override { after(event); }
  void batch_advances(batch_event const& event) override { batch(event); }
};

[[nodiscard]] inline options watched(spy& by) {
  options out;
  out.observer = &by;
  return out;
}

}  // namespace retort::testing
