// SPDX-License-Identifier: Apache-2.0
// What the model cannot look into: sql, call; and `for`, which is dissolved.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/ops/dialects.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model::ops {

void check_dialects(Context& context, std::vector<ast::Identifier> const& dialects) {
  static constexpr dialect all[] = {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb,
                                    dialect::mssql};
  for (auto const& name : dialects) {
    if (parse_dialect(name.text)) continue;
    auto& d = context.error(Code::RT0320, name.where, fmt::format("there is no database '{}'", name.text));
    std::vector<std::string> known;
    for (dialect const one : all) known.emplace_back(to_string(one));
    suggest(d, name.where, name.text, known);
    if (name.text == "postgres") {
      d.label = "did you mean 'postgresql'?";
      d.fixes = {Fix{name.where, "postgresql"}};
    }
  }
}
bool for_this_dialect(Context const& context, std::vector<ast::Identifier> const& dialects) {
  auto const target = to_string(context.options.target);
  return dialects.empty() || std::any_of(dialects.begin(), dialects.end(),
                                         [&](ast::Identifier const& name) { return name.text == target; });
}

// What stands before `for` is said of each statement in it, unless that says otherwise.
void say_also(ast::Annotation const& outer, ast::Statement& statement) {
  auto const own = std::find_if(statement.annotations.begin(), statement.annotations.end(),
                                [&](ast::Annotation const& a) { return a.node.index() == outer.node.index(); });
  if (own == statement.annotations.end() || std::holds_alternative<ast::Allow>(outer.node)) {
    statement.annotations.push_back(outer);
    return;
  }
  auto const* limits = std::get_if<ast::Timeout>(&outer.node);
  if (limits == nullptr) return;
  auto& nearer = std::get<ast::Timeout>(own->node);
  if (!nearer.lock) nearer.lock = limits->lock;
  if (!nearer.statement) nearer.statement = limits->statement;
}

void run(ast::ForDialects const& operation, Context& context) {
  check_dialects(context, operation.dialects);
  if (!for_this_dialect(context, operation.dialects)) return;
  auto const outer = context.annotations();
  for (auto statement : operation.statements) {
    for (auto const& annotation : outer) say_also(annotation, statement);
    run_statement(statement, context);
  }
}
Inverse inverse(ast::ForDialects const&, Done const&) { return {}; }  // never a step

void run(ast::Sql const& operation, Context& context) {
  check_dialects(context, operation.body.dialects);
  if (!for_this_dialect(context, operation.body.dialects)) return;
  context.fresh.clear();
  if (!operation.effect)
    context.finding(Code::RT0510, context.origin(),
                    "nothing is known of what this SQL does to the schema: say it with `effect { … }`, which may be "
                    "empty");
  Schema after = context.schema;
  if (operation.effect) {
    // The statements of the effect change the schema, the step is the SQL's.
    Context inside(context.schema, context.options, context.sink(), context.phase);
    inside.in_effect = true;
    for (auto const& statement : *operation.effect) run_statement(statement, inside);
    context.errors += inside.errors;
    after = inside.schema;
    context.effect_losses = std::move(inside.effect_losses);
  }
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::Sql const&, Done const&) { return {{}, "raw SQL has no inverse that could be derived"}; }

void run(ast::CallStep const& operation, Context& context) {
  context.fresh.clear();
  context.emit(operation, context.schema);
}
Inverse inverse(ast::CallStep const& operation, Done const&) {
  return {{}, fmt::format("nobody knows what the C++ step '{}' does", operation.name.text)};
}

}  // namespace retort::model::ops
