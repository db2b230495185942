// SPDX-License-Identifier: Apache-2.0
// retort init: a directory for revisions with a retort.toml, and the words that take it into a build.
#include <fmt/format.h>

#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/config.hpp"
#include "compiler/cli/workspace.hpp"

namespace retort::cli {

namespace {

namespace fs = std::filesystem;

// Of the history: as given, or that of the directory around it, as far as it can be one.
std::string name_for(Arguments const& arguments, fs::path const& directory) {
  if (arguments.name) {
    if (is_history_name(*arguments.name)) return *arguments.name;
    throw UsageError(fmt::format("the name '{}' cannot be part of the name of a file", *arguments.name));
  }
  std::error_code ignored;
  auto const around = fs::absolute(directory, ignored).lexically_normal();
  auto name = (around.has_filename() ? around : around.parent_path()).parent_path().filename().string();
  for (char& c : name)
    if (!is_history_name(std::string("a") + c)) c = '_';
  return is_history_name(name) ? name : "app";
}

}  // namespace

int init(Arguments const& arguments, Console const& console) {
  fs::path const directory = arguments.operands.empty() ? "migrations" : arguments.operands.front();
  auto const name = name_for(arguments, directory);
  std::vector<std::string_view> dialects;
  for (auto const wanted : parse_dialects(arguments.dialects)) dialects.push_back(to_string(wanted));
  if (dialects.empty()) dialects.push_back(to_string(dialect::sqlite));
  fs::path const file = directory / "retort.toml";
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored)))
    throw FileError(fmt::format("there is a history already: '{}'", file.generic_string()));
  write_if_changed({{file, fmt::format("name = \"{}\"\ndialects = [\"{}\"]\n", name, fmt::join(dialects, "\", \""))}});

  auto const shown = printable(directory.generic_string());
  console.out << fmt::format(
      "wrote {0}/retort.toml\n\n"
      "In CMakeLists.txt:\n\n"
      "  find_package(Retort REQUIRED)\n"
      "  add_migrations({1}_migrations DIRECTORY {0} DIALECTS {2} EXECUTABLE {1}-migrate)\n"
      "  target_link_libraries({1} PRIVATE {1}_migrations)\n\n"
      "The first revision:\n\n"
      "  retort new{3} --message 'What it does'\n",
      shown, name, fmt::join(dialects, " "), directory == "migrations" ? "" : " --dir " + shown);
  return done;
}

}  // namespace retort::cli
