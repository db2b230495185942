// SPDX-License-Identifier: Apache-2.0
// Makes a table anew: the twelve steps of https://www.sqlite.org/lang_altertable.html#otheralter. Steps 1, 2 and 10 to
// 12 (foreign keys off, begin, foreign_key_check, commit, foreign keys on) are the runtime's: Transaction::rebuild asks
// for them. The new table is made first and renamed last, so that the references of other tables stay as they are.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/downtime.hpp"
#include "compiler/dialects/sqlite/definitions.hpp"
#include "compiler/dialects/sqlite/guards.hpp"
#include "compiler/dialects/sqlite/lowering.hpp"
#include "compiler/dialects/sqlite/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {

class Rebuild {
 public:
  Rebuild(Work& work, plan::RebuildTable const& rebuild)
      : work_(work),
        rebuild_(rebuild),
        name_(to_string(rebuild.after->name)),
        made_("_retort_new_" + rebuild.after->name.name),
        old_(work.spelling.qualified(rebuild.before->name)),
        new_(work.spelling.identifier(made_)) {}

  void run() {
    for (auto const& guard : values_fit(work_, rebuild_)) look(guard);
    auto const unknown = nothing_unknown(work_, *rebuild_.before);
    add(unknown.sql, unknown.summary);
    add(table_definition(work_.after, *rebuild_.after, new_), "create the new table", probes::there("table", made_));
    copy_rows();
    for (auto const& guard : numbers_were_read(work_, rebuild_, new_)) look(guard);
    keep_sequence();
    add("drop table " + old_, "drop the old table", probes::gone("table", rebuild_.before->name.name));
    rename();
    for (auto const& index : rebuild_.after->indexes)
      add(index_definition(work_.after, *rebuild_.after, index, work_.context.action.origin),
          "create index " + index.name, probes::there("index", index.name));
  }

 private:
  void add(std::string sql, std::string_view what, std::string probe = {}, std::string locks = writes()) {
    auto& out =
        work_.add(std::move(sql), fmt::format("rebuild table {}: {}", name_, what), std::move(locks), std::move(probe));
    out.transaction = Transaction::rebuild;
  }
  void look(Guard const& guard) {
    add(guard.sql, guard.summary, {}, writes(fmt::format("reads all rows of {}", name_)));
  }

  void copy_rows() {
    std::vector<std::string> columns, sources;
    auto const scope = Renderer::scope_of(*rebuild_.before);
    for (std::size_t i = 0; i < rebuild_.columns.size(); ++i) {
      auto const* column = rebuild_.after->column(rebuild_.columns[i]);
      auto const wanted = column == nullptr ? model::ValueType{} : model::value_type(column->type);
      columns.push_back(rebuild_.columns[i]);
      if (auto const* text = text_to_number(work_, rebuild_, i)) {
        sources.push_back(fmt::format("trim({})", work_.before.render(*text, scope, {}).text));
        continue;
      }
      auto value = work_.before.render(rebuild_.sources[i], scope, {wanted, true, false});
      bool const as_it_is = std::holds_alternative<ast::ColumnReference>(rebuild_.sources[i].node) ||
                            std::holds_alternative<ast::Cast>(rebuild_.sources[i].node) || column == nullptr;
      sources.push_back((as_it_is ? std::move(value) : work_.spelling.assigned(std::move(value), column->type)).text);
    }
    if (columns.empty()) fill_one(columns, sources);
    if (columns.empty()) return;
    add(fmt::format("insert into {} ({})\nselect {}\nfrom {}", new_, work_.spelling.names(columns), join(sources),
                    old_),
        "copy the rows", {}, writes(fmt::format("reads all rows of {} and writes them anew", name_)));
  }
  // No column comes from the old table: its rows stay all the same.
  void fill_one(std::vector<std::string>& columns, std::vector<std::string>& sources) const {
    for (auto const& c : rebuild_.after->columns) {
      if (c.generated || !columns.empty()) continue;
      columns.push_back(c.name);
      sources.push_back(c.default_value
                            ? work_.after.expression(*c.default_value, model::Scope{}, model::value_type(c.type))
                            : std::string("null"));
    }
  }

  // The largest number that was given out is remembered by the name of the table: https://www.sqlite.org/autoinc.html
  void keep_sequence() {
    auto const counts = [](model::Table const& table) {
      return std::any_of(table.columns.begin(), table.columns.end(), [](model::Column const& c) { return c.identity; });
    };
    if (!counts(*rebuild_.before) || !counts(*rebuild_.after)) return;
    auto const made = work_.spelling.string(made_), old = work_.spelling.string(rebuild_.before->name.name);
    add(fmt::format("delete from sqlite_sequence where name = {}", made), "forget the numbers of the new table");
    add(fmt::format("insert into sqlite_sequence (name, seq) select {}, seq from sqlite_sequence where name = {}", made,
                    old),
        "go on counting where the old table was");
  }

  void rename() {
    auto const& name = rebuild_.after->name.name;
    // SQLite keeps the text of the table and puts the new name there, always in quotes.
    std::string quoted;
    for (char const c : name) quoted.append(c == '"' ? 2 : 1, c);
    auto const text = table_definition(work_.after, *rebuild_.after, "\"" + quoted + "\"");
    add(fmt::format("alter table {} rename to {}", new_, work_.spelling.identifier(name)), "rename the new table",
        probes::made_by("table", name, text));
  }

  Work& work_;
  plan::RebuildTable const& rebuild_;
  std::string name_;       // for messages
  std::string made_;       // what the new table is called until it takes the place of the old one
  std::string old_, new_;  // quoted where needed
};

}  // namespace

void Sqlite::lower(plan::RebuildTable const& operation, Context& context) const {
  Work work(context);
  report_downtime(context, {}, "SQLite", "make the table anew",
                  "SQLite has one writer, and a rebuild takes as long as the table is large: leave the table as it is, "
                  "and put what is new into another one");
  Rebuild(work, operation).run();
}

}  // namespace retort::dialects::sqlite
