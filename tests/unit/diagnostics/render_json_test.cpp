// SPDX-License-Identifier: Apache-2.0
// Diagnostics for programs: the members that docs/language.md promises, and the required ones of SARIF 2.1.0.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render.hpp"
#include "compiler/diagnostics/sink.hpp"

namespace retort {
namespace {

using nlohmann::json;
using ::testing::UnorderedElementsAre;

class Programs : public ::testing::Test {
 protected:
  Programs() {
    first_ = sources_.add("dir/0001 a.mig", "create table users (\n  id integer\n);\n");
    second_ = sources_.add("/abs/0002.mig", "é drop table user;\n");
  }
  [[nodiscard]] json parsed() const { return json::parse(render_json(sources_, sink_.all())).at("diagnostics"); }
  [[nodiscard]] json sarif() const { return json::parse(render_sarif(sources_, sink_.all(), "1.2.3")); }
  void report_typical() {
    auto& d = sink_.report(Code::RT0301, {second_, 14, 18}, "there is no table 'user'");
    d.label = "did you mean 'users'?";
    d | Fix{{second_, 14, 18}, "users"} | Note{"'users' is made here", Span{first_, 13, 18}} |
        Note{"hint", std::nullopt};
  }
  Sources sources_;
  Sink sink_;
  FileId first_, second_;
};

std::vector<std::string> names(json const& object) {
  std::vector<std::string> out;
  for (auto const& [name, value] : object.items()) out.push_back(name);
  return out;
}

TEST_F(Programs, AnEmptyListIsAnAnswer) {
  EXPECT_EQ(render_json(sources_, {}), "{\"diagnostics\":[]}\n");
  EXPECT_EQ(sarif().at("runs").at(0).at("results"), json::array());
}

TEST_F(Programs, JsonHasTheMembersOfTheLanguage) {
  report_typical();
  auto const d = parsed().at(0);
  EXPECT_THAT(names(d), UnorderedElementsAre("file", "line", "column", "end_line", "end_column", "code", "severity",
                                             "family", "message", "notes", "fixes"));
  EXPECT_EQ(d.at("file"), "/abs/0002.mig");
  EXPECT_EQ(d.at("line"), 1);
  EXPECT_EQ(d.at("column"), 14);  // é is one column
  EXPECT_EQ(d.at("end_line"), 1);
  EXPECT_EQ(d.at("end_column"), 18);
  EXPECT_EQ(d.at("code"), "RT0301");
  EXPECT_EQ(d.at("severity"), "error");
  EXPECT_EQ(d.at("family"), "name");
  EXPECT_EQ(d.at("message"), "there is no table 'user'");
  ASSERT_EQ(d.at("notes").size(), 2U);
  EXPECT_EQ(d.at("notes").at(0).at("message"), "'users' is made here");
  EXPECT_EQ(d.at("notes").at(0).at("file"), "dir/0001 a.mig");
  EXPECT_EQ(d.at("notes").at(0).at("column"), 14);
  EXPECT_FALSE(d.at("notes").at(1).contains("file"));
  ASSERT_EQ(d.at("fixes").size(), 1U);
  EXPECT_EQ(d.at("fixes").at(0).at("replacement"), "users");
  EXPECT_EQ(d.at("fixes").at(0).at("end_column"), 18);
}

TEST_F(Programs, JsonIsInTheOrderOfTheText) {
  sink_.report(Code::RT0301, {second_, 0, 1}, "b");
  sink_.report(Code::RT0209, {first_, 0, 1}, "a");
  EXPECT_EQ(parsed().at(0).at("message"), "a");
  EXPECT_EQ(parsed().at(0).at("severity"), "warning");
  EXPECT_EQ(parsed().at(1).at("message"), "b");
}

TEST_F(Programs, JsonOfASpanOverLinesEndsOnTheLast) {
  sink_.report(Code::RT0321, {first_, 7, 36}, "m");
  EXPECT_EQ(parsed().at(0).at("end_line"), 3);
  EXPECT_EQ(parsed().at(0).at("end_column"), 3);
}

TEST_F(Programs, JsonHasWhatIsAboutNoFile) {
  sink_.report(Code::RT1102, {}, "m");
  EXPECT_EQ(parsed().at(0).at("file"), "");
  EXPECT_EQ(parsed().at(0).at("line"), 0);
  EXPECT_EQ(parsed().at(0).at("family"), "usage");
}

TEST_F(Programs, JsonKeepsALabelThatNoFixRepeats) {
  sink_.report(Code::RT0301, {first_, 0, 1}, "m").label = "it was dropped in revision b2";
  EXPECT_EQ(parsed().at(0).at("notes").at(0).at("message"), "it was dropped in revision b2");
}

TEST_F(Programs, BytesThatAreNoTextAreReplaced) {
  sink_.report(Code::RT0007, {first_, 0, 1}, "a \xFF \x1b \" \\");
  EXPECT_EQ(parsed().at(0).at("message"), "a \xEF\xBF\xBD \x1b \" \\");
  EXPECT_NO_THROW(static_cast<void>(sarif()));
}

TEST_F(Programs, SarifHasItsRequiredMembers) {
  report_typical();
  sink_.report(Code::RT0209, {first_, 0, 6}, "a warning");
  auto const log = sarif();
  EXPECT_EQ(log.at("version"), "2.1.0");
  EXPECT_TRUE(log.at("$schema").is_string());
  ASSERT_EQ(log.at("runs").size(), 1U);
  auto const run = log.at("runs").at(0);
  auto const driver = run.at("tool").at("driver");
  EXPECT_EQ(driver.at("name"), "retort");
  EXPECT_EQ(driver.at("version"), "1.2.3");
  EXPECT_EQ(run.at("columnKind"), "unicodeCodePoints");
  ASSERT_EQ(driver.at("rules").size(), 2U);
  for (auto const& result : run.at("results")) {
    auto const rule = driver.at("rules").at(result.at("ruleIndex").get<std::size_t>());
    EXPECT_EQ(rule.at("id"), result.at("ruleId"));
    EXPECT_TRUE(rule.at("shortDescription").at("text").is_string());
    EXPECT_TRUE(result.at("message").at("text").is_string());
    EXPECT_TRUE(result.at("level") == "error" || result.at("level") == "warning");
  }
  auto const warning = run.at("results").at(0);
  auto const where = warning.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(where.at("artifactLocation").at("uri"), "dir/0001%20a.mig");
  EXPECT_EQ(where.at("region"), json::parse(R"({"startLine":1,"startColumn":1,"endLine":1,"endColumn":7})"));
}

TEST_F(Programs, SarifHasFixesAndRelatedPlaces) {
  report_typical();
  auto const result = sarif().at("runs").at(0).at("results").at(0);
  auto const change = result.at("fixes").at(0).at("artifactChanges").at(0);
  EXPECT_EQ(change.at("artifactLocation").at("uri"), "file:///abs/0002.mig");
  EXPECT_EQ(change.at("replacements").at(0).at("insertedContent").at("text"), "users");
  EXPECT_EQ(change.at("replacements").at(0).at("deletedRegion").at("startColumn"), 14);
  auto const related = result.at("relatedLocations");
  ASSERT_EQ(related.size(), 2U);
  EXPECT_EQ(related.at(0).at("message").at("text"), "'users' is made here");
  EXPECT_EQ(related.at(0).at("physicalLocation").at("artifactLocation").at("uri"), "dir/0001%20a.mig");
  EXPECT_EQ(related.at(1).at("message").at("text"), "hint");
}

TEST_F(Programs, SarifOfNoPlaceHasNoLocations) {
  sink_.report(Code::RT1101, {}, "m");
  EXPECT_EQ(sarif().at("runs").at(0).at("results").at(0).at("locations"), json::array());
}

}  // namespace
}  // namespace retort
