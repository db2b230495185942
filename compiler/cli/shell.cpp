// SPDX-License-Identifier: Apache-2.0
// With system(): of the programs that Retort starts the user wrote the command line, with pipes and variables.
#include "compiler/cli/shell.hpp"

#include <cstdlib>
#include <string_view>
#ifndef _WIN32
#include <sys/wait.h>
#endif

namespace retort::cli {

#ifdef _WIN32
// No file of Windows has a quotation mark in its name.
std::string shell_word(std::filesystem::path const& path) { return '"' + path.string() + '"'; }

int run_shell(std::string const& command) { return std::system(command.c_str()); }
#else
std::string shell_word(std::filesystem::path const& path) {
  // A word that begins with '-' would be a flag of the program that gets it.
  std::string const text = path.string();
  std::string out = text.starts_with('-') ? "'./" : "'";
  for (char const c : text) out += c == '\'' ? std::string_view(R"('\'')") : std::string_view(&c, 1);
  return out + "'";
}

int run_shell(std::string const& command) {
  int const status = std::system(command.c_str());
  if (status == -1) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
#endif

}  // namespace retort::cli
