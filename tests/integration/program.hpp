// SPDX-License-Identifier: Apache-2.0
// retort-migrate in the process of the test: words in, what it prints and its exit code out.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include <retort/migrate_main.hpp>

namespace retort::testing {

struct outcome {
  int code = -1;
  std::string out, err;
};

// Without capturing what it prints.
inline int run_main(std::vector<std::string> words, std::span<embedded_history const> histories = {},
                    std::span<call_entry const> calls = {}) {
  words.insert(words.begin(), "retort-migrate");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  return migrate_main(static_cast<int>(argv.size()), argv.data(), histories, calls);
}

inline outcome program(std::vector<std::string> words, std::span<embedded_history const> histories = {},
                       std::span<call_entry const> calls = {}) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  outcome result;
  result.code = run_main(std::move(words), histories, calls);
  result.out = ::testing::internal::GetCapturedStdout();
  result.err = ::testing::internal::GetCapturedStderr();
  return result;
}

}  // namespace retort::testing
