// SPDX-License-Identifier: Apache-2.0
// What a step written in C++ (`call name;` in a .mig file) is given, and how the runtime is told of such steps.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/bundle.hpp>

namespace soci {
class session;
}

namespace retort {

// One row of step::query(): a cell a column, as text; nothing for null.
using row = std::vector<std::optional<std::string>>;

// Lives as long as the call. The transaction of the segment is open (unless the segment runs outside one); committing
// and rolling back are the runtime's. A step that throws fails its revision; when the database asks for another try
// (a deadlock, a lock timeout) the step is called again after the rollback.
class step {
 public:
  class backend;  // the runtime's side

  explicit step(backend& runtime) : runtime_(runtime) {}
  step(step const&) = delete;
  step& operator=(step const&) = delete;

  // The session the migrator was given. SOCI rewrites `:name` in the text of statements; execute() does not.
  [[nodiscard]] soci::session& session() const;
  [[nodiscard]] retort::dialect dialect() const;
  [[nodiscard]] std::string const& revision() const;  // the full id
  [[nodiscard]] retort::direction direction() const;
  // Sends the text as it is. Throws retort::error with the database's words.
  void execute(std::string_view sql) const;
  // Sends one statement with its parameters bound as text: $1, $2 … on PostgreSQL, ?1, ?2 … on SQLite, @p1, @p2 … on
  // MySQL, MariaDB and SQL Server. Throws retort::error.
  [[nodiscard]] std::vector<row> query(std::string_view sql, std::span<std::string const> parameters = {}) const;

 private:
  backend& runtime_;
};

// A step and its name; generated code makes a table of them.
struct call_entry {
  std::string_view name;
  void (*run)(step&) = nullptr;
};

// A bundle and the steps it calls: what a migrator is made of. `calls` refers to storage of the caller, as a rule the
// static table of the generated code.
struct linked_bundle {
  linked_bundle(bundle opened, std::span<call_entry const> steps = {}) : content(std::move(opened)), calls(steps) {}
  bundle content;
  std::span<call_entry const> calls;
};

}  // namespace retort
