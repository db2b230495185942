// SPDX-License-Identifier: Apache-2.0
// Replays a history on the schema model, for one database: checks every statement against the schema as it is there,
// finds the downgrade of every revision, and records each step with the schema before and after it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/model/schema.hpp"
#include "retort/bundle.hpp"
#include "retort/dialect.hpp"
#include "runtime/core/revision_graph.hpp"

namespace retort::model {

// One thing done to the database. `statement` is resolved: names of constraints and indexes are filled in, references
// have their columns, constraints written behind a column stand as constraints of their own, `for` blocks are
// dissolved, an alter table has exactly one action. Steps with the same `group` come from one statement of the file.
struct Step {
  ast::Statement statement;
  Schema before, after;
  Span origin;  // the statement in the file; for a derived downgrade, the statement that it undoes
  std::uint32_t group = 0;
  std::vector<loss_info> effect_losses;  // of raw SQL: what its effect says that it takes; the way is not set
};

struct ReplayedRevision {
  core::revision_index revision = 0;
  std::vector<Step> upgrade;
  std::vector<Step> downgrade;              // in the order in which they run; empty when irreversible
  std::optional<std::string> irreversible;  // why there is no way back
  std::vector<loss_info> losses;            // of both directions, in the order of the steps
  std::vector<std::string> downgrade_loss;  // those for which a downgrade has to be allowed, a sentence each
  Schema before, after;
  bool sound = true;  // neither it nor one above it has a fault
};

struct NamingConvention {  // {table}, {columns}, {ref_table}
  std::string primary_key = "pk_{table}";
  std::string unique = "uq_{table}_{columns}";
  std::string check = "ck_{table}_{columns}";
  std::string foreign_key = "fk_{table}_{columns}_{ref_table}";
  std::string index = "ix_{table}_{columns}";
};

struct ReplayOptions {
  dialect target = dialect::sqlite;
  NamingConvention naming;
  // Every merge replays both sides, also where they have nothing to do with each other: what tests compare with.
  bool replay_all_sides = false;
  // How many rules of the database a schema breaks: what is proposed breaks no more than before. None: not asked.
  std::function<std::size_t(Schema const&)> rules_broken = nullptr;
};

// `files[i]` is revision i of `graph`. Revisions that are not whole are left out; the rest is given to `each` in graph
// order, one after the other, so that the steps of a long history need not all be kept.
// Every fault goes to `sink`; what is broken still exists for later statements, so one fault gives one error.
void replay(core::revision_graph const& graph, std::vector<ast::Revision const*> const& files,
            ReplayOptions const& options, Sink& sink, std::function<void(ReplayedRevision const&)> const& each);

// The schema a schema.mig describes; mixins are dissolved.
[[nodiscard]] Schema desired_schema(ast::DesiredSchema const& file, ReplayOptions const& options, Sink& sink);

// What differs between two schemas, a sentence each ("table 'users': column 'age' is integer here, bigint there").
// Column order is not a difference. Empty when they are equal.
struct Difference {
  std::string message;
  ObjectName object;       // the table, view, … or schema
  ast::Where left, right;  // where each side was made; no file when that side lacks it
};
[[nodiscard]] std::vector<Difference> compare(Schema const& left, Schema const& right);
// The same with other words for the sides than "here" and "there".
[[nodiscard]] std::vector<Difference> compare(Schema const& left, Schema const& right, std::string_view left_side,
                                              std::string_view right_side);

// The order of the columns of a view is no difference, but in a union, where it decides which columns meet.
[[nodiscard]] bool same(View const& a, View const& b);

// Reports every difference between the schema at the head of the history and the one of schema.mig, the first of them
// with the statements that are missing. Silent where either could not be read whole.
void report_difference(Schema const& head, Schema const& desired, ReplayOptions const& options, Sink& sink);
// Whether everything in it is known: nothing is broken or could not be read.
[[nodiscard]] bool is_whole(Schema const& schema);

}  // namespace retort::model
