// SPDX-License-Identifier: Apache-2.0
// Types of selects: which tables are in sight, which columns come out, and whether the parts of a union agree.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_type.hpp"
#include "compiler/model/grouping.hpp"

namespace retort::model {

namespace {
// What a table or view offers under the name it has in a from.
Source source_of(Context& context, ast::TableReference const& reference) {
  Source out;
  ObjectName const name = object_name(reference.table);
  std::string const alias = reference.alias ? reference.alias->text : std::string();
  if (Table const* table = context.schema.table(name)) {
    out = source_of(*table, alias);
    out.open = context.is_broken(name);
    return out;
  }
  out.alias = alias.empty() ? name.name : alias;
  out.schema = alias.empty() ? name.schema : std::string();
  out.open = true;
  View const* view = context.schema.view(name);
  if (view == nullptr) {
    context.table(reference.table);  // reports what is missing
    return out;
  }
  out.made = view->made;
  if (auto const* select = std::get_if<ast::Select>(&view->body)) {
    Sink nowhere;  // the view was checked where it was made
    Context quiet(context.schema, context.options, nowhere, Phase::derived);
    bool open = false;
    out.columns = type_of_select(quiet, *select, nullptr, open);
    for (auto& c : out.columns) c.type = nullptr;
    out.open = open;
  }
  return out;
}

}  // namespace

std::string name_of(ast::SelectItem const& item) {
  if (item.alias) return item.alias->text;
  if (!item.expression) return "";
  if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression->node)) return column->column.text;
  if (auto const* call = std::get_if<ast::Call>(&item.expression->node)) return call->function.text;
  return "";
}

namespace {
// `group by` may use the names of the select list.
bool names_an_alias(ast::SelectCore const& core, ast::Expression const& e) {
  auto const* column = std::get_if<ast::ColumnReference>(&e.node);
  if (column == nullptr || column->table) return false;
  for (auto const& item : core.items)
    if (item.alias && item.alias->text == column->column.text) return true;
  return false;
}

std::vector<OfferedColumn> type_of_core(Context& context, ast::SelectCore const& core, Scope& scope, bool& open) {
  std::size_t const faults = context.errors;
  if (core.from) {
    scope.sources.push_back(source_of(context, core.from->table));
    for (auto const& join : core.from->joins) {
      scope.sources.push_back(source_of(context, join.table));
      check_condition(context, join.on, scope);
    }
  }
  if (core.where_clause) check_condition(context, *core.where_clause, scope);
  for (auto const& e : core.group_by)
    if (!names_an_alias(core, e)) type_of(context, e, scope);
  scope.aggregates = true;
  if (core.having) check_condition(context, *core.having, scope);
  std::vector<OfferedColumn> out;
  for (auto const& item : core.items) {
    if (!item.star) {
      if (item.expression) out.push_back({name_of(item), type_of(context, *item.expression, scope), nullptr});
      continue;
    }
    bool known = !item.star_table;
    for (auto const& source : scope.sources) {
      if (item.star_table && item.star_table->name.text != source.alias) continue;
      known = true;
      open = open || source.open;
      out.insert(out.end(), source.columns.begin(), source.columns.end());
    }
    if (!known) {
      context.error(Code::RT0301, item.star_table->where,
                    fmt::format("there is no table '{}' in sight here", to_string(object_name(*item.star_table))));
      open = true;
    }
  }
  if (context.errors == faults) check_grouping(context, core, scope);
  return out;
}
}  // namespace

std::vector<OfferedColumn> type_of_select(Context& context, ast::Select const& select, Scope const* outer, bool& open) {
  std::vector<OfferedColumn> out;
  Scope last;
  for (std::size_t i = 0; i < select.cores.size(); ++i) {
    Scope scope;
    scope.outer = outer;
    scope.place = "a select";
    bool core_open = false;
    auto columns = type_of_core(context, select.cores[i], scope, core_open);
    open = open || core_open;
    if (i == 0) {
      out = std::move(columns);
    } else if (!open) {
      if (columns.size() != out.size()) {
        context.error(Code::RT0413, select.cores[i].where,
                      fmt::format("the selects of a union have {} and {} columns", out.size(), columns.size()));
      } else {
        for (std::size_t c = 0; c < out.size(); ++c) {
          if (!comparable(out[c].value, columns[c].value) && out[c].value.kind != columns[c].value.kind)
            context.error(Code::RT0407, select.cores[i].where,
                          fmt::format("column {} of this union is {} and {}", c + 1, describe(out[c].value),
                                      describe(columns[c].value)));
          out[c].value = common(out[c].value, columns[c].value);
        }
      }
    }
    last = std::move(scope);
  }
  // `order by` sees the names of the select list first, then, without a union, the tables.
  Scope order;
  order.outer = select.cores.size() == 1 ? &last : outer;
  order.aggregates = true;
  order.place = "order by";
  Source own;
  own.columns = out;
  own.open = open;
  order.sources.push_back(std::move(own));
  bool const single = select.cores.size() == 1;
  for (auto const& item : select.order_by) {
    Scope const* scope = &order;
    auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
    bool const named = column != nullptr && !column->table && [&] {
      for (auto const& c : out)
        if (c.name == column->column.text) return true;
      return false;
    }();
    if (named) continue;
    if (single) scope = &last;
    std::size_t const faults = context.errors;
    type_of(context, item.expression, *scope);
    if (context.errors != faults || open) continue;
    if (!single) {
      context.error(Code::RT0410, item.expression.where, "a union is ordered by names of its columns");
    } else if (select.cores.front().distinct && !is_shown(select.cores.front(), last, item.expression)) {
      context.error(Code::RT0410, item.expression.where,
                    "`select distinct` is ordered by what it shows: add this to the columns");
    } else {
      check_ordered_group(context, select.cores.front(), last, item.expression);
    }
  }
  if (select.limit) {
    Scope none;
    none.place = "limit";
    type_of(context, *select.limit, none);
  }
  return out;
}

}  // namespace retort::model
