// SPDX-License-Identifier: Apache-2.0
// The tables of other tools.
#include "runtime/cli/take_over.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "runtime/cli/activity.hpp"
#include "runtime/cli/arguments.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/core/lineage.hpp"
#include "runtime/core/spelling.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {
namespace {

std::string table_of(open_database const& db, foreign_tool const& tool) {
  return db.words().qualified(tool.schema, tool.table);
}
std::string name_of(foreign_tool const& tool) {
  return "the table '" + (tool.schema.empty() ? "" : tool.schema + ".") + tool.table + "'";
}

std::vector<row> rows_of(open_database& db, foreign_tool const& tool, std::string const& query) {
  try {
    return db.query(query);
  } catch (question_refused const& refused) {
    throw question_refused(name_of(tool) + " cannot be read: " + refused.what());
  }
}

// Flyway's table, one row a migration that was run; https://documentation.red-gate.com/fd/flyway-schema-history-table
void read_flyway(open_database& db, foreign_tool const& tool, core::foreign_state& out) {
  auto const& words = db.words();
  auto const column = [&](char const* name) { return words.quote(name); };
  auto const rows = rows_of(db, tool,
                            "select " + column("version") + ", " + column("type") + ", case when " + column("success") +
                                " then 1 else 0 end, " + column("description") + " from " + table_of(db, tool) +
                                " order by " + column("installed_rank"));
  // A version may have been run, undone and run again: its last row counts.
  std::map<std::string, std::string> last;
  for (auto const& cells : rows) {
    auto const version = cells.at(0).value_or("");
    auto const what = version.empty() ? cells.at(3).value_or("") : version;
    if (cells.at(2) != "1")
      throw core::target_error(name_of(tool) + " says that '" + what +
                               "' has failed; put that right with Flyway (migrate, or repair) before taking over");
    if (!version.empty()) last[version] = cells.at(1).value_or("");  // others are repeatable, or a note about a schema
  }
  for (auto const& [version, type] : last) {
    if (type.starts_with("UNDO") || type == "DELETE") continue;
    out.ids.push_back(version);
    if (type.find("BASELINE") != std::string::npos && (!out.up_to || core::is_before(*out.up_to, version)))
      out.up_to = version;
  }
}

}  // namespace

foreign_tool parse_foreign_tool(std::string const& text) {
  foreign_tool out;
  auto const colon = text.find(':');
  auto const tool = text.substr(0, colon);
  auto table = colon == std::string::npos ? std::string() : text.substr(colon + 1);
  if (tool == "alembic" || tool == "flyway") {
    out.what = tool == "alembic" ? foreign_tool::kind::alembic : foreign_tool::kind::flyway;
    if (colon == std::string::npos) table = tool == "alembic" ? "alembic_version" : "flyway_schema_history";
  } else {
    out.what = foreign_tool::kind::column;
    auto const dot = text.rfind('.');
    if (dot == std::string::npos || dot + 1 == text.size() || colon != std::string::npos)
      throw usage_error(
          "--take-over is 'alembic', 'flyway', one of them with ':TABLE' behind it, or 'TABLE.COLUMN' of "
          "a table with the versions that are applied; it is not '" +
          text + "'");
    out.column = text.substr(dot + 1);
    table = text.substr(0, dot);
  }
  auto const dot = table.find('.');
  if (dot != std::string::npos) out.schema = table.substr(0, dot);
  out.table = dot == std::string::npos ? table : table.substr(dot + 1);
  if (out.table.empty()) throw usage_error("--take-over '" + text + "' has an empty name of a table");
  return out;
}

core::mapping read_mapping(std::string const& file) {
  if (file.empty()) return {};
  std::ifstream in(file, std::ios::binary);
  if (!in) throw environment_error("the file '" + file + "' of --map cannot be read");
  try {
    return core::parse_mapping(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()));
  } catch (core::target_error const& wrong) {
    throw usage_error(file + ": " + wrong.what());
  }
}

core::foreign_state read_foreign_state(open_database& db, foreign_tool const& tool) {
  core::foreign_state out;
  out.table = name_of(tool);
  auto const column_of = [&](std::string const& column) {
    std::set<std::string> seen;
    for (auto const& cells : rows_of(db, tool, "select " + db.words().quote(column) + " from " + table_of(db, tool)))
      if (auto const& id = cells.at(0); id && seen.insert(*id).second) out.ids.push_back(*id);
  };
  switch (tool.what) {
    case foreign_tool::kind::alembic:
      out.heads_only = true;
      column_of("version_num");
      break;
    case foreign_tool::kind::flyway:
      read_flyway(db, tool, out);
      break;
    case foreign_tool::kind::column:
      column_of(tool.column);
      // Where a tool keeps one version, it is the last one.
      if (out.ids.size() == 1) out.up_to = out.ids.front();
      break;
  }
  return out;
}

take_over_result take_over(migrator& migrate, open_database& db, bundle const& content, foreign_tool const& tool,
                           core::mapping const& said, bool dry) {
  lineage line(content);
  auto const& graph = line.graph();
  auto const state = read_foreign_state(db, tool);
  auto const places = core::take_over(graph, state, said);
  take_over_result out;
  for (auto const& [id, revision] : places.found) out.found.emplace_back(id, graph[revision].id);
  for (auto const head : places.heads) out.heads.push_back(graph[head].id);

  auto const as_set = [](std::vector<std::string> const& ids) { return std::set<std::string>(ids.begin(), ids.end()); };
  auto const recorded = migrate.current();
  // The version table may be the tool's own: then what it says is what is taken over.
  bool const own = tool.what == foreign_tool::kind::alembic && as_set(recorded) == as_set(state.ids);
  if (!recorded.empty() && !own && as_set(recorded) != as_set(out.heads))
    throw unknown_target("the database is recorded to be at " + core::in_quotes(recorded) + " already, and " +
                         state.table + " would make that " + core::in_quotes(out.heads) +
                         "; 'stamp REVISION' sets it, if that is wrong");
  if (!dry) out.heads = migrate.stamp(out.heads, own && as_set(recorded) != as_set(out.heads));
  return out;
}

std::string json_of(take_over_result const& result) {
  std::vector<std::string> found;
  for (auto const& [id, revision] : result.found)
    found.push_back(json_object().text("id", id).text("revision", revision).str());
  return json_object().raw("found", json_array(found)).texts("heads", result.heads).str();
}

std::vector<std::string> lines_of(take_over_result const& result, bool dry) {
  std::vector<std::string> out;
  for (auto const& [id, revision] : result.found)
    if (id != revision) out.push_back(one_line(id) + " is " + revision);
  std::string heads;
  for (auto const& id : result.heads) heads += (heads.empty() ? "" : ", ") + id;
  out.push_back((dry ? "would stamp " : "stamped ") + heads);
  return out;
}

}  // namespace retort::cli
