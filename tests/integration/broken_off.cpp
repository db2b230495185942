// SPDX-License-Identifier: Apache-2.0
// The history, the processes, and the look at the end.
#include "tests/integration/broken_off.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace retort::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<test_revision> history_in_parts(retort::dialect kind, bool in_cpp) {
  bool const postgresql = kind == retort::dialect::postgresql,
             mariadb = kind == retort::dialect::mariadb || kind == retort::dialect::mysql;
  auto const mark = [](std::string const& part, std::uint32_t segment) {
    return sql("insert into ran values ('" + part + "')", segment);
  };
  auto const p = [&](int n) {
    return "cast(" +
           std::string(postgresql ? "$"
                       : mariadb  ? "@p"
                                  : "?") +
           std::to_string(n) + (mariadb ? " as signed)" : " as integer)");
  };
  std::string const bound = "select id from items ";
  std::string const apply = "update items set done = done + 1 ";
  batch_text const loop{3,
                        0,
                        1,
                        bound + "order by id limit 1 offset 2",
                        bound + "where id > " + p(1) + " order by id limit 1 offset 2",
                        apply + "where id <= " + p(1),
                        apply + "where id > " + p(1) + " and id <= " + p(2),
                        apply + "where id > " + p(1),
                        apply};
  auto const in_mariadb = [](std::string const& index) {
    return " from information_schema.STATISTICS where TABLE_SCHEMA = database() and INDEX_NAME = '" + index + "'";
  };
  auto const there = [&](std::string const& index) {
    if (mariadb) return "select count(*) > 0" + in_mariadb(index);
    return postgresql ? "select count(*) from pg_index where indexrelid = to_regclass('" + index + "') and indisvalid"
                      : "select count(*) from sqlite_master where name = '" + index + "'";
  };
  auto const gone = [&](std::string const& index) {
    if (mariadb) return "select count(*) = 0" + in_mariadb(index);
    return postgresql ? "select 1 - count(*) from pg_class where relname = '" + index + "'"
                      : "select 1 - count(*) from sqlite_master where name = '" + index + "'";
  };
  std::string const concurrently = postgresql ? "concurrently " : "", on_items = mariadb ? " on items" : "";

  test_revision start;
  start.id = "start";
  start.upgrade = {sql("create table ran (part text)"),
                   sql("create table items (id integer primary key, done integer not null)"),
                   sql("insert into items values (1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (32, 0), (64, 0), (128, 0)"),
                   sql("create table orders (id integer primary key, item integer references items (id))"),
                   sql("insert into orders values (1, 1), (2, 128)")};
  start.downgrade = {sql("drop table orders"), sql("drop table items"), sql("drop table ran")};

  test_revision parts;
  parts.id = "parts";
  parts.parents = {"start"};
  using std::chrono::minutes;
  using std::chrono::seconds;
  parts.upgrade = {
      sql("create table first (id integer)", 1),
      limited(mark("first", 1), seconds(3), {}),
      outside("create index " + concurrently + "ix_items on items (done)", 2, there("ix_items")),
      mark("between", 3),
      limited(outside("insert into ran values ('outside')", 4, "select count(*) from ran where part = 'outside'"), {},
              minutes(2)),
      limited(batches(loop, 5), seconds(4), minutes(3)),
      in_cpp ? call("count_up", 6) : mark("call", 6),
      mark("last", 6),
      outside("create index " + concurrently + "ix_done on items (done, id)", 7, there("ix_done"))};
  parts.downgrade = {outside("drop index " + concurrently + "ix_done" + on_items, 1, gone("ix_done")), mark("back", 2),
                     outside("drop index " + concurrently + "ix_items" + on_items, 3, gone("ix_items")),
                     batches(loop, 4), sql("drop table first", 5)};

  test_revision renewed;
  renewed.id = "renewed";
  renewed.parents = {"parts"};
  renewed.upgrade = {
      rebuild("create table items_new (id integer primary key, done integer not null, more integer not null)"),
      rebuild("insert into items_new select id, done, 7 from items"),
      rebuild(postgresql ? "alter table orders drop constraint orders_item_fkey" : "select 1"),
      rebuild("drop table items"),
      rebuild("alter table items_new rename to items"),
      rebuild("create index ix_items on items (done)"),
      rebuild("create index ix_done on items (done, id)"),
      rebuild(postgresql ? "alter table orders add constraint orders_item_fkey foreign key (item) references items"
                         : "select 1"),
      mark("rebuilt", 1)};
  if (mariadb)
    renewed.upgrade = {outside("alter table items add column more integer not null default 7", 1,
                               "select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and "
                               "TABLE_NAME = 'items' and COLUMN_NAME = 'more'"),
                       mark("rebuilt", 2)};
  renewed.downgrade = {sql("delete from ran where part = 'rebuilt'")};
  return {start, parts, renewed};
}

bool is_killed(std::function<void()> const& body, std::chrono::microseconds after) {
  auto const child = fork();
  if (child < 0) throw std::runtime_error("no process can be made");
  if (child == 0) {
    int code = 0;
    try {
      body();
    } catch (std::exception const& unexpected) {
      std::fprintf(stderr, "in the process that is killed: %s\n", unexpected.what());
      code = 1;
    }
    _exit(code);
  }
  if (after.count() > 0) {
    std::this_thread::sleep_for(after);
    kill(child, SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) {
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void broken_off::wipe() {
  session_.reset();
  if (is_postgresql()) {
    run("drop schema public cascade");
    run("create schema public");
  } else if (is_mariadb()) {
    auto const name = value("select database()");
    run("drop database " + name);
    auto const server = database::from_url(server_url(kind())).open(true);
    *server << "create database " + name;
  } else {
    for (auto const* end : {"", "-journal", "-retort-lock"})
      std::filesystem::remove(database_.directory() + "/test.db" + end);
  }
  session_ = database_.connect();
}

void broken_off::expect_up() const {
  EXPECT_THAT(column("select part from ran order by part"),
              ElementsAre("between", "call", "first", "last", "outside", "rebuilt"));
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1 and more = 7"), "8");
  EXPECT_EQ(value("select cast(count(*) as text) from orders"), "2");
  EXPECT_THAT(recorded(), ElementsAre("renewed"));
  EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
  EXPECT_THAT(log(), ElementsAre("upgrade start done", "upgrade parts done", "upgrade renewed done"));
  if (is_postgresql()) {
    EXPECT_EQ(value("select cast(count(*) as text) from pg_index where not indisvalid"), "0");
  }
}

}  // namespace retort::testing
