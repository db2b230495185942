// SPDX-License-Identifier: Apache-2.0
// What an operation sees while it is replayed: the schema as it is there, where to report, where to put its steps.
// Looks names up and reports what is missing; knows no operation.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/model/names.hpp"
#include "compiler/model/replay.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::model {

enum class Phase {
  upgrade,    // the statements of an upgrade: losses of data are reported
  downgrade,  // the statements of a downgrade block
  derived,    // a downgrade that the model made itself, or the other side of a merge: no losses, no warnings
  desired     // a schema file
};

class Context {
 public:
  Context(Schema start, ReplayOptions const& replay_options, Sink& where_to, Phase which)
      : schema(std::move(start)), options(replay_options), phase(which), sink_(where_to) {}

  Schema schema;
  ReplayOptions const& options;
  Phase phase;
  std::set<ObjectName> fresh;  // tables made in this block of statements into which nothing can have been put
  std::vector<Step> steps;
  std::vector<bool> on_empty;  // of each step: whether its table could hold no rows
  std::size_t errors = 0;      // faults so far; losses of data are none, they may be allowed
  bool in_effect = false;
  std::vector<loss_info> effect_losses;  // of the raw SQL whose effect this is; the way is not set

  // The statement under way: steps carry its place and annotations.
  void begin(ast::Statement const& statement);
  // The same for an operation that no file holds: it stands for the statement at `origin`.
  void begin_derived(Span origin, std::uint32_t group);
  [[nodiscard]] Span origin() const { return origin_; }
  [[nodiscard]] std::vector<ast::Annotation> const& annotations() const { return annotations_; }

  // Reports a fault of the statement under way. The reference is good until the next report.
  Diagnostic& error(Code code, Span span, std::string message);
  // Reports what is no fault of the history itself: a warning, or a loss of data (in upgrades only).
  Diagnostic& finding(Code code, Span span, std::string message);
  [[nodiscard]] bool silent() const { return phase == Phase::derived; }
  [[nodiscard]] Sink& sink() { return sink_; }

  // The schema becomes `after`; outside effects, a step is recorded.
  void emit(ast::Operation operation, Schema after);
  void emit(ObjectName const& table, ast::AlterAction action, Table after_table);

  // Look-ups; what is missing is reported (once, not when a broken statement may have made it) and null.
  // A result is good until the schema changes.
  Table const* table(ast::QualifiedName const& name);
  View const* view(ast::QualifiedName const& name);
  EnumType const* enum_type(ast::QualifiedName const& name);
  Sequence const* sequence(ast::QualifiedName const& name);
  Table const* table_of_index(ast::QualifiedName const& name);
  Column const* column(Table const& table, ast::Identifier const& name);
  Constraint const* constraint(Table const& table, ast::Identifier const& name);
  bool known_schema(ast::QualifiedName const& name);

  // Whether a table, view, sequence, type or index may have this name; reports when not.
  // `itself`: the name that the object has now; a change of case alone is no clash. May be null.
  bool free_relation(ObjectName const& name, Span span, ObjectName const* itself = nullptr);
  bool free_constraint(ObjectName const& name, Span span, bool also_relation, ObjectName const* itself = nullptr);
  [[nodiscard]] bool relation_taken(ObjectName const& name) const;  // says nothing
  [[nodiscard]] bool is_broken(ObjectName const& name) const { return schema.broken.contains(name); }
  void mark_broken(ObjectName const& name, Span span) { schema.broken.set(name, ast::Where(span)); }
  // Whether the schema's contents are in doubt, so that nothing can be said of what is missing.
  [[nodiscard]] bool in_doubt(ObjectName const& name) const { return schema.uncertain || is_broken(name); }

 private:
  template <class T>
  T const* find(ast::QualifiedName const& name, Code missing, char const* what);
  void report_wrong_kind(ast::QualifiedName const& name, char const* what);

  Sink& sink_;
  Span origin_;
  std::vector<ast::Annotation> annotations_;
  std::uint32_t group_ = 0;
  ast::Where statement_where_;
  Diagnostic muted_{};
};

// "a table", "a view", …: what stands under a name.
[[nodiscard]] char const* kind_of(Object const& object);
[[nodiscard]] Span made_of(Schema const& schema, ObjectName const& name);
// Reports that a name differs from another one of its scope only in case.
void report_case(Context& context, Span span, std::string const& name, std::string const& other, Span other_made);
[[nodiscard]] bool is_unique_key(Constraint const& constraint);
[[nodiscard]] std::vector<std::string> column_names(Table const& table);

}  // namespace retort::model
