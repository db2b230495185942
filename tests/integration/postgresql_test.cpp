// SPDX-License-Identifier: Apache-2.0
// What only PostgreSQL has: indexes made concurrently, schemas, the search path.
#include <gmock/gmock.h>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;

class postgresql : public ::testing::Test {
 protected:
  void SetUp() override { session_ = database_.connect(); }
  [[nodiscard]] std::string text(std::string const& sql) const {
    std::string out = "(no row)";
    *session_ << sql, soci::into(out);
    return out;
  }
  static bundle make(std::vector<test_revision> const& revisions) {
    return make_bundle(retort::dialect::postgresql, revisions);
  }

  scratch_database database_{retort::dialect::postgresql};
  session_handle session_;
};

test_revision concurrent_index() {
  test_revision out;
  out.id = "r1";
  out.upgrade = {
      outside("create unique index concurrently \"uq_Items\" on items (v)", 1,
              "select count(*) from pg_index where indexrelid = to_regclass('\"uq_Items\"') and indisvalid")};
  out.downgrade = {outside("drop index concurrently \"uq_Items\"", 1,
                           "select 1 - count(*) from pg_class where relname = 'uq_Items'")};
  return out;
}

TEST_F(postgresql, an_index_is_made_concurrently_under_the_lock) {
  *session_ << "create table items (v integer)";
  migrator migrate(*session_, make({concurrent_index()}));
  migrate.upgrade();
  EXPECT_EQ(text("select count(*)::text from pg_index where indexrelid = to_regclass('\"uq_Items\"') and indisvalid"),
            "1");
  migrate.downgrade();
  EXPECT_EQ(text("select count(*)::text from pg_class where relname = 'uq_Items'"), "0");
}

TEST_F(postgresql, a_failed_concurrent_index_leaves_no_invalid_one_behind) {
  *session_ << "create table items (v integer)";
  *session_ << "insert into items values (1), (1)";
  migrator migrate(*session_, make({concurrent_index()}));
  EXPECT_THROW(migrate.upgrade(), statement_failed);
  EXPECT_EQ(text("select count(*)::text from pg_class where relname = 'uq_Items'"), "0");
  *session_ << "delete from items";
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U);
}

TEST_F(postgresql, an_invalid_index_of_a_run_that_died_is_dropped_and_built_again) {
  *session_ << "create table items (v integer)";
  *session_ << "insert into items values (1), (1)";
  migrator migrate(*session_, make({concurrent_index()}));
  migrate.ensure_version();
  // What a run leaves that was killed while the index was being built: the intent, and an invalid index.
  auto const checksum = make({concurrent_index()}).revisions()[0].checksum;
  *session_ << "insert into retort_journal values ('r1', 'upgrade', 1, 'intent', '', '" + checksum + "', now())";
  EXPECT_THROW(*session_ << "create unique index concurrently \"uq_Items\" on items (v)", soci::soci_error);
  ASSERT_EQ(text("select indisvalid::text from pg_index where indexrelid = to_regclass('\"uq_Items\"')"), "false");
  *session_ << "delete from items";
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U);
  EXPECT_EQ(text("select indisvalid::text from pg_index where indexrelid = to_regclass('\"uq_Items\"')"), "true");
}

TEST_F(postgresql, the_tables_of_the_runtime_can_live_in_a_schema) {
  *session_ << "create schema \"Ops\"";
  options settings;
  settings.schema = "Ops";
  migrator migrate(*session_, make(chain(2)), settings);
  migrate.upgrade();
  EXPECT_EQ(text("select version_num from \"Ops\".retort_version"), "r2");
  EXPECT_EQ(text("select (to_regclass('public.retort_version') is null)::text"), "true");
}

TEST_F(postgresql, a_migration_that_changes_the_search_path_does_not_lose_the_tables) {
  auto revisions = chain(3);
  revisions[0].upgrade.push_back(sql("create schema elsewhere"));
  revisions[1].upgrade.insert(revisions[1].upgrade.begin(), sql("set search_path = elsewhere"));
  migrator migrate(*session_, make(revisions));
  migrate.upgrade();
  *session_ << "reset search_path";
  EXPECT_THAT(migrate.current(), ElementsAre("r3"));
  EXPECT_EQ(text("select (to_regclass('elsewhere.retort_version') is null)::text"), "true");
}

TEST_F(postgresql, a_statement_has_limits_of_its_own_and_no_other_one_has_them) {
  using std::chrono::milliseconds;
  std::string const look =
      "insert into limits select current_setting('lock_timeout') || ' ' || "
      "current_setting('statement_timeout') || ' ' || current_setting('search_path')";
  auto revisions = chain(2);
  auto const path = text("show search_path");
  revisions[0].upgrade = {sql("create table limits (said text)", 1),
                          sql("set local search_path = public, pg_temp", 2),
                          limited(sql(look, 2), milliseconds{1500}, {}),
                          sql(look, 2),
                          limited(outside(look, 3), {}, milliseconds{120'000}),
                          sql(look, 4)};
  migrator(*session_, make(revisions)).upgrade();
  EXPECT_EQ(text("select string_agg(said, '; ' order by ctid) from limits"),
            "1500ms 1h public, pg_temp; 10s 1h public, pg_temp; 0 2min " + path + "; 10s 1h " + path);
}

// As a script of pg_dump does it.
TEST_F(postgresql, what_a_revision_sets_for_the_session_ends_with_its_transaction) {
  *session_ << "set lock_timeout = '7s'";
  auto const before = text("show search_path");
  auto revisions = chain(3);
  revisions[0].upgrade.push_back(sql("select pg_catalog.set_config('search_path', '', false)"));
  revisions[0].upgrade.push_back(sql("set statement_timeout = 0"));
  revisions[0].upgrade.push_back(sql("set lock_timeout = 0"));
  revisions[1].upgrade.push_back(
      sql("create table limits as select current_setting('lock_timeout') as lock, "
          "current_setting('statement_timeout') as statement"));
  revisions[2].upgrade.insert(revisions[2].upgrade.begin(), sql("set search_path = ''", 1));
  revisions[2].upgrade.insert(revisions[2].upgrade.begin() + 1, outside("create table outside (id integer)", 2));
  migrator migrate(*session_, make(revisions));
  EXPECT_EQ(migrate.upgrade().steps.size(), 3U);
  EXPECT_EQ(text("select lock from limits"), "10s");
  EXPECT_EQ(text("select statement from limits"), "1h");
  EXPECT_EQ(text("select schemaname::text from pg_tables where tablename = 'outside'"), "public");
  EXPECT_EQ(text("show search_path"), before) << "put back";
  EXPECT_EQ(text("show lock_timeout"), "7s") << "put back";
  EXPECT_EQ(text("show statement_timeout"), "0") << "put back";
}

TEST_F(postgresql, text_means_the_same_on_a_session_with_other_settings) {
  *session_ << "set client_encoding = 'LATIN1'";
  *session_ << "set standard_conforming_strings = off";
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("create table t as select 'caf\xc3\xa9\\n'::text as v")};
  migrator(*session_, make({revision})).upgrade();
  EXPECT_EQ(text("select encode(convert_to(v, 'UTF8'), 'hex') from t"), "636166c3a95c6e");
  EXPECT_EQ(text("show client_encoding"), "LATIN1") << "put back";
  EXPECT_EQ(text("show standard_conforming_strings"), "off") << "put back";
}

TEST_F(postgresql, a_statement_that_ends_the_transaction_is_found_out) {
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("create table a (id integer)"), sql("commit")};
  EXPECT_THROW(migrator(*session_, make({revision})).upgrade(), statement_failed);
  EXPECT_EQ(text("select count(*)::text from retort_version"), "0");
}

}  // namespace
}  // namespace retort::testing
