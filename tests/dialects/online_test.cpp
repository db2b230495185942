// SPDX-License-Identifier: Apache-2.0
// What is done while others work leads to the same catalogue and the same rows as what is not, on every server; and
// the servers take every statement that says how it is to be done.
#include <gmock/gmock.h>

#include "tests/dialects/run.hpp"

namespace retort::dialects::test {
namespace {

using ::testing::HasSubstr;

class Online : public testing::TestWithParam<Target const*> {
 protected:
  [[nodiscard]] static bool is_postgresql() { return GetParam()->which == dialect::postgresql; }
  [[nodiscard]] static Planned history(std::string const& changes, plan::Policy policy) {
    return test::planned_chain(*GetParam(), adapted(*GetParam(), {start, changes}), policy);
  }
  // What has to be accepted, a sentence each.
  [[nodiscard]] static std::vector<std::string> downtime(std::string const& changes) {
    auto const planned = history(changes, plan::Policy::zero_downtime);
    Sink sink;
    for (auto const& action : planned.revisions.at(1).upgrade) static_cast<void>(lowered(*GetParam(), {action}, sink));
    std::vector<std::string> out;
    for (auto const& found : sink.all()) {
      EXPECT_EQ(found.code, Code::RT0807) << found.message;
      out.push_back(found.message);
    }
    return out;
  }

  static constexpr char start[] = R"(upgrade {
    create table parents (id integer primary key, code varchar(20));
    create table t (id integer primary key, a integer, b integer, name varchar(40), parent integer, extra integer);
    create table keyless (a integer not null, b integer);
    insert into parents (id, code) values (1, 'one'), (2, 'two');
    insert into t (id, a, b, name, parent, extra) values (1, 1, 10, 'x', 1, 0), (2, 2, 20, 'y', 2, 0), (3, 3, 30, 'z', null, 0);
    insert into keyless (a, b) values (1, 1), (2, 2);
  } downgrade { drop table keyless; drop table t; drop table parents; })";
};
// What they let others do is told here of PostgreSQL and of MySQL's family.
std::vector<Target const*> told_of() {
  auto out = servers();
  std::erase(out, &mssql());
  return out;
}
INSTANTIATE_TEST_SUITE_P(Servers, Online, testing::ValuesIn(told_of()), name_of);

TEST_P(Online, LeadsToTheSame) {
  auto const changes = R"(upgrade {
    create index ix_t_name on t (name);
    create unique index ux_t_a on t (a);
    alter table t add constraint uq_t_b unique (b);
    alter table t alter column a set not null;
    alter table t alter column name set not null, alter column name set default 'none';
    alter table t add column c integer not null default 7;
    alter table t add column d varchar(10);
    alter table t add column moment timestamptz;
    drop index ux_t_a;
    alter table t drop column extra;
    create table fresh (id integer primary key, t_id integer references t (id));
    create index ix_fresh on fresh (t_id);)" +
                       // What copies the table on MariaDB and MySQL, or does on the way back.
                       std::string(is_postgresql() ? R"(
    alter table keyless add constraint pk_keyless primary key (a, b);
    alter table t add constraint ck_t_a check (a > 0);
    alter table t add constraint fk_t_parent foreign key (parent) references parents (id) on delete cascade;
    alter table t add column made uuid not null default gen_uuid();)"
                                                   : "") +
                       "}";
  auto const plain = history(changes, plan::Policy::standard), online = history(changes, plan::Policy::zero_downtime);
  ASSERT_EQ(faults(plain, false), "");
  ASSERT_EQ(faults(online, false), "");
  Runner one(plain, {}), other(online, {});
  for (std::size_t r = 0; r < 2; ++r) {
    one.upgrade(r);
    other.upgrade(r);
    EXPECT_EQ(other.database.catalogue(), one.database.catalogue());
  }
  auto const rows = "select id, a, b, name, parent, c, d from t order by id";
  EXPECT_EQ(other.database.run(rows), one.database.run(rows));
  if (is_postgresql()) {
    EXPECT_EQ(other.database.value("select count(distinct made) from t"), "3");
  }
  for (std::size_t r = 2; r-- > 0;) {
    one.downgrade(r);
    other.downgrade(r);
    EXPECT_EQ(other.database.catalogue(), one.database.catalogue());
  }
}

TEST_P(Online, LeavesTheRowsOfALongerTextAlone) {
  auto const planned = history(
      "upgrade { alter table t alter column name type varchar(60); } downgrade irreversible 'it may be too long';",
      plan::Policy::zero_downtime);
  ASSERT_EQ(faults(planned, false), "");
  Runner runner(planned, {});
  runner.upgrade(0);
  runner.upgrade(1);
}

// More rows than a piece has, and a value for each of them.
TEST_P(Online, FillsAColumnInPieces) {
  auto const planned = history(
      "upgrade { alter table t add column made uuid not null default gen_uuid(); } downgrade { alter table t "
      "drop column "
      "made; }",
      plan::Policy::zero_downtime);
  ASSERT_EQ(faults(planned, false), "");
  Runner runner(planned, {});
  runner.upgrade(0);
  std::string rows;
  for (int i = 4; i <= 2500; ++i)
    rows += (rows.empty() ? "insert into t (id, a) values (" : ", (") + std::to_string(i) + ", 1)";
  runner.database.run(rows);
  runner.upgrade(1);
  EXPECT_EQ(runner.database.value("select count(distinct made) from t"), "2500");
  runner.downgrade(1);
}

TEST_P(Online, SaysWhatKeepsOthersWaiting) {
  EXPECT_THAT(downtime("upgrade { alter table t alter column a type bigint; }"),
              testing::ElementsAre(HasSubstr("while others work on 't'")));
  EXPECT_THAT(downtime("upgrade { alter table t rename column a to aa; }"),
              testing::ElementsAre(HasSubstr("rename column 'a'")));
  EXPECT_THAT(downtime("upgrade { rename table t to tt; }"), testing::ElementsAre(HasSubstr("rename table 't'")));
  EXPECT_THAT(downtime("upgrade { alter table keyless add column u uuid default gen_uuid(); }"),
              testing::ElementsAre(HasSubstr("fill column 'u'")));
  EXPECT_EQ(downtime("upgrade { alter table t add constraint c check (a > 0); }").size(), is_postgresql() ? 0U : 1U);
  EXPECT_EQ(downtime("upgrade { alter table t add constraint f foreign key (parent) references parents (id); }").size(),
            is_postgresql() ? 0U : 1U);
  EXPECT_EQ(downtime("upgrade { alter table t alter column name type varchar(80); }").size(),
            is_postgresql() ? 0U : 1U);
  EXPECT_EQ(downtime("upgrade { sql 'select 1'; }").size(), 1U);
  // Nobody works on a table that is new, whatever it is called by then.
  EXPECT_EQ(downtime("upgrade { create table n (id integer primary key, a integer); alter table n alter column a type "
                     "bigint; rename table n to m; alter table m rename column a to b; }")
                .size(),
            0U);
}

// A row that somebody writes between any two of the steps has its value in the end.
TEST_P(Online, RowsThatComeMeanwhileAreFilled) {
  auto const planned = history(
      "upgrade { alter table t add column u uuid default gen_uuid(); alter table t add column w uuid not null default "
      "gen_uuid(); } downgrade { alter table t drop column w; alter table t drop column u; }",
      plan::Policy::zero_downtime);
  ASSERT_EQ(faults(planned, false), "");
  Runner runner(planned, {});
  runner.upgrade(0);
  Sink sink;
  auto& db = runner.database;
  int id = 100;
  bool open = false;
  for (auto const& statement : lowered(*GetParam(), planned.revisions.at(1).upgrade, sink)) {
    bool const inside = is_postgresql() && statement.transaction == Transaction::inside &&
                        std::holds_alternative<std::string>(statement.body) && !statement.commits_before;
    if (!inside || !open) {
      if (open) db.run("commit");
      db.run("insert into t (id) values (" + std::to_string(++id) + ")");
      if (open = is_postgresql() && statement.transaction == Transaction::inside &&
                 std::holds_alternative<std::string>(statement.body);
          open)
        db.run("begin");
    }
    if (auto const* text = std::get_if<std::string>(&statement.body))
      db.run(*text);
    else
      db.run(std::get<BatchSql>(statement.body).apply_all);
    if (open && statement.commits_behind) {
      db.run("commit");
      open = false;
    }
  }
  if (open) db.run("commit");
  EXPECT_EQ(db.value("select count(*) from t where u is null or w is null"), "0");
}

TEST_P(Online, ValuesOfEnums) {
  std::string const type =
      "upgrade { create type mood as enum ('a', 'b'); create table m (id integer primary key, k mood); "
      "} downgrade { drop table m; drop type mood; }";
  auto const count = [&](std::string const& changes) {
    auto const planned = test::planned_chain(*GetParam(), {type, changes}, plan::Policy::zero_downtime);
    Sink sink;
    for (auto const* actions : {&planned.revisions.at(1).upgrade, &planned.revisions.at(1).downgrade})
      static_cast<void>(lowered(*GetParam(), *actions, sink));
    std::string out;
    for (auto const& found : sink.all())
      out += found.message.find("on the way back") == std::string::npos ? "up " : "back ";
    return out;
  };
  EXPECT_EQ(count("upgrade { alter type mood add value 'c' after 'b'; } downgrade irreversible 'x';"), "");
  EXPECT_EQ(count("upgrade { alter type mood add value 'c' after 'b'; }"), "back ");
  EXPECT_EQ(count("upgrade { alter type mood add value '0' before 'a'; } downgrade irreversible 'x';"),
            is_postgresql() ? "" : "up ");
  EXPECT_NE(count("upgrade { alter type mood rename value 'a' to 'aa'; } downgrade irreversible 'x';"), "");
}

}  // namespace
}  // namespace retort::dialects::test
