// SPDX-License-Identifier: Apache-2.0
// What clang-format, clang-tidy and the compiler say of the sources. A program that is missing is a failure: a check
// that was not made has not passed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/tools/repository.hpp"

namespace retort::tools {
namespace {

TEST(ClangFormat, HasNothingToChange) {
  ASSERT_NE(run("clang-format-14 --version").code, 127) << "clang-format-14 is not installed";
  std::string command = "clang-format-14 --dry-run -Werror";
  for (auto const& file : files_below(source_root(), {"compiler", "runtime", "tests"}, {".hpp", ".cpp"}))
    command += " " + file;
  auto const result = run(command);
  EXPECT_EQ(result.code, 0) << result.output;
}

// What nobody builds every day breaks unseen. With the compiler of this build: clang++ need not be there.
TEST(Presets, CanBeConfigured) {
  auto const folder = std::filesystem::temp_directory_path() / ("retort_presets_" + std::to_string(getpid()));
  for (std::string const preset : {"release", "asan", "tsan", "clang"}) {
    auto const result = run("cd '" + source_root().string() + "' && cmake --preset " + preset + " -B '" +
                            folder.string() + "/" + preset + "' -DCMAKE_CXX_COMPILER='" + RETORT_CXX + "'");
    EXPECT_EQ(result.code, 0) << preset << ":\n" << result.output;
  }
  std::filesystem::remove_all(folder);
}

// The compiler on a file that is empty but for what `-include` puts there: a header that takes something for granted
// does not find it. The name of the header is what follows.
std::string compile_alone() {
  std::string command = RETORT_CXX;
  command += " -std=c++20 -fsyntax-only -Wall -Wextra";
  std::string const includes = RETORT_INCLUDES;
  for (std::size_t begin = 0; begin < includes.size();) {
    auto const end = std::min(includes.find(':', begin), includes.size());
    command += " -I '" + includes.substr(begin, end - begin) + "'";
    begin = end + 1;
  }
  return command + " -x c++ /dev/null -include";
}

TEST(Headers, CompileAlone) {
  std::vector<std::string> headers;
  for (auto const& file : files_below(source_root(), {"compiler", "runtime"}, {".hpp"}))
    if (file.rfind("compiler/syntax/grammar/", 0) != 0)  // with X3 in it each takes ten seconds
      headers.push_back(file);
  auto const result = run_on_each(compile_alone(), headers);
  EXPECT_EQ(result.code, 0) << result.output;
}

// The first file of every folder: all of them take a quarter of an hour. The rest is looked at by hand
// (docs/hacking.md has the command).
std::vector<std::string> one_of_each_folder() {
  std::set<std::string> seen;
  std::vector<std::string> out;
  for (auto const& file : files_below(source_root(), {"compiler", "runtime"}, {".cpp"}))
    if (seen.insert(std::filesystem::path(file).parent_path().string()).second) out.push_back(file);
  return out;
}

TEST(ClangTidy, HasNothingToSayOfOneFileInEachFolder) {
  ASSERT_NE(run("clang-tidy-14 --version").code, 127) << "clang-tidy-14 is not installed";
  // It reads how each file is compiled, and understands no precompiled header of g++.
  auto const folder = std::filesystem::temp_directory_path() / ("retort_tidy_" + std::to_string(getpid()));
  auto const configured = run("cd '" + source_root().string() + "' && cmake --preset dev -B '" + folder.string() +
                              "' -DCMAKE_CXX_COMPILER='" + RETORT_CXX + "' -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON");
  ASSERT_EQ(configured.code, 0) << configured.output;
  // Version 14 takes the `= default` of an operator<=> for a null pointer.
  auto const result =
      run_on_each("clang-tidy-14 --quiet --checks=-modernize-use-nullptr --extra-arg=-Wno-unknown-warning-option -p '" +
                      folder.string() + "'",
                  one_of_each_folder());
  EXPECT_EQ(result.code, 0) << result.output;
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace retort::tools
