// SPDX-License-Identifier: Apache-2.0
// kill -9 at every place a run passes, and at random moments: a rerun comes to the same end, with the data right and
// nothing run twice. In: a history with every kind of statement. Each run that is killed is a process of its own.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Counts the places a run passes, and ends the process at the one that is wanted.
class deadly final : public observer {
 public:
  explicit deadly(unsigned wanted) : wanted_(wanted) {}
  void run_begins(run_event const&) override { pass(); }
  void run_ends(run_event const&) override { pass(); }
  void revision_begins(revision_event const&) override { pass(); }
  void revision_ends(revision_event const&) override { pass(); }      // after a commit
  void statement_begins(statement_event const&) override { pass(); }  // after the commit of what came before
  void statement_ends(statement_event const& event) override {        // before the commit
    if (!event.skipped) pass();
  }
  void batch_advances(batch_event const&) override { pass(); }  // after a commit
  void pass() {
    if (++passed_ == wanted_) raise(SIGKILL);
  }

 private:
  unsigned wanted_, passed_ = 0;
};

// The step in C++ passes two places of its own: before and behind what it writes.
deadly* step_passes = nullptr;
void count_up(step& given) {
  if (step_passes != nullptr) step_passes->pass();
  given.execute("insert into ran values ('call')");
  if (step_passes != nullptr) step_passes->pass();
}
constexpr call_entry calls[] = {{"count_up", &count_up}};

// Every part writes a row into `ran`, in the transaction it is done in: a part that is run twice has two.
std::vector<test_revision> history(retort::dialect kind) {
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
  parts.upgrade = {sql("create table first (id integer)", 1),
                   mark("first", 1),
                   outside("create index " + concurrently + "ix_items on items (done)", 2, there("ix_items")),
                   mark("between", 3),
                   outside("insert into ran values ('outside')", 4, "select count(*) from ran where part = 'outside'"),
                   batches(loop, 5),
                   call("count_up", 6),
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

// What `body` does in a process of its own; whether it was killed.
template <class Body>
bool is_killed(Body&& body, std::chrono::microseconds after = {}) {
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

class killed : public conformance {
 protected:
  bundle content_ = make(history(kind()));

  // An empty database again.
  void wipe() {
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
  // Whether it died: not, where the run passes fewer places.
  [[nodiscard]] bool dies(direction way, unsigned place) const {
    return is_killed([&] {
      auto const own = database_.connect();
      deadly watch(place);
      step_passes = &watch;
      options settings;
      settings.observer = &watch;
      migrator migrate(*own, linked_bundle(content_, calls), settings);
      way == direction::upgrade ? migrate.upgrade() : migrate.downgrade("start");
    });
  }
  [[nodiscard]] migrator survivor() const { return {*session_, linked_bundle(content_, calls)}; }

  void expect_up() const {
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
};

TEST_P(killed, at_every_place_of_an_upgrade_and_taken_up_again) {
  unsigned places = 0;
  for (bool died = true; died; ++places) {
    SCOPED_TRACE("killed at place " + std::to_string(places + 1));
    wipe();
    died = dies(direction::upgrade, places + 1);
    EXPECT_THAT(survivor().upgrade().heads, ElementsAre("renewed"));
    expect_up();
    if (HasFailure()) return;
  }
  EXPECT_GT(places, is_mariadb() ? 35U : 45U) << "the run passes more places than that";
}

TEST_P(killed, again_and_again_and_taken_up_again) {
  unsigned runs = 0;
  while (dies(direction::upgrade, 3 + runs % 5 * 5) && runs < 200) ++runs;
  EXPECT_GT(runs, is_mariadb() ? 3U : 5U);
  EXPECT_LT(runs, 200U) << "it does not come to an end";
  expect_up();
}

TEST_P(killed, at_every_place_of_a_downgrade_and_taken_up_again) {
  unsigned places = 0;
  for (bool died = true; died; ++places) {
    SCOPED_TRACE("killed at place " + std::to_string(places + 1));
    wipe();
    survivor().upgrade();
    died = dies(direction::downgrade, places + 1);
    EXPECT_THAT(survivor().downgrade("start").heads, ElementsAre("start"));
    EXPECT_THAT(column("select part from ran order by part"),
                ElementsAre("back", "between", "call", "first", "last", "outside"));
    EXPECT_EQ(value("select cast(count(*) as text) from items where done = 2"), "8");
    EXPECT_FALSE(has_table("first"));
    EXPECT_THAT(recorded(), ElementsAre("start"));
    EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
    EXPECT_THAT(column("select revision from retort_history where action = 'downgrade' order by id"),
                ElementsAre("renewed", "parts"));
    if (HasFailure()) return;
  }
  EXPECT_GT(places, 20U);
}

TEST_P(killed, at_any_moment_and_taken_up_again) {
  unsigned deaths = 0;
  for (int i = 0; i < 20; ++i) {
    SCOPED_TRACE("round " + std::to_string(i));
    wipe();
    bool const died = is_killed(
        [&] {
          auto const own = database_.connect();
          step_passes = nullptr;
          migrator(*own, linked_bundle(content_, calls)).upgrade();
        },
        std::chrono::microseconds{1000 + i * 3000});
    if (died) ++deaths;
    EXPECT_THAT(survivor().upgrade().heads, ElementsAre("renewed"));
    expect_up();
    if (HasFailure()) return;
  }
  EXPECT_GT(deaths, 0U);
}

INSTANTIATE_TEST_SUITE_P(databases, killed, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
