// SPDX-License-Identifier: Apache-2.0
// What is left when something goes wrong, and that the next run carries on from there: failing statements, statements
// outside transactions, batches, a process that is killed.
#include <gmock/gmock.h>
#include <signal.h>

#include <thread>

#include "tests/integration/broken_off.hpp"
#include "tests/integration/fixture.hpp"
#include "tests/integration/spy.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Three segments of one statement each: one inside, one outside, one inside.
test_revision in_three_parts(std::string const& second, std::string const& third) {
  test_revision out;
  out.id = "parts";
  out.upgrade = {sql("create table one (id integer)", 1), outside(second, 2, "select count(*) from seen"),
                 sql(third, 3)};
  out.downgrade = {sql("drop table one")};
  return out;
}

// Walks the key of table `items` and sets done = done + 1.
test_revision batch_revision(retort::dialect kind, std::uint32_t size) {
  auto const p = [&](int n) {
    auto const number = std::to_string(n);
    if (kind == retort::dialect::sqlite) return "cast(?" + number + " as integer)";
    return kind == retort::dialect::postgresql ? "cast($" + number + " as integer)"
                                               : "cast(@p" + number + " as signed)";
  };
  std::string const bound = "select id from items ";
  std::string const last = std::to_string(size - 1);
  std::string const apply = "update items set done = done + 1 ";
  test_revision out;
  out.id = "fill";
  out.upgrade = {
      sql("create table filled (id integer)", 1),
      batches({size, 0, 1, bound + "order by id limit 1 offset " + last,
               bound + "where id > " + p(1) + " order by id limit 1 offset " + last, apply + "where id <= " + p(1),
               apply + "where id > " + p(1) + " and id <= " + p(2), apply + "where id > " + p(1), apply},
              2)};
  return out;
}

class rows_of_items {
 public:
  static std::string make(unsigned count) {
    std::string out = "insert into items (id, done) values ";
    for (unsigned i = 1; i <= count; ++i) out += (i == 1 ? "(" : ", (") + std::to_string(i * 3) + ", 0)";
    return out;
  }
};

TEST_P(conformance, a_failing_statement_takes_its_revision_back_and_is_told_exactly) {
  for (std::size_t k = 0; k < 3; ++k) {
    scratch_database fresh(kind());
    auto const session = fresh.connect();
    auto revisions = chain(3);
    revisions[1].upgrade = {sql("create table r2 (id integer primary key)"), sql("insert into r2 values (1)"),
                            sql("insert into r2 values (2)")};
    auto good = revisions;
    revisions[1].upgrade[k].text = "insert into nowhere values (1)";
    try {
      migrator(*session, make(revisions)).upgrade();
      FAIL() << "it went through";
    } catch (statement_failed const& failed) {
      EXPECT_EQ(failed.facts().revision, "r2");
      EXPECT_EQ(failed.facts().way, direction::upgrade);
      EXPECT_EQ(failed.facts().ordinal, k + 1);
      EXPECT_EQ(failed.facts().file, "r2.mig");
      EXPECT_EQ(failed.facts().line, k + 1);
      EXPECT_THAT(failed.facts().message, HasSubstr("nowhere"));
      EXPECT_EQ(failed.facts().sqlstate, is_postgresql() ? "42P01" : is_mariadb() ? "42S02" : "");
      EXPECT_THAT(failed.what(), HasSubstr("r2.mig:" + std::to_string(k + 1)));
    }
    migrator again(*session, make(good));
    EXPECT_THAT(again.current(), ElementsAre("r1"));
    auto const entries = again.log();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[1].outcome, "failed");
    EXPECT_THAT(entries[1].detail, HasSubstr("nowhere"));
    EXPECT_EQ(again.upgrade().steps.size(), 2U) << "nothing of r2 was left behind";
  }
}

TEST_P(conformance, of_a_bundle_that_is_damaged_further_on_nothing_is_run) {
  auto text = bundle_text(kind(), chain(3));
  text[text.rfind("create table r3") + 2] ^= 1;
  auto const damaged = bundle::from_text(text);
  EXPECT_THROW(migrator(*session_, damaged).upgrade(), bundle_error);
  EXPECT_FALSE(has_table("r1"));
  EXPECT_FALSE(has_table("retort_version"));
  EXPECT_EQ(migrator(*session_, damaged).upgrade("r2").steps.size(), 2U) << "it is not on the way";
}

TEST_P(conformance, a_downgrade_that_fails_says_so) {
  auto revisions = chain(2);
  revisions[1].downgrade = {sql("drop table r2"), sql("drop table nowhere")};
  migrator migrate(*session_, make(revisions));
  migrate.upgrade();
  try {
    migrate.downgrade("base");
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_EQ(failed.facts().way, direction::downgrade);
    EXPECT_EQ(failed.facts().ordinal, 2U);
  }
  EXPECT_EQ(has_table("r2"), takes_tables_back());
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(conformance, after_a_failure_committed_segments_are_not_run_again) {
  run("create table seen (id integer)");
  auto const broken =
      in_three_parts("insert into seen values (1)", "create table three (id integer, nonsense nonsense())");
  auto fixed = broken;
  fixed.upgrade[2].text = "create table three (id integer)";
  EXPECT_THROW(migrator(*session_, make({broken})).upgrade(), statement_failed);
  EXPECT_TRUE(has_table("one")) << "the first segment was committed";
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_THAT(recorded(), IsEmpty());
  migrator migrate(*session_, make({fixed}));
  EXPECT_THROW(migrate.require_head(), not_at_head);
  migrate.upgrade();
  EXPECT_TRUE(has_table("three"));
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1") << "the second segment was run twice";
  EXPECT_THAT(recorded(), ElementsAre("parts"));
  EXPECT_EQ(value("select cast(count(*) as text) from retort_journal"), "0");
}

TEST_P(conformance, what_is_half_way_must_be_finished_or_stamped_before_anything_else) {
  run("create table seen (id integer)");
  auto revisions = chain(1);
  auto parts = in_three_parts("insert into seen values (1)", "insert into nowhere values (1)");
  parts.parents = {"r1"};
  revisions.push_back(parts);
  migrator migrate(*session_, make(revisions));
  EXPECT_THROW(migrate.upgrade(), statement_failed);
  EXPECT_THROW(migrate.downgrade("base"), interrupted);
  auto changed = revisions;
  changed[1].checksum = "another";
  EXPECT_THROW(migrator(*session_, make(changed)).upgrade(), checksum_mismatch);
  migrate.stamp("r1");
  EXPECT_EQ(migrate.downgrade("base").steps.size(), 0U + 1U);
}

TEST_P(conformance, a_failed_statement_outside_a_transaction_is_simply_run_again) {
  run("create table seen (id integer)");
  auto const broken = in_three_parts("insert into nowhere values (1)", "create table three (id integer)");
  EXPECT_THROW(migrator(*session_, make({broken})).upgrade(), statement_failed);
  run("create table nowhere (id integer)");
  migrator(*session_, make({broken})).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from nowhere"), "1");
}

TEST_P(conformance, a_transaction_that_a_statement_outside_of_any_leaves_open_is_rolled_back) {
  run("create table seen (id integer)");
  auto const content = make({in_three_parts("begin; insert into seen values (1)", "create table three (id integer)")});
  migrator migrate(*session_, content);
  EXPECT_THROW(migrate.upgrade(), statement_failed);
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "0");
  EXPECT_THAT(log(), ElementsAre("upgrade parts failed"));
  migrate.stamp("base");
  auto const fails = make({in_three_parts("begin; insert into nowhere values (1)", "create table three (id integer)")});
  run("drop table one");
  EXPECT_THROW(migrator(*session_, fails).upgrade(), statement_failed);
  EXPECT_THAT(log(), ElementsAre("upgrade parts failed", "stamp base done", "upgrade parts failed"));
}

TEST_P(conformance, a_run_killed_inside_a_transaction_leaves_nothing_of_it) {
  auto const url = database_.url();
  auto const content = make(chain(3));
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.before = [](statement_event const& event) {
      if (event.revision.id == "r2" && event.statement.ordinal == 2) raise(SIGKILL);
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_THAT(recorded(), ElementsAre("r1"));
  EXPECT_EQ(has_table("r2"), !takes_tables_back());
  migrator migrate(*session_, content);
  EXPECT_EQ(migrate.upgrade().steps.size(), 2U) << "the lock died with its owner";
  EXPECT_THAT(recorded(), ElementsAre("r3"));
}

TEST_P(conformance, a_run_killed_after_an_outside_statement_does_not_run_it_twice) {
  run("create table seen (id integer)");
  auto const url = database_.url();
  auto const content = make({in_three_parts("insert into seen values (1)", "create table three (id integer)")});
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.after = [](statement_event const& event) {
      if (event.statement.ordinal == 2) raise(SIGKILL);  // it ran; nothing says so yet
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_EQ(value("select state from retort_journal where ordinal = 2"), "intent");
  bool skipped = false;
  spy at;
  at.after = [&](statement_event const& event) {
    skipped = skipped || (event.skipped && event.statement.ordinal == 2);
  };
  migrator(*session_, content, watched(at)).upgrade();
  EXPECT_TRUE(skipped);
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_TRUE(has_table("three"));
}

TEST_P(conformance, a_run_killed_before_an_outside_statement_runs_it) {
  run("create table seen (id integer)");
  auto const url = database_.url();
  auto const content = make({in_three_parts("insert into seen values (1)", "create table three (id integer)")});
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.before = [](statement_event const& event) {
      if (event.statement.ordinal == 2) raise(SIGKILL);
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "0");
  migrator(*session_, content).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
}

TEST_P(conformance, where_nothing_tells_whether_a_statement_ran_the_user_decides) {
  run("create table seen (id integer)");
  auto revision = in_three_parts("insert into seen values (1)", "create table three (id integer)");
  revision.upgrade[1].probe.clear();
  auto const content = make({revision});
  auto const url = database_.url();
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.after = [](statement_event const& event) {
      if (event.statement.ordinal == 2) raise(SIGKILL);
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_THROW(migrator(*session_, content).upgrade(), interrupted);
  options settings;
  settings.undecided = undecided::skip;
  migrator(*session_, content, settings).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_THAT(recorded(), ElementsAre("parts"));
}

TEST_P(conformance, a_statement_that_was_never_sent_is_not_undecided) {
  run("create table seen (id integer)");
  auto revision = in_three_parts("insert into seen values (1)", "create table three (id integer)");
  revision.upgrade[1].probe.clear();
  auto const content = make({revision});
  std::stop_source stop;
  spy stopping;
  stopping.after = [&](statement_event const& event) {
    if (event.statement.ordinal == 1) stop.request_stop();
  };
  auto settings = watched(stopping);
  settings.stop = stop.get_token();
  EXPECT_THROW(migrator(*session_, content, settings).upgrade(), canceled);
  spy throwing;
  throwing.before = [](statement_event const& event) {
    if (event.statement.ordinal == 2) throw std::runtime_error("no more");
  };
  EXPECT_THROW(migrator(*session_, content, watched(throwing)).upgrade(), std::runtime_error);
  EXPECT_EQ(value("select cast(count(*) as text) from retort_journal where ordinal = 2"), "0");
  migrator(*session_, content).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_THAT(recorded(), ElementsAre("parts"));
}

TEST_P(conformance, what_was_begun_with_other_statements_for_the_same_content_is_not_mixed_with_them) {
  run("create table seen (id integer)");
  auto const broken = in_three_parts("insert into seen values (1)", "insert into nowhere values (1)");
  EXPECT_THROW(migrator(*session_, make({broken})).upgrade(), statement_failed);
  auto other = broken;  // as another Retort would lower it: the first part has two statements
  other.upgrade.insert(other.upgrade.begin(), sql("create table zero (id integer)", 1));
  other.upgrade[2].mode = transaction_mode::inside;
  other.upgrade[2].segment = 1;
  EXPECT_THROW(migrator(*session_, make({other})).upgrade(), interrupted);
  EXPECT_FALSE(has_table("zero"));
  auto same_numbers = broken;
  same_numbers.upgrade[0].text = "create table zero (id integer)";
  same_numbers.upgrade[2].text = "create table one (id integer)";
  EXPECT_THROW(migrator(*session_, make({same_numbers})).upgrade(), interrupted);
  EXPECT_THAT(recorded(), IsEmpty());
  auto mended = broken;  // what was not begun may be another statement
  mended.upgrade[2].text = "insert into seen values (2)";
  EXPECT_EQ(migrator(*session_, make({mended})).upgrade().steps.size(), 1U);
}

TEST_P(conformance, batches_touch_every_row_once) {
  for (unsigned const count : {0U, 1U, 4U, 5U, 6U, 10U, 23U}) {
    run("drop table if exists items");
    run("create table items (id integer primary key, done integer not null)");
    if (count > 0) run(rows_of_items::make(count));
    std::uint64_t rows = 0;
    std::optional<double> share;
    spy at;
    at.batch = [&](batch_event const& event) {
      rows = event.rows;
      EXPECT_GE(event.share.value_or(0), share.value_or(0));
      share = event.share;
    };
    migrator migrate(*session_, make({batch_revision(kind(), 5)}), watched(at));
    migrate.upgrade();
    EXPECT_EQ(rows, count);
    EXPECT_EQ(share.value_or(1), 1.0);
    EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1"), std::to_string(count));
    run("drop table filled");
    migrate.stamp("base");
  }
}

TEST_P(conformance, a_batch_loop_is_canceled_between_pieces_and_taken_up_again) {
  run("create table items (id integer primary key, done integer not null)");
  run(rows_of_items::make(23));
  auto const content = make({batch_revision(kind(), 5)});
  std::stop_source stop;
  spy at;
  at.batch = [&](batch_event const& event) {
    if (event.pieces == 2) stop.request_stop();
  };
  auto settings = watched(at);
  settings.stop = stop.get_token();
  EXPECT_THROW(migrator(*session_, content, settings).upgrade(), canceled);
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1"), "10");
  EXPECT_THAT(recorded(), IsEmpty());
  migrator(*session_, content).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1"), "23");
  EXPECT_EQ(value("select cast(max(done) as text) from items"), "1");
  EXPECT_THAT(recorded(), ElementsAre("fill"));
}

TEST_P(conformance, a_batch_loop_that_is_killed_is_taken_up_again) {
  run("create table items (id integer primary key, done integer not null)");
  run(rows_of_items::make(23));
  auto const url = database_.url();
  auto const content = make({batch_revision(kind(), 5)});
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.batch = [](batch_event const& event) {
      if (event.pieces == 3) raise(SIGKILL);
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1"), "15");
  migrator(*session_, content).upgrade();
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 1"), "23");
  EXPECT_EQ(value("select cast(max(done) as text) from items"), "1");
}

TEST_P(conformance, a_stop_asked_for_between_revisions_keeps_what_is_done) {
  std::stop_source stop;
  spy at;
  at.after = [&](statement_event const& event) {
    if (event.revision.id == "r2" && event.statement.ordinal == 2) stop.request_stop();
  };
  auto settings = watched(at);
  settings.stop = stop.get_token();
  EXPECT_THROW(migrator(*session_, make(chain(3)), settings).upgrade(), canceled);
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_EQ(migrator(*session_, make(chain(3))).upgrade().steps.size(), 1U);
}

TEST_P(conformance, limits_beyond_what_a_database_takes_are_the_longest_it_takes) {
  options settings;
  settings.lock_timeout = settings.statement_timeout = settings.lock_wait = std::chrono::milliseconds::max();
  EXPECT_EQ(migrator(*session_, make(chain(1)), settings).upgrade().steps.size(), 1U);
}

TEST_P(conformance, a_session_may_be_connected_anew_and_must_be_connected) {
  migrator migrate(*session_, make(chain(2)));
  migrate.upgrade("r1");
  session_->reconnect();
  EXPECT_THAT(migrate.upgrade().heads, ElementsAre("r2"));
  session_->close();
  EXPECT_THROW((void)migrate.current(), unusable_session);
}

// Takes far longer than a limit of the tests.
std::string long_statement(retort::dialect kind) {
  if (kind == retort::dialect::postgresql) return "select pg_sleep(20)";
  if (kind == retort::dialect::sqlite)
    return "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) select count(*) from "
           "n";
  return "select count(*) from information_schema.COLUMNS a, information_schema.COLUMNS b, information_schema.COLUMNS "
         "c";
}

// It would run on where the limit counted for those behind it.
TEST_P(conformance, a_statement_has_limits_of_its_own) {
  using std::chrono::milliseconds;
  test_revision fast, slow;
  fast.id = "fast";
  fast.upgrade = {limited(sql("create table t (id integer)", 1), {}, milliseconds{3'600'000}),
                  sql("insert into t values (1)", 2)};
  slow.id = "slow";
  slow.parents = {"fast"};
  slow.upgrade = {limited(sql(long_statement(kind())), {}, milliseconds{200})};
  EXPECT_THROW(migrator(*session_, make({fast, slow})).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), ElementsAre("fast"));

  options settings;
  settings.statement_timeout = milliseconds{200};
  slow.upgrade = {limited(sql("insert into t values (2)", 1), {}, milliseconds{3'600'000}),
                  sql(long_statement(kind()), 1)};
  EXPECT_THROW(migrator(*session_, make({fast, slow}), settings).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), ElementsAre("fast"));
}

TEST_P(conformance, a_statement_that_runs_too_long_is_broken_off) {
  test_revision slow;
  slow.id = "slow";
  slow.upgrade = {sql(long_statement(kind()))};
  options settings;
  settings.statement_timeout = std::chrono::milliseconds{200};
  EXPECT_THROW(migrator(*session_, make({slow}), settings).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), IsEmpty());
  if (is_postgresql()) {
    std::string after;
    *session_ << "show statement_timeout", soci::into(after);
    EXPECT_EQ(after, "0") << "the session's own setting was put back";
  }
}

}  // namespace
}  // namespace retort::testing
