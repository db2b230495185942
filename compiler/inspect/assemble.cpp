// SPDX-License-Identifier: Apache-2.0
// Every statement is tried on the schema so far, which costs nothing to copy: first with expressions as trees, then
// with native text, then without the part that the model does not take, which is said.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/inspect/adopt.hpp"
#include "compiler/inspect/inspect.hpp"
#include "compiler/inspect/meaning.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::inspect {

namespace {

class Assembler {
 public:
  // `known_views` have bodies that are not to be read.
  Assembler(dialects::Live live, dialects::Dialect const& dialect, model::ReplayOptions const& options,
            std::set<model::ObjectName> known_views)
      : live_(std::move(live)),
        dialect_(dialect.name()),
        sql_(dialect.catalogue()->sql()),
        options_(options),
        known_views_(std::move(known_views)) {
    out_.unsaid = std::move(live_.unsaid);
  }

  Inspected run() {
    each<ast::CreateSchema>([&](auto const& o) { plain(named("schema", {"", o.name.text}), o); });
    each<ast::CreateType>([&](auto const& o) { plain(named("type", model::object_name(o.name)), o); });
    each<ast::CreateSequence>([&](auto const& o) { plain(named("sequence", model::object_name(o.name)), o); });
    each<ast::CreateTable>([&](auto const& o) { table(o); });
    for (auto const& [name, key] : keys_) add_key(name, key);
    each<ast::CreateIndex>([&](auto const& o) { index(o); });
    views();
    std::sort(out_.unsaid.begin(), out_.unsaid.end(), [](auto const& a, auto const& b) {
      return a.object == b.object ? a.what < b.what : a.object < b.object;
    });
    out_.unsaid.erase(std::unique(out_.unsaid.begin(), out_.unsaid.end()), out_.unsaid.end());
    return std::move(out_);
  }

 private:
  using Name = model::ObjectName;
  static std::string named(std::string_view kind, Name const& name) { return dialects::named(kind, name); }
  template <class T, class F>
  void each(F&& f) {
    for (auto const& statement : live_.statements)
      if (auto const* o = std::get_if<T>(&statement.operation)) f(*o);
  }

  // What the model says of the operation, the first fault; nothing when it took it.
  std::optional<std::string> tried(ast::Operation const& operation) {
    Sink sink;
    model::Context context(out_.schema, options_, sink, model::Phase::desired);
    model::ops::run_statement(dialects::statement(operation), context);
    for (auto const& d : sink.all())
      if (d.severity == Severity::error) return d.message;
    out_.schema = std::move(context.schema);
    return std::nullopt;
  }
  void unsaid(std::string object, std::string const& what, std::string const& why) {
    out_.unsaid.push_back({std::move(object), what + (what.empty() ? "" : ": ") + why});
  }
  void plain(std::string const& object, ast::Operation const& operation) {
    if (auto const fault = tried(operation)) unsaid(object, "", *fault);
  }

  // ---- expressions
  [[nodiscard]] ColumnTypes types_of(std::vector<ast::TableElement> const& elements) const {
    return [&elements](std::string const& name) -> ast::Type const* {
      for (auto const& element : elements)
        if (auto const* column = std::get_if<ast::Column>(&element.node);
            column != nullptr && column->name.text == name)
          return &column->type;
      return nullptr;
    };
  }
  // As a tree where it is one, else as native text.
  void read(ast::Expression& e, ColumnTypes const& types, ast::Type const* wanted) const {
    auto const* words = words_of(e);
    if (words == nullptr) return;
    if (auto tree = dialects::read_expression(*words, sql_))
      e = presentable(std::move(*tree), types, wanted);
    else
      spell(e);
  }
  // As native text of this dialect.
  void spell(ast::Expression& e) const {
    if (words_of(e) == nullptr) return;
    auto& spelling = std::get<ast::NativeExpression>(e.node).spellings.front();
    spelling.dialects.push_back(dialects::identifier(std::string(dialect_)));
  }
  [[nodiscard]] ast::TableElement spelled(ast::TableElement element) const {
    if (auto* column = std::get_if<ast::Column>(&element.node)) {
      if (column->default_value) spell(*column->default_value);
      if (column->generated) spell(column->generated->expression);
    }
    if (auto* constraint = std::get_if<ast::TableConstraint>(&element.node))
      if (auto* check = std::get_if<ast::Check>(&constraint->body)) spell(check->condition);
    return element;
  }
  [[nodiscard]] ast::Column read(ast::Column column, ColumnTypes const& types) const {
    if (column.default_value) read(*column.default_value, types, &column.type);
    if (column.generated) read(column.generated->expression, types, nullptr);
    return column;
  }
  [[nodiscard]] ast::TableElement read(ast::TableElement element, ColumnTypes const& types) const {
    if (auto* column = std::get_if<ast::Column>(&element.node)) *column = read(*column, types);
    if (auto* constraint = std::get_if<ast::TableConstraint>(&element.node))
      if (auto* check = std::get_if<ast::Check>(&constraint->body)) read(check->condition, types, nullptr);
    return element;
  }

  // ---- tables
  static std::string name_of(ast::TableElement const& element) {
    if (auto const* column = std::get_if<ast::Column>(&element.node)) return "column '" + column->name.text + "'";
    if (auto const* constraint = std::get_if<ast::TableConstraint>(&element.node))
      return constraint->name ? "constraint '" + constraint->name->text + "'" : "a constraint without a name";
    return {};
  }

  void table(ast::CreateTable made) {
    auto const name = model::object_name(made.name);
    std::erase_if(made.elements, [&](ast::TableElement const& element) {
      auto const* constraint = std::get_if<ast::TableConstraint>(&element.node);
      bool const key = constraint != nullptr && std::holds_alternative<ast::ForeignKey>(constraint->body);
      if (key) keys_.emplace_back(name, *constraint);
      return key;
    });
    auto whole = made;
    auto const types = types_of(made.elements);
    for (auto& element : whole.elements) element = read(element, types);
    if (!tried(whole)) return;
    piece_by_piece(std::move(made), name);
  }

  void piece_by_piece(ast::CreateTable made, Name const& name) {
    auto const before = out_.schema;
    auto const types = types_of(made.elements);
    ast::CreateTable kept = made;
    kept.elements.clear();
    auto const takes = [&](ast::TableElement const& element) {
      auto candidate = kept;
      candidate.elements.push_back(element);
      out_.schema = before;
      auto fault = tried(candidate);
      if (!fault) kept = std::move(candidate);
      return fault;
    };
    // Columns as such, so that expressions may name those that follow.
    for (auto const& element : made.elements) {
      auto const* column = std::get_if<ast::Column>(&element.node);
      if (column == nullptr) continue;
      auto bare = *column;
      bare.default_value.reset();
      bare.generated.reset();
      ast::TableElement as_element;
      as_element.node = std::move(bare);
      if (auto const fault = takes(as_element)) unsaid(named("table", name), name_of(element), *fault);
    }
    for (auto const& element : made.elements)
      if (auto const* column = std::get_if<ast::Column>(&element.node)) values(*column, types, kept, before, name);
    for (auto const& element : made.elements) {
      if (!std::holds_alternative<ast::TableConstraint>(element.node)) continue;
      if (!takes(read(element, types))) continue;
      if (auto const fault = takes(spelled(element))) unsaid(named("table", name), name_of(element), *fault);
    }
    out_.schema = before;
    static_cast<void>(tried(kept));
  }

  // The default or the expression of a column that is there already.
  void values(ast::Column const& column, ColumnTypes const& types, ast::CreateTable& kept, model::Schema const& before,
              Name const& table) {
    if (!column.default_value && !column.generated) return;
    for (auto& element : kept.elements) {
      auto* there = std::get_if<ast::Column>(&element.node);
      if (there == nullptr || there->name.text != column.name.text) continue;
      auto const bare = *there;
      std::optional<std::string> fault;
      ast::TableElement as_element;
      as_element.node = column;
      for (auto const& candidate : {read(column, types), std::get<ast::Column>(spelled(as_element).node)}) {
        *there = candidate;
        out_.schema = before;
        fault = tried(kept);
        if (!fault) return;
      }
      *there = bare;
      unsaid(named("table", table), fmt::format("the value of column '{}'", column.name.text), *fault);
    }
  }

  void add_key(Name const& table, ast::TableConstraint const& key) {
    ast::AlterTable alter;
    alter.table = model::qualified_name(table);
    alter.actions.push_back({ast::AddConstraint{key}, {}});
    if (auto const fault = tried(alter)) {
      ast::TableElement element;
      element.node = key;
      unsaid(named("table", table), name_of(element), *fault);
    }
  }

  void index(ast::CreateIndex const& made) {
    auto const name = model::object_name(made.table);
    auto const* table = out_.schema.table(name);
    if (table == nullptr) return;
    ColumnTypes const types = [table](std::string const& column) -> ast::Type const* {
      auto const* found = table->column(column);
      return found == nullptr ? nullptr : &found->type;
    };
    auto tree = made;
    for (auto& item : tree.items) read(item.expression, types, nullptr);
    if (tree.predicate) read(*tree.predicate, types, nullptr);
    if (!tried(tree)) return;
    auto native = made;
    for (auto& item : native.items) spell(item.expression);
    if (native.predicate) spell(*native.predicate);
    if (auto const fault = tried(native))
      unsaid(named("table", name), "index '" + (made.name ? made.name->text : std::string()) + "'", *fault);
  }

  // ---- views: those first that others are made of
  void views() {
    std::vector<ast::CreateView> left;
    each<ast::CreateView>([&](auto const& o) { left.push_back(o); });
    while (!left.empty()) {
      auto const ready = std::find_if(left.begin(), left.end(), [&](ast::CreateView const& view) {
        auto const used = model::ops::named_in(view.body);
        return std::none_of(left.begin(), left.end(), [&](ast::CreateView const& other) {
          return &other != &view && std::find(used.begin(), used.end(), model::object_name(other.name)) != used.end();
        });
      });
      auto const next = ready == left.end() ? left.begin() : ready;
      view(*next);
      left.erase(next);
    }
  }
  void view(ast::CreateView const& made) {
    auto tree = made;
    auto const* words = std::get_if<ast::Text>(&made.body);
    if (words != nullptr && !known_views_.contains(model::object_name(made.name)))
      if (auto select = dialects::read_select(words->value, sql_)) tree.body = presentable(std::move(*select));
    if (!tried(tree)) return;
    if (auto const fault = tried(made)) unsaid(named("view", model::object_name(made.name)), "", *fault);
  }
  // Without the casts that the database puts in, and names that the columns have anyway.
  [[nodiscard]] ast::Select presentable(ast::Select select) const {
    for (auto& core : select.cores) {
      ColumnTypes const types = [&](std::string const& name) { return type_in(core, name); };
      auto const shown = [&](ast::Expression& e) {
        e = inspect::presentable(std::move(e), types, nullptr, Qualifiers::kept);
      };
      for (auto& item : core.items) {
        if (!item.expression) continue;
        shown(*item.expression);
        auto const* column = std::get_if<ast::ColumnReference>(&item.expression->node);
        if (column != nullptr && item.alias && item.alias->text == column->column.text) item.alias.reset();
      }
      if (core.from)
        for (auto& join : core.from->joins) shown(join.on);
      if (core.where_clause) shown(*core.where_clause);
      for (auto& e : core.group_by) shown(e);
      if (core.having) shown(*core.having);
    }
    return select;
  }
  // The type of the first column of that name in the tables of a select.
  [[nodiscard]] ast::Type const* type_in(ast::SelectCore const& core, std::string const& column) const {
    if (!core.from) return nullptr;
    auto const in = [&](ast::TableReference const& reference) -> ast::Type const* {
      auto const* table = out_.schema.table(model::object_name(reference.table));
      auto const* found = table == nullptr ? nullptr : table->column(column);
      return found == nullptr ? nullptr : &found->type;
    };
    if (auto const* type = in(core.from->table)) return type;
    for (auto const& join : core.from->joins)
      if (auto const* type = in(join.table)) return type;
    return nullptr;
  }
  static ast::Expression presentable(ast::Expression e, ColumnTypes const& types, ast::Type const* wanted) {
    return inspect::presentable(std::move(e), types, wanted);
  }

  dialects::Live live_;
  std::string_view dialect_;
  dialects::SqlWords const& sql_;
  model::ReplayOptions const& options_;
  std::vector<std::pair<Name, ast::TableConstraint>> keys_;
  std::set<model::ObjectName> known_views_;
  Inspected out_;
};

}  // namespace

Inspected assemble(dialects::Live live, dialects::Dialect const& dialect, model::ReplayOptions const& options,
                   model::Schema const* known) {
  std::set<model::ObjectName> views;
  if (known != nullptr) views = adopt(live, dialect, *dialect.catalogue(), *known);
  return Assembler(std::move(live), dialect, options, std::move(views)).run();
}

Inspected inspect(dialects::Ask const& ask, dialects::Reading const& reading, dialects::Dialect const& dialect,
                  model::ReplayOptions const& options, model::Schema const* known) {
  return assemble(dialect.catalogue()->read(ask, reading), dialect, options, known);
}

}  // namespace retort::inspect
