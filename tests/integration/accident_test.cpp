// SPDX-License-Identifier: Apache-2.0
// What happens to servers and lines while a run is at work: killed servers that come back, lines that are cut in the
// middle of a statement or between a commit and its answer. It is told as what it is, and a rerun comes to the same
// end, with nothing run twice.
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <retort/migrate_main.hpp>

#include "runtime/words/words.hpp"
#include "tests/integration/broken_off.hpp"
#include "tests/integration/own_server.hpp"

namespace retort::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Counts the places of a run where something was done or is about to be, and does what a test says at one of them.
class at_place final : public observer {
 public:
  at_place(unsigned place, std::function<void()> then) : left_(place), then_(std::move(then)) {}
  void statement_begins(statement_event const&) override { pass(); }
  void statement_ends(statement_event const& event) override {
    if (!event.skipped) pass();
  }
  void batch_advances(batch_event const&) override { pass(); }
  [[nodiscard]] bool reached() const { return left_ == 0; }

 private:
  void pass() {
    if (left_ > 0 && --left_ == 0) then_();
  }
  unsigned left_;
  std::function<void()> then_;
};

// A history with every kind of statement, on a server of the test's own.
class on_own_server : public ::testing::TestWithParam<retort::dialect> {
 protected:
  [[nodiscard]] bool is_postgresql() const { return GetParam() == retort::dialect::postgresql; }
  [[nodiscard]] std::vector<std::string> column(std::string const& sql) const {
    auto const session = server_.connect();
    std::vector<std::string> out;
    soci::rowset<std::string> const rows = (session->prepare << sql);
    for (auto const& cell : rows) out.push_back(cell);
    return out;
  }
  void wipe() const {
    auto const session = server_.connect();
    if (is_postgresql()) {
      *session << "drop schema public cascade";
      *session << "create schema public";
    } else {
      *session << "drop database test";
      *session << "create database test";
    }
  }
  // A run over `url` that the accident ends; whether it came to the place at all.
  [[nodiscard]] bool breaks_off(std::string const& url, unsigned place, std::function<void()> const& accident) const {
    at_place at(place, accident);
    options settings;
    settings.observer = &at;
    auto const own = database::from_url(url).open(false);
    try {
      migrator(*own, content_, settings).upgrade();
      EXPECT_FALSE(at.reached()) << "the accident was not noticed";
    } catch (connection_failed const& told) {
      EXPECT_TRUE(at.reached()) << told.what();
      EXPECT_THAT(told.what(), AllOf(HasSubstr("was broken off"), HasSubstr("run it again to carry on")));
    }
    return at.reached();
  }
  void expect_a_rerun_finishes_it() const {
    auto const session = server_.connect();
    migrator again(*session, content_);
    EXPECT_NO_THROW((void)again.diagnose());
    EXPECT_THAT(again.upgrade().heads, ElementsAre("renewed"));
    EXPECT_THAT(column("select part from ran order by part"),
                ElementsAre("between", "call", "first", "last", "outside", "rebuilt"));
    EXPECT_THAT(column(is_postgresql() ? "select count(*)::text from items where done = 1 and more = 7"
                                       : "select cast(count(*) as char) from items where done = 1 and more = 7"),
                ElementsAre("8"));
    EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
    EXPECT_THAT(column("select revision from retort_history where outcome = 'done' order by id"),
                ElementsAre("start", "parts", "renewed"));
    EXPECT_TRUE(again.diagnose().in_order());
  }

  own_server server_{std::string(to_string(GetParam()))};
  bundle content_ = make_bundle(GetParam(), history_in_parts(GetParam(), false));
};

TEST_P(on_own_server, killed_in_mid_run_and_started_again_it_is_carried_on) {
  bool reached = true;
  for (unsigned place = 3; reached; place += 7) {
    SCOPED_TRACE("the server dies at place " + std::to_string(place));
    reached = breaks_off(server_.url(), place, [&] { server_.kill(); });
    if (reached) server_.start();
    expect_a_rerun_finishes_it();
    if (HasFailure()) return;
    wipe();
  }
}

TEST_P(on_own_server, a_line_that_is_cut_is_told_and_carried_on) {
  cut_line line(server_.url());
  bool reached = true;
  for (unsigned place = 1; reached; place += 5) {
    SCOPED_TRACE("the line is cut at place " + std::to_string(place));
    wipe();
    reached = breaks_off(line.url(), place, [&] {
      line.cut();
      std::this_thread::sleep_for(milliseconds{30});
    });
    expect_a_rerun_finishes_it();
    if (HasFailure()) return;
  }
}

// What was asked of the server at that moment it does, a commit too; only nobody hears of it.
TEST_P(on_own_server, where_the_answer_is_lost_the_rerun_finds_out_whether_it_was_committed) {
  cut_line line(server_.url());
  bool reached = true;
  for (unsigned place = 1; reached; place += 3) {
    SCOPED_TRACE("answers are lost from place " + std::to_string(place));
    wipe();
    reached = breaks_off(line.url(), place, [&] { line.swallow_answers(milliseconds{60}); });
    expect_a_rerun_finishes_it();
    if (HasFailure()) return;
  }
}

TEST_P(on_own_server, a_line_that_is_cut_in_the_middle_of_a_statement_is_told_at_once) {
  cut_line line(server_.url());
  test_revision slow;
  slow.id = "slow";
  slow.upgrade = {sql(is_postgresql() ? "select pg_sleep(1)" : "do sleep(1)"), sql("select 1")};
  auto const content = make_bundle(GetParam(), {slow});
  std::thread cutter;
  at_place at(1, [&] {
    cutter = std::thread([&] {
      std::this_thread::sleep_for(milliseconds{100});
      line.cut();
    });
  });
  options settings;
  settings.observer = &at;
  auto const own = database::from_url(line.url()).open(false);
  try {
    migrator(*own, content, settings).upgrade();
    ADD_FAILURE() << "it went through";
  } catch (connection_failed const& told) {
    EXPECT_THAT(told.what(), AllOf(HasSubstr("at statement 1 (statement 1, slow.mig:1)"), HasSubstr("broken off")));
  }
  cutter.join();
  auto const session = server_.connect();
  EXPECT_THAT(migrator(*session, content).upgrade().heads, ElementsAre("slow"));
}

// The program, which opens the connection itself.
TEST_P(on_own_server, with_wait_the_program_connects_again_and_carries_on) {
  auto revisions = chain(3);
  revisions[1].upgrade.push_back(sql(is_postgresql() ? "select pg_sleep(1)" : "do sleep(1)", 2));
  auto const directory = std::filesystem::temp_directory_path() / ("retort_accident_" + std::to_string(getpid()));
  std::filesystem::create_directories(directory);
  auto const file = (directory / "test.bundle").string(), said = (directory / "said").string();
  std::ofstream(file, std::ios::binary) << bundle_text(GetParam(), revisions);
  auto const url = server_.url();  // a start writes it anew
  std::thread killer([&] {
    std::this_thread::sleep_for(milliseconds{600});
    server_.kill();
    server_.start();
  });
  auto const codes = in_processes(1, [&](unsigned) {
    if (std::freopen(said.c_str(), "w", stdout) == nullptr || dup2(STDOUT_FILENO, STDERR_FILENO) < 0) return 98;
    std::vector<std::string> words{"retort-migrate", "upgrade", "--wait", "30s", "--bundle", file, "--db", url};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    int const code = migrate_main(static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    return code;
  });
  killer.join();
  std::ifstream in(said);
  std::string const text((std::istreambuf_iterator<char>(in)), {});
  std::filesystem::remove_all(directory);
  EXPECT_THAT(codes, ElementsAre(0)) << text;
  EXPECT_THAT(text, AllOf(HasSubstr("was broken off"), HasSubstr("connecting again"), HasSubstr("upgrade r3 ")));
  EXPECT_THAT(column("select version_num from retort_version"), ElementsAre("r3"));
}

TEST_P(on_own_server, wait_returns_when_the_server_is_there_and_a_refused_login_is_told_at_once) {
  server_.kill();
  auto const open = [&](std::string const& url, milliseconds wait) {
    auto const begun = std::chrono::steady_clock::now();
    std::string said;
    try {
      auto there = database::from_url(url);
      there.wait_for_it({wait, {}});
      (void)there.open(false);
    } catch (connection_failed const& refused) {
      said = refused.what();
    }
    return std::pair{said, std::chrono::steady_clock::now() - begun};
  };
  auto const url = server_.url();  // a start writes it anew
  auto const [nobody, waited] = open(url, milliseconds{300});
  EXPECT_THAT(nobody, HasSubstr("gave up after"));
  EXPECT_GE(waited, milliseconds{300});
  EXPECT_LT(waited, milliseconds{3000});
  std::thread starts([&] {
    std::this_thread::sleep_for(milliseconds{300});
    server_.start();
  });
  EXPECT_EQ(open(url, milliseconds{30'000}).first, "");
  starts.join();
  auto stranger = server_.url();
  stranger.replace(stranger.find("retort@"), 7, "stranger:s3cr3t-pass@");
  auto const [login, at_once] = open(stranger, milliseconds{30'000});
  EXPECT_THAT(login, AllOf(HasSubstr("stranger"), ::testing::Not(HasSubstr("s3cr3t"))));
  EXPECT_LT(at_once, milliseconds{5000});
}

// Somebody holds the lock: who tried for it first would say so.
TEST_P(on_own_server, one_that_only_reads_is_refused_before_the_lock_is_tried) {
  auto const own = server_.connect(), other = server_.connect();
  words::table_names names;
  names.version = "retort_version";
  std::string held;
  *other << (is_postgresql() ? "select pg_try_advisory_lock(" + words::postgresql().lock_key(names) + ")::int"
                             : "select get_lock(" + words::mariadb().lock_key(names) + ", 0)"),
      soci::into(held);
  ASSERT_EQ(held, "1");
  options settings;
  settings.lock_wait = milliseconds{0};
  migrator reader(*own, content_, settings);
  EXPECT_THROW(reader.upgrade(), lock_timeout);
  *own << (is_postgresql() ? "set default_transaction_read_only = on" : "set global read_only = 1");
  EXPECT_THROW(reader.upgrade(), unusable_session);
  EXPECT_THAT(reader.current(), IsEmpty()) << "reading is no harm";
}

INSTANTIATE_TEST_SUITE_P(databases, on_own_server,
                         ::testing::Values(retort::dialect::postgresql, retort::dialect::mariadb),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
