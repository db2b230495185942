// SPDX-License-Identifier: Apache-2.0
// The tables of Alembic, Flyway and of a runner of one's own on every database, as those tools make them; what is
// recorded from them, and that nothing is where it is not clear.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/integration/fixture.hpp"
#include "tests/integration/program.hpp"

namespace retort::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class taken_over : public conformance {
 protected:
  void SetUp() override {
    conformance::SetUp();
    auto revisions = chain(3);
    revisions[1].labels = {"v2_1"};
    bundle_file_ = database_.directory() + "/test.bundle";
    std::ofstream(bundle_file_, std::ios::binary) << bundle_text(kind(), revisions);
  }
  [[nodiscard]] outcome run_program(std::vector<std::string> words) const {
    words.insert(words.end(), {"--bundle", bundle_file_, "--db", database_.url()});
    return program(std::move(words));
  }
  [[nodiscard]] std::string map(std::string const& text) const {
    auto const file = database_.directory() + "/map";
    std::ofstream(file) << text;
    return file;
  }
  void make_alembic(std::string const& name, std::string const& id) const {
    run("create table " + name + " (version_num varchar(32) not null, constraint " + name +
        "_pkc primary key (version_num))");
    run("insert into " + name + " values ('" + id + "')");
  }
  void make_flyway() const {
    // https://documentation.red-gate.com/fd/flyway-schema-history-table: a boolean, tinyint(1) on MySQL and MariaDB.
    run("create table flyway_schema_history (installed_rank int not null primary key, version varchar(50), description "
        "varchar(200) not null, type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by "
        "varchar(100) not null, installed_on timestamp not null default current_timestamp, execution_time int not "
        "null, success boolean not null)");
  }
  void add_flyway(int rank, std::string const& version, std::string const& type, bool success = true) const {
    run("insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, "
        "execution_time, success) values (" +
        std::to_string(rank) + ", " + (version.empty() ? "null" : "'" + version + "'") + ", 'step " +
        std::to_string(rank) + "', '" + type + "', 'x.sql', 'me', 5, " + (success ? "true" : "false") + ")");
  }

  std::string bundle_file_;
};

TEST_P(taken_over, from_alembic) {
  make_alembic("alembic_version", "1975ea83b712");
  auto const unclear = run_program({"stamp", "--take-over", "alembic"});
  EXPECT_EQ(unclear.code, 1);
  EXPECT_THAT(unclear.err, HasSubstr("the table 'alembic_version' has '1975ea83b712', which is no revision"));
  EXPECT_FALSE(has_table("retort_version"));
  auto const said = map("1975ea83b712 r2\n");
  auto const dry = run_program({"stamp", "--take-over", "alembic", "--map", said, "--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(dry.out, "1975ea83b712 is r2\nwould stamp r2\n");
  EXPECT_FALSE(has_table("retort_version"));
  EXPECT_EQ(run_program({"stamp", "--take-over", "alembic", "--map", said}).out, "1975ea83b712 is r2\nstamped r2\n");
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_THAT(log(), ElementsAre("stamp r2 done"));
  EXPECT_EQ(value("select version_num from alembic_version"), "1975ea83b712") << "the other tool's table stays";
  EXPECT_EQ(run_program({"stamp", "--take-over", "alembic", "--map", said}).code, 0) << "once more is no matter";
  EXPECT_THAT(log(), ElementsAre("stamp r2 done"));
  // Whoever has gone on since is not taken back.
  EXPECT_EQ(run_program({"stamp", "r3"}).code, 0);
  auto const late = run_program({"stamp", "--take-over", "alembic", "--map", said});
  EXPECT_EQ(late.code, 1);
  EXPECT_THAT(late.err, HasSubstr("recorded to be at 'r3' already"));
  EXPECT_THAT(recorded(), ElementsAre("r3"));
}

TEST_P(taken_over, in_the_version_table_of_alembic_itself) {
  make_alembic("alembic_version", "1975ea83b712");
  std::vector<std::string> const own{"--version-table", "alembic_version"};
  auto const with_own = [&](std::vector<std::string> words) {
    words.insert(words.end(), own.begin(), own.end());
    return run_program(words);
  };
  EXPECT_EQ(with_own({"stamp", "--take-over", "alembic", "--map", map("1975ea83b712 r1\n")}).code, 0);
  EXPECT_EQ(value("select version_num from alembic_version"), "r1");
  EXPECT_FALSE(has_table("retort_version"));
  // Where the ids are the same there is nothing to change in it.
  EXPECT_EQ(with_own({"stamp", "--take-over", "alembic"}).out, "stamped r1\n");
  run("create table r1 (id integer primary key)");
  EXPECT_EQ(with_own({"upgrade"}).code, 0);
  EXPECT_EQ(value("select version_num from alembic_version"), "r3");
}

TEST_P(taken_over, from_flyway) {
  make_flyway();
  add_flyway(1, "1", "SQL");
  add_flyway(2, "", "SQL");  // repeatable
  add_flyway(3, "2", "SQL");
  add_flyway(4, "2", "UNDO_SQL");
  add_flyway(5, "2.1", "SQL");
  EXPECT_EQ(run_program({"stamp", "--take-over", "flyway", "--map", map("1 r1\n"), "--dry-run"}).out,
            "1 is r1\n2.1 is r2\nwould stamp r2\n");
  add_flyway(6, "3", "SQL");
  auto const more = run_program({"stamp", "--take-over", "flyway"});
  EXPECT_EQ(more.code, 1);
  EXPECT_THAT(more.err, HasSubstr("has '3', which is no revision of this history, and is newer than '2.1'"));
  add_flyway(7, "4", "SQL", false);
  auto const failed = run_program({"stamp", "--take-over", "flyway", "--map", map("3 r3\n")});
  EXPECT_EQ(failed.code, 1);
  EXPECT_THAT(failed.err, HasSubstr("says that '4' has failed"));
  run("delete from flyway_schema_history where installed_rank = 7");
  EXPECT_EQ(
      run_program({"stamp", "--take-over", "flyway", "--map", map("3 r3\n"), "--json"}).out,
      "{\"found\":[{\"id\":\"2.1\",\"revision\":\"r2\"},{\"id\":\"3\",\"revision\":\"r3\"}],\"heads\":[\"r3\"]}\n");
  EXPECT_THAT(recorded(), ElementsAre("r3"));
}

TEST_P(taken_over, from_a_baseline_of_flyway) {
  make_flyway();
  add_flyway(1, "2.1", "BASELINE");
  EXPECT_EQ(run_program({"stamp", "--take-over", "flyway", "--map", map("1 r1\n")}).code, 0) << "1 is below it";
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(taken_over, from_a_table_of_ones_own) {
  run("create table migrations (name varchar(100) primary key)");
  run("insert into migrations values ('0001_users.sql'), ('0002_orders.sql')");
  EXPECT_EQ(run_program({"stamp", "--take-over", "migrations.name", "--map",
                         map("0001_users.sql r1\n0002_orders.sql r2\n0003_more.sql r3\n")})
                .code,
            0);
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  run("create table version (number integer not null)");
  run("insert into version values (1)");
  auto const less = run_program({"stamp", "--take-over", "version.number", "--map", map("1 r1\n2 r1\n")});
  EXPECT_EQ(less.code, 1);
  EXPECT_THAT(less.err, HasSubstr("does not say that '2' was applied"));
}

TEST_P(taken_over, nothing_where_there_is_no_table) {
  for (std::string const tool : {"alembic", "flyway", "nosuch.version", "alembic:other"}) {
    auto const result = run_program({"stamp", "--take-over", tool});
    EXPECT_EQ(result.code, 4) << tool;
    EXPECT_THAT(result.err, AllOf(HasSubstr("the table '"), HasSubstr("' cannot be read: ")));
  }
  for (auto const& words : std::vector<std::vector<std::string>>{{"stamp", "--take-over", "nosuch"},
                                                                 {"stamp", "--take-over", "r1", "r1"},
                                                                 {"stamp", "r1", "--take-over", "alembic"},
                                                                 {"stamp", "--take-over", "alembic", "--purge"},
                                                                 {"stamp", "r1", "--map", "x"},
                                                                 {"stamp"}})
    EXPECT_EQ(run_program(words).code, 2) << words.back();
  EXPECT_EQ(run_program({"stamp", "--take-over", "alembic", "--map", "/no/such/file"}).code, 3);
  EXPECT_EQ(run_program({"stamp", "--take-over", "alembic", "--map", map("one\n")}).code, 2);
  EXPECT_THAT(log(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(databases, taken_over, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

TEST(many_taken_over, from_what_each_has_recorded) {
  scratch_database const files(retort::dialect::sqlite);
  auto const at = [&](std::string const& name) { return "sqlite:///" + files.directory() + "/" + name + ".db"; };
  for (auto const& [name, id] : {std::pair{"a", "r1"}, {"b", "r3"}, {"c", "ffff"}}) {
    auto const session = database::from_url(at(name)).open(true);
    *session << "create table alembic_version (version_num varchar(32) not null)";
    *session << "insert into alembic_version values ('" + std::string(id) + "')";
  }
  auto const bundle_file = files.directory() + "/test.bundle";
  std::ofstream(bundle_file, std::ios::binary) << bundle_text(retort::dialect::sqlite, chain(3));
  auto const targets = files.directory() + "/targets";
  std::ofstream(targets) << "a " << at("a") << "\nb " << at("b") << "\nc " << at("c") << "\n";
  auto const result = program(
      {"stamp", "--take-over", "alembic", "--targets", targets, "--bundle", bundle_file, "--max-failures", "none"});
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.out, "a: stamped r1\nb: stamped r3\n3 databases: 2 done, 1 failed\n");
  EXPECT_THAT(result.err, HasSubstr("error: c: the table 'alembic_version' has 'ffff'"));
}

}  // namespace
}  // namespace retort::testing
