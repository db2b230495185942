// SPDX-License-Identifier: Apache-2.0
// The class behind dialect.hpp, and what every lowering of it starts from. Each `lower` stands in the file of its
// family: enums, tables, columns, type_change, identity, keys, indexes, views, comments, data. Changes of the schema
// share a transaction with everything else; each statement is a batch of its own.
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/transactions-transact-sql
#pragma once

#include <string>
#include <utility>

#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/spelling.hpp"

namespace retort::dialects::mssql {

class MsSql final : public Dialect {
 public:
  MsSql();
  [[nodiscard]] std::string_view name() const override { return "mssql"; }
  [[nodiscard]] plan::Capabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] std::vector<BrokenRule> broken_rules(model::Schema const& schema) const override;
  [[nodiscard]] Catalogue const* catalogue() const override;

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
  plan::Capabilities capabilities_;
};

// One lowering: spelling at hand, statements put behind one another.
class Work {
 public:
  explicit Work(Context& given)
      : context(given),
        spelling(given.action.after, given.action.origin, given.sink),
        spelling_before(given.action.before, given.action.origin, given.sink),
        before(spelling_before, given.action.before, given.sink),
        after(spelling, given.action.after, given.sink) {}

  Context& context;
  MsSqlSpelling const spelling, spelling_before;
  Renderer const before, after;  // expressions over the schema before and after the action

  [[nodiscard]] model::ObjectName const& table_name() const { return context.action.table; }
  [[nodiscard]] std::string table() const { return spelling.qualified(table_name()); }  // quoted where needed
  // The table of the action; null when it is not there, which the model has reported.
  [[nodiscard]] model::Table const* table_before() const { return context.action.before.table(table_name()); }
  [[nodiscard]] model::Table const* table_after() const { return context.action.after.table(table_name()); }
  // A name as an argument of a system procedure or of object_id(): N'billing.[order]'.
  [[nodiscard]] std::string named(model::ObjectName const& name) const {
    return spelling.string(spelling.qualified(name));
  }

  // One more statement. `probe`: empty for a change of rows.
  Lowered& add(std::string sql, std::string summary, locks::Cost const& cost, std::string probe = {}) const;
  // Reports what the database cannot do; `where` may have no file.
  void refuse(Span where, std::string const& what, std::string_view instead) const;
};

}  // namespace retort::dialects::mssql
