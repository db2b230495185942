// SPDX-License-Identifier: Apache-2.0
// From an exception to an exit code and a sentence, in one place for one database and for many.
#pragma once

#include <exception>
#include <string>

namespace retort::cli {

// The exit codes of the programs, beside 0. The graver of two is the greater one.
inline constexpr int the_answer_is_no = 1;
inline constexpr int wrong_usage = 2;
inline constexpr int environment = 3;
inline constexpr int the_database_refused = 4;
inline constexpr int a_defect = 70;

struct failure {
  int code = 0;
  std::string sentence;
};

// `thrown` must not be null. What is no exception of ours, nor one of the system, is a defect.
[[nodiscard]] failure describe(std::exception_ptr const& thrown);

}  // namespace retort::cli
