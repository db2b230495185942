// SPDX-License-Identifier: Apache-2.0
// The class behind dialect.hpp, and what every lowering of it starts from. Each `lower` stands in the file of its
// family: enums, tables, columns, keys, indexes, views, data. What changes the schema commits by itself, and what
// stands before it, so it runs outside of transactions, with a catalogue query that tells whether it ran.
// https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
#pragma once

#include <string>
#include <utility>

#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/mysql/catalogue.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/spelling.hpp"

namespace retort::dialects::mysql {

class MySql final : public Dialect {
 public:
  explicit MySql(Variant const& variant);
  [[nodiscard]] std::string_view name() const override { return variant_.name; }
  [[nodiscard]] plan::Capabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] Dialect const& from(core::version const& oldest) const override;
  [[nodiscard]] std::string_view instead_of_waiting() const override;
  [[nodiscard]] std::vector<BrokenRule> broken_rules(model::Schema const& schema) const override;
  [[nodiscard]] Catalogue const* catalogue() const override { return &catalogue_; }

  void lower(ast::CreateSchema const& operation, Context& context) const override;
  void lower(ast::DropSchema const& operation, Context& context) const override;
  void lower(ast::CreateType const& operation, Context& context) const override;
  void lower(ast::AddEnumValue const& operation, Context& context) const override;
  void lower(ast::RenameEnumValue const& operation, Context& context) const override;
  void lower(ast::DropEnumValue const& operation, Context& context) const override;
  void lower(ast::RenameType const& operation, Context& context) const override;
  void lower(ast::DropType const& operation, Context& context) const override;
  void lower(ast::CreateTable const& operation, Context& context) const override;
  void lower(ast::DropTable const& operation, Context& context) const override;
  void lower(ast::RenameTable const& operation, Context& context) const override;
  void lower(ast::AddColumn const& operation, Context& context) const override;
  void lower(ast::DropColumn const& operation, Context& context) const override;
  void lower(ast::RenameColumn const& operation, Context& context) const override;
  void lower(ast::SetColumnType const& operation, Context& context) const override;
  void lower(ast::SetNotNull const& operation, Context& context) const override;
  void lower(ast::DropNotNull const& operation, Context& context) const override;
  void lower(ast::SetDefault const& operation, Context& context) const override;
  void lower(ast::DropDefault const& operation, Context& context) const override;
  void lower(ast::AddIdentity const& operation, Context& context) const override;
  void lower(ast::DropIdentity const& operation, Context& context) const override;
  void lower(ast::AddConstraint const& operation, Context& context) const override;
  void lower(ast::DropConstraint const& operation, Context& context) const override;
  void lower(ast::RenameConstraint const& operation, Context& context) const override;
  void lower(ast::CreateIndex const& operation, Context& context) const override;
  void lower(ast::DropIndex const& operation, Context& context) const override;
  void lower(ast::RenameIndex const& operation, Context& context) const override;
  void lower(ast::CreateView const& operation, Context& context) const override;
  void lower(ast::DropView const& operation, Context& context) const override;
  void lower(ast::CreateSequence const& operation, Context& context) const override;
  void lower(ast::DropSequence const& operation, Context& context) const override;
  void lower(ast::CommentOnTable const& operation, Context& context) const override;
  void lower(ast::CommentOnColumn const& operation, Context& context) const override;
  void lower(ast::Insert const& operation, Context& context) const override;
  void lower(ast::Update const& operation, Context& context) const override;
  void lower(ast::Delete const& operation, Context& context) const override;
  void lower(ast::CallStep const& operation, Context& context) const override;
  void lower(ast::Sql const& operation, Context& context) const override;
  void lower(plan::RebuildTable const& operation, Context& context) const override;

 private:
  Variant const& variant_;
  plan::Capabilities capabilities_;
  MySqlCatalogue catalogue_;
};

// One lowering: spelling at hand, statements put behind one another.
class Work {
 public:
  Work(Variant const& chosen, Context& given)
      : variant(chosen),
        context(given),
        spelling(chosen, given.action.after, given.action.origin, given.sink),
        spelling_before(chosen, given.action.before, given.action.origin, given.sink),
        before(spelling_before, given.action.before, given.sink),
        after(spelling, given.action.after, given.sink) {}

  Variant const& variant;
  Context& context;
  MySqlSpelling const spelling, spelling_before;
  Renderer const before, after;  // expressions over the schema before and after the action

  [[nodiscard]] model::ObjectName const& table_name() const { return context.action.table; }
  [[nodiscard]] std::string table() const { return spelling.qualified(table_name()); }  // quoted where needed
  // The table of the action; null when it is not there, which the model has reported.
  [[nodiscard]] model::Table const* table_before() const { return context.action.before.table(table_name()); }
  [[nodiscard]] model::Table const* table_after() const { return context.action.after.table(table_name()); }

  // A change of the schema. Where others work on the table meanwhile the statement says how it is to be done, so that
  // the server refuses rather than does it in another way.
  Lowered& change(std::string sql, std::string summary, locks::Cost const& cost, std::string probe);
  // A change of rows.
  Lowered& rows(std::string sql, std::string summary, std::string locks = {}) {
    Lowered& out = context.out.emplace_back();
    out.body = std::move(sql);
    out.summary = std::move(summary);
    out.locks = std::move(locks);
    return out;
  }
  // Reports what the database cannot do; `where` may have no file.
  void refuse(Span where, std::string const& what, std::string_view instead) const;
};

// ---- shared between the families
// `name type …`, as it stands in create table, add column and modify column.
[[nodiscard]] std::string column_definition(Work const& work, model::Table const& table, ast::Column const& column);
[[nodiscard]] std::string constraint_definition(Work const& work, model::Table const& table,
                                                ast::TableConstraint const& constraint);
// What an index stands on: "a, b desc, (lower(c))"; reports what it cannot.
[[nodiscard]] std::string index_items(Work const& work, model::Table const& table, ast::CreateIndex const& index);
// `comment = '…'`, `comment '…'`: what cannot be said of more than that many characters is refused.
[[nodiscard]] std::string comment_text(Work const& work, std::string const& comment, std::size_t most);

// The database needs an index that begins with the columns of each foreign key, and would make one by itself and drop
// it again when another does. It is ours instead, of the name of the key: there exactly where no key or index of the
// table serves. https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
struct ReferenceIndex {
  std::string name;
  std::vector<std::string> columns;
  friend bool operator==(ReferenceIndex const&, ReferenceIndex const&) = default;
};
[[nodiscard]] std::vector<ReferenceIndex> reference_indexes(model::Table const& table);
// What has to be added and dropped, as clauses of alter table: ", add index fk (a), drop index fk2"; may be empty.
[[nodiscard]] std::string reference_index_changes(Work const& work, model::Table const& before,
                                                  model::Table const& after);
// The keys and indexes of the table, by their columns; up to the first part that is an expression.
[[nodiscard]] std::vector<std::vector<std::string>> keys_of(model::Table const& table);
// Whether a key, or an index, of the table begins with the column.
[[nodiscard]] bool begins_a_key(model::Table const& table, std::string const& column);

}  // namespace retort::dialects::mysql
