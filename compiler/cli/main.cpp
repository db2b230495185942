// SPDX-License-Identifier: Apache-2.0
// The program `retort`: the process around cli::run().
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
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

// A long history touches a hundred megabytes, and each page of it costs the system more time than we spend on its
// contents: so memory is taken in large steps, in large pages where the system has them, and kept. A system that does
// not do as asked is only slower. mallopt(3), madvise(2).
void keep_memory() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t much = std::size_t{256} << 20U;
  mallopt(M_MMAP_THRESHOLD, 2 * static_cast<int>(much));
  mallopt(M_TRIM_THRESHOLD, 2 * static_cast<int>(much));
  mallopt(M_TOP_PAD, static_cast<int>(much) / 4);
  mallopt(M_MXFAST, 0);  // small blocks set aside would all be joined again whenever somebody wants a large one
  void* block = std::malloc(much);  // address space only: no page of it is touched
  constexpr std::size_t page = std::size_t{2} << 20U;
  std::size_t room = much;
  void* aligned = block;
  if (block != nullptr && std::align(page, much - 2 * page, aligned, room) != nullptr)
    madvise(aligned, much - 2 * page, MADV_HUGEPAGE);
  std::free(block);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  std::ios::sync_with_stdio(false);
  std::vector<std::string> const words(argv + (argc > 0 ? 1 : 0), argv + argc);
  int const code = retort::cli::run(words, {std::cin, std::cout, std::cerr, colours_are_wanted(), somebody_is_there()});
  if (std::cout.flush()) return code;
  std::cerr << "retort: error: the standard output cannot be written\n";
  return code == retort::cli::done ? retort::cli::environment : code;
}
