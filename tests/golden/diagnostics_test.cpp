// SPDX-License-Identifier: Apache-2.0
// tests/golden/diagnostics/<code>_<slug>: the .mig files of a folder yield what their markers say, `--~ RT0301` on the
// line of the diagnostic or `--~^ RT0301` on the line below it, and print what expected.stderr holds. Markers are
// looked at also when blessing: nothing that is wrong by them can be blessed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <regex>

#include "compiler/diagnostics/diagnostic.hpp"
#include "tests/golden/golden.hpp"

namespace retort::golden {
namespace {

namespace fs = std::filesystem;

fs::path cases() { return source_root() / "tests/golden/diagnostics"; }

// What the markers of a file ask for. In retort.toml and the lock file they begin with #~.
void add_markers(fs::path const& file, std::multiset<Finding>& out) {
  static std::regex const marker(R"((?:--|#)~(\^*)((?:\s+RT[0-9]{4})+)\s*$)");
  static std::regex const code("RT[0-9]{4}");
  int number = 0;
  for (auto const& line : lines_of(read(file))) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, marker)) {
      EXPECT_EQ(line.find("--~"), std::string::npos) << file << ":" << number << ": this marker is not understood";
      continue;
    }
    auto const codes = match[2].str();
    for (std::sregex_iterator it(codes.begin(), codes.end(), code), end; it != end; ++it)
      out.insert({file.filename().string(), number - static_cast<int>(match[1].length()), it->str()});
  }
}

std::multiset<Finding> marked(fs::path const& directory) {
  std::multiset<Finding> out;
  for (auto const& entry : fs::directory_iterator(directory)) {
    auto const name = entry.path().filename();
    if (name.extension() == ".mig" || name == "retort.toml" || name == "migrations.lock")
      add_markers(entry.path(), out);
  }
  return out;
}

std::string listed(std::multiset<Finding> const& findings) {
  std::string out;
  for (auto const& finding : findings) out += "\n  " + to_string(finding);
  return out;
}

class GoldenDiagnostics : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenDiagnostics, AreWhereTheMarkersAreAndPrintWhatWasBlessed) {
  auto const directory = cases() / GetParam();
  auto const args = check_arguments(directory);

  auto as_json = args;
  as_json.emplace_back("--diagnostics-format=json");
  auto const json = run_in(directory, as_json);
  std::multiset<Finding> found;
  for (auto const& finding : findings_of(json.out))
    if (!finding.file.empty()) found.insert(finding);
  auto const expected = marked(directory);
  EXPECT_EQ(found, expected) << "marked:" << listed(expected) << "\nfound:" << listed(found);

  auto const text = run_in(directory, args);
  EXPECT_EQ(text.code, json.code);
  auto const code = GetParam().substr(0, 6);
  EXPECT_NE(text.err.find("[" + code + "]"), std::string::npos) << "this folder is to show " << code << ":\n"
                                                                << text.err;
  bool const errors = text.err.find(" error: ") != std::string::npos;
  EXPECT_EQ(text.code != 0, errors) << text.err;
  EXPECT_EQ(text.err.find("internal error"), std::string::npos) << text.err;
  expect_blessed(directory / "expected.stderr", text.err);
}

std::vector<std::string> case_names() {
  std::vector<std::string> out;
  for (auto const& folder : folders_in(cases())) out.push_back(folder.filename().string());
  return out;
}

std::string case_name(::testing::TestParamInfo<std::string> const& parameter) {
  auto name = parameter.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Cases, GoldenDiagnostics, ::testing::ValuesIn(case_names()), case_name);

TEST(GoldenCodes, EveryCodeHasAFolderThatShowsIt) {
  auto const names = case_names();
  for (Code const code : all_codes()) {
    auto const prefix = std::string(info(code).name) + "_";
    EXPECT_TRUE(std::any_of(names.begin(), names.end(), [&](auto const& name) { return name.starts_with(prefix); }))
        << "no tests/golden/diagnostics/" << prefix << "*";
  }
}

TEST(GoldenCodes, EveryFolderIsNamedAfterACode) {
  for (auto const& name : case_names()) {
    auto const code = find_code(name.substr(0, 6));
    EXPECT_TRUE(code && name.size() > 7 && name[6] == '_') << name;
  }
}

TEST(Diff, ShowsTheChangeAndWhatIsAround) {
  EXPECT_EQ(unified_diff("a\nb\nc\n", "a\nB\nc\n"), "--- expected\n+++ actual\n  a\n- b\n+ B\n  c\n");
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\ny\n"),
            "--- expected\n+++ actual\n  7\n  8\n  9\n- x\n+ y\n");
  EXPECT_EQ(unified_diff("", "a\n"), "--- expected\n+++ actual\n+ a\n");
  EXPECT_EQ(unified_diff("a", "a\n"), "--- expected\n+++ actual\n  (they differ in line ends)\n");
}

}  // namespace
}  // namespace retort::golden
