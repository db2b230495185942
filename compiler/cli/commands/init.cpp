// SPDX-License-Identifier: Apache-2.0
// retort init: a directory for revisions with a retort.toml, and the words that take it into a build.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/config.hpp"
#include "compiler/cli/shell.hpp"
#include "compiler/cli/workspace.hpp"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

// Needs no quotation marks in a shell, nor in CMake.
bool is_word(std::string const& path) {
  return !path.empty() && path.front() != '-' && std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '/';
  });
}

// That of the directory around it, as far as its letters are those of names.
std::string name_around(fs::path const& directory) {
  auto out = history_name_of(directory / "..", "app");
  bool const letters = (out[0] >= 'a' && out[0] <= 'z') || (out[0] >= 'A' && out[0] <= 'Z');
  return letters && out.find("__") == std::string::npos ? out : "app";
}

}  // namespace

int init(Arguments const& arguments, Console const& console) {
  fs::path const directory = arguments.operands.empty() ? "migrations" : arguments.operands.front();
  auto const name = arguments.name ? history_name(*arguments.name) : name_around(directory);
  std::vector<std::string_view> dialects;
  for (auto const wanted : parse_dialects(arguments.dialects)) dialects.push_back(to_string(wanted));
  if (dialects.empty()) dialects.push_back(to_string(dialect::sqlite));
  fs::path const file = directory / "retort.toml";
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored)))
    throw FileError(fmt::format("there is a history already: '{}'", file.generic_string()));
  write_if_changed({{file, fmt::format("name = \"{}\"\ndialects = [\"{}\"]\n", name, fmt::join(dialects, "\", \""))}});

  auto const shown = printable(directory.generic_string());
  auto const in_cmake = is_word(shown) ? shown : '"' + shown + '"';
  console.out << fmt::format(
      "wrote {0}/retort.toml\n\n"
      "In CMakeLists.txt:\n\n"
      "  find_package(Retort REQUIRED)\n"
      "  add_migrations({1}_migrations DIRECTORY {4} DIALECTS {2} EXECUTABLE {1}-migrate)\n"
      "  target_link_libraries({1} PRIVATE {1}_migrations)\n\n"
      "The first revision:\n\n"
      "  retort new{3} --message 'What it does'\n",
      shown, name, fmt::join(dialects, " "),
      directory == "migrations" ? "" : " --dir " + (is_word(shown) ? shown : posix_word(shown)), in_cmake);
  return done;
}

}  // namespace retort::cli
