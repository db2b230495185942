// SPDX-License-Identifier: Apache-2.0
// Data statements and the escape hatches. They have no catalogue query: a transaction or a journal keeps them.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/insert-transact-sql, update-transact-sql, delete-transact-sql
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/next_values.hpp"
#include "compiler/dialects/mssql/tables.hpp"
#include "compiler/dialects/mssql/upsert.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

constexpr std::size_t most_rows = 1000;  // table-value-constructor-transact-sql: of one `values`

bool is_default(ast::Expression const& e) { return std::holds_alternative<ast::DefaultValue>(e.node); }

class Inserts {
 public:
  Inserts(Work const& work, model::Table const& table, ast::Insert const& insert)
      : work_(work), table_(table), insert_(insert), columns_(model::texts(insert.columns)) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      auto const* column = table.column(columns_[i]);
      types_.push_back(column == nullptr ? ast::Type{} : column->type);
      if (column != nullptr && column->identity) identity_ = i;
    }
  }

  void run() {
    bool const may = !insert_.on_conflict;  // in a merge is none
    std::visit(overloaded{[&](std::vector<ast::Row> const& rows) {
                            for (auto const& row : rows)
                              for (auto const& value : row.values) check_next_values(work_, value, may);
                            run(rows);
                          },
                          [&](ast::Select const& select) {
                            check_next_values(work_, select, may);
                            emit({columns_, work_.after.select_into(select, types_)}, identity_.has_value());
                          }},
               insert_.source);
  }

 private:
  // Rows that give the column which counts a value and rows that do not are statements of their own.
  bool counts(ast::Row const& row) const {
    return identity_ && *identity_ < row.values.size() && is_default(row.values[*identity_]);
  }
  void run(std::vector<ast::Row> const& rows) {
    for (std::size_t first = 0; first < rows.size();) {
      auto last = first;
      bool const counted = counts(rows[first]);
      while (last < rows.size() && last - first < most_rows && counts(rows[last]) == counted) ++last;
      InsertSource source;
      for (std::size_t i = 0; i < columns_.size(); ++i)
        if (!counted || i != identity_) source.columns.push_back(columns_[i]);
      std::vector<std::string> texts;
      for (auto at = first; at < last; ++at) texts.push_back(row_text(rows[at], counted));
      source.text = texts.size() == 1 ? "values " + texts.front() : "values\n  " + join(texts, ",\n  ");
      if (source.columns.empty()) source.text = "default values";
      emit(source, identity_ && !counted);
      first = last;
    }
  }

  std::string row_text(ast::Row const& row, bool counted) const {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < row.values.size() && i < types_.size(); ++i)
      if (!counted || i != identity_) values.push_back(value(row.values[i], i));
    return "(" + join(values) + ")";
  }
  // In the source of a merge stands no `default`, and nothing says of what type a column is.
  std::string value(ast::Expression const& e, std::size_t i) const {
    if (!insert_.on_conflict) return work_.after.assigned(e, model::Scope{}, types_[i]).text;
    auto const* column = table_.column(columns_[i]);
    ast::Expression null;
    null.node = ast::Literal{};
    auto const& meant = !is_default(e) ? e : column != nullptr && column->default_value ? *column->default_value : null;
    if (std::holds_alternative<ast::NextValue>(meant.node) && is_default(e))
      refuse_next_value(work_, insert_.table.name.where);
    Place const place{model::value_type(types_[i]), false, false};
    return work_.spelling.assigned(work_.after.render(meant, model::Scope{}, place), types_[i]).text;
  }

  void emit(InsertSource const& source, bool with_identity) {
    auto const into = work_.spelling.qualified(table_.name);
    std::string sql;
    if (insert_.on_conflict) {
      sql = merge(work_, table_, *insert_.on_conflict, source);
      if (!with_identity) sql = "begin\n" + sql + ";\nend";  // a merge ends in ';'
    } else if (source.columns.empty()) {
      sql = fmt::format("insert into {} {}", into, source.text);
    } else {
      sql = fmt::format("insert into {} ({}) {}", into, work_.spelling.names(source.columns), source.text);
    }
    if (with_identity) sql = with_identity_insert(into, sql);
    work_.add(sql, "insert into " + to_string(table_.name), locks::rows(table_.name, false));
  }

  Work const& work_;
  model::Table const& table_;
  ast::Insert const& insert_;
  std::vector<std::string> columns_;
  std::vector<ast::Type> types_;
  std::optional<std::size_t> identity_;
};

// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql-identity-property
void refuse_identity(Work const& work, model::Table const& table, std::vector<ast::Assignment> const& list) {
  for (auto const& a : list)
    if (auto const* column = table.column(a.column.text); column != nullptr && column->identity)
      work.refuse(a.column.where,
                  fmt::format("{} lets no update change '{}', which counts by itself", title, column->name),
                  "drop the identity before, and add it again behind");
}

void change_rows(Work const& work, model::Table const& table, std::string const& head, Rendered const& condition,
                 std::string_view what, Maybe<ast::Batches> const& batches, bool others) {
  auto& out = work.add(head + (condition.text.empty() ? "" : " where " + condition.text),
                       std::string(what) + " " + to_string(table.name), locks::rows(table.name, true));
  if (batches) out.body = batch_sql(work.spelling, {table, *batches, head, condition, others});
}

}  // namespace

void MsSql::lower(ast::Insert const& operation, Context& context) const {
  Work const work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  if (operation.on_conflict) refuse_identity(work, *table, operation.on_conflict->assignments);
  Inserts(work, *table, operation).run();
}

// The table itself stands among the others, so that conditions of joins see it.
void MsSql::lower(ast::Update const& operation, Context& context) const {
  Work const work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  refuse_identity(work, *table, operation.assignments);
  auto scope = Renderer::scope_of(*table);
  auto const name = work.spelling.qualified(table->name);
  std::string joined;
  if (operation.from) joined = " from " + name + " cross join " + work.after.from(*operation.from, scope);
  auto const head =
      fmt::format("update {} set {}{}", name, work.after.assignments(operation.assignments, *table, scope), joined);
  Rendered condition;
  for (auto const& a : operation.assignments) check_next_values(work, a.value, true);
  if (operation.condition) {
    check_next_values(work, *operation.condition, false);
    condition = work.after.render_condition(*operation.condition, scope);
  }
  change_rows(work, *table, head, condition, "update", operation.batches, operation.from.has_value());
}

void MsSql::lower(ast::Delete const& operation, Context& context) const {
  Work const work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  Rendered condition;
  if (operation.condition) condition = work.after.render_condition(*operation.condition, Renderer::scope_of(*table));
  change_rows(work, *table, "delete from " + work.spelling.qualified(table->name), condition, "delete from",
              operation.batches, false);
}

void MsSql::lower(ast::CallStep const& operation, Context& context) const {
  Work(context).add({}, "call " + operation.name.text, {}).body = Lowered::Call{operation.name.text};
}

void MsSql::lower(ast::Sql const& operation, Context& context) const {
  if (text_for({operation.body}, name()) == nullptr) return;
  auto text = one_statement(operation.body.text.value);
  if (model::fold(text).starts_with("merge")) text = "begin\n" + text + ";\nend";  // a merge ends in ';'
  auto& out = Work(context).add(text, "sql", {});
  if (operation.outside_transaction) out.transaction = Transaction::outside;
}

}  // namespace retort::dialects::mssql
