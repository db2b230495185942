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

#if defined(RETORT_MIMALLOC) && defined(__ELF__)
#define RETORT_LARGE_PAGES 1
#include <mimalloc.h>
#endif

#include "compiler/cli/run.hpp"
#include "runtime/core/secrets.hpp"

namespace {

bool err_is_terminal() {
#ifdef _WIN32
  return _isatty(2) != 0;
#else
  char const* const kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && (kind == nullptr || std::string(kind) != "dumb");
#endif
}

bool somebody_is_there() {
#ifdef _WIN32
  return _isatty(0) != 0 && _isatty(2) != 0;
#else
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
#endif
}

bool colours_are_wanted() {
  char const* const no_colour = std::getenv("NO_COLOR");  // no-color.org: any value but an empty one
  return (no_colour == nullptr || *no_colour == '\0') && err_is_terminal();
}

#ifdef RETORT_LARGE_PAGES
// A long history touches hundreds of megabytes, and each small page of them costs the system more time than we spend on
// its contents: so memory is taken in large pages where the system has them, from a thread's first block on
// (mimalloc.h). That has to be said before anything is allocated, and the libraries' constructors allocate: functions
// in this section run before these (System V ABI, "Initialization and Termination Functions").
void take_large_pages() {
  mi_option_enable(mi_option_large_os_pages);
  mi_option_set(mi_option_eager_commit_delay, 0);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const before_constructors)() = take_large_pages;
#endif

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::vector<std::string> const words(argv + (argc > 0 ? 1 : 0), argv + argc);
  retort::core::cover_passwords(argc, argv);
  int const code = retort::cli::run(words, {std::cin, std::cout, std::cerr, colours_are_wanted(), somebody_is_there()});
  if (std::cout.flush()) return code;
  std::cerr << "retort: error: the standard output cannot be written\n";
  return code == retort::cli::done ? retort::cli::environment : code;
}
