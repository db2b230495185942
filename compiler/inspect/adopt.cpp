// SPDX-License-Identifier: Apache-2.0
// Part by part: a part that means the same becomes the known one, word for word.
#include "compiler/inspect/adopt.hpp"

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/inspect/meaning.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::inspect {

namespace {

using dialects::Part;

class Adopter {
 public:
  Adopter(dialects::Live& live, dialects::Dialect const& dialect, dialects::Catalogue const& catalogue,
          model::Schema const& known)
      : live_(live),
        dialect_(dialect),
        catalogue_(catalogue),
        known_(known),
        comparison_(catalogue, known, live.schema) {}

  std::set<model::ObjectName> run() {
    for (auto const& statement : live_.statements)
      if (auto const* type = std::get_if<ast::CreateType>(&statement.operation)) put(read_types_, *type);
    if (!catalogue_.tells_unique_indexes()) take_unique_indexes();
    if (!catalogue_.tells_unique_of_nulls()) take_unique_constraints();
    for (auto& statement : live_.statements) {
      if (auto* table = std::get_if<ast::CreateTable>(&statement.operation)) adopt(*table);
      if (auto* index = std::get_if<ast::CreateIndex>(&statement.operation)) adopt(*index);
      if (auto* view = std::get_if<ast::CreateView>(&statement.operation)) adopt(*view);
    }
    if (!dialect_.capabilities().enum_types) take_types();
    return std::move(views_);
  }

 private:
  static void put(model::Schema& schema, ast::CreateType const& type) {
    model::EnumType made;
    made.name = model::object_name(type.name);
    for (auto const& value : type.values) made.values.push_back(value.value);
    model::put(schema, std::move(made));
  }

  // A type that is no object of its own leaves no trace but in the columns that have it.
  void take_types() {
    std::set<model::ObjectName> used;
    for (auto const& statement : live_.statements)
      if (auto const* table = std::get_if<ast::CreateTable>(&statement.operation))
        for (auto const& element : table->elements)
          if (auto const* column = std::get_if<ast::Column>(&element.node))
            if (auto const* type = std::get_if<ast::NamedType>(&column->type.base))
              used.insert(model::object_name(type->name));
    std::erase_if(live_.statements, [&](ast::Statement const& statement) {
      auto const* type = std::get_if<ast::CreateType>(&statement.operation);
      return type != nullptr && (!used.contains(model::object_name(type->name)) ||
                                 known_.enum_type(model::object_name(type->name)) != nullptr);
    });
    known_.objects.for_each([&](model::ObjectName const&, Shared<model::Object> const& object) {
      auto const* type = std::get_if<model::EnumType>(&*object);
      if (type == nullptr) return;
      ast::Statement statement;
      statement.operation = model::to_ast(*type);
      live_.statements.push_back(std::move(statement));
    });
  }

  // Unique constraints that are known as unique indexes.
  void take_unique_indexes() {
    std::vector<ast::Statement> made;
    for (auto& statement : live_.statements) {
      auto* table = std::get_if<ast::CreateTable>(&statement.operation);
      auto const* known = table == nullptr ? nullptr : known_.table(model::object_name(table->name));
      if (known == nullptr) continue;
      std::erase_if(table->elements, [&](ast::TableElement const& element) {
        auto const* constraint = std::get_if<ast::TableConstraint>(&element.node);
        auto const* unique = constraint == nullptr ? nullptr : std::get_if<ast::Unique>(&constraint->body);
        if (unique == nullptr || !constraint->name || known->constraint(constraint->name->text) != nullptr ||
            known->index(constraint->name->text) == nullptr)
          return false;
        ast::CreateIndex index;
        index.name = constraint->name;
        index.table = table->name;
        index.unique = true;
        for (auto const& column : unique->columns)
          index.items.push_back({dialects::expression_of(ast::ColumnReference{std::nullopt, column}), false, {}});
        ast::Statement as_index;
        as_index.operation = std::move(index);
        made.push_back(std::move(as_index));
        return true;
      });
    }
    std::move(made.begin(), made.end(), std::back_inserter(live_.statements));
  }

  // Unique indexes of columns that may be null that are known as unique constraints.
  void take_unique_constraints() {
    std::erase_if(live_.statements, [&](ast::Statement const& statement) {
      auto const* index = std::get_if<ast::CreateIndex>(&statement.operation);
      auto const* known = index == nullptr ? nullptr : known_.table(model::object_name(index->table));
      if (known == nullptr || !index->unique || !index->name || index->predicate || !index->include.empty())
        return false;
      auto const* constraint = known->constraint(index->name->text);
      auto const* unique = constraint == nullptr ? nullptr : std::get_if<ast::Unique>(&constraint->body);
      auto* table = read_table(known->name);
      if (unique == nullptr || table == nullptr) return false;
      std::vector<ast::Identifier> columns;
      bool nulls = false;
      for (auto const& item : index->items) {
        auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
        if (column == nullptr || item.descending) return false;
        columns.push_back(column->column);
        nulls = nulls || may_be_null(*table, column->column.text);
      }
      if (!nulls || model::texts(columns) != model::texts(unique->columns)) return false;
      ast::TableElement element;
      element.node = ast::TableConstraint{index->name, ast::Unique{std::move(columns)}, {}};
      table->elements.push_back(std::move(element));
      return true;
    });
  }
  ast::CreateTable* read_table(model::ObjectName const& name) {
    for (auto& statement : live_.statements)
      if (auto* table = std::get_if<ast::CreateTable>(&statement.operation);
          table != nullptr && model::object_name(table->name) == name)
        return table;
    return nullptr;
  }
  static bool may_be_null(ast::CreateTable const& table, std::string const& name) {
    return std::any_of(table.elements.begin(), table.elements.end(), [&](ast::TableElement const& element) {
      auto const* column = std::get_if<ast::Column>(&element.node);
      return column != nullptr && column->name.text == name && !(column->nullability && column->nullability->not_null);
    });
  }

  [[nodiscard]] bool same(ast::Expression const& known, model::Table const& table, Part part, ast::Type const* column,
                          ast::Expression const& read) const {
    auto const* words = words_of(read);
    return words != nullptr && comparison_.same(known, table, part, column, *words);
  }
  void adopt(Maybe<ast::Expression>& read, Maybe<ast::Expression> const& known, model::Table const& table, Part part,
             ast::Type const* column) const {
    if (read && known && same(*known, table, part, column, *read)) read = known;
  }

  void adopt(ast::Column& read, model::Table const& table, model::Column const& known) const {
    bool const counts = read.identity.has_value() && known.identity && !catalogue_.tells_sizes_of_identities();
    if (counts || comparison_.same_type(known.type, read.type, read_types_, read.generated.has_value()))
      read.type = known.type;
    adopt(read.default_value, known.default_value, table, Part::default_value, &known.type);
    // `default null` is none.
    if (!read.default_value && known.default_value && model::is_null(*known.default_value))
      read.default_value = known.default_value;
    if (read.generated && known.generated &&
        same(known.generated->expression, table, Part::generated, &known.type, read.generated->expression))
      read.generated->expression = known.generated->expression;
    if (read.generated && known.generated && !catalogue_.tells_nulls_of_generated() && !known.not_null)
      read.nullability.reset();
    if (!dialect_.capabilities().comments && known.comment) read.comment = ast::Text{*known.comment, {}};
  }

  // A foreign key says which column refers to which, in any order.
  static void adopt(ast::ForeignKey& read, ast::ForeignKey const& known) {
    using Pairs = std::set<std::pair<std::string, std::string>>;
    auto const pairs_of = [](ast::ForeignKey const& key) -> std::optional<Pairs> {
      auto const &own = key.columns, &others = key.references.columns;
      if (own.size() != others.size()) return std::nullopt;
      Pairs out;
      for (std::size_t i = 0; i < own.size(); ++i) out.emplace(own[i].text, others[i].text);
      return out;
    };
    auto const pairs = pairs_of(read);
    if (!pairs || pairs != pairs_of(known)) return;
    read.columns = known.columns;
    read.references.columns = known.references.columns;
  }

  [[nodiscard]] ast::ReferentialAction action(ast::ReferentialAction read, ast::ReferentialAction known) const {
    auto const none = [](ast::ReferentialAction a) {
      return a == ast::ReferentialAction::no_action || a == ast::ReferentialAction::restrict;
    };
    return !catalogue_.tells_restrict() && none(read) && none(known) ? known : read;
  }

  void adopt(ast::TableConstraint& read, model::Table const& table) const {
    if (std::holds_alternative<ast::PrimaryKey>(read.body) && !catalogue_.names_primary_keys())
      for (auto const& constraint : table.constraints)
        if (std::holds_alternative<ast::PrimaryKey>(constraint.body)) read.name = ast::Identifier{constraint.name, {}};
    auto const* known = read.name ? table.constraint(read.name->text) : nullptr;
    if (known == nullptr || known->body.index() != read.body.index()) return;
    if (auto* check = std::get_if<ast::Check>(&read.body)) {
      auto const& condition = std::get<ast::Check>(known->body).condition;
      if (same(condition, table, Part::check, nullptr, check->condition)) check->condition = condition;
    }
    if (auto* key = std::get_if<ast::ForeignKey>(&read.body)) {
      adopt(*key, std::get<ast::ForeignKey>(known->body));
      auto const& wanted = std::get<ast::ForeignKey>(known->body).references;
      key->references.on_delete = action(key->references.on_delete, wanted.on_delete);
      key->references.on_update = action(key->references.on_update, wanted.on_update);
    }
  }

  void adopt(ast::CreateTable& read) const {
    auto const* known = known_.table(model::object_name(read.name));
    if (known == nullptr) return;
    if (!dialect_.capabilities().comments && known->comment) read.comment = ast::Text{*known->comment, {}};
    read.options = known->options;  // no statement changes them
    for (auto& element : read.elements) {
      if (auto* column = std::get_if<ast::Column>(&element.node))
        if (auto const* of_model = known->column(column->name.text)) adopt(*column, *known, *of_model);
      if (auto* constraint = std::get_if<ast::TableConstraint>(&element.node)) adopt(*constraint, *known);
    }
  }

  void adopt(ast::CreateIndex& read) const {
    auto const* table = known_.table(model::object_name(read.table));
    auto const* known = table == nullptr || !read.name ? nullptr : table->index(read.name->text);
    if (known == nullptr) return;
    bool const plain = known->method == ast::IndexMethod::unspecified || known->method == ast::IndexMethod::btree;
    if (plain && read.method == ast::IndexMethod::unspecified) read.method = known->method;
    // Columns that are only covered may be part of the key there.
    if (read.items.size() == known->items.size() + known->include.size() && read.include.empty()) {
      bool covers = true;
      for (std::size_t i = 0; i < known->include.size(); ++i) {
        auto const& item = read.items[known->items.size() + i];
        auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
        covers = covers && column != nullptr && column->column.text == known->include[i] && !item.descending;
      }
      if (covers) {
        read.items.resize(known->items.size());
        read.include = model::identifiers(known->include);
      }
    }
    for (std::size_t i = 0; i < read.items.size() && i < known->items.size(); ++i)
      if (same(known->items[i].expression, *table, Part::key, nullptr, read.items[i].expression) ||
          meaning(known->items[i].expression) == meaning(read.items[i].expression))
        read.items[i].expression = known->items[i].expression;
    adopt(read.predicate, known->predicate, *table, Part::predicate, nullptr);
  }

  void adopt(ast::CreateView& read) {
    auto const* known = known_.view(model::object_name(read.name));
    auto const* words = std::get_if<ast::Text>(&read.body);
    if (known == nullptr || words == nullptr || !comparison_.same_view(known->body, words->value)) return;
    read.body = known->body;
    views_.insert(known->name);
  }

  dialects::Live& live_;
  dialects::Dialect const& dialect_;
  dialects::Catalogue const& catalogue_;
  model::Schema const& known_;
  Comparison comparison_;
  model::Schema read_types_;
  std::set<model::ObjectName> views_;
};

}  // namespace

std::set<model::ObjectName> adopt(dialects::Live& live, dialects::Dialect const& dialect,
                                  dialects::Catalogue const& catalogue, model::Schema const& known) {
  return Adopter(live, dialect, catalogue, known).run();
}

}  // namespace retort::inspect
