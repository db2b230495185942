// SPDX-License-Identifier: Apache-2.0
// The program `retort`: the process around cli::run().
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "compiler/cli/run.hpp"

namespace {

bool err_is_terminal() {
#ifdef _WIN32
  return _isatty(2) != 0;
#else
  char const* const kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && (kind == nullptr || std::string(kind) != "dumb");
#endif
}

bool colours_are_wanted() {
  char const* const no_colour = std::getenv("NO_COLOR");  // no-color.org: any value but an empty one
  return (no_colour == nullptr || *no_colour == '\0') && err_is_terminal();
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::vector<std::string> const words(argv + (argc > 0 ? 1 : 0), argv + argc);
  int const code = retort::cli::run(words, {std::cin, std::cout, std::cerr, colours_are_wanted()});
  if (std::cout.flush()) return code;
  std::cerr << "retort: error: the standard output cannot be written\n";
  return code == retort::cli::done ? retort::cli::environment : code;
}
