// SPDX-License-Identifier: Apache-2.0
// Reads the switches, and is the main program of the random tests.
#include "tests/property/options.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

namespace retort::test {

namespace {

struct Options {
  std::optional<std::uint64_t> seed, cases;
};
Options& given() {
  static Options one;
  return one;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t out = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

[[noreturn]] void refuse(std::string_view name, std::string_view value) {
  std::cerr << name << " wants a number, not '" << value << "'\n";
  std::exit(2);
}

void read_environment(char const* name, std::optional<std::uint64_t>& into) {
  char const* const value = std::getenv(name);
  if (value == nullptr || into) return;
  into = whole_number(value);
  if (!into) refuse(name, value);
}

}  // namespace

void read_options(int& argc, char** argv) {
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    std::string_view const argument = argv[i];
    auto const name = argument.substr(0, argument.find('='));
    if (name != "--seed" && name != "--cases") {
      argv[kept++] = argv[i];
      continue;
    }
    std::string_view value;
    if (name.size() < argument.size()) {
      value = argument.substr(name.size() + 1);
    } else if (i + 1 < argc) {
      value = argv[++i];
    }
    auto const number = whole_number(value);
    if (!number) refuse(name, value);
    (name == "--seed" ? given().seed : given().cases) = number;
  }
  argc = kept;
  read_environment("RETORT_SEED", given().seed);
  read_environment("RETORT_CASES", given().cases);
}

std::uint64_t first_seed() { return given().seed.value_or(1); }
std::uint64_t case_count(std::uint64_t otherwise) { return given().cases.value_or(otherwise); }

std::string repeat_command(std::uint64_t seed) {
  std::string filter;
  if (auto const* test = testing::UnitTest::GetInstance()->current_test_info(); test != nullptr) {
    std::string name = test->name();
    // The number of a case among those of its test is another one when the seed is.
    if (auto const number = name.find('/'); number != std::string::npos) name = name.substr(0, number) + "/*";
    filter = " --gtest_filter='" + std::string(test->test_suite_name()) + '.' + name + '\'';
  }
  return "build/dev/bin/property" + filter + " --seed " + std::to_string(seed) + " --cases 1";
}

}  // namespace retort::test

int main(int argc, char** argv) {
  retort::test::read_options(argc, argv);  // before gtest asks the tests for their parameters
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
