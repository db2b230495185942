// SPDX-License-Identifier: Apache-2.0
// The databases that commands look at. In: a URL. Out: a way to ask it, as dialects::Catalogue wants it. The one place
// of the compiler that knows the runtime; no message has a password in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include "compiler/cli/arguments.hpp"
#include "compiler/cli/config.hpp"
#include "compiler/cli/run.hpp"
#include "compiler/dialects/catalogue.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/inspect/inspect.hpp"

namespace retort::cli {

// No database there, or none that this program can talk to: exit code 3.
class Unreachable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// The database refused a statement: exit code 4.
class DatabaseRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// --db, the file of --db-file, RETORT_DB, in this order. Throws UsageError where both flags are given or nothing names
// a database, FileError for the file.
[[nodiscard]] std::string url_of(Arguments const& arguments);
// Whether a word is a URL of a database: "sqlite:///shop.db".
[[nodiscard]] bool is_url(std::string const& word);

class LiveDatabase {
 public:
  // Opens it. `create`: a file that is not there is made. Throws UsageError for a URL that is none, Unreachable.
  explicit LiveDatabase(std::string const& url, bool create = false);
  ~LiveDatabase();
  LiveDatabase(LiveDatabase&&) noexcept;
  LiveDatabase& operator=(LiveDatabase&&) noexcept;

  [[nodiscard]] dialect which() const;
  [[nodiscard]] std::string const& display() const;  // for messages
  // Runs one statement. Throws DatabaseRefused, Unreachable.
  [[nodiscard]] std::vector<dialects::CatalogueRow> ask(std::string const& sql);

 private:
  friend class Scratch;
  struct State;
  std::unique_ptr<State> state_;
};

// What retort.toml and the command line say of databases to look at, where no history is read.
struct LiveSettings {
  Config config;
  model::ObjectFilter filter;
};
// Reports what is wrong in retort.toml: nothing then. Throws FileError.
[[nodiscard]] std::optional<LiveSettings> live_settings(Arguments const& arguments, Console const& console);
[[nodiscard]] model::ObjectFilter filter_of(Arguments const& arguments, Config const& config);

// A warning for each thing that is there and cannot be said.
void warn_of(std::vector<dialects::Unsaid> const& unsaid, Console const& console);

// The schema of the database, but for what the filter leaves out and the tables that tools keep their books in.
// `known`: what it may be, or null. Throws as LiveDatabase::ask(), and Unreachable where the dialect cannot be read
// back.
[[nodiscard]] inspect::Inspected inspect_database(LiveDatabase& database, Config const& config,
                                                  model::ObjectFilter const& filter, model::Schema const* known);

}  // namespace retort::cli
