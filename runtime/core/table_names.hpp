// SPDX-License-Identifier: Apache-2.0
// What the tables of the runtime are called where nobody says otherwise: the options, the flags and retort.toml agree
// on it here.
#pragma once

#include <string>

namespace retort::core {

inline constexpr char default_version_table[] = "retort_version";
inline constexpr char default_history_table[] = "retort_history";
inline constexpr char default_journal_table[] = "retort_journal";

[[nodiscard]] inline std::string table_or(std::string const& given, char const* otherwise) {
  return given.empty() ? otherwise : given;
}

}  // namespace retort::core
