// SPDX-License-Identifier: Apache-2.0
// What every file of ours looks like: its first lines, its length, its layout; what is never written.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "tests/tools/repository.hpp"

namespace retort::tools {
namespace {

std::vector<std::string> const code_folders{"compiler", "runtime", "tests"};

std::vector<std::string> code() { return files_below(source_root(), code_folders, {".hpp", ".cpp", ".h"}); }

std::vector<std::string> cmake_files() {
  auto out = files_below(source_root(), {"cmake"}, {".cmake", ".in"});
  for (auto const& file : files_below(source_root(), {"compiler", "runtime", "tests"}, {".txt", ".cmake"}))
    if (file.ends_with("CMakeLists.txt") || file.ends_with(".cmake")) out.push_back(file);
  out.insert(out.end(), {"CMakeLists.txt", "bootstrap", ".ci/run"});
  return out;
}

// The number of lines whose comment stands at the top of the file, the licence not counted.
std::size_t header_comment(std::vector<std::string> const& lines) {
  std::size_t count = 1;
  while (count < lines.size() && lines[count].rfind("// ", 0) == 0) ++count;
  return count - 1;
}

TEST(Files, OpenWithTheirLicence) {
  std::vector<std::string> faults;
  for (auto const& file : code()) {
    auto const lines = lines_of(read(source_root() / file));
    if (lines.empty() || lines[0] != "// SPDX-License-Identifier: Apache-2.0") faults.push_back(file);
  }
  for (auto const& file : cmake_files()) {
    auto const lines = lines_of(read(source_root() / file));
    std::size_t const first = !lines.empty() && lines[0].rfind("#!", 0) == 0 ? 1 : 0;
    // A template's first line belongs to what is made of it.
    if (file.ends_with(".cpp.in")) continue;
    if (lines.size() <= first || lines[first] != "# SPDX-License-Identifier: Apache-2.0") faults.push_back(file);
  }
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Files, SayAtTheTopWhatTheyAreFor) {
  std::vector<std::string> faults;
  for (auto const& file : code())
    if (header_comment(lines_of(read(source_root() / file))) == 0) faults.push_back(file);
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Files, AreShortEnoughToRead) {
  std::vector<std::string> faults;
  for (auto const& file : code()) {
    auto const count = lines_of(read(source_root() / file)).size();
    if (count >= 600) faults.push_back(file + ": " + std::to_string(count) + " lines");
  }
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Files, LeaveNothingToBeDoneLater) {
  std::regex const later(
      "\\b(TO"
      "DO|FIX"
      "ME|X"
      "XX)\\b");
  std::vector<std::string> faults;
  for (auto const& file : code()) {
    std::size_t number = 0;
    for (auto const& line : lines_of(read(source_root() / file))) {
      ++number;
      if (std::regex_search(line, later)) faults.push_back(file + ":" + std::to_string(number) + ": " + line);
    }
  }
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Files, HeadersAreIncludedOnce) {
  std::vector<std::string> faults;
  for (auto const& file : files_below(source_root(), code_folders, {".hpp"}))
    if (read(source_root() / file).find("\n#pragma once\n") == std::string::npos) faults.push_back(file);
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

// The lines of `text` that visit a variant with a lambda for whatever comes: one that does not even name its parameter,
// or any generic one inside overloaded{…}. A new alternative would fall into it without a word.
std::vector<std::size_t> catch_all_arms(std::string const& text) {
  std::set<std::size_t> lines;
  auto const line_of = [&](std::size_t position) {
    return static_cast<std::size_t>(
               std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n')) +
           1;
  };
  std::regex const unnamed(R"(visit\(\s*\[[^\]]*\]\s*\(\s*(const\s+auto|auto(\s+const)?)\s*&{0,2}\s*(\.\.\.)?\s*\))");
  for (std::sregex_iterator it(text.begin(), text.end(), unnamed), end; it != end; ++it)
    lines.insert(line_of(static_cast<std::size_t>(it->position())));
  std::regex const generic(R"(\]\s*\(\s*(const\s+auto|auto)\b)");
  for (auto at = text.find("overloaded{"); at != std::string::npos; at = text.find("overloaded{", at + 1)) {
    std::size_t depth = 0;
    std::size_t close = at + 10;
    std::string arms;  // what stands directly between the braces, not the bodies of the arms
    for (; close < text.size(); ++close) {
      if (text[close] == '}' && --depth == 0) break;
      arms += depth == 1 || text[close] == '\n' ? text[close] : ' ';
      if (text[close] == '{') ++depth;
    }
    for (std::sregex_iterator it(arms.begin(), arms.end(), generic), end; it != end; ++it)
      lines.insert(line_of(at + 10 + static_cast<std::size_t>(it->position())));
  }
  return {lines.begin(), lines.end()};
}

TEST(Visits, HaveNoArmForWhateverComes) {
  std::vector<std::string> faults;
  for (auto const& file : files_below(source_root(), {"compiler", "runtime"}, {".hpp", ".cpp"})) {
    if (file.rfind("compiler/base/", 0) == 0) continue;
    for (auto const line : catch_all_arms(read(source_root() / file)))
      faults.push_back(file + ":" + std::to_string(line));
  }
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Visits, AnArmForWhateverComesIsFound) {
  EXPECT_EQ(catch_all_arms("a\nstd::visit([](auto const&) { return 1; }, v);\n"), std::vector<std::size_t>{2});
  EXPECT_EQ(catch_all_arms("std::visit(overloaded{\n[](A const& a) { f([](auto x) { g(x); }); },\n"
                           "[&](auto const& rest) { h(rest); }}, v);\n"),
            std::vector<std::size_t>{3});
  EXPECT_EQ(catch_all_arms(
                "std::visit([&](auto const& o) { run(o); }, v); overloaded{[](A const&) {}}; walk(e, [](auto&) {});"),
            std::vector<std::size_t>{});
}

TEST(Architecture, NamesEveryFolder) {
  auto const page = read(source_root() / "docs/architecture.md");
  std::vector<std::string> faults;
  for (std::string const part : {"compiler", "runtime"})
    for (auto const& folder : folders_in(source_root() / part))
      if (page.find("`" + folder + "`") == std::string::npos && page.find("`" + folder + "/") == std::string::npos)
        faults.push_back(part + "/" + folder + " is not on docs/architecture.md");
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(Architecture, NamesOnlyPagesThatExist) {
  auto const page = read(source_root() / "docs/architecture.md");
  std::regex const name("`([a-z-]+\\.md)`");
  std::vector<std::string> faults;
  for (std::sregex_iterator it(page.begin(), page.end(), name), end; it != end; ++it)
    if (!std::filesystem::exists(source_root() / "docs" / (*it)[1].str())) faults.push_back((*it)[1].str());
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

}  // namespace
}  // namespace retort::tools
