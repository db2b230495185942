// SPDX-License-Identifier: Apache-2.0
// Up and down, version rows, stamp, plan, require_head.
#include <gmock/gmock.h>

#include <algorithm>

#include "runtime/core/sha256.hpp"
#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using strings = std::vector<std::string>;

// a -> b1 -> m, a -> b2 -> m, and x, a base of its own that depends on b2.
std::vector<test_revision> diamond() {
  auto const table = [](std::string const& id, strings parents) {
    test_revision out;
    out.id = id;
    out.parents = std::move(parents);
    out.upgrade = {sql("create table " + id + " (id integer)")};
    out.downgrade = {sql("drop table " + id)};
    return out;
  };
  test_revision merge;
  merge.id = "m";
  merge.parents = {"b1", "b2"};
  return {table("a", {}), table("b1", {"a"}), table("b2", {"a"}), merge};
}

TEST_P(conformance, from_nothing_to_head_and_back) {
  migrator migrate(*session_, make(chain(4)));
  auto const up = migrate.upgrade();
  EXPECT_THAT(up.heads, ElementsAre("r4"));
  EXPECT_THAT(up.steps, ElementsAre(move_step{direction::upgrade, "r1"}, move_step{direction::upgrade, "r2"},
                                    move_step{direction::upgrade, "r3"}, move_step{direction::upgrade, "r4"}));
  EXPECT_THAT(recorded(), ElementsAre("r4"));
  EXPECT_EQ(value("select cast(id as text) from r3"), "3");
  auto const down = migrate.downgrade("base");
  EXPECT_THAT(down.heads, IsEmpty());
  EXPECT_EQ(down.steps.front(), (move_step{direction::downgrade, "r4"}));
  EXPECT_THAT(recorded(), IsEmpty());
  for (auto const* name : {"r1", "r2", "r3", "r4"}) EXPECT_FALSE(has_table(name)) << name;
  EXPECT_THAT(log(), ElementsAre("upgrade r1 done", "upgrade r2 done", "upgrade r3 done", "upgrade r4 done",
                                 "downgrade r4 done", "downgrade r3 done", "downgrade r2 done", "downgrade r1 done"));
}

TEST_P(conformance, every_prefix_of_the_history_can_be_stood_on) {
  migrator migrate(*session_, make(chain(4)));
  for (unsigned i = 1; i <= 4; ++i) {
    auto const id = "r" + std::to_string(i);
    EXPECT_EQ(migrate.upgrade(id).steps.size(), 1U);
    EXPECT_THAT(recorded(), ElementsAre(id));
    EXPECT_TRUE(has_table(id));
    EXPECT_FALSE(has_table("r" + std::to_string(i + 1)));
  }
  for (unsigned i = 3; i >= 1; --i) {
    auto const id = "r" + std::to_string(i);
    EXPECT_EQ(migrate.downgrade(id).steps.size(), 1U);
    EXPECT_THAT(recorded(), ElementsAre(id));
    EXPECT_TRUE(has_table(id));
    EXPECT_FALSE(has_table("r" + std::to_string(i + 1)));
  }
}

TEST_P(conformance, relative_targets_count_from_what_is_current) {
  migrator migrate(*session_, make(chain(4)));
  EXPECT_THAT(migrate.upgrade("+2").heads, ElementsAre("r2"));
  EXPECT_THAT(migrate.upgrade("+1").heads, ElementsAre("r3"));
  EXPECT_THAT(migrate.downgrade("-1").heads, ElementsAre("r2"));
  EXPECT_THAT(migrate.downgrade().heads, ElementsAre("r1"));
}

TEST_P(conformance, at_head_nothing_is_done_and_nothing_is_written) {
  migrator migrate(*session_, make(chain(2)));
  migrate.upgrade();
  auto const before = log();
  auto const again = migrate.upgrade();
  EXPECT_THAT(again.steps, IsEmpty());
  EXPECT_THAT(again.heads, ElementsAre("r2"));
  EXPECT_EQ(log(), before);
}

TEST_P(conformance, asking_an_untouched_database_makes_no_tables) {
  migrator migrate(*session_, make(chain(2)));
  EXPECT_THAT(migrate.current(), IsEmpty());
  EXPECT_THAT(migrate.log(), IsEmpty());
  EXPECT_EQ(migrate.plan(direction::upgrade, "head").steps.size(), 2U);
  EXPECT_THROW(migrate.require_head(), not_at_head);
  EXPECT_THAT(migrate.downgrade("base").steps, IsEmpty());
  EXPECT_FALSE(has_table("retort_version"));
  EXPECT_FALSE(has_table("retort_journal"));
}

TEST_P(conformance, an_unknown_target_is_refused_before_anything_is_written) {
  migrator migrate(*session_, make(chain(2)));
  EXPECT_THROW(migrate.upgrade("nosuch"), unknown_target);
  EXPECT_THROW(migrate.upgrade("+9"), unknown_target);
  EXPECT_FALSE(has_table("retort_version"));
}

TEST_P(conformance, branches_have_a_row_each_and_a_merge_makes_one_of_them) {
  migrator migrate(*session_, make(diamond()));
  EXPECT_THAT(migrate.upgrade("b1").heads, ElementsAre("b1"));
  EXPECT_THAT(migrate.upgrade("b2").heads, ElementsAre("b1", "b2"));
  EXPECT_THAT(recorded(), ElementsAre("b1", "b2"));
  EXPECT_THAT(migrate.upgrade("head").heads, ElementsAre("m"));
  EXPECT_THAT(recorded(), ElementsAre("m"));
  EXPECT_THAT(migrate.downgrade("b1").heads, ElementsAre("b1", "b2"));
  EXPECT_THAT(recorded(), ElementsAre("b1", "b2"));
  EXPECT_THAT(migrate.downgrade("a").heads, ElementsAre("a"));
  EXPECT_THAT(recorded(), ElementsAre("a"));
  EXPECT_THAT(migrate.downgrade("base").heads, IsEmpty());
}

TEST_P(conformance, a_dependency_is_recorded_only_while_nothing_stands_on_it) {
  auto revisions = chain(1);
  test_revision billing;
  billing.id = "x1";
  billing.depends_on = {"r1"};
  billing.labels = {"billing"};
  billing.upgrade = {sql("create table x1 (id integer)")};
  billing.downgrade = {sql("drop table x1")};
  revisions.front().labels = {"core"};
  revisions.push_back(billing);
  migrator migrate(*session_, make(revisions));
  EXPECT_THAT(migrate.upgrade("x1").heads, ElementsAre("x1"));
  EXPECT_THAT(recorded(), ElementsAre("x1"));
  EXPECT_TRUE(has_table("r1"));
  EXPECT_THAT(migrate.upgrade("heads").steps, IsEmpty());
  EXPECT_THAT(migrate.downgrade("-1").heads, ElementsAre("r1"));
  EXPECT_THAT(recorded(), ElementsAre("r1"));
}

TEST_P(conformance, stamp_records_without_running_and_require_head_believes_it) {
  migrator migrate(*session_, make(chain(3)));
  EXPECT_THAT(migrate.stamp("r2"), ElementsAre("r2"));
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_FALSE(has_table("r1"));
  EXPECT_THROW(migrate.require_head(), not_at_head);
  EXPECT_THAT(migrate.stamp("head"), ElementsAre("r3"));
  EXPECT_NO_THROW(migrate.require_head());
  auto const before = log();
  migrate.stamp("head");
  EXPECT_EQ(log(), before) << "the same stamp again is no statement";
  EXPECT_THAT(migrate.stamp("base"), IsEmpty());
  EXPECT_THAT(recorded(), IsEmpty());
}

TEST_P(conformance, stamp_purge_heals_a_table_with_unknown_revisions) {
  migrator migrate(*session_, make(chain(2)));
  migrate.upgrade();
  run("update retort_version set version_num = 'from_elsewhere'");
  try {
    migrate.upgrade();
    FAIL() << "an unknown revision was passed over";
  } catch (unknown_revision_in_database const& refused) {
    EXPECT_THAT(refused.revisions(), ElementsAre("from_elsewhere"));
    EXPECT_THAT(refused.what(), HasSubstr("from_elsewhere"));
  }
  EXPECT_THAT(migrate.current(), ElementsAre("from_elsewhere"));
  EXPECT_THROW(migrate.downgrade("base"), unknown_revision_in_database);
  EXPECT_THROW(migrate.stamp("head"), unknown_revision_in_database);
  EXPECT_THAT(migrate.stamp({"head"}, true), ElementsAre("r2"));
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(conformance, an_irreversible_revision_stops_a_downgrade_before_it_begins) {
  auto revisions = chain(3);
  revisions[1].irreversible = "the old names are gone";
  migrator migrate(*session_, make(revisions));
  migrate.upgrade();
  try {
    migrate.downgrade("base");
    FAIL() << "it was taken back";
  } catch (irreversible const& refused) {
    EXPECT_EQ(refused.revision(), "r2");
    EXPECT_EQ(refused.reason(), "the old names are gone");
  }
  EXPECT_THAT(recorded(), ElementsAre("r3"));
  EXPECT_TRUE(has_table("r3"));
  EXPECT_EQ(migrate.plan(direction::downgrade, "base").steps.size(), 3U) << "a plan only tells of it";
  EXPECT_EQ(migrate.downgrade("r2").steps.size(), 1U);
}

TEST_P(conformance, a_downgrade_that_loses_data_wants_to_be_allowed) {
  auto revisions = chain(2);
  revisions[1].losses = {"table r2"};
  options settings;
  migrator careful(*session_, make(revisions), settings);
  careful.upgrade();
  try {
    careful.downgrade("base");
    FAIL() << "data was lost";
  } catch (data_loss_refused const& refused) {
    EXPECT_THAT(refused.losses(), ElementsAre("'r2': table r2"));
  }
  EXPECT_TRUE(has_table("r2"));
  settings.allow_data_loss = true;
  migrator bold(*session_, make(revisions), settings);
  bold.downgrade("base");
  EXPECT_FALSE(has_table("r2"));
}

TEST_P(conformance, a_revision_applied_with_another_content_is_named_when_upgrading) {
  migrator(*session_, make(chain(3))).upgrade("r2");
  auto changed = chain(3);
  for (auto& revision : changed) revision.checksum = "other-" + revision.id;  // r1 was changed; checksums are chained
  try {
    migrator(*session_, make(changed)).upgrade();
    FAIL() << "the change was passed over";
  } catch (checksum_mismatch const& refused) {
    EXPECT_EQ(refused.revision(), "r1") << "the first of the chain is the one that was changed";
    EXPECT_EQ(refused.bundled(), "other-r1");
  }
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_FALSE(has_table("r3"));
  migrator accepting(*session_, make(changed));
  accepting.stamp({"r2"}, true);
  EXPECT_THAT(accepting.upgrade().heads, ElementsAre("r3"));
}

TEST_P(conformance, a_squash_goes_on_where_its_last_revision_was) {
  migrator(*session_, make(chain(3))).upgrade();
  migrator after(*session_, make(squashed(4)));
  auto const moved = after.upgrade();
  ASSERT_EQ(moved.steps.size(), 1U);
  EXPECT_EQ(moved.steps[0].revision, "r4");
  EXPECT_THAT(after.downgrade("base").heads, ElementsAre());
  for (auto const* table : {"r1", "r2", "r3", "r4"}) EXPECT_FALSE(has_table(table));
  EXPECT_THAT(after.upgrade().heads, ElementsAre("r4"));
  EXPECT_TRUE(after.upgrade().steps.empty());
}

TEST_P(conformance, a_squash_says_what_is_to_be_done_with_a_database_inside_of_it) {
  migrator before(*session_, make(chain(4)));
  before.upgrade("r2");
  migrator after(*session_, make(squashed(4)));
  try {
    after.upgrade();
    FAIL() << "r3 was done upon r2";
  } catch (unknown_revision_in_database const& refused) {
    EXPECT_STREQ(
        refused.what(),
        "the database is at 'r2', which was squashed into 'r3' with others that it does not have yet: bring it "
        "to 'r3' with a program from before the squash, then go on with this one");
  }
  EXPECT_THROW(after.downgrade("base"), unknown_revision_in_database);
  EXPECT_THAT(after.current(), ElementsAre("r2"));
  EXPECT_THROW(after.stamp({"r2"}, true), unknown_target);
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  before.upgrade("r3");
  EXPECT_THAT(after.upgrade().heads, ElementsAre("r4"));
}

TEST_P(conformance, a_squash_that_was_changed_is_found_below_the_head) {
  migrator(*session_, make(squashed(4))).upgrade();
  auto changed = squashed(5);
  changed[0].checksum = "another squash of r3";
  try {
    migrator(*session_, make(changed)).upgrade();
    FAIL() << "the change was passed over";
  } catch (checksum_mismatch const& refused) {
    EXPECT_EQ(refused.revision(), "r3");
  }
}

TEST_P(conformance, a_revision_below_a_squash_that_was_changed_is_found) {
  auto const single = chain(5);
  auto const with_squash = [&](unsigned length) {  // of r2 and r3
    std::vector<test_revision> out{single[0], single[2]};
    out[1].parents = {"r1"};
    out[1].checksum = "squash of r3";
    for (std::size_t i : {1, 2}) out[1].replaces.push_back({single[i].id, "c1:" + core::sha256_hex(single[i].id)});
    out.insert(out.end(), single.begin() + 3, single.begin() + length);
    return out;
  };
  migrator(*session_, make(chain(4))).upgrade();
  auto changed = with_squash(5);
  changed[0].checksum = "another r1";
  try {
    migrator(*session_, make(changed)).upgrade();
    FAIL() << "the change was passed over";
  } catch (checksum_mismatch const& refused) {
    EXPECT_EQ(refused.revision(), "r1");
  }
  EXPECT_THAT(migrator(*session_, make(with_squash(5))).upgrade().heads, ElementsAre("r5"));
}

TEST_P(conformance, a_downgrade_that_was_broken_off_before_the_squash_is_finished_by_a_program_from_before) {
  auto single = chain(3);
  single[2].downgrade = {sql("drop table r3", 1), sql("select nothing", 2)};
  migrator(*session_, make(single)).upgrade();
  EXPECT_THROW(migrator(*session_, make(single)).downgrade("r2"), statement_failed);
  migrator after(*session_, make(squashed(4)));
  EXPECT_THROW(after.upgrade(), interrupted);
  try {
    after.downgrade("base");
    FAIL() << "half of it was done before";
  } catch (interrupted const& refused) {
    EXPECT_THAT(refused.what(), ::testing::HasSubstr("a program from before the squash"));
  }
}

TEST_P(conformance, the_tables_can_be_named_and_an_alembic_version_table_taken_over) {
  run("create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key "
      "(version_num))");
  run("insert into alembic_version values ('r2')");
  options settings;
  settings.version_table = "alembic_version";
  settings.history_table = "my history";
  settings.journal_table = "my_journal";
  migrator migrate(*session_, make(chain(3)), settings);
  EXPECT_THAT(migrate.current(), ElementsAre("r2"));
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U);
  EXPECT_THAT(column("select version_num from alembic_version"), ElementsAre("r3"));
  EXPECT_EQ(value(is_mariadb() ? "select revision from `my history`" : "select revision from \"my history\""), "r3");
  EXPECT_FALSE(has_table("retort_version"));
}

TEST_P(conformance, the_history_names_its_tables_and_the_options_come_first) {
  bundle_defaults said;
  said.version_table = "shop_version";
  said.history_table = "shop_history";
  said.journal_table = "shop_journal";
  auto const bundle = make_bundle(kind(), chain(2), said);
  EXPECT_THAT(migrator(*session_, bundle).upgrade("+1").heads, ElementsAre("r1"));
  EXPECT_THAT(column("select version_num from shop_version"), ElementsAre("r1"));
  EXPECT_FALSE(has_table("retort_version"));
  options settings;
  settings.version_table = "mine";
  EXPECT_THAT(migrator(*session_, bundle, settings).current(), ElementsAre());
}

TEST_P(conformance, a_history_table_that_is_gone_or_named_anew_is_made_again) {
  migrator migrate(*session_, make(chain(3)));
  migrate.upgrade("r1");
  run("drop table retort_history");
  migrate.check_applied();
  EXPECT_EQ(migrate.upgrade("r2").steps.size(), 1U);
  EXPECT_THAT(log(), ElementsAre("upgrade r2 done"));
  options settings;
  settings.history_table = "told";
  EXPECT_EQ(migrator(*session_, make(chain(3)), settings).upgrade().steps.size(), 1U);
  EXPECT_EQ(value("select revision from told"), "r3");
}

TEST_P(conformance, history_tells_of_every_revision_whether_it_is_applied) {
  migrator migrate(*session_, make(chain(3)));
  migrate.upgrade("r2");
  auto const told = migrate.history();
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0].id, "r3");
  EXPECT_TRUE(told[0].head);
  EXPECT_FALSE(told[0].applied);
  EXPECT_TRUE(told[1].applied);
  EXPECT_TRUE(told[1].current);
  EXPECT_TRUE(told[2].applied);
  EXPECT_FALSE(told[2].current);
}

TEST_P(conformance, the_log_says_who_when_and_which_content) {
  options settings;
  settings.who = "deploy@ci";
  migrator migrate(*session_, make(chain(1)), settings);
  migrate.upgrade();
  auto const entries = migrate.log();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].who, "deploy@ci");
  EXPECT_EQ(entries[0].action, "upgrade");
  EXPECT_EQ(entries[0].outcome, "done");
  EXPECT_EQ(entries[0].checksum, make(chain(1)).revisions()[0].checksum);
  EXPECT_THAT(entries[0].started, ::testing::MatchesRegex("20..-..-..T..:..:...*Z"));
}

TEST_P(conformance, a_session_with_an_open_transaction_is_refused) {
  migrator migrate(*session_, make(chain(1)));
  session_->begin();
  EXPECT_THROW(migrate.upgrade(), unusable_session);
  session_->rollback();
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U);
}

TEST_P(conformance, a_bundle_for_another_database_is_refused) {
  auto const other = is_postgresql() ? retort::dialect::sqlite : retort::dialect::postgresql;
  EXPECT_THROW(migrator(*session_, make_bundle(other, chain(1))), unusable_session);
  EXPECT_THROW(migrator(*session_, make_bundle(retort::dialect::mssql, chain(1))), unusable_session);
}

TEST_P(conformance, text_reaches_the_database_as_it_is) {
  auto const body = std::string("a:b 12:30:00 {\"k\": 1} it''s -- no comment :x /* :y */");
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("-- don't care: hello\ncreate table t (v text)"),
                      sql("insert into t values ('" + body + "') /* ticket:42 */"),
                      sql("insert into t (v) values ('only this') -- only one: id 1\n")};
  if (is_mariadb()) revision.upgrade[0].mode = transaction_mode::outside;
  if (is_postgresql())
    revision.upgrade.push_back(
        sql("create function f() returns text language sql as $$ select 'x:y'::text /* $1 */ $$"));
  migrator(*session_, make({revision})).upgrade();
  EXPECT_EQ(value("select v from t order by v limit 1"), "a:b 12:30:00 {\"k\": 1} it's -- no comment :x /* :y */");
  if (is_postgresql()) {
    EXPECT_EQ(value("select f()"), "x:y");
  }
}

}  // namespace
}  // namespace retort::testing
