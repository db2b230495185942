// SPDX-License-Identifier: Apache-2.0
// Many databases of every kind, and many schemas of one PostgreSQL database: some fail, the others do not know of it.
#include <gmock/gmock.h>

#include <fstream>
#include <memory>

#include "tests/integration/fixture.hpp"
#include "tests/integration/json_lines.hpp"
#include "tests/integration/program.hpp"

namespace retort::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Clients of servers, too, on several threads.
class fleet_of_databases : public ::testing::TestWithParam<retort::dialect> {};

TEST_P(fleet_of_databases, one_of_six_fails) {
  std::vector<std::unique_ptr<scratch_database>> each;
  for (int i = 0; i < 6; ++i) each.push_back(std::make_unique<scratch_database>(GetParam()));
  *each[2]->connect() << "create table r2 (id integer)";
  auto const file = each[0]->directory() + "/targets";
  {
    std::ofstream out(file);
    for (std::size_t i = 0; i < each.size(); ++i) out << "shop" << i << ' ' << each[i]->url() << '\n';
  }
  auto const bundle_file = each[0]->directory() + "/test.bundle";
  std::ofstream(bundle_file, std::ios::binary) << bundle_text(GetParam(), chain(3));
  std::vector<std::string> const words{"upgrade", "--targets",      file,  "--bundle", bundle_file, "--jobs",
                                       "6",       "--max-failures", "none"};
  auto const first = program(words);
  EXPECT_EQ(first.code, 4);
  EXPECT_THAT(first.out, HasSubstr("6 databases: 5 done, 1 failed\n"));
  auto const recorded = [&](std::size_t i) {
    std::string out;
    *each[i]->connect() << "select version_num from retort_version", soci::into(out);
    return out;
  };
  for (std::size_t i = 0; i < each.size(); ++i) EXPECT_EQ(recorded(i), i == 2 ? "r1" : "r3") << i;
  *each[2]->connect() << "drop table r2";
  auto const again = program(words);
  EXPECT_EQ(again.code, 0) << again.err;
  for (std::size_t i = 0; i < each.size(); ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

INSTANTIATE_TEST_SUITE_P(databases, fleet_of_databases, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

// Schemas of one PostgreSQL database.
class fleet_of_schemas : public ::testing::Test {
 protected:
  void SetUp() override {
    bundle_file_ = database_.directory() + "/test.bundle";
    std::ofstream(bundle_file_, std::ios::binary) << bundle_text(retort::dialect::postgresql, chain(3));
  }
  void make_schemas(std::size_t number) const {
    auto const session = database_.connect();
    *session << "create table tenants (name text primary key)";
    for (std::size_t i = 1; i <= number; ++i) {
      *session << "create schema " + name(i);
      *session << "insert into tenants values ('" + (i == 1 ? std::string("Tenant 1") : name(i)) + "')";
    }
  }
  // The first has a name that has to be quoted.
  [[nodiscard]] static std::string name(std::size_t number) {
    return number == 1 ? "\"Tenant 1\"" : "tenant_" + std::to_string(number);
  }
  [[nodiscard]] std::string value(std::string const& sql) const {
    std::string out;
    soci::indicator there = soci::i_null;
    *database_.connect() << sql, soci::into(out, there);
    return there == soci::i_ok ? out : std::string("null");
  }
  [[nodiscard]] std::string recorded(std::size_t number) const {
    return value("select string_agg(version_num, ',') from " + name(number) + ".retort_version");
  }
  [[nodiscard]] outcome run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--tenants", "select name from tenants order by name collate \"C\"", "--bundle",
                               bundle_file_, "--db", database_.url()});
    return program(std::move(words));
  }

  scratch_database database_{retort::dialect::postgresql};
  std::string bundle_file_;
};

TEST_F(fleet_of_schemas, fifty_of_which_two_fail) {
  make_schemas(50);
  for (auto const bad : {7U, 31U}) *database_.connect() << "create table " + name(bad) + ".r2 (id integer)";
  auto const result = run({"upgrade", "--jobs", "6", "--max-failures", "none", "--json"});
  EXPECT_EQ(result.code, 4);
  for (std::size_t i = 1; i <= 50; ++i) EXPECT_EQ(recorded(i), i == 7 || i == 31 ? "r1" : "r3") << i;
  auto const report = json_lines(result.out).back();
  EXPECT_EQ(report["done"], 48);
  EXPECT_EQ(report["targets"][0]["name"], "Tenant 1");
  EXPECT_EQ(value("select count(*)::text from pg_tables where tablename = 'r3'"), "48");
  EXPECT_EQ(value("select count(*)::text from pg_tables where schemaname = 'public'"), "1")
      << "nothing is made outside of the schemas";
  EXPECT_EQ(value("select count(*)::text from pg_tables where tablename = 'retort_history'"), "50");
  for (auto const bad : {7U, 31U}) *database_.connect() << "drop table " + name(bad) + ".r2";
  EXPECT_EQ(run({"upgrade"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(value("select count(*)::text from pg_tables where tablename = 'r3'"), "50");
  EXPECT_EQ(run({"downgrade", "r1", "--jobs", "3"}).code, 0);
  EXPECT_THAT(run({"current"}).out, AllOf(HasSubstr("Tenant 1: r1\n"), HasSubstr("tenant_50: r1\n")));
}

TEST_F(fleet_of_schemas, have_a_lock_each) {
  make_schemas(2);
  // Another migrator holds the lock of the first schema's tables, and not that of the second's.
  auto const other = database_.connect();
  int held = 0;
  *other << "select case when pg_try_advisory_lock(hashtextextended('retort ' || current_database() || ' ' || 'Tenant "
            "1' || ' ' || 'retort_version', 0)) then 1 else 0 end",
      soci::into(held);
  ASSERT_EQ(held, 1);
  auto const result = run({"upgrade", "--lock-wait", "300ms", "--max-failures", "none"});
  EXPECT_EQ(result.code, 4);
  EXPECT_THAT(result.err, HasSubstr("error: Tenant 1: "));
  EXPECT_EQ(recorded(2), "r3");
}

TEST_F(fleet_of_schemas, that_are_not_there_fail_alone) {
  make_schemas(2);
  *database_.connect() << "insert into tenants values ('gone')";
  auto const result = run({"upgrade", "--max-failures", "none"});
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("error: gone: there is no schema 'gone' in the database "));
  EXPECT_EQ(recorded(1), "r3");
  EXPECT_EQ(recorded(2), "r3");
}

TEST_F(fleet_of_schemas, see_the_shared_schema_behind_their_own) {
  make_schemas(2);
  auto const session = database_.connect();
  *session << "create schema shared";
  *session << "create domain shared.amount as integer";
  auto revisions = chain(1);
  revisions[0].upgrade.push_back(sql("create table prices (price amount)"));
  std::ofstream(bundle_file_, std::ios::binary) << bundle_text(retort::dialect::postgresql, revisions);
  EXPECT_EQ(run({"upgrade"}).code, 4) << "by itself a tenant sees its own schema only";
  EXPECT_EQ(run({"upgrade", "--shared-schema", "shared"}).code, 0);
  EXPECT_EQ(value("select count(*)::text from pg_tables where tablename = 'prices' and schemaname <> 'shared'"), "2");
}

TEST_F(fleet_of_schemas, a_query_without_rows_or_names_is_told) {
  make_schemas(0);
  auto const none = run({"upgrade"});
  EXPECT_EQ(none.code, 0);
  EXPECT_THAT(none.err, HasSubstr("no rows"));
  EXPECT_EQ(none.out, "0 databases: 0 done\n");
  auto const report = json_lines(run({"upgrade", "--json"}).out);
  ASSERT_EQ(report.size(), 1U);
  EXPECT_EQ(report[0]["finished"], true);
  auto const refused = program(
      {"upgrade", "--tenants", "select nothing from nowhere", "--bundle", bundle_file_, "--db", database_.url()});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("nowhere"));
  EXPECT_THAT(program({"upgrade", "--tenants", "select null", "--bundle", bundle_file_, "--db", database_.url()}).code,
              3);
}

}  // namespace
}  // namespace retort::testing
