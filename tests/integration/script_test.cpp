// SPDX-License-Identifier: Apache-2.0
// Scripts, run by the client program of each database: they do what the migrator does, may be run again, and each takes
// up what the other left half-way. In: bundles. Needs psql, sqlite3 and mariadb.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "runtime/drivers/url.hpp"
#include "runtime/script/script.hpp"
#include "tests/integration/broken_off.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string in_shell(std::string const& text) {
  std::string out = "'";
  for (char const c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

class scripts : public broken_off {
 protected:
  struct outcome {
    int code = -1;
    std::string said;  // both streams
  };

  [[nodiscard]] std::string client() const {
    if (is_sqlite()) return "sqlite3 -batch -init /dev/null " + in_shell(database_.directory() + "/test.db") + " <";
    if (is_postgresql()) return "psql -X -q " + in_shell(database_.url()) + " -f";
    auto const url = drivers::parse_url(database_.url());
    return "MYSQL_PWD=" + in_shell(url.password) + " mariadb --no-defaults --batch --host=" + in_shell(url.host) +
           " --port=" + in_shell(url.port) + " --user=" + in_shell(url.user) + " " + in_shell(url.database) + " <";
  }
  outcome run_script(std::string const& text) const {
    auto const file = database_.directory() + "/script.sql", output = database_.directory() + "/said";
    std::ofstream(file, std::ios::binary) << text;
    auto const status = std::system(("cd " + in_shell(database_.directory()) + " && " + client() + " " +
                                     in_shell(file) + " > " + in_shell(output) + " 2>&1")
                                        .c_str());
    std::ifstream said(output, std::ios::binary);
    return {status, {std::istreambuf_iterator<char>(said), {}}};
  }
  [[nodiscard]] static std::string written(bundle const& content, std::string const& range, bool idempotent) {
    options settings;
    settings.allow_data_loss = true;
    return script::write(content, {range, settings, idempotent});
  }

  bundle content_ = make(history_in_parts(kind(), false));
};

TEST_P(scripts, do_what_the_migrator_does) {
  auto const up = run_script(written(content_, "base:head", false));
  ASSERT_EQ(up.code, 0) << up.said;
  expect_up();
  EXPECT_NO_THROW(migrator(*session_, linked_bundle(content_)).require_head());

  auto const down = run_script(written(content_, "head:start", false));
  ASSERT_EQ(down.code, 0) << down.said;
  EXPECT_THAT(column("select part from ran order by part"),
              ElementsAre("back", "between", "call", "first", "last", "outside"));
  EXPECT_EQ(value("select cast(count(*) as text) from items where done = 2"), "8");
  EXPECT_THAT(recorded(), ElementsAre("start"));
  auto const to_nothing = run_script(written(content_, "start:base", false));
  ASSERT_EQ(to_nothing.code, 0) << to_nothing.said;
  EXPECT_THAT(recorded(), IsEmpty());
  EXPECT_FALSE(has_table("items"));
}

TEST_P(scripts, refuse_a_database_that_is_elsewhere) {
  auto const script = written(content_, "start:head", false);
  auto const early = run_script(script);
  EXPECT_NE(early.code, 0);
  EXPECT_THAT(early.said, HasSubstr("the database is not at start"));
  EXPECT_FALSE(has_table("ran"));
  ASSERT_EQ(run_script(written(content_, "base:start", false)).code, 0);
  ASSERT_EQ(run_script(script).code, 0);
  expect_up();
  EXPECT_NE(run_script(script).code, 0);
  expect_up();
  // Also one that may be run again, where the database is on no place of its way.
  auto const unrelated = run_script(written(make(chain(2)), "base:head", true));
  EXPECT_NE(unrelated.code, 0);
  EXPECT_THAT(unrelated.said, HasSubstr("the database was not on the way to r2"));
  expect_up();
}

TEST_P(scripts, leave_a_server_alone_that_is_older_than_what_they_are_for) {
  auto const for_servers_from = [&](std::string const& oldest) {
    bundle_defaults said;
    said.oldest = oldest;
    return make_bundle(kind(), chain(1), said);
  };
  auto const said = value("select " + std::string(is_sqlite()       ? "sqlite_version()"
                                                  : is_postgresql() ? "current_setting('server_version')"
                                                                    : "version()"));
  auto const own = said.substr(0, said.find_first_not_of("0123456789."));
  auto const major = own.substr(0, own.find('.'));
  auto const minor = std::stoul(own.substr(major.size() + 1));
  // The last is newer by its second number alone.
  for (auto const& oldest : {std::string("9999"), major + "." + std::to_string(minor + 1)}) {
    auto const refused = run_script(written(for_servers_from(oldest), "base:head", false));
    EXPECT_NE(refused.code, 0);
    EXPECT_THAT(refused.said, HasSubstr("the server is older than " + oldest + ", which the script is for"));
    EXPECT_FALSE(has_table("retort_version"));
  }
  for (auto const& oldest : {std::string("1.99.99"), major, major + "." + std::to_string(minor), own}) {
    auto const done = run_script(written(for_servers_from(oldest), "base:head", true));
    EXPECT_EQ(done.code, 0) << oldest << ": " << done.said;
  }
}

TEST_P(scripts, run_again_without_harm) {
  auto const script = written(content_, "base:head", true);
  for (int i = 0; i < 2; ++i) {
    auto const done = run_script(script);
    ASSERT_EQ(done.code, 0) << done.said;
    expect_up();
  }
  auto const back = written(content_, "head:start", true);
  for (int i = 0; i < 2; ++i) {
    auto const done = run_script(back);
    ASSERT_EQ(done.code, 0) << done.said;
    EXPECT_EQ(value("select cast(count(*) as text) from items where done = 2"), "8");
    EXPECT_THAT(recorded(), ElementsAre("start"));
  }
}

TEST_P(scripts, carry_on_where_the_migrator_was_killed) {
  auto const script = written(content_, "base:head", true);
  for (int i = 0; i < 8; ++i) {
    SCOPED_TRACE("round " + std::to_string(i));
    wipe();
    static_cast<void>(is_killed(
        [&] {
          auto const own = database_.connect();
          migrator(*own, linked_bundle(content_)).upgrade();
        },
        std::chrono::microseconds{2000 + i * 7000}));
    outcome done = run_script(script);
    // The server may not have seen yet that the other is gone.
    for (int again = 0; done.code != 0 && done.said.find("holds the lock") != std::string::npos && again < 50; ++again)
      done = run_script(script);
    if (is_sqlite() && done.code != 0) {
      // sqlite3 has no loops, and does not take up half a batch.
      EXPECT_THAT(done.said, HasSubstr("not on the way to renewed"));
      migrator(*session_, linked_bundle(content_)).upgrade();
    } else {
      ASSERT_EQ(done.code, 0) << done.said;
    }
    expect_up();
    if (HasFailure()) return;
  }
}

TEST_P(scripts, that_end_too_early_are_taken_up) {
  for (bool const idempotent : {false, true}) {
    auto const script = written(content_, "base:head", idempotent);
    unsigned cuts = 0;
    // Behind each statement; where that is inside of a condition the client runs none of it.
    for (auto at = script.find(";\n"); at != std::string::npos; at = script.find(";\n", at + 1)) {
      if (++cuts % (is_sqlite() ? 2 : 7) != 0) continue;
      SCOPED_TRACE((idempotent ? "idempotent, cut at " : "cut at ") + std::to_string(at));
      wipe();
      static_cast<void>(run_script(script.substr(0, at + 2)));
      if (cuts % 3 == 0 && idempotent) {
        auto const done = run_script(script);
        ASSERT_EQ(done.code, 0) << done.said;
      } else {
        migrator(*session_, linked_bundle(content_)).upgrade();
      }
      expect_up();
      if (HasFailure()) return;
    }
    EXPECT_GT(cuts, 30U);
  }
}

// Whoever is second finds what the first one did, and does nothing.
TEST_P(scripts, are_run_once_where_two_run_at_once) {
  auto const script = written(content_, "base:head", false);
  auto const file = database_.directory() + "/two.sql";
  std::ofstream(file, std::ios::binary) << script;
  auto const one = client() + " " + in_shell(file) + " > /dev/null 2>&1";
  for (int round = 0; round < (is_sqlite() ? 10 : 2); ++round) {
    wipe();
    std::ofstream(file, std::ios::binary) << script;
    static_cast<void>(
        std::system(("cd " + in_shell(database_.directory()) + " && (" + one + " & " + one + " & wait)").c_str()));
    // One of them may have been turned away in the middle of the other's way; none did anything twice.
    migrator(*session_, linked_bundle(content_)).upgrade();
    expect_up();
    if (HasFailure()) return;
  }
}

TEST_P(scripts, wait_for_nobody) {
  if (is_sqlite()) return;  // its writers wait for each other, and look again
  auto const script = written(content_, "base:head", true);
  auto const key = is_postgresql()
                       ? "select pg_advisory_lock(hashtextextended('retort ' || current_database() || ' public "
                         "retort_version', 0))::text"
                       : "select get_lock(concat('retort.', left(sha2(concat(database(), '.retort_version'), 256), "
                         "40)), 0)";
  auto const holder = database_.connect();
  std::string answer;
  *holder << key, soci::into(answer);
  auto const refused = run_script(script);
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.said, HasSubstr("another migrator holds the lock"));
  EXPECT_FALSE(has_table("ran"));
}

INSTANTIATE_TEST_SUITE_P(databases, scripts, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
