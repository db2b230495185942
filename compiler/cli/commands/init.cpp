// SPDX-License-Identifier: Apache-2.0
// retort init: a directory for revisions with a retort.toml, and the words that take it into a build.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/config.hpp"
#include "retort/dialect.hpp"

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

std::vector<std::string> dialects_for(Arguments const& arguments) {
  if (arguments.dialects.empty()) return {"sqlite"};
  std::vector<std::string> known, out;
  for (auto const d : {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb, dialect::mssql})
    known.emplace_back(to_string(d));
  for (auto const& name : arguments.dialects) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw UsageError(fmt::format("there is no dialect '{}'{}", name, did_you_mean(name, known)));
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

}  // namespace

int init(Arguments const& arguments, Console const& console) {
  fs::path const directory = arguments.operands.empty() ? "migrations" : arguments.operands.front();
  auto const name = name_for(arguments, directory);
  auto const dialects = dialects_for(arguments);
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
