// SPDX-License-Identifier: Apache-2.0
// `stamp --take-over`: what Alembic, Flyway or a runner of one's own has recorded in a database, read and recorded as
// revisions of the bundle. Writes nothing but what stamp writes, and never to the other tool's table, unless that is
// the version table.
#pragma once

#include <string>
#include <vector>

#include <retort/migrator.hpp>

#include "runtime/core/take_over.hpp"
#include "runtime/src/reading.hpp"

namespace retort::cli {

// The value of --take-over: `alembic`, `flyway`, with a table of another name behind a colon; or TABLE.COLUMN.
struct foreign_tool {
  enum class kind { alembic, flyway, column } what = kind::alembic;
  std::string schema, table, column;  // the schema may be empty; the column is of kind column
};
// Throws usage_error.
[[nodiscard]] foreign_tool parse_foreign_tool(std::string const& text);
// The lines of the file of --map; none for an empty name. Throws environment_error where it cannot be read, and
// usage_error.
[[nodiscard]] core::mapping read_mapping(std::string const& file);

// Reads the tool's table. Throws question_refused (there is no such table), core::target_error where what it says is no
// state to go on from: a migration of Flyway's that failed.
[[nodiscard]] core::foreign_state read_foreign_state(open_database& db, foreign_tool const& tool);

struct take_over_result {
  std::vector<std::string> heads;  // recorded, or to be recorded
  // The ids of the tool that are revisions, and which.
  std::vector<std::pair<std::string, std::string>> found;
};
// `migrate` is over the same database as `db`. `dry`: nothing is recorded. Throws as migrator::stamp() and the two
// above; unknown_target where the version table has other rows than these.
[[nodiscard]] take_over_result take_over(migrator& migrate, open_database& db, bundle const& content,
                                         foreign_tool const& tool, core::mapping const& said, bool dry);
// {"found":[{"id":…,"revision":…}],"heads":[…]}
[[nodiscard]] std::string json_of(take_over_result const& result);
// "1975ea83b712 is r1" a line, then "stamped r1" or "would stamp r1".
[[nodiscard]] std::vector<std::string> lines_of(take_over_result const& result, bool dry);

}  // namespace retort::cli
