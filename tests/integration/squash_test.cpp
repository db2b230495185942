// SPDX-License-Identifier: Apache-2.0
// The shop with some of its revisions squashed, compiled and run: the database is the one that the single revisions
// make, schema and rows, whether it begins with the squash or was at its end before.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "compiler/cli/run.hpp"
#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

namespace fs = std::filesystem;

std::string const last = "d5f7091b2c3e";  // of the part of the shop that is one line and calls no C++

void retort(std::vector<std::string> const& arguments) {
  std::ostringstream out, err;
  ASSERT_EQ(cli::run(arguments, out, err), 0) << err.str();
}

// Lines that say all there is: columns, keys, indexes, types, and the rows but for their times.
class content {
 public:
  content(scratch_database const& database, retort::dialect kind) : session_(database.connect()), kind_(kind) {}

  std::vector<std::string> read() {
    std::vector<std::string> out;
    auto const add = [&](std::string const& sql) {
      soci::rowset<std::string> const rows = (session_->prepare << sql);
      for (auto const& line : rows) out.push_back(line);
    };
    for (auto const* sql : kind_ == retort::dialect::sqlite ? sqlite : postgresql) add(sql);
    std::map<std::string, std::vector<std::string>> tables;
    soci::rowset<soci::row> const columns =
        (session_->prepare << (kind_ == retort::dialect::sqlite ? sqlite_columns : postgresql_columns));
    for (auto const& column : columns) tables[column.get<std::string>(0)].push_back(column.get<std::string>(1));
    for (auto const& [table, names] : tables) {
      std::string row;
      for (auto const& name : names)
        if (!name.ends_with("_at"))
          row += (row.empty() ? "" : " || '|' || ") + ("coalesce(cast(" + name + " as text), 'null')");
      add("select '" + table + ": ' || " + row + " as line from " + table + " order by line");
    }
    return out;
  }

 private:
  using queries = std::vector<char const*>;
  static constexpr char const* sqlite_columns =
      "select m.name, c.name from sqlite_master m, pragma_table_xinfo(m.name) c where m.type = 'table' and m.name not "
      "like 'retort~_%' escape '~' order by 1, 2";
  inline static queries const sqlite{
      "select m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '-') "
      "|| "
      "' ' || c.pk from sqlite_master m, pragma_table_xinfo(m.name) c where m.name not like 'retort~_%' escape '~' and "
      "m.type in ('table', 'view') order by 1",
      "select m.name || ' ' || i.\"unique\" || ' ' || i.partial || ' ' || (select group_concat(coalesce(x.name, '-') "
      "|| "
      "x.\"desc\") from pragma_index_xinfo(i.name) x) from sqlite_master m, pragma_index_list(m.name) i where m.name "
      "not "
      "like 'retort~_%' escape '~' order by 1",
      "select m.name || ' ' || f.\"from\" || ' ' || f.\"table\" || ' ' || coalesce(f.\"to\", '-') || ' ' || "
      "f.on_delete "
      "|| ' ' || f.on_update from sqlite_master m, pragma_foreign_key_list(m.name) f order by 1"};
  static constexpr char const* postgresql_columns =
      "select cast(table_name as text), cast(column_name as text) from information_schema.columns where table_schema = "
      "'public' and table_name not like 'retort~_%' escape '~' order by 1, 2";
  inline static queries const postgresql{
      "select table_name || ' ' || column_name || ' ' || udt_name || ' ' || coalesce(character_maximum_length, 0) || ' "
      "' "
      "|| is_nullable || ' ' || coalesce(column_default, '-') || ' ' || coalesce(generation_expression, '-') from "
      "information_schema.columns where table_schema = 'public' and table_name not like 'retort~_%' escape '~' order "
      "by "
      "1",
      "select cast(conrelid::regclass as text) || ' ' || conname || ' ' || pg_get_constraintdef(oid) from "
      "pg_constraint "
      "where connamespace = 'public'::regnamespace order by 1",
      "select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'retort~_%' escape '~' order "
      "by 1",
      "select t.typname || ' ' || string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e join pg_type t "
      "on "
      "t.oid = e.enumtypid group by t.typname order by 1",
      "select cast(c.oid::regclass as text) || ' ' || d.objsubid || ' ' || d.description from pg_description d join "
      "pg_class c on c.oid = d.objoid where c.relnamespace = 'public'::regnamespace and d.objsubid = 0 order by 1"};

  session_handle session_;
  retort::dialect kind_;
};

class Shop : public conformance {
 protected:
  // The bundle of the shop with a range squashed; of the shop as it is without one.
  bundle compiled(std::vector<std::string> const& squash) {
    auto const folder = fs::path(database_.directory()) / ("shop" + std::to_string(++folders_));
    fs::copy(fs::path(RETORT_SOURCE_DIR) / "migrations", folder, fs::copy_options::recursive);
    if (!squash.empty()) {
      std::vector<std::string> arguments{"squash", "--dir", folder.string()};
      arguments.insert(arguments.end(), squash.begin(), squash.end());
      retort(arguments);
    }
    retort({"compile", "--dir", folder.string(), "--name", "shop", "--output", (folder / "out").string()});
    return bundle::open(folder / "out" / ("shop." + std::string(to_string(kind())) + ".bundle"));
  }
  std::vector<std::string> run(scratch_database const& database, bundle const& content_of, std::string const& target) {
    auto const session = database.connect();
    options settings;
    settings.allow_data_loss = true;
    migrator migrate(*session, {content_of, {}}, settings);
    if (target == "base")
      migrate.downgrade(target);
    else
      migrate.upgrade(target);
    return content(database, kind()).read();
  }

 private:
  int folders_ = 0;
};

TEST_P(Shop, IsTheSameWithAnyPartOfItSquashed) {
  auto const single = compiled({});
  scratch_database reference(kind());
  auto const wanted = run(reference, single, last);
  ASSERT_GT(wanted.size(), 50U);
  auto const nothing = run(reference, single, "base");
  for (std::vector<std::string> const& squash : {std::vector<std::string>{":5b21e0c7a913"},
                                                 {":8c40d9e1f2b6"},
                                                 {":" + last},
                                                 {"5b21e0c7a913:8c40d9e1f2b6"},
                                                 {"77ab01cd52ef:a1f4c6d8e0b2"},
                                                 {"9d17b3a4c5e0:" + last},
                                                 {":5b21e0c7a913", "--keep-statements"}}) {
    SCOPED_TRACE(squash.front());
    auto const squashed = compiled(squash);
    scratch_database fresh(kind()), older(kind());
    EXPECT_EQ(run(fresh, squashed, last), wanted);
    EXPECT_EQ(run(fresh, squashed, "base"), nothing);
    EXPECT_EQ(run(fresh, squashed, last), wanted);
    run(older, single, squash.front().substr(squash.front().find(':') + 1));
    EXPECT_EQ(run(older, squashed, last), wanted);
  }
}

INSTANTIATE_TEST_SUITE_P(databases, Shop, ::testing::Values(retort::dialect::sqlite, retort::dialect::postgresql),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
