// SPDX-License-Identifier: Apache-2.0
// For the golden tests: runs of `retort` in this process, comparison with what was blessed, a diff of what differs.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace retort::golden {

[[nodiscard]] std::filesystem::path source_root();
[[nodiscard]] std::string read(std::filesystem::path const& file);
void write(std::filesystem::path const& file, std::string const& text);
[[nodiscard]] std::vector<std::string> lines_of(std::string const& text);
// The sub-directories of a directory, sorted by name.
[[nodiscard]] std::vector<std::filesystem::path> folders_in(std::filesystem::path const& directory);

struct Result {
  int code = 0;
  std::string out, err;
};
// `retort args…` with `directory` as the working directory.
[[nodiscard]] Result run_in(std::filesystem::path const& directory, std::vector<std::string> const& args);

// A diagnostic as a test sees it.
struct Finding {
  std::string file;
  int line = 0;
  std::string code;
  friend auto operator<=>(Finding const&, Finding const&) = default;
};
[[nodiscard]] std::string to_string(Finding const& finding);
// Those of the JSON that --diagnostics-format=json prints. An empty text holds none.
[[nodiscard]] std::multiset<Finding> findings_of(std::string const& json);

// The arguments of `retort check .` in a directory: with `--dialect sqlite` where nothing there names a database, and
// the words of the file `args`.
[[nodiscard]] std::vector<std::string> check_arguments(std::filesystem::path const& directory);

// Lines taken away with '-', lines added with '+', three lines around each change.
[[nodiscard]] std::string unified_diff(std::string const& expected, std::string const& actual);

// Whether RETORT_BLESS is set.
[[nodiscard]] bool blessing();
// Fails with a diff when `actual` is not what `file` holds; writes it there instead when blessing.
void expect_blessed(std::filesystem::path const& file, std::string const& actual);

}  // namespace retort::golden
