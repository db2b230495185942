// SPDX-License-Identifier: Apache-2.0
// Running, comparing and blessing.
#include "tests/golden/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "compiler/cli/run.hpp"

namespace retort::golden {

namespace fs = std::filesystem;

fs::path source_root() { return RETORT_SOURCE_DIR; }

std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(fs::path const& file, std::string const& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> folders_in(fs::path const& directory) {
  std::vector<fs::path> out;
  for (auto const& entry : fs::directory_iterator(directory))
    if (entry.is_directory()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

Result run_in(fs::path const& directory, std::vector<std::string> const& args) {
  fs::path const before = fs::current_path();
  fs::current_path(directory);
  std::ostringstream out;
  std::ostringstream err;
  Result result;
  result.code = cli::run(args, out, err);
  fs::current_path(before);
  result.out = out.str();
  result.err = err.str();
  return result;
}

std::string to_string(Finding const& finding) {
  return finding.file + ":" + std::to_string(finding.line) + " " + finding.code;
}

std::multiset<Finding> findings_of(std::string const& json) {
  std::multiset<Finding> out;
  if (json.empty()) return out;
  auto const parsed = nlohmann::json::parse(json);  // the list does not own what it is made of
  for (auto const& d : parsed.at("diagnostics")) out.insert({d.at("file"), d.at("line"), d.at("code")});
  return out;
}

std::vector<std::string> check_arguments(fs::path const& directory) {
  std::vector<std::string> args{"check"};
  std::istringstream words(read(directory / "args"));
  std::vector<std::string> extra{std::istream_iterator<std::string>(words), {}};
  bool const named =
      std::any_of(extra.begin(), extra.end(), [](std::string const& w) { return w.starts_with("--dialect"); });
  if (!named && !fs::exists(directory / "retort.toml")) args.insert(args.end(), {"--dialect", "sqlite"});
  args.insert(args.end(), extra.begin(), extra.end());
  args.emplace_back(".");
  return args;
}

std::string unified_diff(std::string const& expected, std::string const& actual) {
  auto const a = lines_of(expected);
  auto const b = lines_of(actual);
  // common[i][j]: the longest common subsequence of a from i and b from j.
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::vector<std::string> lines;
  std::vector<bool> changed;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back("  " + a[i++]);
      ++j;
      changed.push_back(false);
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back("- " + a[i++]);
      changed.push_back(true);
    } else {
      lines.push_back("+ " + b[j++]);
      changed.push_back(true);
    }
  }
  std::string out = "--- expected\n+++ actual\n";
  bool gap = false, begun = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto const from = i < 3 ? 0 : i - 3;
    auto const to = std::min(lines.size(), i + 4);
    bool near = false;
    for (std::size_t k = from; k < to; ++k) near = near || changed[k];
    if (near && gap && begun) out += "  ...\n";
    gap = !near;
    begun = begun || near;
    if (near) out += lines[i] + "\n";
  }
  if (expected != actual && lines_of(expected) == lines_of(actual)) out += "  (they differ in line ends)\n";
  return out;
}

bool blessing() { return std::getenv("RETORT_BLESS") != nullptr; }

void expect_blessed(fs::path const& file, std::string const& actual) {
  if (blessing() && (!fs::exists(file) || read(file) != actual)) write(file, actual);
  ASSERT_TRUE(fs::exists(file)) << file << " is missing; RETORT_BLESS=1 ctest -R Golden writes it";
  if (auto const expected = read(file); expected != actual)
    ADD_FAILURE() << unified_diff(expected, actual) << "if the new text is right: RETORT_BLESS=1 ctest -R Golden";
}

}  // namespace retort::golden
