// SPDX-License-Identifier: Apache-2.0
// Selects: which tables are in sight of each part, and the parts in their order.
#include "compiler/dialects/expression_sql.hpp"

namespace retort::dialects {

model::Source Renderer::source(ast::TableReference const& reference) const {
  auto const name = model::object_name(reference.table);
  auto const alias = reference.alias ? reference.alias->text : std::string();
  if (auto const* table = schema_.table(name)) return model::source_of(*table, alias);
  model::Source out;
  out.alias = alias.empty() ? name.name : alias;
  out.schema = alias.empty() ? name.schema : std::string();
  out.open = true;
  auto const* view = schema_.view(name);
  auto const* body = view == nullptr ? nullptr : std::get_if<ast::Select>(&view->body);
  if (body == nullptr) return out;
  Sink nowhere;  // it was checked where it was written
  model::ReplayOptions const options;
  model::Context quiet(schema_, options, nowhere, model::Phase::derived);
  bool open = false;
  out.columns = model::type_of_select(quiet, *body, nullptr, open);
  for (auto& column : out.columns) column.type = nullptr;
  out.open = open;
  return out;
}

std::string Renderer::table(ast::TableReference const& reference) const {
  auto const name = spelling_.qualified(reference.table);
  return reference.alias ? name + " as " + spelling_.identifier(reference.alias->text) : name;
}

std::string Renderer::from(ast::From const& from, model::Scope& scope) const {
  std::string out = table(from.table);
  scope.sources.push_back(source(from.table));
  for (auto const& join : from.joins) {
    scope.sources.push_back(source(join.table));
    out += (join.left ? " left join " : " join ") + table(join.table) + " on " + condition(join.on, scope);
  }
  return out;
}

std::string Renderer::core(ast::SelectCore const& core, model::Scope& scope, Use const& use) const {
  std::string tables;
  if (core.from) tables = " from " + from(*core.from, scope);
  std::string rest;
  if (core.where_clause) rest += " where " + condition(*core.where_clause, scope);
  std::vector<std::string> groups;
  for (auto const& e : core.group_by) groups.push_back(expression(e, scope));
  if (!groups.empty()) rest += " group by " + join(groups);
  scope.aggregates = true;
  if (core.having) rest += " having " + condition(*core.having, scope);
  std::vector<std::string> items;
  bool aligned = true;  // no `*` so far: the i-th item is the i-th column
  for (auto const& item : core.items) {
    if (item.star) {
      aligned = false;
      items.push_back(item.star_table ? spelling_.qualified(*item.star_table) + ".*" : "*");
      continue;
    }
    if (!item.expression) continue;
    Place place{{}, false, scope.immutable};
    if (aligned && items.size() < use.wanted.size()) place.wanted = use.wanted[items.size()];
    auto value = render(*item.expression, scope, place);
    if (aligned && items.size() < use.into.size()) value = spelling_.assigned(std::move(value), use.into[items.size()]);
    auto text = std::move(value.text);
    if (item.alias) text += " as " + spelling_.identifier(item.alias->text);
    items.push_back(std::move(text));
  }
  return std::string("select ") + (core.distinct ? "distinct " : "") + join(items) + tables + rest;
}

std::string Renderer::select(ast::Select const& select, model::Scope const* outer,
                             std::vector<model::ValueType> const& wanted) const {
  return select_used(select, outer, {wanted, {}});
}
std::string Renderer::select_into(ast::Select const& select, std::vector<ast::Type> const& columns) const {
  Use use{{}, columns};
  for (auto const& column : columns) use.wanted.push_back(model::value_type(column));
  return select_used(select, nullptr, use);
}

std::string Renderer::select_used(ast::Select const& select, model::Scope const* outer, Use const& use) const {
  std::string out;
  model::Scope last;
  for (std::size_t i = 0; i < select.cores.size(); ++i) {
    if (i > 0) out += select.union_all[i - 1] ? " union all " : " union ";
    last = {};
    last.outer = outer;
    out += core(select.cores[i], last, use);
  }
  std::vector<std::string> order;
  for (auto const& item : select.order_by)
    order.push_back(expression(item.expression, last) + (item.descending ? " desc" : ""));
  SelectEnd end{join(order), {}, select.cores.size() > 1};
  if (select.limit) end.limit = expression(*select.limit, model::Scope{});
  return spelling_.ended(std::move(out), end);
}

}  // namespace retort::dialects
