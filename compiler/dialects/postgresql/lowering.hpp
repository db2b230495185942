// SPDX-License-Identifier: Apache-2.0
// The class behind dialect.hpp, and what every lowering of it starts from. Each `lower` stands in the file of its
// family: enums, tables, columns, constraints, indexes, views, data.
#pragma once

#include <string>
#include <utility>

#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/postgresql/expressions.hpp"

namespace retort::dialects::postgresql {

class PostgreSql final : public Dialect {
 public:
  PostgreSql(bool virtual_columns, bool random_uuid);
  [[nodiscard]] std::string_view name() const override { return "postgresql"; }
  [[nodiscard]] plan::Capabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] Dialect const& from(core::version const& oldest) const override;
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

// Has what was deferred checked now: PostgreSQL refuses to alter a table with checks that are still to come.
// https://www.postgresql.org/docs/15/sql-set-constraints.html
void check_deferred(Context& context);

// Whether a lowering is about rows alone: all others begin with check_deferred().
enum class Changes { schema, rows };

// One lowering: spelling at hand, statements put behind one another.
class Work {
 public:
  explicit Work(Context& given, Changes changes = Changes::schema)
      : context(given),
        words(given.can.random_uuid ? PostgreSqlSpelling() : PostgreSqlSpelling(given.action.origin, given.sink)),
        before(words, given.action.before, given.sink),
        after(words, given.action.after, given.sink) {
    if (changes == Changes::schema) check_deferred(given);
  }

  // The renderers look at `words`.
  Work(Work const&) = delete;
  Work& operator=(Work const&) = delete;

  Context& context;
  PostgreSqlSpelling words;
  Renderer before, after;  // expressions over the schema before and after the action

  [[nodiscard]] model::ObjectName const& table_name() const { return context.action.table; }
  [[nodiscard]] std::string table() const { return spelling().qualified(table_name()); }  // quoted where needed
  // The table of the action; null when it is not there, which the model has reported.
  [[nodiscard]] model::Table const* table_before() const { return context.action.before.table(table_name()); }
  [[nodiscard]] model::Table const* table_after() const { return context.action.after.table(table_name()); }

  Lowered& add(std::string sql, std::string summary, std::string locks = {}, std::string probe = {}) {
    return context.out.emplace_back(
        Lowered{std::move(sql), Transaction::inside, std::move(probe), std::move(locks), std::move(summary)});
  }
};

// ---- shared between the families
[[nodiscard]] std::string column_definition(Work const& work, model::Table const& table, ast::Column const& column);
[[nodiscard]] std::string constraint_definition(Work const& work, model::Table const& table,
                                                ast::TableConstraint const& constraint);
[[nodiscard]] std::string index_definition(Work const& work, model::Table const& table, ast::CreateIndex const& index);
void comment_on_column(Work& work, model::ObjectName const& table, std::string const& column,
                       std::optional<std::string> const& comment);
void comment_on_table(Work& work, model::ObjectName const& table, std::optional<std::string> const& comment);

// The identity gives numbers above those that are there: it does not see the ones that are written by hand.
// https://www.postgresql.org/docs/15/functions-sequence.html
void count_on(Work& work, model::ObjectName const& table, std::string const& column);

}  // namespace retort::dialects::postgresql
