// SPDX-License-Identifier: Apache-2.0
// Where sessions cannot be trusted: behind a PgBouncer that pools transactions, and on a Galera cluster of three nodes.
// One works at a time, a lease that is lost ends the run, one whose owner died runs out, and nothing stays with the
// pool.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>

#include "tests/integration/broken_off.hpp"
#include "tests/integration/own_server.hpp"

namespace retort::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr int did_it_all = 10;

// Does what a test says at a place of a run, once.
class at_statement final : public observer {
 public:
  at_statement(std::string revision, std::uint32_t ordinal, std::function<void()> then)
      : revision_(std::move(revision)), ordinal_(ordinal), then_(std::move(then)) {}
  void statement_begins(statement_event const& event) override {
    if (event.revision.id == revision_ && event.statement.ordinal == ordinal_ && then_) std::exchange(then_, nullptr)();
  }

 private:
  std::string revision_;
  std::uint32_t ordinal_;
  std::function<void()> then_;
};

options watching(observer& by, milliseconds lease = milliseconds{30'000}) {
  options out;
  out.observer = &by;
  out.lease = lease;
  return out;
}
options impatient(milliseconds wait = milliseconds{0}) {
  options out;
  out.lock_wait = wait;
  return out;
}

std::string one(soci::session& session, std::string const& sql) {
  std::string out = "(no row)";
  session << sql, soci::into(out);
  return out;
}

// r1 -> r2 -> r3, each a table and a row.
class pooled : public ::testing::Test {
 protected:
  [[nodiscard]] session_handle through_the_pool() const { return proxy_.connect(); }
  static bundle make(std::vector<test_revision> const& revisions) {
    return make_bundle(retort::dialect::postgresql, revisions);
  }

  own_server server_{"postgresql"};
  own_server proxy_{"pgbouncer", server_.url()};
  session_handle direct_ = server_.connect();
};

TEST_F(pooled, of_eight_processes_one_does_it_all) {
  auto revisions = chain(4);
  revisions[1].upgrade.push_back(outside("create index concurrently ix_r1 on r1 (id)", 2,
                                         "select count(*) from pg_index where indexrelid = to_regclass('ix_r1') and "
                                         "indisvalid"));
  auto const content = make(revisions);
  auto codes = in_processes(8, [&](unsigned) {
    auto const own = through_the_pool();
    auto const done = migrator(*own, content).upgrade().steps.size();
    return done == 4 ? did_it_all : static_cast<int>(done);
  });
  std::sort(codes.begin(), codes.end());
  EXPECT_THAT(codes, ElementsAre(0, 0, 0, 0, 0, 0, 0, did_it_all));
  EXPECT_EQ(one(*direct_, "select count(*)::text from retort_history"), "4");
  EXPECT_EQ(one(*direct_, "select count(*)::text from pg_locks where locktype = 'advisory'"), "0");
}

TEST_F(pooled, nothing_that_is_set_stays_with_the_pool) {
  auto revisions = chain(3);
  revisions[1].upgrade.push_back(
      sql("select set_config('search_path', '', false), set_config('lock_timeout', '1', false)"));
  auto const before = one(*direct_, "show search_path");
  auto const own = through_the_pool();
  EXPECT_EQ(migrator(*own, make(revisions)).upgrade().steps.size(), 3U);
  std::vector<session_handle> others;
  for (int i = 0; i < 6; ++i) {
    others.push_back(through_the_pool());
    *others.back() << "begin";  // each keeps a connection of the pool to itself
    EXPECT_EQ(one(*others.back(), "show search_path"), before);
    EXPECT_EQ(one(*others.back(), "show lock_timeout"), "0");
    EXPECT_EQ(one(*others.back(), "show statement_timeout"), "0");
  }
}

TEST_F(pooled, those_behind_the_proxy_and_those_before_it_keep_each_other_out) {
  for (bool const direct_first : {true, false}) {
    auto const first = direct_first ? server_.connect() : through_the_pool();
    auto const second = direct_first ? through_the_pool() : server_.connect();
    std::string holder;
    at_statement at("r1", 1, [&] {
      try {
        migrator(*second, make(chain(3)), impatient()).upgrade();
        ADD_FAILURE() << "two at once";
      } catch (lock_timeout const& refused) {
        holder = refused.holder();
      }
    });
    EXPECT_EQ(migrator(*first, make(chain(3)), watching(at)).upgrade().steps.size(), 3U);
    // In a transaction the one behind the proxy has the lock of the other kind as well.
    EXPECT_THAT(holder, ::testing::ContainsRegex("^process [0-9]+ "));
    EXPECT_EQ(migrator(*second, make(chain(3)), impatient()).downgrade("base").steps.size(), 3U);
  }
}

TEST_F(pooled, who_lost_the_lease_commits_nothing_more) {
  auto const own = through_the_pool();
  class robber final : public observer {
   public:
    explicit robber(soci::session& other) : other_(other) {}
    void revision_ends(revision_event const& event) override {
      if (event.revision.id != "r1") return;
      other_ << "update retort_version_lock set owner = 'another'";
      other_ << "update retort_version_lock set ends = ends + 1000000 where part = 'lease'";
    }

   private:
    soci::session& other_;
  } taken(*direct_);
  EXPECT_THROW(migrator(*own, make(chain(3)), watching(taken)).upgrade(), lock_lost);
  EXPECT_EQ(one(*direct_, "select version_num from retort_version"), "r1");
  EXPECT_EQ(one(*direct_, "select coalesce(to_regclass('r2')::text, 'none')"), "none");
  EXPECT_EQ(one(*direct_, "select owner from retort_version_lock where part = 'lease'"), "another")
      << "what is another's is not given up";
  migrator again(*own, make(chain(3)), impatient());
  EXPECT_THROW(again.upgrade(), lock_timeout);
  EXPECT_FALSE(again.unlock().removed) << "it has not run out";
  EXPECT_TRUE(again.unlock(true).removed);
  EXPECT_FALSE(again.unlock().holder);
  EXPECT_EQ(again.upgrade().steps.size(), 2U);
}

TEST_F(pooled, a_statement_outside_of_transactions_is_not_begun_without_the_lease) {
  test_revision apart;
  apart.id = "apart";
  apart.upgrade = {
      outside("create table apart (id integer)", 1, "select count(*) from pg_class where relname = 'apart'")};
  auto const own = through_the_pool();
  at_statement at("apart", 1, [&] {
    *direct_ << "update retort_version_lock set owner = 'another'";
    *direct_ << "update retort_version_lock set ends = ends + 1000000 where part = 'lease'";
  });
  EXPECT_THROW(migrator(*own, make({apart}), watching(at)).upgrade(), lock_lost);
  EXPECT_EQ(one(*direct_, "select coalesce(to_regclass('apart')::text, 'none')"), "none");
  EXPECT_TRUE(migrator(*own, make({apart})).unlock(true).removed);
  EXPECT_EQ(migrator(*own, make({apart})).upgrade().steps.size(), 1U);
}

TEST_F(pooled, a_lease_is_not_taken_over_while_a_transaction_of_its_owner_is_open) {
  auto const own = through_the_pool();
  at_statement at("r2", 2, [&] {
    auto const other = through_the_pool();
    auto settings = impatient(milliseconds{300});
    settings.lock_timeout = milliseconds{100};
    migrator thief(*other, make(chain(3)), settings);
    EXPECT_TRUE(thief.unlock(true).removed);
    EXPECT_THROW(thief.upgrade(), lock_timeout);
  });
  migrator(*own, make(chain(3)), watching(at)).upgrade("r2");
  EXPECT_EQ(one(*direct_, "select version_num from retort_version"), "r2");
}

TEST_F(pooled, a_lease_is_renewed_while_a_statement_takes_longer_than_it) {
  test_revision slow;
  slow.id = "slow";
  slow.upgrade = {outside("select pg_sleep(1.5)", 1, "select 0"), sql("create table slow (id integer)", 2)};
  auto const own = through_the_pool();
  std::thread other;
  unsigned refused = 0;
  at_statement at("slow", 1, [&] {
    other = std::thread([&] {
      for (int i = 0; i < 4; ++i) {
        std::this_thread::sleep_for(milliseconds{300});
        auto const session = through_the_pool();
        try {
          migrator(*session, make({slow}), impatient()).upgrade();
        } catch (lock_timeout const&) {
          ++refused;
        }
      }
    });
  });
  EXPECT_EQ(migrator(*own, make({slow}), watching(at, milliseconds{200})).upgrade().steps.size(), 1U);
  other.join();
  EXPECT_EQ(refused, 4U);
}

TEST_F(pooled, a_lease_whose_owner_died_runs_out) {
  EXPECT_TRUE(is_killed([&] {
    auto const own = through_the_pool();
    at_statement at("r2", 2, [] { raise(SIGKILL); });
    migrator(*own, make(chain(3)), watching(at, milliseconds{1500})).upgrade();
  }));
  auto const own = through_the_pool();
  migrator migrate(*own, make(chain(3)), impatient(milliseconds{10'000}));
  auto const held = migrate.unlock();
  ASSERT_TRUE(held.holder);
  EXPECT_FALSE(held.removed);
  EXPECT_EQ(held.holder->by, lock_holder::means::lease);
  EXPECT_GT(held.holder->left.count(), 0);
  EXPECT_EQ(migrate.upgrade().steps.size(), 2U);
  EXPECT_EQ(one(*direct_, "select version_num from retort_version"), "r3");
}

TEST_F(pooled, no_lease_is_too_long) {
  auto const own = through_the_pool();
  options settings;
  settings.lease = milliseconds::max();
  EXPECT_EQ(migrator(*own, make(chain(3)), settings).upgrade().steps.size(), 3U);
}

// One cluster for all of it: it takes its time to start.
TEST(galera, one_works_at_a_time_conflicts_are_tried_again_and_no_quorum_is_told) {
  own_server const cluster("galera");
  auto const make = [](std::vector<test_revision> const& revisions) {
    return make_bundle(retort::dialect::mariadb, revisions);
  };
  {
    SCOPED_TRACE("eight processes on three nodes");
    auto codes = in_processes(8, [&](unsigned number) {
      auto const own = cluster.connect(number % 3);
      auto const done = migrator(*own, make(chain(4))).upgrade().steps.size();
      return done == 4 ? did_it_all : static_cast<int>(done);
    });
    std::sort(codes.begin(), codes.end());
    EXPECT_THAT(codes, ElementsAre(0, 0, 0, 0, 0, 0, 0, did_it_all));
    auto const look = cluster.connect(2);
    *look << "set session wsrep_sync_wait = 7";
    EXPECT_EQ(one(*look, "select cast(count(*) as char) from retort_history"), "4");
    EXPECT_EQ(one(*look, "select cast(count(*) as char) from r4"), "1");
  }
  auto const here = cluster.connect(0), there = cluster.connect(1);
  {
    SCOPED_TRACE("a conflict with another node");
    *there << "create table counted (id integer primary key, n integer not null)";
    *there << "insert into counted values (1, 0)";
    test_revision counts;
    counts.id = "counts";
    counts.parents = {"r4"};
    counts.upgrade = {sql("update counted set n = n + 1 where id = 1"), sql("select 1")};
    auto revisions = chain(4);
    revisions.push_back(counts);
    // The row is changed on both nodes at once: Galera takes the side of the one that commits first.
    at_statement at("counts", 2, [&] { *there << "update counted set n = n + 10 where id = 1"; });
    EXPECT_EQ(migrator(*here, make(revisions), watching(at)).upgrade().steps.size(), 1U);
    EXPECT_EQ(one(*here, "select cast(n as char) from counted"), "11");
    migrator(*here, make(revisions)).downgrade("r4");
  }
  {
    SCOPED_TRACE("a lease that another node takes while a transaction is open");
    test_revision writes;
    writes.id = "writes";
    writes.parents = {"r4"};
    writes.upgrade = {sql("update counted set n = 100 where id = 1"), sql("select 1")};
    auto revisions = chain(4);
    revisions.push_back(writes);
    at_statement at("writes", 2, [&] {
      *there << "update retort_version_lock set owner = 'another'";
      *there << "update retort_version_lock set ends = ends + 100000 where part = 'lease'";
    });
    EXPECT_THROW(migrator(*here, make(revisions), watching(at)).upgrade(), lock_lost);
    *there << "set session wsrep_sync_wait = 7";
    EXPECT_EQ(one(*there, "select cast(n as char) from counted"), "11") << "nothing of it was committed";
    EXPECT_TRUE(migrator(*there, make(revisions)).unlock(true).removed);
  }
  {
    SCOPED_TRACE("without quorum");
    cluster.kill_node(2);
    cluster.kill_node(3);
    std::string said;
    for (int i = 0; i < 150 && said.empty(); ++i) {
      try {
        auto const own = cluster.connect(0);
        (void)migrator(*own, make(chain(4))).current();
        std::this_thread::sleep_for(milliseconds{100});
      } catch (connection_failed const& refused) {
        said = refused.what();
      }
    }
    EXPECT_THAT(said, HasSubstr("has lost its quorum"));
  }
}

}  // namespace
}  // namespace retort::testing
