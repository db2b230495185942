// SPDX-License-Identifier: Apache-2.0
// The report of a fleet: exit codes, sentences, and that it can be read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <retort/error.hpp>

#include "runtime/cli/arguments.hpp"
#include "runtime/cli/fleet_report.hpp"

namespace retort::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Thrown>
std::exception_ptr problem(Thrown const& thrown) {
  return std::make_exception_ptr(thrown);
}

fleet_report report_of(std::vector<target_outcome> outcomes) {
  fleet_report out;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    out.targets.push_back({"t" + std::to_string(i), {}});
    outcomes[i].target = i;
  }
  out.outcomes = std::move(outcomes);
  return out;
}
target_outcome in_state(target_state state, std::exception_ptr why = nullptr) {
  target_outcome out;
  out.state = state;
  out.problem = std::move(why);
  return out;
}

TEST(fleet_exit_code, is_that_of_the_gravest_failure) {
  auto const done = in_state(target_state::done);
  auto const no = in_state(target_state::failed, problem(not_at_head("not there", standing::behind, {}, {})));
  auto const gone = in_state(target_state::failed, problem(connection_failed("gone")));
  auto const refused = in_state(target_state::failed, problem(statement_failed("refused", {})));
  auto const defect = in_state(target_state::failed, problem(std::logic_error("oops")));
  EXPECT_EQ(exit_code(report_of({done, done})), 0);
  EXPECT_EQ(exit_code(report_of({done, no})), 1);
  EXPECT_EQ(exit_code(report_of({no, gone, done})), 3);
  EXPECT_EQ(exit_code(report_of({refused, gone})), 4);
  EXPECT_EQ(exit_code(report_of({refused, defect, gone})), 70);
  EXPECT_EQ(exit_code(report_of({done, in_state(target_state::not_started)})), 1);
  EXPECT_EQ(exit_code(report_of({done, in_state(target_state::stopped, problem(canceled("stop")))})), 1);
}

TEST(fleet_sentences, say_what_is_done_and_what_is_left) {
  auto const done = in_state(target_state::done);
  auto const all_done = report_of({done, done});
  EXPECT_EQ(summary(all_done), "2 databases: 2 done");
  EXPECT_EQ(what_is_left(all_done, true), "");
  auto const some =
      report_of({done, in_state(target_state::failed, problem(connection_failed("gone"))),
                 in_state(target_state::stopped, problem(canceled("stop"))), in_state(target_state::not_started)});
  EXPECT_EQ(summary(some), "4 databases: 1 done, 1 failed, 1 stopped, 1 not begun");
  EXPECT_EQ(what_is_left(some, false), "of 4 databases 1 failed (t1), 1 stopped on request (t2), 1 not begun");
  EXPECT_THAT(what_is_left(some, true), AllOf(HasSubstr("1 failed (t1), 1 stopped on request (t2), 1 not begun"),
                                              HasSubstr("the same command goes on with the rest")));
}

TEST(fleet_report, leaves_passwords_out) {
  auto report = report_of({in_state(target_state::failed, problem(connection_failed("no postgresql://u:s3cr3t@h/d")))});
  report.targets[0].secrets = core::secrets_in({"postgresql://u:s3cr3t@h/d"});
  EXPECT_THAT(json_of(report, true), AllOf(HasSubstr("postgresql://u:***@h/d"), Not(HasSubstr("s3cr3t"))));
}

class written_report : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / ("retort_report_" + std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
    file_ = (directory_ / "report.json").string();
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  std::filesystem::path directory_;
  std::string file_;
};

TEST_F(written_report, tells_a_later_run_what_is_not_done) {
  auto report =
      report_of({in_state(target_state::done), in_state(target_state::failed, problem(connection_failed("gone"))),
                 in_state(target_state::not_started), in_state(target_state::stopped, problem(canceled("stop")))});
  report.targets[1].name = "odd \"name\"\n\x01\\, Grüße\",\"state\":\"done\"";
  write_report(report, file_);
  EXPECT_THAT(unfinished_in_report(file_), ElementsAre(report.targets[1].name, "t3"));
  EXPECT_FALSE(std::filesystem::exists(file_ + ".new"));
}

TEST_F(written_report, has_to_be_one) {
  EXPECT_THROW((void)unfinished_in_report(file_), environment_error);
  EXPECT_THROW(write_report(report_of({}), (directory_ / "no" / "such").string()), environment_error);
  std::ofstream(file_) << "{\"name\":\"a\",\"state\":\"failed\"}\n";
  EXPECT_THROW((void)unfinished_in_report(file_), environment_error);
}

}  // namespace
}  // namespace retort::cli
