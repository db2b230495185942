// SPDX-License-Identifier: Apache-2.0
// A column begins or ceases to count by itself: the database cannot alter that, so the table is made anew beside, takes
// the rows, and then the place of the old one. Its triggers and permissions would be lost and are asked for first.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql-identity-property
#include <fmt/format.h>

#include "compiler/base/utf8.hpp"
#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/dialects/mssql/tables.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

class Rebuild {
 public:
  Rebuild(Work const& work, model::Table const& before, model::Table const& after)
      : work_(work),
        before_(before),
        after_(after),
        made_{after.name.schema, "_retort_new_" + std::string(beginning(after.name.name, 100))},
        old_text_(work.spelling.qualified(before.name)),
        new_text_(work.spelling.qualified(made_)) {}

  void run() {
    auto const around = all_parts(work_, before_);
    guard();
    for (auto const& foreign : around.references)
      if (auto const* table = work_.context.action.before.table(foreign.table))
        if (auto const* c = table->constraint(foreign.name)) drop_constraint(work_, *table, *c);
    create();
    copy();
    add("drop table " + old_text_, "drop the old table", Probes(work_.spelling).object(before_.name, "U", false));
    add(fmt::format("exec sp_rename {}, {}, N'OBJECT'", work_.named(made_), work_.spelling.string(after_.name.name)),
        "rename the new table", Probes(work_.spelling).object_renamed(made_, after_.name.name));
    for (auto const& column : after_.columns) {
      add_type_check(work_, after_, column);
      if (column.default_value) add_default(work_, after_, column);
      comment(work_, after_.name, column.name, {}, comment_of(column.comment));
    }
    comment(work_, after_.name, {}, {}, comment_of(after_.comment));
    make_again(work_, after_, around);
  }

 private:
  void add(std::string sql, std::string_view what, std::string probe = {}) const {
    work_.add(std::move(sql), fmt::format("rebuild table {}: {}", to_string(after_.name), what),
              locks::rewrite(after_.name), std::move(probe));
  }

  void guard() const {
    auto const id = fmt::format("object_id({})", work_.named(before_.name));
    add(fmt::format("if exists (select * from sys.triggers where parent_id = {0}) or exists (select * from "
                    "sys.database_permissions where class = 1 and major_id = {0})\n  throw 50000, {1}, 1",
                    id,
                    work_.spelling.string(fmt::format(
                        "table {} has triggers or permissions of its own, which making it anew would lose: take them "
                        "away before, and give them again behind",
                        to_string(before_.name)))),
        "nothing of it is unknown");
  }

  void create() const {
    std::vector<std::string> items;
    for (auto const& column : after_.columns)
      items.push_back(column_definition(work_, after_, model::to_ast(column), Defaults::without));
    SqlWriter sql("create table " + new_text_);
    add(sql.body(items).text(table_options(after_.options)).str(), "create the new table",
        Probes(work_.spelling).object(made_, "U", true));
  }

  // Nobody else changes the old table from here on.
  void copy() const {
    std::vector<std::string> columns;
    bool counts = false;
    for (auto const& column : after_.columns) {
      if (column.generated) continue;
      columns.push_back(work_.spelling.identifier(column.name));
      counts = counts || column.identity;
    }
    auto const insert = fmt::format("insert into {} ({})\nselect {}\nfrom {} with (tablockx, holdlock)", new_text_,
                                    join(columns), join(columns), old_text_);
    add(counts ? with_identity_insert(new_text_, insert) : insert, "copy the rows");
  }

  Work const& work_;
  model::Table const &before_, &after_;
  model::ObjectName made_;
  std::string old_text_, new_text_;  // quoted where needed
};

void rebuild(Work const& work) {
  auto const *before = work.table_before(), *after = work.table_after();
  if (before == nullptr || after == nullptr) return;
  check_identity(work, *after);
  Rebuild(work, *before, *after).run();
}

}  // namespace

std::string with_identity_insert(std::string const& table, std::string const& insert) {
  return fmt::format("set identity_insert {0} on;\n{1};\nset identity_insert {0} off", table, insert);
}

void MsSql::lower(ast::AddIdentity const&, Context& context) const { rebuild(Work(context)); }
void MsSql::lower(ast::DropIdentity const&, Context& context) const { rebuild(Work(context)); }

}  // namespace retort::dialects::mssql
