// SPDX-License-Identifier: Apache-2.0
// What only SQLite has: table rebuilds beside foreign keys.
#include <gmock/gmock.h>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class sqlite : public ::testing::Test {
 protected:
  void SetUp() override {
    session_ = database_.connect();
    *session_ << "pragma foreign_keys = on";
    *session_ << "create table users (id integer primary key, name text)";
    *session_
        << "create table orders (id integer primary key, user_id integer references users (id) on delete cascade)";
    *session_ << "insert into users values (1, 'a'), (2, 'b')";
    *session_ << "insert into orders values (10, 1), (11, 2), (12, 2)";
  }

  // Makes `users` anew; `rows` says which rows are taken over.
  [[nodiscard]] static test_revision rebuilding(std::string const& rows) {
    test_revision out;
    out.id = "r1";
    out.upgrade = {rebuild("create table users_new (id integer primary key, name text not null)"),
                   rebuild("insert into users_new select id, name from users" + rows), rebuild("drop table users"),
                   rebuild("alter table users_new rename to users")};
    return out;
  }
  [[nodiscard]] long long number(std::string const& sql) const {
    long long out = -1;
    *session_ << sql, soci::into(out);
    return out;
  }

  scratch_database database_{retort::dialect::sqlite};
  session_handle session_;
};

TEST_F(sqlite, a_rebuild_of_a_populated_table_deletes_nothing_that_refers_to_it) {
  migrator(*session_, make_bundle(retort::dialect::sqlite, {rebuilding("")})).upgrade();
  EXPECT_EQ(number("select count(*) from orders"), 3);
  EXPECT_EQ(number("select count(*) from users"), 2);
  EXPECT_EQ(number("select count(*) from sqlite_master where name = 'orders' and sql like '%references users%'"), 1);
  EXPECT_EQ(number("select count(*) from pragma_foreign_key_list('orders') where \"table\" = 'users'"), 1);
  EXPECT_EQ(number("select foreign_keys from pragma_foreign_keys"), 1) << "put back";
  EXPECT_EQ(number("select legacy_alter_table from pragma_legacy_alter_table"), 0) << "put back";
}

TEST_F(sqlite, a_rebuild_that_loses_rows_others_refer_to_is_taken_back) {
  try {
    migrator(*session_, make_bundle(retort::dialect::sqlite, {rebuilding(" where id = 1")})).upgrade();
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_THAT(failed.what(), HasSubstr("2 of table 'orders'"));
    EXPECT_EQ(failed.facts().revision, "r1");
  }
  EXPECT_EQ(number("select count(*) from users"), 2);
  EXPECT_EQ(number("select foreign_keys from pragma_foreign_keys"), 1);
  EXPECT_EQ(number("select legacy_alter_table from pragma_legacy_alter_table"), 0);
}

TEST_F(sqlite, rows_that_referred_to_nothing_before_do_not_stop_a_rebuild) {
  *session_ << "pragma foreign_keys = off";
  *session_ << "insert into orders values (13, 99)";
  migrator(*session_, make_bundle(retort::dialect::sqlite, {rebuilding("")})).upgrade();
  EXPECT_EQ(number("select count(*) from orders"), 4);
  EXPECT_EQ(number("select foreign_keys from pragma_foreign_keys"), 0) << "as it was";
}

TEST_F(sqlite, a_rebuild_whose_statement_fails_puts_the_session_back) {
  auto revision = rebuilding("");
  revision.upgrade.push_back(rebuild("drop table nowhere"));
  EXPECT_THROW(migrator(*session_, make_bundle(retort::dialect::sqlite, {revision})).upgrade(), statement_failed);
  EXPECT_EQ(number("select foreign_keys from pragma_foreign_keys"), 1);
  EXPECT_EQ(number("select count(*) from orders"), 3);
}

TEST_F(sqlite, foreign_keys_hold_in_a_migration_whatever_the_session_says) {
  *session_ << "pragma foreign_keys = off";
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("delete from users where id = 2")};
  migrator(*session_, make_bundle(retort::dialect::sqlite, {revision})).upgrade();
  EXPECT_EQ(number("select count(*) from orders"), 1) << "the orders of user 2 go with them";
  EXPECT_EQ(number("select foreign_keys from pragma_foreign_keys"), 0) << "as it was";
}

TEST_F(sqlite, a_parameter_nobody_fills_is_an_error_and_not_null) {
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("insert into users values (3, :name)")};
  try {
    migrator(*session_, make_bundle(retort::dialect::sqlite, {revision})).upgrade();
    FAIL() << "null was stored";
  } catch (statement_failed const& failed) {
    EXPECT_THAT(failed.facts().message, HasSubstr(":name"));
  }
}

// A writer with more changes than its cache holds locks readers out.
TEST_F(sqlite, a_database_that_is_locked_as_a_whole_is_waited_for) {
  auto const writer = database_.connect();
  *writer << "begin exclusive";
  options settings;
  settings.lock_timeout = std::chrono::milliseconds{20};
  settings.lock_wait = std::chrono::milliseconds{100};
  EXPECT_THROW(migrator(*session_, make_bundle(retort::dialect::sqlite, chain(1)), settings).upgrade(), lock_timeout);
  class waits final : public observer {
   public:
    std::function<void()> then;
    void lock_awaited(wait_event const&) override { then(); }
  } seen;
  seen.then = [&] { *writer << "rollback"; };
  settings.lock_wait = std::chrono::seconds{60};
  settings.observer = &seen;
  EXPECT_EQ(migrator(*session_, make_bundle(retort::dialect::sqlite, chain(1)), settings).upgrade().steps.size(), 1U);
}

TEST_F(sqlite, of_a_text_outside_transactions_that_failed_half_way_the_user_decides) {
  *session_ << "create table seen (id integer)";
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {outside("insert into seen values (1); insert into nowhere values (1)", 1)};
  auto const content = make_bundle(retort::dialect::sqlite, {revision});
  try {
    migrator(*session_, content).upgrade();
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_THAT(failed.facts().message, HasSubstr("1 statement of the text before it took effect"));
  }
  *session_ << "create table nowhere (id integer)";
  EXPECT_THROW(migrator(*session_, content).upgrade(), interrupted);
  EXPECT_EQ(number("select count(*) from seen"), 1) << "it was run again";
  options settings;
  settings.undecided = undecided::skip;
  migrator(*session_, content, settings).upgrade();
  EXPECT_EQ(number("select count(*) from seen"), 1);
}

TEST_F(sqlite, the_busy_timeout_of_the_session_is_put_back) {
  *session_ << "pragma busy_timeout = 1234";
  migrator(*session_, make_bundle(retort::dialect::sqlite, chain(1))).upgrade();
  EXPECT_EQ(number("select timeout from pragma_busy_timeout"), 1234);
}

}  // namespace
}  // namespace retort::testing
