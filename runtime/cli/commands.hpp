// SPDX-License-Identifier: Apache-2.0
// The commands of retort-migrate, one function each. In: the arguments and an opened bundle. Out: text on standard
// output and the exit code. Errors are exceptions, turned into sentences and codes by migrate_main.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>

#include <retort/migrator.hpp>

#include "runtime/cli/arguments.hpp"
#include "runtime/src/connect.hpp"

namespace retort::cli {

struct invocation {
  arguments given;
  linked_bundle migrations;
  std::optional<database> db;  // when one was named
  std::string signed_by;       // the id of the key, with --require-signature
};

[[nodiscard]] int upgrade(invocation& run);
[[nodiscard]] int downgrade(invocation& run);
[[nodiscard]] int plan(invocation& run);
[[nodiscard]] int current(invocation& run);
[[nodiscard]] int check(invocation& run);
[[nodiscard]] int stamp(invocation& run);
[[nodiscard]] int ensure_version(invocation& run);
[[nodiscard]] int repair(invocation& run);
[[nodiscard]] int unlock(invocation& run);
// These need no database, and ask one only for what is current: `history -i`, and targets that count from it.
[[nodiscard]] int history(invocation& run);
[[nodiscard]] int sql(invocation& run);
[[nodiscard]] int heads(invocation& run);
[[nodiscard]] int branches(invocation& run);
[[nodiscard]] int show(invocation& run);

// Needs no bundle: exits 0 as soon as the database accepts connections.
[[nodiscard]] int wait(arguments const& given, database const& db);

// As long as --wait says, of the command `wait` a minute; told on standard error.
[[nodiscard]] patience patience_of(arguments const& given);

// Any of upgrade, downgrade, plan, current, check, stamp on the databases of run.given.fleet; run.db is the one of
// --tenants. Opens the bundle for a database by `open_for`, which also tells the id of the key that signed it, where
// that is asked for.
struct fleet_invocation {
  arguments given;
  std::optional<database> db;
};
struct bundle_and_key {
  linked_bundle migrations;
  std::string signed_by;
};
using bundle_for = std::function<bundle_and_key(retort::dialect)>;
[[nodiscard]] int on_many(fleet_invocation run, bundle_for const& open_for);

// "head", "behind", "ahead", "apart", "unknown", "unfinished".
[[nodiscard]] std::string_view word_of(standing place) noexcept;
// The target of `upgrade` or `downgrade`: head, or -1, where none is named.
[[nodiscard]] std::string target_of_move(arguments const& given, direction way);
// The way and the target of `plan`, by its operands.
struct planned_target {
  direction way = direction::upgrade;
  std::string target;
};
[[nodiscard]] planned_target target_of_plan(std::vector<std::string> operands);
[[nodiscard]] std::string json_of(move_plan const& planned);  // the object of `plan --json`
[[nodiscard]] std::vector<std::string> lines_of(move_plan const& planned);

// A session and the migrator on it. `create` as in database::open.
class opened {
 public:
  opened(invocation const& run, bool create);
  migrator* operator->() { return &migrate_; }

 private:
  std::shared_ptr<soci::session> session_;
  migrator migrate_;
};

// The database named on the command line; throws usage_error when none is.
[[nodiscard]] database const& need_database(std::optional<database> const& db);
[[nodiscard]] inline database const& need_database(invocation const& run) { return need_database(run.db); }

void print(std::string const& line);  // to standard output, as one line

}  // namespace retort::cli
