// SPDX-License-Identifier: Apache-2.0
// Every statement is tried on the schema so far, which costs nothing to copy: first with expressions as trees, then
// with native text, then without the part that the model does not take, which is said.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/inspect/adopt.hpp"
#include "compiler/inspect/inspect.hpp"
#include "compiler/inspect/meaning.hpp"
#include "compiler/model/expression_walk.hpp"
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
    for (auto& statement : live_.statements) {
      if (auto* o = std::get_if<ast::CreateTable>(&statement.operation)) end_lines(*o);
      if (auto* o = std::get_if<ast::CreateIndex>(&statement.operation)) {
        for (auto& item : o->items) end_lines(item.expression);
        if (o->predicate) end_lines(*o->predicate);
      }
      auto* view = std::get_if<ast::CreateView>(&statement.operation);
      auto* text = view == nullptr ? nullptr : std::get_if<ast::Text>(&view->body);
      if (text != nullptr && !known_views_.contains(model::object_name(view->name)))
        text->value = dialects::with_line_feeds(text->value, sql_);
    }
  }

  Inspected run() {
    each<ast::CreateType>([&](auto const& o) { relations_.insert(model::object_name(o.name)); });
    each<ast::CreateSequence>([&](auto const& o) { relations_.insert(model::object_name(o.name)); });
    each<ast::CreateTable>([&](auto const& o) { relations_.insert(model::object_name(o.name)); });
    each<ast::CreateView>([&](auto const& o) { relations_.insert(model::object_name(o.name)); });
    each<ast::CreateSchema>([&](auto const& o) { plain(named("schema", {"", o.name.text}), o); });
    each<ast::CreateType>([&](auto const& o) { plain(named("type", model::object_name(o.name)), o); });
    each<ast::CreateSequence>([&](auto const& o) { plain(named("sequence", model::object_name(o.name)), o); });
    each<ast::CreateTable>([&](auto const& o) { table(o); });
    // A key may refer to what a unique index holds.
    each<ast::CreateIndex>([&](auto const& o) {
      if (o.unique) index(o);
    });
    for (auto const& [name, key] : keys_) add_key(name, key);
    each<ast::CreateIndex>([&](auto const& o) {
      if (!o.unique) index(o);
    });
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

  struct Fault {
    Code code;
    std::string message;
    // Names are those of a schema in the language, where some databases have them for each table.
    [[nodiscard]] bool is_of_name() const {
      return code == Code::RT0308 || code == Code::RT0310 || code == Code::RT0311;
    }
  };
  // What the model says of the operation, the first fault; nothing when it took it.
  std::optional<Fault> tried(ast::Operation const& operation) {
    Sink sink;
    model::Context context(out_.schema, options_, sink, model::Phase::desired);
    model::ops::run_statement(dialects::statement(operation), context);
    for (auto const& d : sink.all())
      if (d.severity == Severity::error) return Fault{d.code, d.message};
    out_.schema = std::move(context.schema);
    return std::nullopt;
  }
  void unsaid(std::string object, std::string const& what, std::string const& why) {
    out_.unsaid.push_back({std::move(object), what + (what.empty() ? "" : ": ") + why});
  }
  void plain(std::string const& object, ast::Operation const& operation) {
    if (auto const fault = tried(operation)) unsaid(object, "", fault->message);
  }
  void renamed(Name const& table, std::string_view kind, std::string const& from, std::string const& to,
               std::string const& why) {
    unsaid(
        named("table", table), fmt::format("{} '{}'", kind, from),
        fmt::format("it is called '{}' here, for {}; rename it in the database before a revision changes it", to, why));
  }

  // ---- ends of lines: a file has line feeds
  void end_lines(ast::Expression& e) const {
    if (words_of(e) == nullptr) return;
    auto& words = std::get<ast::NativeExpression>(e.node).spellings.front().text.value;
    words = dialects::with_line_feeds(words, sql_);
  }
  void end_lines(Maybe<ast::Text>& comment, std::string const& object, std::string const& of) {
    if (!comment || !dialects::has_returns(comment->value)) return;
    comment->value = dialects::without_returns(comment->value);
    unsaid(object, "", of + " ends its lines with carriage returns, which are left out");
  }
  void end_lines(ast::CreateTable& table) {
    auto const object = named("table", model::object_name(table.name));
    end_lines(table.comment, object, "its comment");
    for (auto& element : table.elements) {
      if (auto* column = std::get_if<ast::Column>(&element.node)) {
        end_lines(column->comment, object, "the comment of column '" + column->name.text + "'");
        if (column->default_value) end_lines(*column->default_value);
        if (column->generated) end_lines(column->generated->expression);
      }
      if (auto* constraint = std::get_if<ast::TableConstraint>(&element.node))
        if (auto* check = std::get_if<ast::Check>(&constraint->body)) end_lines(check->condition);
    }
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
  // As a tree where it is one, else as native text. `of`: the type of the column that has it as its value.
  void read(ast::Expression& e, ColumnTypes const& types, ast::Type const* wanted,
            ast::Type const* of = nullptr) const {
    auto const* words = words_of(e);
    if (words == nullptr) return;
    auto tree = dialects::read_expression(*words, sql_);
    if (tree && of != nullptr && sql_.value) *tree = sql_.value(std::move(*tree), *of);
    if (tree && sql_.transact) *tree = with_joins(std::move(*tree), types);
    if (tree && is_sayable(*tree))
      e = presentable(std::move(*tree), types, wanted);
    else
      spell(e);
  }
  // Whether no text in it has ends of lines that a file would change.
  static bool is_sayable(ast::Expression const& e) {
    bool out = true;
    auto look = [&](ast::Expression const& part) {
      auto const* literal = std::get_if<ast::Literal>(&part.node);
      out = out && (literal == nullptr || !dialects::has_returns(literal->text));
    };
    model::walk(e, look);
    return out;
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
    if (column.default_value) read(*column.default_value, types, &column.type, &column.type);
    if (column.generated) read(column.generated->expression, types, nullptr, &column.type);
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
    std::vector<std::string> renamed_here;
    for (auto& element : made.elements) {
      auto* constraint = std::get_if<ast::TableConstraint>(&element.node);
      bool const indexed = constraint != nullptr && !std::holds_alternative<ast::Check>(constraint->body);
      if (!indexed || !constraint->name || !relations_.contains({name.schema, constraint->name->text})) continue;
      renamed_here.push_back(constraint->name->text);
      constraint->name.reset();
    }
    for (auto const& taken : renamed_here)
      unsaid(
          named("table", name), fmt::format("constraint '{}'", taken),
          "it has the name of the convention here, for something else is called so; rename it in the database before "
          "a revision changes it");
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
    auto const takes_constraint = [&](ast::TableElement element) {
      auto const fault = takes(element);
      if (!fault || !fault->is_of_name()) return fault;
      auto& constraint = std::get<ast::TableConstraint>(element.node);
      auto const taken = std::exchange(constraint.name, std::nullopt);
      if (!taken || takes(element)) return fault;
      renamed(name, "constraint", taken->text, out_.schema.table(name)->constraints.back().name, fault->message);
      return std::optional<Fault>();
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
      if (auto const fault = takes(as_element)) unsaid(named("table", name), name_of(element), fault->message);
    }
    for (auto const& element : made.elements)
      if (auto const* column = std::get_if<ast::Column>(&element.node)) values(*column, types, kept, before, name);
    for (auto const& element : made.elements) {
      if (!std::holds_alternative<ast::TableConstraint>(element.node)) continue;
      if (!takes_constraint(read(element, types))) continue;
      if (auto const fault = takes_constraint(spelled(element)))
        unsaid(named("table", name), name_of(element), fault->message);
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
      std::optional<Fault> fault;
      ast::TableElement as_element;
      as_element.node = column;
      for (auto const& candidate : {read(column, types), std::get<ast::Column>(spelled(as_element).node)}) {
        *there = candidate;
        out_.schema = before;
        fault = tried(kept);
        if (!fault) return;
      }
      *there = bare;
      unsaid(named("table", table), fmt::format("the value of column '{}'", column.name.text), fault->message);
    }
  }

  void add_key(Name const& table, ast::TableConstraint key) {
    if (out_.schema.table(table) == nullptr) return;  // which was said
    auto const added = [&] {
      ast::AlterTable alter;
      alter.table = model::qualified_name(table);
      alter.actions.push_back({ast::AddConstraint{key}, {}});
      return tried(alter);
    };
    auto const fault = added();
    if (!fault) return;
    ast::TableElement element;
    element.node = key;
    if (fault->is_of_name()) {
      auto const taken = std::exchange(key.name, std::nullopt);
      if (taken && !added()) {
        renamed(table, "constraint", taken->text, out_.schema.table(table)->constraints.back().name, fault->message);
        return;
      }
    }
    unsaid(named("table", table), name_of(element), fault->message);
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
    auto const fault = tried(native);
    if (!fault) return;
    if (fault->is_of_name())
      for (auto* candidate : {&tree, &native}) {
        candidate->name.reset();
        if (tried(*candidate)) continue;
        renamed(name, "index", made.name->text, out_.schema.table(name)->indexes.back().name, fault->message);
        return;
      }
    unsaid(named("table", name), "index '" + (made.name ? made.name->text : std::string()) + "'", fault->message);
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
      if (auto select = dialects::read_select(words->value, sql_);
          select && is_sayable(dialects::expression_of(ast::ScalarSelect{*select})))
        tree.body = presentable(std::move(*select));
    if (!tried(tree)) return;
    if (auto const fault = tried(made)) unsaid(named("view", model::object_name(made.name)), "", fault->message);
  }
  // Without the casts that the database puts in, and names that the columns have anyway.
  [[nodiscard]] ast::Select presentable(ast::Select select) const {
    for (auto& core : select.cores) {
      ColumnTypes const types = [&](std::string const& name) { return type_in(core, name); };
      auto const shown = [&](ast::Expression& e) {
        if (sql_.transact) e = with_joins(std::move(e), types);
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
  std::set<Name> relations_;  // names of tables, views, sequences and types, which no constraint can have
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
  auto compared = reading;
  compared.known = known;
  return assemble(dialect.catalogue()->read(ask, compared), dialect, options, known);
}

}  // namespace retort::inspect
