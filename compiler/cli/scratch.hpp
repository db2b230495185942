// SPDX-License-Identifier: Apache-2.0
// A history on a scratch database, moved up and down by the runtime, every statement held against its query of the
// catalogue. In: an open database, a bundle. Out: the moved database, and what the queries said wrongly.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cli/live.hpp"

namespace retort::cli {

class Scratch {
 public:
  // `database` must outlive it. Throws Unreachable.
  Scratch(LiveDatabase& database, std::string const& bundle);
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

  // The recorded heads.
  [[nodiscard]] std::vector<std::string> current();
  // Throws DatabaseRefused, with the revision and the statement, and Unreachable. Steps in C++ are passed over.
  void upgrade(std::string const& target);
  // The same down, whatever it destroys; why there is no way, where a revision is irreversible.
  [[nodiscard]] std::optional<std::string> downgrade(std::string const& target);
  // What the queries of the catalogue said wrongly since the last call: "before: create table users …".
  [[nodiscard]] std::vector<std::string> take_wrong();
  // How many statements have begun since the last call.
  [[nodiscard]] std::size_t take_begun();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace retort::cli
