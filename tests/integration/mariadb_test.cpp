// SPDX-License-Identifier: Apache-2.0
// What MariaDB has of its own: a lock that is the server's, changes of the schema that commit by themselves and wait
// for everybody, and a session that is given back as it was.
#include <gmock/gmock.h>

#include <functional>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class on_mariadb : public conformance {};

std::string settings_of(soci::session& session) {
  std::string out;
  session << "select concat_ws(' ', @@session.sql_mode, @@session.time_zone, @@session.foreign_key_checks, "
             "@@session.autocommit, @@session.character_set_client, @@session.collation_connection, "
             "@@session.lock_wait_timeout, @@session.innodb_lock_wait_timeout, @@session.max_statement_time, "
             "@@session.character_set_results, @@session.div_precision_increment, @@session.sql_safe_updates)",
      soci::into(out);
  return out;
}

TEST_P(on_mariadb, the_session_is_given_back_as_it_was) {
  *session_ << "set session sql_mode = 'ANSI_QUOTES', time_zone = '+02:00', lock_wait_timeout = 77, "
               "character_set_results = latin1, sql_safe_updates = 1";
  auto const before = settings_of(*session_);
  options settings;
  settings.lock_timeout = std::chrono::seconds{5};
  settings.statement_timeout = std::chrono::seconds{5};
  migrator migrate(*session_, make(chain(2)), settings);
  migrate.upgrade();
  EXPECT_EQ(settings_of(*session_), before);
  (void)migrate.current();
  EXPECT_EQ(settings_of(*session_), before);
}

TEST_P(on_mariadb, what_a_statement_sets_does_not_outlive_its_transaction) {
  test_revision loose, strict;
  loose.id = "r1";
  loose.upgrade = {outside("create table t (v varchar(3))", 1), sql("set session sql_mode = ''", 2)};
  strict.id = "r2";
  strict.parents = {"r1"};
  strict.upgrade = {sql("insert into t values ('too long')")};
  EXPECT_THROW(migrator(*session_, make({loose, strict})).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), ElementsAre("r1"));
}

TEST_P(on_mariadb, a_bundle_of_mysql_is_refused) {
  try {
    migrator(*session_, make_bundle(retort::dialect::mysql, chain(1))).upgrade();
    FAIL() << "it went through";
  } catch (unusable_session const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("the server is MariaDB"));
    EXPECT_THAT(refused.what(), HasSubstr("made for MySQL"));
  }
  EXPECT_FALSE(has_table("r1"));
}

// The name of the lock is the server's, but what it stands for is one database.
TEST_P(on_mariadb, two_databases_do_not_wait_for_each_other) {
  scratch_database other(kind());
  auto const content = make(chain(2));
  class meanwhile final : public observer {
   public:
    std::function<void()> then;
    void revision_begins(revision_event const&) override {
      if (then) std::exchange(then, nullptr)();
    }
  } at;
  options settings;
  settings.observer = &at;
  at.then = [&] {
    options impatient;
    impatient.lock_wait = std::chrono::milliseconds{0};
    auto const session = other.connect();
    EXPECT_EQ(migrator(*session, content, impatient).upgrade().steps.size(), 2U);
  };
  migrator(*session_, content, settings).upgrade();
  EXPECT_FALSE(at.then);
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(on_mariadb, a_change_of_the_schema_that_loses_a_lock_is_tried_again_a_bounded_number_of_times) {
  run("create table busy (id integer)");
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {outside("alter table busy add column more integer", 1,
                              "select count(*) from information_schema.COLUMNS where TABLE_SCHEMA = database() and "
                              "TABLE_NAME = 'busy' and COLUMN_NAME = 'more'")};
  class retries final : public observer {
   public:
    unsigned count = 0;
    std::function<void()> then = [] {};
    void segment_retried(retry_event const&) override {
      ++count;
      then();
    }
  } seen;
  options settings;
  settings.lock_timeout = std::chrono::milliseconds{50};  // a second, which is the least
  settings.retries = 1;
  settings.observer = &seen;
  auto const reader = database_.connect();
  *reader << "start transaction";
  std::vector<int> ids(1);
  *reader << "select id from busy", soci::into(ids);
  migrator migrate(*session_, make({revision}), settings);
  try {
    migrate.upgrade();
    ADD_FAILURE() << "it did not wait";
  } catch (statement_failed const& failed) {
    EXPECT_EQ(failed.facts().native_code, 1205);
  }
  EXPECT_EQ(seen.count, 1U);
  seen.then = [&] { *reader << "rollback"; };
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U) << "it is known not to have run";
  EXPECT_EQ(seen.count, 2U);
}

// A text of several statements outside of transactions: what came before the one that failed stays.
TEST_P(on_mariadb, a_text_that_fails_half_way_is_not_taken_for_undone) {
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {outside("create table a (id integer); create table b (id nonsense)", 1)};
  EXPECT_THROW(migrator(*session_, make({revision})).upgrade(), statement_failed);
  EXPECT_TRUE(has_table("a"));
  EXPECT_THROW(migrator(*session_, make({revision})).upgrade(), interrupted);
}

INSTANTIATE_TEST_SUITE_P(databases, on_mariadb, ::testing::Values(retort::dialect::mariadb),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
