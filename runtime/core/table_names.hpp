// SPDX-License-Identifier: Apache-2.0
// What the tables of the runtime are called where nobody says otherwise: the options, the flags and retort.toml agree
// on it here.
#pragma once

#include <string>
#include <string_view>

namespace retort::core {

inline constexpr char default_version_table[] = "retort_version";
inline constexpr char default_history_table[] = "retort_history";
inline constexpr char default_journal_table[] = "retort_journal";

[[nodiscard]] inline std::string table_or(std::string const& given, char const* otherwise) {
  return given.empty() ? otherwise : given;
}

// The fourth table, which is made only when it is needed, goes by the version table: retort_version has retort_revision
// beside it, shop_version has shop_revision, and books has books_revision.
[[nodiscard]] inline std::string revision_table_of(std::string const& version_table) {
  constexpr std::string_view ending = "_version";
  auto const stem =
      version_table.ends_with(ending) ? version_table.substr(0, version_table.size() - ending.size()) : version_table;
  return stem + "_revision";
}

}  // namespace retort::core
