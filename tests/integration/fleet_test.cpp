// SPDX-License-Identifier: Apache-2.0
// Many databases: all of them in parallel, some that fail, canaries, stops, kills; as a library and as a program. Each
// database is asked itself what became of it.
#include <gmock/gmock.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include <retort/fleet.hpp>

#include "tests/integration/broken_off.hpp"
#include "tests/integration/json_lines.hpp"
#include "tests/integration/program.hpp"

namespace retort::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class fleet_of_files : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / ("retort_fleet_" + std::to_string(getpid()));
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    bundle_file_ = (directory_ / "test.bundle").string();
    write_bundle(chain(3));
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write_bundle(std::vector<test_revision> const& revisions) const {
    std::ofstream(bundle_file_, std::ios::binary) << bundle_text(retort::dialect::sqlite, revisions);
  }
  [[nodiscard]] std::string url(std::size_t number) const {
    return "sqlite:///" + (directory_ / ("shop" + std::to_string(number) + ".db")).string();
  }
  [[nodiscard]] session_handle connect(std::size_t number) const { return database::from_url(url(number)).open(true); }
  // Fails at r2, where the table is there already, and has r1.
  void spoil(std::size_t number) const { *connect(number) << "create table r2 (id integer)"; }
  void mend(std::size_t number) const { *connect(number) << "drop table r2"; }
  [[nodiscard]] bool exists(std::size_t number) const { return database::from_url(url(number)).exists(); }
  // What the database itself records; "" for nothing.
  [[nodiscard]] std::string recorded(std::size_t number) const {
    if (!exists(number)) return {};
    auto const session = connect(number);
    int tables = 0;
    *session << "select count(*) from sqlite_master where name = 'retort_version'", soci::into(tables);
    std::string out;
    soci::indicator there = soci::i_null;
    if (tables == 1) *session << "select group_concat(version_num) from retort_version", soci::into(out, there);
    return there == soci::i_ok ? out : std::string();
  }
  // shop1 … shop`number`, in a file.
  [[nodiscard]] std::string targets(std::size_t number) const {
    auto const file = (directory_ / "targets").string();
    std::ofstream out(file);
    for (std::size_t i = 1; i <= number; ++i) out << "shop" << i << " " << url(i) << "\n";
    return file;
  }
  [[nodiscard]] std::vector<std::string> words(std::vector<std::string> given, std::size_t number) const {
    given.insert(given.end(), {"--targets", targets(number), "--bundle", bundle_file_});
    return given;
  }
  [[nodiscard]] outcome run(std::vector<std::string> given, std::size_t number) const {
    return program(words(std::move(given), number));
  }
  [[nodiscard]] std::vector<fleet_target> as_library(std::size_t number) const {
    std::vector<fleet_target> out;
    for (std::size_t i = 1; i <= number; ++i)
      out.push_back(
          {"shop" + std::to_string(i), [address = url(i)] { return database::from_url(address).open(true); }});
    return out;
  }

  std::filesystem::path directory_;
  std::string bundle_file_;
};

TEST_F(fleet_of_files, two_hundred_of_which_two_fail) {
  for (auto const bad : {17U, 123U}) spoil(bad);
  auto const report_file = (directory_ / "report.json").string();
  auto const result = run({"upgrade", "--jobs", "8", "--max-failures", "none", "--json", "--report", report_file}, 200);
  EXPECT_EQ(result.code, 4);
  for (std::size_t i = 1; i <= 200; ++i) EXPECT_EQ(recorded(i), i == 17 || i == 123 ? "r1" : "r3") << i;
  EXPECT_THAT(result.err, HasSubstr("2 failed (shop17, shop123)"));

  auto const lines = json_lines(result.out);
  std::set<std::string> done, failed;
  for (auto const& line : lines)
    if (line["event"] == "end") (line["state"] == "done" ? done : failed).insert(line["target"]);
  EXPECT_EQ(done.size(), 198U);
  EXPECT_THAT(failed, ElementsAre("shop123", "shop17"));
  auto const& report = lines.back();
  EXPECT_EQ(report["event"], "report");
  EXPECT_EQ(report["done"], 198);
  EXPECT_EQ(report["failed"], 2);
  EXPECT_EQ(report["code"], 4);
  EXPECT_EQ(report["targets"].size(), 200U);
  EXPECT_EQ(report["targets"][16]["state"], "failed");
  EXPECT_EQ(report["targets"][16]["current"], json::array({"r1"}));
  EXPECT_THAT(report["targets"][16]["error"].get<std::string>(), HasSubstr("r2.mig:1"));
  EXPECT_EQ(report["targets"][16]["steps"].size(), 1U) << "r1 was committed";
  std::ifstream in(report_file);
  EXPECT_EQ(json::parse(in)["targets"], report["targets"]) << "--report has what --json prints";

  // The same again does what is missing, those that failed first.
  for (auto const bad : {17U, 123U}) mend(bad);
  auto const again = run({"upgrade", "--json", "--failed-first", report_file, "--jobs", "1"}, 200);
  EXPECT_EQ(again.code, 0) << again.err;
  auto const events = json_lines(again.out);
  std::vector<std::string> begun;
  std::size_t revisions = 0;
  for (auto const& line : events) {
    if (line["event"] == "begin") begun.push_back(line["target"]);
    if (line["event"] == "revision") ++revisions;
  }
  ASSERT_EQ(begun.size(), 200U);
  EXPECT_EQ((std::vector<std::string>{begun[0], begun[1], begun[2]}),
            (std::vector<std::string>{"shop17", "shop123", "shop1"}));
  EXPECT_EQ(revisions, 4U) << "r2 and r3 of the two";
  for (std::size_t i = 1; i <= 200; ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

TEST_F(fleet_of_files, no_other_is_begun_before_the_canaries_are_done) {
  spoil(2);
  auto const result = run({"upgrade", "--canary", "2", "--max-failures", "none", "--jobs", "4"}, 12);
  EXPECT_EQ(result.code, 4);
  EXPECT_EQ(recorded(1), "r3") << "the other canary is finished";
  for (std::size_t i = 3; i <= 12; ++i) EXPECT_FALSE(exists(i)) << i;
  EXPECT_THAT(result.out, HasSubstr("12 databases: 1 done, 1 failed, 10 not begun"));
  EXPECT_THAT(result.err, AllOf(HasSubstr("error: shop2: "), HasSubstr("10 not begun")));
  mend(2);
  EXPECT_EQ(run({"upgrade", "--canary", "2", "--jobs", "4"}, 12).code, 0);
  for (std::size_t i = 1; i <= 12; ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

TEST_F(fleet_of_files, no_further_one_is_begun_after_so_many_failures) {
  for (std::size_t i = 3; i <= 12; ++i) spoil(i);
  auto const first = run({"upgrade", "--jobs", "1"}, 12);
  EXPECT_EQ(first.code, 4);
  EXPECT_THAT(first.out, HasSubstr("12 databases: 2 done, 1 failed, 9 not begun")) << "one failure is enough";
  auto const third = run({"upgrade", "--jobs", "1", "--max-failures", "3"}, 12);
  EXPECT_THAT(third.out, HasSubstr("12 databases: 2 done, 3 failed, 7 not begun"));
  auto const all = run({"upgrade", "--jobs", "3", "--max-failures", "none"}, 12);
  EXPECT_THAT(all.out, HasSubstr("12 databases: 2 done, 10 failed\n"));
}

TEST_F(fleet_of_files, those_at_work_are_finished_when_another_fails) {
  // shop1 goes on only once shop2 has failed, and has to come to its end all the same.
  spoil(2);
  write_bundle(chain(3));
  std::atomic<bool> failed{false};
  class waits final : public fleet_observer {
   public:
    explicit waits(std::atomic<bool>& over) : over_(over) {}
    void target_ends(target_outcome const& outcome) noexcept override {
      if (outcome.state == target_state::failed) over_ = true;
    }
    std::atomic<bool>& over_;
  } watcher(failed);
  auto all = as_library(6);
  all[0].open = [this, &failed] {
    for (int i = 0; i < 2000 && !failed; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    return connect(1);
  };
  fleet ships(all, bundle::open(std::filesystem::path(bundle_file_)), {2, 0, 1, {}}, &watcher);
  auto const outcomes = ships.upgrade();
  ASSERT_TRUE(failed);
  EXPECT_EQ(outcomes[0].state, target_state::done);
  EXPECT_EQ(recorded(1), "r3");
  EXPECT_EQ(outcomes[1].state, target_state::failed);
  EXPECT_EQ(outcomes[1].heads, (std::vector<std::string>{"r1"}));
  EXPECT_EQ(outcomes[1].steps, (std::vector<move_step>{{direction::upgrade, "r1"}}));
  EXPECT_THROW(std::rethrow_exception(outcomes[1].problem), statement_failed);
  for (std::size_t i = 2; i < 6; ++i) EXPECT_EQ(outcomes[i].state, target_state::not_started) << i;
}

// A request to stop, at the first revision that is done anywhere.
TEST_F(fleet_of_files, stops_between_statements_when_asked) {
  class stops final : public fleet_observer {
   public:
    explicit stops(std::stop_source& source) : source_(source) {}
    void revision_ends(std::size_t, revision_event const&) override { source_.request_stop(); }
    std::stop_source& source_;
  };
  std::stop_source source;
  stops watcher(source);
  auto const content = bundle::open(std::filesystem::path(bundle_file_));
  fleet ships(as_library(5), content, {1, 0, 1, source.get_token()}, &watcher);
  auto const outcomes = ships.upgrade();
  EXPECT_EQ(outcomes[0].state, target_state::stopped);
  EXPECT_THROW(std::rethrow_exception(outcomes[0].problem), canceled);
  EXPECT_EQ(recorded(1), "r1");
  for (std::size_t i = 1; i < 5; ++i) EXPECT_EQ(outcomes[i].state, target_state::not_started) << i;
  fleet again(as_library(5), content);
  for (auto const& outcome : again.upgrade()) EXPECT_EQ(outcome.state, target_state::done);
  for (std::size_t i = 1; i <= 5; ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

TEST_F(fleet_of_files, goes_down_and_asks_and_stamps) {
  ASSERT_EQ(run({"upgrade"}, 3).code, 0);
  EXPECT_EQ(run({"check"}, 3).out, "shop1: at its head\nshop2: at its head\nshop3: at its head\n3 databases: 3 done\n");
  auto const down = run({"downgrade", "-1"}, 2);
  EXPECT_EQ(down.code, 0) << down.err;
  EXPECT_THAT(down.out, AllOf(HasSubstr("shop1: downgrade r3 "), HasSubstr("shop2: downgrade r3 "),
                              HasSubstr("shop1: done, 1 revision, at r2  ["), HasSubstr("2 databases: 2 done")));
  EXPECT_EQ(run({"current"}, 3).out, "shop1: r2\nshop2: r2\nshop3: r3 (head)\n3 databases: 3 done\n");
  auto const behind = run({"current", "--check-heads"}, 3);
  EXPECT_EQ(behind.code, 1);
  EXPECT_THAT(behind.err, AllOf(HasSubstr("error: shop1: the database is at 'r2'"), HasSubstr("2 failed")));
  auto const checked = run({"check"}, 3);
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("shop3: at its head\n"));
  auto const planned = run({"plan"}, 3);
  EXPECT_EQ(planned.code, 0);
  EXPECT_THAT(planned.out, AllOf(HasSubstr("shop1: upgrade r3 revision r3\n"), HasSubstr("shop3: nothing to do\n")));
  EXPECT_EQ(run({"upgrade", "--dry-run"}, 3).out, planned.out);
  auto const as_json = json_lines(run({"current", "--json"}, 3).out);
  ASSERT_EQ(as_json.size(), 1U) << "what is asked has no events";
  EXPECT_EQ(as_json[0]["targets"][0]["current"], json::array({"r2"}));
  EXPECT_EQ(as_json[0]["targets"][0]["at_head"], false);
  EXPECT_EQ(as_json[0]["targets"][2]["at_head"], true);
  EXPECT_EQ(run({"stamp", "r1"}, 3).out,
            "shop1: stamped r1\nshop2: stamped r1\nshop3: stamped r1\n3 databases: 3 done\n");
  for (std::size_t i = 1; i <= 3; ++i) EXPECT_EQ(recorded(i), "r1") << i;
}

TEST_F(fleet_of_files, what_is_refused_or_only_asked_makes_no_file) {
  for (auto const& words : std::vector<std::vector<std::string>>{
           {"current"}, {"check"}, {"plan"}, {"upgrade", "nosuch"}, {"stamp", "nosuch"}})
    EXPECT_LE(run(words, 2).code, 1) << words[0];
  EXPECT_FALSE(exists(1));
  EXPECT_FALSE(exists(2));
}

TEST_F(fleet_of_files, a_damaged_bundle_touches_no_database) {
  auto text = bundle_text(retort::dialect::sqlite, chain(3));
  auto const at = text.find("insert into r3");
  ASSERT_NE(at, std::string::npos);
  text[at] = 'X';
  std::ofstream(bundle_file_, std::ios::binary) << text;
  auto const result = run({"upgrade"}, 3);
  EXPECT_EQ(result.code, 3);
  for (std::size_t i = 1; i <= 3; ++i) EXPECT_FALSE(exists(i)) << i;
}

TEST_F(fleet_of_files, a_bundle_that_nobody_signed_touches_no_database) {
  auto const key = (directory_ / "key").string();
  ASSERT_EQ(std::system(("'" RETORT_PROGRAM "' keygen --output '" + key + "' >/dev/null").c_str()), 0);
  auto const unsigned_one = run({"upgrade", "--require-signature", key + ".pub"}, 3);
  EXPECT_EQ(unsigned_one.code, 1);
  EXPECT_THAT(unsigned_one.err, HasSubstr("sign"));
  for (std::size_t i = 1; i <= 3; ++i) EXPECT_FALSE(exists(i)) << i;
  EXPECT_EQ(program({"upgrade", "--tenants", "select 1", "--db", "postgresql://u@127.0.0.1:1/d", "--bundle",
                     bundle_file_, "--require-signature", key + ".pub"})
                .code,
            1)
      << "nothing is connected to";
  ASSERT_EQ(std::system(("'" RETORT_PROGRAM "' sign '" + bundle_file_ + "' --key '" + key + "' >/dev/null").c_str()),
            0);
  EXPECT_EQ(run({"upgrade", "--require-signature", key + ".pub"}, 3).code, 0);
  for (std::size_t i = 1; i <= 3; ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

TEST_F(fleet_of_files, killed_in_the_middle_the_same_command_goes_on) {
  unsigned deaths = 0;
  for (int round = 0; round < 6; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    for (std::size_t i = 1; i <= 60; ++i)
      for (auto const* end : {"", "-journal", "-retort-lock"})
        std::filesystem::remove(directory_ / ("shop" + std::to_string(i) + ".db" + end));
    bool const died = is_killed(
        [&] {
          if (std::freopen("/dev/null", "w", stdout) == nullptr || run_main(words({"upgrade"}, 60)) != 0)
            throw std::runtime_error("it has failed");
        },
        std::chrono::milliseconds{15 + round * 40});
    if (died) ++deaths;
    auto const again = run({"upgrade"}, 60);
    EXPECT_EQ(again.code, 0) << again.err;
    for (std::size_t i = 1; i <= 60; ++i) {
      EXPECT_EQ(recorded(i), "r3") << i;
      int rows = 0;
      *connect(i) << "select (select count(*) from r1) + (select count(*) from r2) + (select count(*) from r3)",
          soci::into(rows);
      EXPECT_EQ(rows, 3) << "nothing was run twice in " << i;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(deaths, 0U) << "no run was killed";
}

// SIGTERM while the steps of many are at work: a statement takes a while, so that it comes in the middle.
TEST_F(fleet_of_files, a_signal_stops_it_and_is_reported) {
  auto revisions = chain(3);
  for (auto& revision : revisions)
    revision.upgrade.insert(revision.upgrade.begin(),
                            sql("create table slow_" + revision.id +
                                " as with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) "
                                "select count(*) as c from n"));
  write_bundle(revisions);
  auto const report_file = (directory_ / "report.json").string();
  auto const child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) == nullptr || std::freopen("/dev/null", "w", stderr) == nullptr)
      _exit(99);
    _exit(run_main(words({"upgrade", "--report", report_file}, 20)));
  }
  // Once the first ones are at work.
  for (int i = 0; i < 3000 && !exists(1); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  std::this_thread::sleep_for(std::chrono::milliseconds{30});
  kill(child, SIGTERM);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status)) << "it died of the signal";
  EXPECT_EQ(WEXITSTATUS(status), 1);
  std::ifstream in(report_file);
  auto const report = json::parse(in);
  EXPECT_GT(report["not_started"], 0);
  EXPECT_EQ(report["failed"], 0);
  EXPECT_EQ(report["finished"], true);
  for (std::size_t i = 1; i <= 20; ++i) {
    auto const& target = report["targets"][i - 1];
    auto const now = recorded(i);
    if (target["state"] == "done") {
      EXPECT_EQ(now, "r3") << i;
    } else if (target["state"] == "stopped") {
      EXPECT_EQ(target["current"], now.empty() ? json::array() : json::array({now})) << i;
    } else {
      EXPECT_FALSE(exists(i)) << i;
    }
  }
  EXPECT_EQ(run({"upgrade"}, 20).code, 0);
  for (std::size_t i = 1; i <= 20; ++i) EXPECT_EQ(recorded(i), "r3") << i;
}

// Whoever asks twice does not wait for a statement that takes long.
TEST_F(fleet_of_files, a_second_signal_ends_it_at_once) {
  auto revisions = chain(1);
  revisions[0].upgrade = {sql("create table quick (c integer)"),
                          sql("create table slow as with recursive n(i) as (select 1 union all select i + 1 from n) "
                              "select count(*) as c from n")};
  write_bundle(revisions);
  auto const said = bundle_file_ + ".said";
  auto const child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (std::freopen(said.c_str(), "w", stdout) == nullptr) _exit(1);
    _exit(run_main({"upgrade", "--verbose", "--bundle", bundle_file_, "--db", url(1)}));
  }
  // Once the first statement is told to be done.
  auto const goes_on = [&] {
    std::ifstream in(said);
    std::string const text{std::istreambuf_iterator<char>(in), {}};
    return text.find("\n  ") != std::string::npos || text.starts_with("  ");
  };
  for (int i = 0; i < 3000 && !goes_on(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  kill(child, SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, WNOHANG), 0) << "the statement is let run";
  kill(child, SIGINT);
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
}

TEST_F(fleet_of_files, wrong_usage_is_two) {
  auto const file = targets(2);
  *connect(9) << "create table t (id integer)";
  for (auto words : std::vector<std::vector<std::string>>{{"upgrade", "--jobs", "2"},
                                                          {"upgrade", "--canary", "1", "--db", url(1)},
                                                          {"upgrade", "--targets", file, "--db", url(1)},
                                                          {"upgrade", "--targets", file, "--tenants", "select 1"},
                                                          {"upgrade", "--targets", file, "--jobs", "0"},
                                                          {"upgrade", "--targets", file, "--jobs", "many"},
                                                          {"upgrade", "--targets", file, "--jobs", "10000"},
                                                          {"upgrade", "--targets", file, "--max-failures", "0"},
                                                          {"upgrade", "--targets", ""},
                                                          {"upgrade", "--targets", file, "--shared-schema", "public"},
                                                          {"upgrade", "--tenants", "select 1"},
                                                          {"upgrade", "--tenants", "select 1", "--db", url(9)},
                                                          {"history", "--targets", file}}) {
    words.insert(words.end(), {"--bundle", bundle_file_});
    auto const result = program(words);
    EXPECT_EQ(result.code, 2) << words[1] << ' ' << words[2] << result.err;
  }
  EXPECT_EQ(program({"upgrade", "--targets", file + "x", "--bundle", bundle_file_}).code, 3);
  EXPECT_EQ(program({"upgrade", "--targets", file, "--bundle", bundle_file_, "--report", "/no/such/report"}).code, 3);
  EXPECT_FALSE(exists(1));
}

TEST_F(fleet_of_files, a_password_shows_nowhere) {
  auto const file = (directory_ / "targets").string();
  auto const report_file = (directory_ / "report.json").string();
  std::ofstream(file) << "postgresql://u:s3cr3t@127.0.0.1:1/d\n"
                      << "b postgresql://u:${RETORT_TEST_SECRET}@127.0.0.1:1/d?bogus=${RETORT_TEST_SECRET}\n";
  ::setenv("RETORT_TEST_SECRET", "s3cr3t", 1);
  std::ofstream(bundle_file_, std::ios::binary) << bundle_text(retort::dialect::postgresql, chain(1));
  for (std::string const how : {"--verbose", "--json"}) {
    auto const result = program({"upgrade", "--targets", file, "--max-failures", "none", "--bundle", bundle_file_,
                                 "--report", report_file, how});
    EXPECT_EQ(result.code, 3) << result.err;
    std::ifstream in(report_file);
    std::string const report((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_THAT(report, HasSubstr("postgresql://u@127.0.0.1:1/d"));
    EXPECT_THAT(result.out + result.err + report, Not(HasSubstr("s3cr3t")));
  }
  ::unsetenv("RETORT_TEST_SECRET");
  EXPECT_EQ(program({"upgrade", "--targets", file, "--bundle", bundle_file_}).code, 3) << "it is not set";
}

// What the program writes to a terminal.
struct shown {
  std::string text;
  int code = -1;
};
shown on_a_terminal(std::vector<std::string> const& words, bool colours) {
  int terminal = -1;
  winsize const size{12, 60, 0, 0};
  auto const child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) throw std::runtime_error("there is no terminal");
  if (child == 0) {
    ::setenv("TERM", "xterm", 1);
    colours ? ::unsetenv("NO_COLOR") : ::setenv("NO_COLOR", "1", 1);
    _exit(run_main(words));
  }
  shown out;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(terminal, buffer, sizeof buffer)) > 0;)
    out.text.append(buffer, static_cast<std::size_t>(count));
  close(terminal);
  int status = 0;
  waitpid(child, &status, 0);
  out.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

TEST_F(fleet_of_files, a_terminal_shows_a_table) {
  spoil(3);
  auto const plain = on_a_terminal(words({"upgrade", "--max-failures", "none"}, 5), false);
  EXPECT_EQ(plain.code, 4);
  EXPECT_THAT(plain.text,
              AllOf(HasSubstr("shop1: done, 3 revisions, at r3  ["), HasSubstr("shop3: "), HasSubstr(" at work, "),
                    HasSubstr(" to come  0:0"), HasSubstr("\x1b[J"), HasSubstr("5 databases: 4 done, 1 failed")));
  EXPECT_THAT(plain.text, AllOf(Not(HasSubstr("\x1b[31m")), Not(HasSubstr("\x1b[32m")))) << "NO_COLOR";
  auto const coloured = on_a_terminal(words({"upgrade", "--max-failures", "none"}, 5), true);
  EXPECT_THAT(coloured.text, AllOf(HasSubstr("\x1b[31mshop3: "), HasSubstr("\x1b[32mdone, nothing to do, at r3")));
}

TEST_F(fleet_of_files, a_single_upgrade_moves_on_a_terminal) {
  auto const result = on_a_terminal({"upgrade", "--bundle", bundle_file_, "--db", url(1)}, false);
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.text, AllOf(HasSubstr("upgrade r1 revision r1  [1/3, "), HasSubstr("[1/3] upgrade r1"),
                                 HasSubstr("[3/3] upgrade r3"), HasSubstr("\x1b[J")));
  EXPECT_EQ(on_a_terminal({"upgrade", "--bundle", bundle_file_, "--db", url(1)}, false).text, "nothing to do\r\n");
}

TEST_F(fleet_of_files, a_single_upgrade_tells_its_events_as_json) {
  auto const lines =
      json_lines(program({"upgrade", "--json", "--verbose", "--bundle", bundle_file_, "--db", url(1)}).out);
  ASSERT_EQ(lines.size(), 10U) << "two statements and a revision, three times, and what came of it";
  EXPECT_EQ(lines[0]["event"], "statement");
  EXPECT_EQ(lines[2]["event"], "revision");
  EXPECT_EQ(lines[2]["of"], 3);
  EXPECT_EQ(lines[9]["heads"], json::array({"r3"}));
}

}  // namespace
}  // namespace retort::testing
