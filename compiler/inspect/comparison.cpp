// SPDX-License-Identifier: Apache-2.0
// The model says an expression as its dialect writes it, the database as it writes it back: both are read by the same
// reader, so that whatever a dialect writes for the language's functions is compared with itself.
#include <algorithm>

#include "compiler/dialects/expression_sql.hpp"
#include "compiler/inspect/meaning.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::inspect {

namespace {

using dialects::Part;
using dialects::SqlTokenKind;

// The words without parentheses and casts, for what no tree can hold.
std::vector<std::string> bare_words(std::string const& text, dialects::SqlWords const& words) {
  std::vector<std::string> out;
  auto const tokens = dialects::sql_tokens(text, words);
  if (!tokens) return {text};
  for (std::size_t i = 0; i < tokens->size(); ++i) {
    auto const& t = (*tokens)[i];
    if (t.kind == SqlTokenKind::end) break;
    if (t.kind == SqlTokenKind::symbol && t.text == "::") {
      ++i;  // the type
      while (i + 1 < tokens->size() && ((*tokens)[i + 1].text == "precision" || (*tokens)[i + 1].text == "varying" ||
                                        (*tokens)[i + 1].text == "[" || (*tokens)[i + 1].text == "]"))
        ++i;
      continue;
    }
    if (t.kind == SqlTokenKind::symbol && (t.text == "(" || t.text == ")" || t.text == ";")) continue;
    out.push_back(t.kind == SqlTokenKind::string ? "'" + t.text : t.text);
  }
  return out;
}

// A select with its tables called by their places, every column under the name of its table, every `*` written out, and
// each column under its name.
class Resolver {
 public:
  Resolver(dialects::Renderer const& renderer, std::string const& own_schema)
      : renderer_(renderer), own_schema_(own_schema) {}

  ast::Select resolved(ast::Select select) {
    resolve(select);
    return select;
  }

 private:
  struct Known {
    std::string name, place;
    std::vector<std::string> columns;
  };
  using Scope = std::vector<Known>;  // the tables of one core

  void resolve(ast::Select& select) {
    // What a later `union` makes distinct need not be kept before.
    bool distinct = false;
    for (auto i = select.union_all.size(); i-- > 0;) {
      distinct = distinct || !select.union_all[i];
      select.union_all[i] = !distinct;
    }
    scopes_.emplace_back();
    for (auto& core : select.cores) {
      collect(core);
      resolve(core);
    }
    for (auto& item : select.order_by) by_place(item.expression, select.cores);
    if (select.limit) *select.limit = meaning(*select.limit);
    scopes_.pop_back();
  }
  void collect(ast::SelectCore& core) {
    auto& scope = scopes_.back();
    scope.clear();
    if (!core.from) return;
    auto const add = [&](ast::TableReference& reference) {
      if (auto& schema = reference.table.schema; schema && schema->text == own_schema_) schema.reset();
      Known known{reference.alias ? reference.alias->text : reference.table.name.text,
                  std::to_string(scopes_.size()) + "." + std::to_string(scope.size()),
                  {}};
      for (auto const& column : renderer_.source(reference).columns) known.columns.push_back(column.name);
      reference.alias = ast::Identifier{known.place, {}};
      scope.push_back(std::move(known));
    };
    add(core.from->table);
    for (auto& join : core.from->joins) add(join.table);
  }

  static bool has(Known const& known, std::string const& column) {
    return std::find(known.columns.begin(), known.columns.end(), column) != known.columns.end();
  }
  // The table that a column is of; null where none of them has it.
  [[nodiscard]] Known const* table_of(ast::ColumnReference const& column) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
      for (auto const& known : *scope)
        if (column.table ? column.table->name.text == known.name : has(known, column.column.text)) return &known;
    // A view given as text has columns that nobody knows.
    return !column.table && scopes_.back().size() == 1 ? &scopes_.back().front() : nullptr;
  }
  void rename(ast::Expression& e) {
    if (auto* column = std::get_if<ast::ColumnReference>(&e.node))
      if (auto const* known = table_of(*column)) {
        ast::QualifiedName table;
        table.name.text = known->place;
        column->table = std::move(table);
      }
    model::for_each_child(
        e, [&](ast::Expression& child) { rename(child); },
        [&](ast::Select& inner) {
          resolve(inner);
          for (auto& core : inner.cores)
            for (auto& item : core.items) item.alias.reset();
        });
  }
  void resolve(ast::Expression& e) {
    e = meaning(std::move(e), Qualifiers::kept);
    rename(e);
  }
  // An output column by its number, whether it is written as such, by its name or as the expression it shows.
  void by_place(ast::Expression& e, std::vector<ast::SelectCore> const& cores) {
    auto const& items = cores.front().items;
    auto const* written = std::get_if<ast::ColumnReference>(&e.node);
    auto const number = [&](std::size_t i) {
      e = dialects::expression_of(ast::Literal{ast::LiteralKind::number, std::to_string(i + 1)});
    };
    for (std::size_t i = 0; i < items.size(); ++i)
      if (written != nullptr && !written->table && items[i].alias && items[i].alias->text == written->column.text)
        return number(i);
    if (cores.size() > 1) return;
    resolve(e);
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i].expression && *items[i].expression == e) return number(i);
  }
  // A name of an output column that is no column of the tables.
  void output_column(ast::Expression& e, std::vector<ast::SelectItem> const& items) const {
    auto const* written = std::get_if<ast::ColumnReference>(&e.node);
    if (written == nullptr || written->table) return;
    for (auto const& known : scopes_.back())
      if (has(known, written->column.text)) return;
    for (auto const& item : items)
      if (item.alias && item.expression && item.alias->text == written->column.text) {
        auto shown = *item.expression;
        e = std::move(shown);
        return;
      }
  }
  void resolve(ast::SelectCore& core) {
    for (auto& e : core.group_by) output_column(e, core.items);
    std::vector<ast::SelectItem> items;
    for (auto& item : core.items) {
      if (item.star) {
        for (auto const& known : scopes_.back())
          if (!item.star_table || item.star_table->name.text == known.name)
            for (auto const& column : known.columns) items.push_back(column_item(known.place, column));
        continue;
      }
      resolve(*item.expression);
      auto const* column = std::get_if<ast::ColumnReference>(&item.expression->node);
      if (!item.alias && column != nullptr) item.alias = column->column;
      items.push_back(std::move(item));
    }
    core.items = std::move(items);
    if (core.from)
      for (auto& join : core.from->joins) resolve(join.on);
    if (core.where_clause) resolve(*core.where_clause);
    for (auto& e : core.group_by) resolve(e);
    if (core.having) resolve(*core.having);
  }
  static ast::SelectItem column_item(std::string const& table, std::string const& column) {
    ast::ColumnReference reference;
    ast::QualifiedName name;
    name.name.text = table;
    reference.table = std::move(name);
    reference.column.text = column;
    ast::SelectItem out;
    out.alias = reference.column;
    out.expression = dialects::expression_of(std::move(reference));
    return out;
  }

  dialects::Renderer const& renderer_;
  std::string const& own_schema_;
  std::vector<Scope> scopes_;  // the innermost last
};

// A column without a name may have any: databases make them up. Only the first core of a union gives names.
void forget_made_up_names(ast::Select& known, ast::Select& read) {
  for (std::size_t c = 0; c < known.cores.size() && c < read.cores.size(); ++c) {
    auto &a = known.cores[c].items, &b = read.cores[c].items;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      if (!a[i].alias || c > 0) b[i].alias.reset();
      if (c > 0) a[i].alias.reset();
    }
  }
}

}  // namespace

bool Comparison::same_words(std::string const& a, std::string const& b, Knowledge const& known,
                            ast::Type const* wanted) const {
  if (a == b) return true;
  auto const& sql = catalogue_.sql();
  auto x = dialects::read_expression(a, sql), y = dialects::read_expression(b, sql);
  if (wanted != nullptr && sql.value)
    for (auto* one : {&x, &y})
      if (*one) **one = sql.value(std::move(**one), *wanted);
  if (x && y)
    return meaning(*x, Qualifiers::dropped, &known, wanted) == meaning(*y, Qualifiers::dropped, &known, wanted);
  return bare_words(a, sql) == bare_words(b, sql);
}

bool Comparison::same(ast::Expression const& known, model::Table const& table, Part part, ast::Type const* column,
                      std::string const& words) const {
  Sink nowhere;  // it was checked where it was written
  auto const spelling = catalogue_.words(schema_, nowhere);
  dialects::Renderer const renderer(*spelling, schema_, nowhere);
  Knowledge const knowledge{[&table](std::string const& name) -> ast::Type const* {
                              auto const* found = table.column(name);
                              return found == nullptr ? nullptr : &found->type;
                            },
                            [this](ast::Type const& type) { return catalogue_.stored(type, schema_); },
                            catalogue_.sql().transact};
  // Dialects write some functions otherwise where only what is immutable may stand.
  for (bool const immutable : {true, false}) {
    auto scope = part == Part::default_value ? model::Scope() : dialects::Renderer::scope_of(table);
    scope.immutable = immutable;
    std::string text;
    switch (part) {
      case Part::default_value:
      case Part::generated:
        text = renderer.assigned(known, scope, column == nullptr ? ast::Type() : *column).text;
        break;
      case Part::check:
      case Part::predicate:
        text = renderer.condition(known, scope);
        break;
      case Part::key:
        text = renderer.expression(known, scope);
        break;
    }
    if (same_words(text, words, knowledge, column)) return true;
  }
  return false;
}

bool Comparison::same_view(std::variant<ast::Select, ast::Text> const& known, std::string const& words) const {
  Sink nowhere;
  auto const spelling = catalogue_.words(schema_, nowhere);
  dialects::Renderer const renderer(*spelling, schema_, nowhere);
  auto const* select = std::get_if<ast::Select>(&known);
  auto const text = select == nullptr ? std::get<ast::Text>(known).value : renderer.select(*select);
  auto const& sql = catalogue_.sql();
  auto const x = dialects::read_select(text, sql), y = dialects::read_select(words, sql);
  if (!x || !y) return bare_words(text, sql) == bare_words(words, sql);
  Resolver resolver(renderer, own_schema_);
  auto a = resolver.resolved(*x), b = resolver.resolved(*y);
  forget_made_up_names(a, b);
  return a == b;
}

bool Comparison::same_type(ast::Type const& known, ast::Type const& read, model::Schema const& read_schema,
                           bool generated) const {
  if (known == read) return true;
  auto const stored = [&](ast::Type const& type, model::Schema const& schema) {
    return generated ? catalogue_.stored_generated(type, schema) : catalogue_.stored(type, schema);
  };
  auto const there = stored(known, schema_);
  return !there.empty() && there == stored(read, read_schema);
}

}  // namespace retort::inspect
