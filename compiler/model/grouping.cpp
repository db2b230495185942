// SPDX-License-Identifier: Apache-2.0
// The rule of the standard: outside aggregates only what is grouped by, and what depends on a primary key that is.
// https://www.postgresql.org/docs/15/sql-select.html#SQL-GROUPBY. SQLite would take any row of the group.
#include "compiler/model/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/expression_walk.hpp"
#include "compiler/model/functions.hpp"

namespace retort::model {

namespace {
bool is_aggregate(ast::Expression const& e) {
  auto const* call = std::get_if<ast::Call>(&e.node);
  Function const* function = call == nullptr ? nullptr : find_function(call->function.text);
  return function != nullptr && function->aggregate;
}
// Aggregates of selects inside count other rows.
bool counts(ast::Expression const& e) {
  if (is_aggregate(e)) return true;
  bool found = false;
  for_each_child(
      e, [&](ast::Expression const& child) { found = found || counts(child); }, [](ast::Select const&) {});
  return found;
}

// The table in sight that has the column; null where it is one of an outer select.
Source const* source_of(Scope const& scope, ast::ColumnReference const& reference) {
  for (auto const& source : scope.sources) {
    if (reference.table && reference.table->name.text != source.alias) continue;
    if (std::any_of(source.columns.begin(), source.columns.end(),
                    [&](OfferedColumn const& c) { return c.name == reference.column.text; }))
      return &source;
  }
  return nullptr;
}
// The expression with every column called by its table, so that `n` and `t.n` are the same.
ast::Expression qualified(Scope const& scope, ast::Expression e) {
  auto const qualify = [&](auto const& self, ast::Expression& x) -> void {
    if (auto* reference = std::get_if<ast::ColumnReference>(&x.node))
      if (Source const* source = source_of(scope, *reference))
        reference->table = ast::QualifiedName{std::nullopt, {source->alias, {}}, {}};
    for_each_child(
        x, [&](ast::Expression& child) { self(self, child); }, [](ast::Select&) {});
  };
  qualify(qualify, e);
  return e;
}

class Grouping {
 public:
  Grouping(Context& context, ast::SelectCore const& core, Scope const& scope) : context_(context), scope_(scope) {
    for (auto const& e : core.group_by) groups_.push_back(qualified(scope, *meant(core, e)));
    grouped_ = !groups_.empty() || core.having.has_value();
    for (auto const& item : core.items) grouped_ = grouped_ || (item.expression && counts(*item.expression));
  }

  [[nodiscard]] bool grouped() const { return grouped_; }

  void look(ast::Expression const& e) {
    if (!groups_.empty() && std::find(groups_.begin(), groups_.end(), qualified(scope_, e)) != groups_.end()) return;
    if (is_aggregate(e)) {
      for_each_child(
          e,
          [&](ast::Expression const& child) {
            if (counts(child)) context_.error(Code::RT0410, child.where, "an aggregate cannot stand in an aggregate");
          },
          [](ast::Select const&) {});
      return;
    }
    if (auto const* reference = std::get_if<ast::ColumnReference>(&e.node)) {
      Source const* source = source_of(scope_, *reference);
      if (source == nullptr || source->open || is_grouped(*source, reference->column.text) || key_is_grouped(*source))
        return;
      context_.error(
          Code::RT0410, e.where,
          fmt::format("column '{}' differs within a group: group by it, or count it", reference->column.text));
      return;
    }
    for_each_child(
        e, [&](ast::Expression const& child) { look(child); }, [](ast::Select const&) {});
  }

 private:
  // `group by` may name a column of the select list; a column of the tables goes first.
  ast::Expression const* meant(ast::SelectCore const& core, ast::Expression const& e) const {
    auto const* reference = std::get_if<ast::ColumnReference>(&e.node);
    if (reference == nullptr || reference->table || source_of(scope_, *reference) != nullptr) return &e;
    for (auto const& item : core.items)
      if (item.alias && item.expression && item.alias->text == reference->column.text) return &*item.expression;
    return &e;
  }
  [[nodiscard]] bool is_grouped(Source const& source, std::string const& column) const {
    return std::any_of(groups_.begin(), groups_.end(), [&](ast::Expression const& g) {
      auto const* reference = std::get_if<ast::ColumnReference>(&g.node);
      return reference != nullptr && reference->column.text == column && source_of(scope_, *reference) == &source;
    });
  }
  [[nodiscard]] bool key_is_grouped(Source const& source) const {
    return !source.key.empty() && std::all_of(source.key.begin(), source.key.end(),
                                              [&](std::string const& c) { return is_grouped(source, c); });
  }

  Context& context_;
  Scope const& scope_;
  std::vector<ast::Expression> groups_;  // every column with the name of its table
  bool grouped_ = false;
};
}  // namespace

bool is_shown(ast::SelectCore const& core, Scope const& scope, ast::Expression const& e) {
  auto const wanted = qualified(scope, e);
  return std::any_of(core.items.begin(), core.items.end(), [&](ast::SelectItem const& item) {
    return item.star || (item.expression && qualified(scope, *item.expression) == wanted);
  });
}

void check_grouping(Context& context, ast::SelectCore const& core, Scope const& scope) {
  Grouping grouping(context, core, scope);
  if (!grouping.grouped()) return;
  for (auto const& item : core.items) {
    if (item.expression) grouping.look(*item.expression);
    if (!item.star) continue;
    std::size_t const faults = context.errors;
    for (auto const& source : scope.sources) {
      if (item.star_table && item.star_table->name.text != source.alias) continue;
      for (auto const& column : source.columns) {
        ast::Expression e;
        ast::ColumnReference reference;
        reference.table = ast::QualifiedName{std::nullopt, {source.alias, {}}, {}};
        reference.column = {column.name, {}};
        e.node = std::move(reference);
        e.where = item.where;
        grouping.look(e);
        if (context.errors != faults) return;  // one is enough for a `*`
      }
    }
  }
  if (core.having) grouping.look(*core.having);
}

void check_ordered_group(Context& context, ast::SelectCore const& core, Scope const& scope, ast::Expression const& e) {
  Grouping grouping(context, core, scope);
  if (grouping.grouped()) {
    grouping.look(e);
  } else if (counts(e)) {
    context.error(Code::RT0410, e.where, "an aggregate in `order by` wants `group by`");
  }
}

}  // namespace retort::model
