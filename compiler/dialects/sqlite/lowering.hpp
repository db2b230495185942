// SPDX-License-Identifier: Apache-2.0
// The class behind dialect.hpp, and what every lowering of it starts from. Each `lower` stands in the file of its
// family: tables, rebuild, indexes, data, rewritten.
#pragma once

#include <string>
#include <utility>

#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/sqlite/spelling.hpp"

namespace retort::dialects::sqlite {

class Sqlite final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const override { return "sqlite"; }
  [[nodiscard]] plan::Capabilities const& capabilities() const override;
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
};

// What a statement locks: SQLite has one lock for the whole file (https://www.sqlite.org/lockingv3.html).
[[nodiscard]] std::string writes();
[[nodiscard]] std::string writes(std::string_view more);  // "…; reads all rows of users"

// Reports a name that SQLite keeps for itself. `where`: its place, the action's where it has none.
void refuse_own_name(Context& context, std::string const& name, Span where);

// One lowering: words at hand, statements put behind one another.
class Work {
 public:
  explicit Work(Context& given)
      : context(given),
        spelling(given.action.origin, given.sink),
        before(spelling, given.action.before, given.sink),
        after(spelling, given.action.after, given.sink) {}

  Context& context;
  SqliteSpelling const spelling;
  Renderer const before, after;  // expressions over the schema before and after the action

  [[nodiscard]] model::ObjectName const& table_name() const { return context.action.table; }
  [[nodiscard]] std::string table() const { return spelling.qualified(table_name()); }
  // The table of the action; null when it is not there, which the model has reported.
  [[nodiscard]] model::Table const* table_before() const { return context.action.before.table(table_name()); }
  [[nodiscard]] model::Table const* table_after() const { return context.action.after.table(table_name()); }

  Lowered& add(std::string sql, std::string summary, std::string locks, std::string probe = {}) {
    Lowered& out = context.out.emplace_back();
    out.body = std::move(sql);
    out.summary = std::move(summary);
    out.locks = std::move(locks);
    out.probe = std::move(probe);
    return out;
  }
};

}  // namespace retort::dialects::sqlite
