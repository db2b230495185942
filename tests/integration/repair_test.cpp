// SPDX-License-Identifier: Apache-2.0
// What `repair` tells of revisions that were begun and not finished, and that carrying on, taking back and marking
// leave the schema and the books as they say.
#include <gmock/gmock.h>
#include <signal.h>

#include "tests/integration/broken_off.hpp"

namespace retort::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using progress = progress_of_statement;

// `index` on `table` is there, or gone.
std::string index_probe(retort::dialect kind, std::string const& index, bool there) {
  std::string const count = there ? "select count(*) > 0" : "select count(*) = 0";
  if (kind == retort::dialect::postgresql) return count + " from pg_indexes where indexname = '" + index + "'";
  if (kind == retort::dialect::sqlite) return count + " from sqlite_master where name = '" + index + "'";
  return count + " from information_schema.STATISTICS where TABLE_SCHEMA = database() and INDEX_NAME = '" + index + "'";
}

class repairing : public broken_off {
 protected:
  // r1 makes a table; r2 makes two indexes outside of transactions, and then a row inside one, which fails while there
  // is no table 'later'. Each statement of the way down takes back the one of the same line.
  [[nodiscard]] std::vector<test_revision> two_indexes() const {
    std::string const on = is_mariadb() ? " on r1" : "";
    auto out = chain(1);
    test_revision r2;
    r2.id = "r2";
    r2.parents = {"r1"};
    r2.upgrade = {outside("create index ix_a on r1 (id)", 1, index_probe(kind(), "ix_a", true)),
                  outside("create index ix_b on r1 (id)", 2, index_probe(kind(), "ix_b", true)),
                  sql("insert into later values (1)", 3)};
    r2.downgrade = {sql("delete from later", 1).from(3),
                    outside("drop index ix_b" + on, 2, index_probe(kind(), "ix_b", false)).from(2),
                    outside("drop index ix_a" + on, 3, index_probe(kind(), "ix_a", false)).from(1)};
    out.push_back(r2);
    return out;
  }
  [[nodiscard]] bool has_index(std::string const& name) const {
    return value("select count(*) from (" + index_probe(kind(), name, true).replace(0, 19, "select 1") + ") found") !=
           "0";
  }
  void fail_half_way(bundle const& content) { EXPECT_THROW(migrator(*session_, content).upgrade(), statement_failed); }
  [[nodiscard]] std::vector<progress> states(unfinished_revision const& one) const {
    std::vector<progress> out;
    for (auto const& s : one.statements) out.push_back(s.state);
    return out;
  }
};

TEST_P(repairing, in_order_there_is_nothing_to_repair) {
  migrator migrate(*session_, make(two_indexes()));
  EXPECT_TRUE(migrate.diagnose().in_order());
  EXPECT_FALSE(has_table("retort_version")) << "it never writes";
  migrate.upgrade("r1");
  auto const found = migrate.diagnose();
  EXPECT_TRUE(found.in_order());
  EXPECT_THAT(found.heads, ElementsAre("r1"));
  EXPECT_FALSE(found.lock);
  EXPECT_THROW(migrate.resume(), unknown_target);
  EXPECT_THROW(migrate.undo(), unknown_target);
  EXPECT_THROW(migrate.mark(true), unknown_target);
}

TEST_P(repairing, a_server_older_than_what_the_bundle_is_for_is_left_alone) {
  fail_half_way(make(two_indexes()));
  bundle_defaults said;
  said.oldest = "9999";
  migrator for_newer(*session_, linked_bundle(make_bundle(kind(), two_indexes(), said)));
  run("create table later (id integer)");
  EXPECT_THROW(for_newer.resume(), unusable_session);
  EXPECT_THROW(for_newer.undo(), unusable_session);
  EXPECT_TRUE(has_index("ix_a"));
  EXPECT_EQ(value("select count(*) from later"), "0");
  EXPECT_FALSE(for_newer.diagnose().in_order()) << "looking does no harm";
}

TEST_P(repairing, tells_statement_by_statement_how_far_a_revision_has_come) {
  auto const content = make(two_indexes());
  fail_half_way(content);
  auto const found = migrator(*session_, content).diagnose();
  EXPECT_FALSE(found.in_order());
  ASSERT_EQ(found.unfinished.size(), 1U);
  auto const& one = found.unfinished[0];
  EXPECT_EQ(one.revision, "r2");
  EXPECT_EQ(one.way, direction::upgrade);
  EXPECT_EQ(one.problem, "");
  EXPECT_THAT(states(one), ElementsAre(progress::done, progress::done, progress::open));
  EXPECT_EQ(one.statements[1].known_by, "journal");
  EXPECT_EQ(one.statements[2].statement.file, "r2.mig");
  EXPECT_EQ(one.statements[2].statement.line, 3U);
  EXPECT_EQ(one.no_undo, "");
  ASSERT_EQ(one.undo.size(), 2U);
  EXPECT_EQ(one.undo[0].line, 2U);
  EXPECT_EQ(one.undo[1].line, 1U);
}

TEST_P(repairing, the_catalogue_tells_of_a_statement_that_was_begun_and_not_noted_as_done) {
  auto const content = make(two_indexes());
  EXPECT_TRUE(is_killed([&] {
    auto const own = database_.connect();
    struct : observer {
      void statement_ends(statement_event const& event) override {
        if (event.revision.id == "r2" && event.statement.ordinal == 1) raise(SIGKILL);
      }
    } at;
    options settings;
    settings.observer = &at;
    migrator(*own, content, settings).upgrade();
  }));
  auto found = migrator(*session_, content).diagnose();
  ASSERT_EQ(found.unfinished.size(), 1U);
  EXPECT_THAT(states(found.unfinished[0]), ElementsAre(progress::done, progress::open, progress::to_come));
  EXPECT_EQ(found.unfinished[0].statements[0].known_by, "journal and catalogue");
  run(is_mariadb() ? "drop index ix_a on r1" : "drop index ix_a");
  found = migrator(*session_, content).diagnose();
  EXPECT_THAT(states(found.unfinished[0]), ElementsAre(progress::open, progress::to_come, progress::to_come));
  EXPECT_THAT(found.unfinished[0].undo, IsEmpty());
}

TEST_P(repairing, resume_finishes_that_revision_and_no_other) {
  auto revisions = two_indexes();
  test_revision r3;
  r3.id = "r3";
  r3.parents = {"r2"};
  r3.upgrade = {sql("create table r3 (id integer)")};
  revisions.push_back(r3);
  auto const content = make(revisions);
  fail_half_way(content);
  EXPECT_THROW(migrator(*session_, content).resume(), statement_failed) << "the cause is still there";
  run("create table later (id integer)");
  auto const done = migrator(*session_, content).resume("r2");
  EXPECT_EQ(done.revision, "r2");
  EXPECT_THAT(done.heads, ElementsAre("r2"));
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_FALSE(has_table("r3"));
  EXPECT_TRUE(migrator(*session_, content).diagnose().in_order());
}

TEST_P(repairing, undo_takes_back_what_is_done_and_nothing_else) {
  auto const content = make(two_indexes());
  fail_half_way(content);
  ASSERT_TRUE(has_index("ix_b"));
  auto const done = migrator(*session_, content).undo();
  EXPECT_EQ(done.statements.size(), 2U);
  EXPECT_THAT(done.heads, ElementsAre("r1"));
  EXPECT_FALSE(has_index("ix_a"));
  EXPECT_FALSE(has_index("ix_b"));
  EXPECT_TRUE(has_table("r1"));
  EXPECT_THAT(recorded(), ElementsAre("r1"));
  EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
  EXPECT_EQ(log().back(), "repair r2 undone");
  run("create table later (id integer)");
  EXPECT_EQ(migrator(*session_, content).upgrade().steps.size(), 1U);
  EXPECT_TRUE(has_index("ix_b"));
}

// Killed between any two of its steps, it is taken up by another undo, or by an upgrade.
TEST_P(repairing, an_undo_that_is_killed_leaves_a_true_journal) {
  auto const content = make(two_indexes());
  for (bool const upgrade_after : {false, true})
    for (unsigned place = 1; place <= 4; ++place) {
      SCOPED_TRACE("killed at place " + std::to_string(place));
      wipe();
      fail_half_way(content);
      EXPECT_TRUE(is_killed([&] {
        auto const own = database_.connect();
        struct dies : observer {
          explicit dies(unsigned at) : left(at) {}
          void statement_begins(statement_event const&) override { pass(); }
          void statement_ends(statement_event const&) override { pass(); }
          void pass() {
            if (--left == 0) raise(SIGKILL);
          }
          unsigned left;
        } at(place);
        options settings;
        settings.observer = &at;
        migrator(*own, content, settings).undo();
      }));
      if (upgrade_after) {
        run("create table later (id integer)");
        migrator(*session_, content).upgrade();
        EXPECT_TRUE(has_index("ix_a") && has_index("ix_b"));
        EXPECT_THAT(recorded(), ElementsAre("r2"));
      } else {
        migrator(*session_, content).undo();
        EXPECT_FALSE(has_index("ix_a") || has_index("ix_b"));
        EXPECT_THAT(recorded(), ElementsAre("r1"));
      }
      EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
    }
}

TEST_P(repairing, undo_refuses_what_is_not_certain) {
  auto const refused = [&](test_revision const& changed) -> std::string {
    wipe();
    auto const content = make({chain(1)[0], changed});
    fail_half_way(content);
    auto const before = column("select state from retort_journal order by ordinal");
    try {
      migrator(*session_, content).undo();
      return "it was not refused";
    } catch (cannot_undo const& why) {
      EXPECT_EQ(column("select state from retort_journal order by ordinal"), before);
      EXPECT_TRUE(has_index("ix_a")) << "nothing was run";
      EXPECT_THAT(why.what(), HasSubstr("nothing was run"));
      return why.what();
    }
  };
  auto by_hand = two_indexes()[1];
  for (auto& statement : by_hand.downgrade) statement.line += 10;
  EXPECT_THAT(refused(by_hand), AllOf(HasSubstr("written by hand"), HasSubstr("r2.mig:1")));
  auto burnt = two_indexes()[1];
  burnt.irreversible = "it burnt";
  EXPECT_THAT(refused(burnt), HasSubstr("it burnt"));
  auto untold = two_indexes()[1];
  untold.downgrade[2].probe.clear();
  EXPECT_THAT(refused(untold), HasSubstr("no query tells"));
}

TEST_P(repairing, undo_of_what_may_lose_data_has_to_be_allowed) {
  auto revisions = two_indexes();
  revisions[1].losses = {"rows"};
  auto const content = make(revisions);
  fail_half_way(content);
  EXPECT_THROW(migrator(*session_, content).undo(), data_loss_refused);
  EXPECT_TRUE(has_index("ix_a"));
  options settings;
  settings.allow_data_loss = true;
  EXPECT_EQ(migrator(*session_, content, settings).undo().statements.size(), 2U);
}

// One statement of the .mig file that became two of the database, of which one is done.
TEST_P(repairing, a_part_of_a_line_is_taken_back_where_the_catalogue_agrees) {
  auto revisions = two_indexes();
  revisions[1].upgrade[1].line = 1;
  revisions[1].upgrade[1].text = "create index ix_b on r1 (nothing)";
  revisions[1].downgrade[1].line = 1;
  auto const content = make(revisions);
  fail_half_way(content);
  ASSERT_TRUE(has_index("ix_a"));
  auto const done = migrator(*session_, content).undo();
  ASSERT_EQ(done.statements.size(), 1U);
  EXPECT_EQ(done.statements[0].ordinal, 3U);
  EXPECT_FALSE(has_index("ix_a"));
  wipe();
  fail_half_way(content);
  run("create index ix_b on r1 (id)");  // somebody else's: the catalogue does not say what the journal says
  EXPECT_THROW(migrator(*session_, content).undo(), cannot_undo);
  EXPECT_TRUE(has_index("ix_a"));
}

TEST_P(repairing, a_half_done_downgrade_is_taken_back_as_well) {
  auto revisions = two_indexes();
  revisions[1].upgrade.pop_back();
  revisions[1].downgrade.erase(revisions[1].downgrade.begin());
  revisions[1].downgrade[1].text = "drop index nowhere";
  auto const content = make(revisions);
  migrator migrate(*session_, content);
  migrate.upgrade();
  EXPECT_THROW(migrate.downgrade(), statement_failed);
  EXPECT_FALSE(has_index("ix_b"));
  auto const found = migrate.diagnose();
  ASSERT_EQ(found.unfinished.size(), 1U);
  EXPECT_EQ(found.unfinished[0].way, direction::downgrade);
  EXPECT_THAT(migrate.undo().heads, ElementsAre("r2"));
  EXPECT_TRUE(has_index("ix_b"));
  EXPECT_TRUE(migrate.diagnose().in_order());
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(repairing, mark_records_and_runs_nothing) {
  auto const content = make(two_indexes());
  fail_half_way(content);
  migrator migrate(*session_, content);
  EXPECT_THAT(migrate.mark(false).heads, ElementsAre("r1"));
  EXPECT_TRUE(has_index("ix_b"));
  EXPECT_TRUE(migrate.diagnose().in_order());
  EXPECT_EQ(log().back(), "repair r2 undone");
  run(is_mariadb() ? "drop index ix_a on r1" : "drop index ix_a");
  run(is_mariadb() ? "drop index ix_b on r1" : "drop index ix_b");
  fail_half_way(content);
  EXPECT_THAT(migrate.mark(true).heads, ElementsAre("r2"));
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_EQ(log().back(), "stamp r2 done");
  EXPECT_NO_THROW(migrate.check_applied());
  EXPECT_NO_THROW(migrate.require_head());
}

TEST_P(repairing, unknown_heads_and_other_content_are_told) {
  migrator(*session_, make(chain(3))).upgrade();
  auto changed = chain(2);
  changed[0].checksum = "another";
  auto const found = migrator(*session_, make(changed)).diagnose();
  EXPECT_THAT(found.unknown, ElementsAre("r3"));
  auto all = chain(3);
  all[0].checksum = all[1].checksum = all[2].checksum = "another";
  auto const different = migrator(*session_, make(all)).diagnose();
  ASSERT_EQ(different.differences.size(), 3U);
  EXPECT_EQ(different.differences[0].revision, "r1");
  EXPECT_EQ(different.differences[0].bundled, "another");
  EXPECT_FALSE(different.in_order());
}

TEST_P(repairing, what_was_begun_with_another_content_is_told_and_not_touched) {
  auto revisions = two_indexes();
  fail_half_way(make(revisions));
  revisions[1].checksum = "another";
  migrator migrate(*session_, make(revisions));
  auto const found = migrate.diagnose();
  ASSERT_EQ(found.unfinished.size(), 1U);
  EXPECT_THAT(found.unfinished[0].problem, HasSubstr("another content"));
  EXPECT_THROW(migrate.undo(), checksum_mismatch);
  EXPECT_THROW(migrate.resume(), checksum_mismatch);
  EXPECT_THAT(migrate.mark(false).heads, ElementsAre("r1"));
}

TEST_P(repairing, a_failure_says_which_statement_what_came_before_and_what_is_true_now) {
  auto revisions = two_indexes();
  revisions[1].upgrade.insert(revisions[1].upgrade.begin() + 2, sql("insert into r1 values (7)", 3));
  try {
    migrator(*session_, make(revisions)).upgrade();
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_THAT(
        failed.what(),
        AllOf(HasSubstr("r2.mig:4: statement 4 of the upgrade of 'r2' (statement 4) failed: "),
              HasSubstr("\n  before it: statements 1, 2, which are committed; statement 3, rolled back with its "
                        "transaction"),
              HasSubstr("\n  now: the database is at 'r1', with that part of 'r2'; mend the cause and upgrade "
                        "again, which carries on with statement 3 (r2.mig:3)")));
  }
  auto first = chain(2);
  first[1].upgrade = {sql("insert into nowhere values (1)")};
  wipe();
  try {
    migrator(*session_, make(first)).upgrade();
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_THAT(failed.what(),
                AllOf(HasSubstr("\n  before it: nothing of 'r2'\n"),
                      HasSubstr("now: the database is at 'r1', and nothing of 'r2' is left; mend the cause "
                                "and upgrade again")));
  }
}

TEST_P(repairing, who_holds_the_lock_is_told_and_nobody_s_lock_is_taken_away) {
  auto const content = make(chain(1));
  struct looks : observer {
    migrator* other = nullptr;
    std::optional<lock_holder> held;
    std::optional<unlock_result> unlocked;
    void statement_begins(statement_event const&) override {
      held = other->who_holds_the_lock();
      unlocked = other->unlock(true);
    }
  } at;
  auto const own = database_.connect();
  migrator other(*own, content);
  at.other = &other;
  EXPECT_FALSE(other.who_holds_the_lock());
  options settings;
  settings.observer = &at;
  migrator(*session_, content, settings).upgrade();
  ASSERT_TRUE(at.held && at.unlocked && at.unlocked->holder);
  EXPECT_FALSE(at.unlocked->removed);
  EXPECT_THAT(at.held->process, ::testing::ContainsRegex("^(process|connection) [0-9]+$"));
  EXPECT_EQ(at.held->by, is_sqlite() ? lock_holder::means::file : lock_holder::means::session);
  if (is_sqlite()) {
    EXPECT_EQ(at.held->process, "process " + std::to_string(getpid()));
  }
  EXPECT_FALSE(other.who_holds_the_lock());
  EXPECT_FALSE(other.unlock().holder);
}

class repairing_postgresql : public repairing {};

TEST_P(repairing_postgresql, an_invalid_index_is_found_and_the_remedy_removes_it) {
  run("create table items (v integer)");
  run("insert into items values (1), (1)");
  EXPECT_THROW(run("create unique index concurrently \"uq_Items\" on items (v)"), soci::soci_error);
  migrator migrate(*session_, make(chain(1)));
  auto const found = migrate.diagnose();
  EXPECT_FALSE(found.in_order());
  ASSERT_EQ(found.leftovers.size(), 1U);
  EXPECT_EQ(found.leftovers[0].object, "public.\"uq_Items\"");
  EXPECT_FALSE(found.leftovers[0].being_made);
  run(found.leftovers[0].remedy);
  EXPECT_TRUE(migrate.diagnose().in_order());
}

INSTANTIATE_TEST_SUITE_P(databases, repairing_postgresql, ::testing::Values(retort::dialect::postgresql),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

INSTANTIATE_TEST_SUITE_P(databases, repairing, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
