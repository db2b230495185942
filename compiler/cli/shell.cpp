// SPDX-License-Identifier: Apache-2.0
// With system(): the command lines are written by hand, with pipes and variables. Nobody has tried the lines for
// Windows.
#include "compiler/cli/shell.hpp"

#include <cstdlib>
#ifndef _WIN32
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace retort::cli {

std::string posix_word(std::string_view text) {
  std::string out = "'";
  for (char const c : text) out += c == '\'' ? std::string_view(R"('\'')") : std::string_view(&c, 1);
  return out + "'";
}

#ifdef _WIN32
// No file of Windows has a quotation mark in its name.
std::string shell_word(std::filesystem::path const& path) { return '"' + path.string() + '"'; }

int run_shell(std::string const& command) { return std::system(command.c_str()); }

bool is_own_file(std::filesystem::path const&) { return true; }
#else
std::string shell_word(std::filesystem::path const& path) {
  // A word that begins with '-' would be a flag of the program that gets it.
  std::string const text = path.string();
  return posix_word(text.starts_with('-') ? "./" + text : text);
}

int run_shell(std::string const& command) {
  int const status = std::system(command.c_str());
  if (status == -1) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool is_own_file(std::filesystem::path const& file) {
  struct stat about {};
  return stat(file.c_str(), &about) == 0 && (about.st_uid == geteuid() || about.st_uid == 0);
}
#endif

}  // namespace retort::cli
