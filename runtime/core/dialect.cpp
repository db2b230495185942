// SPDX-License-Identifier: Apache-2.0
// The names of the databases, to and fro: one table serves both directions. Knows no URL and no spelling but these.
// What a database can do is known elsewhere.
#include <array>
#include <utility>

#include <retort/dialect.hpp>

namespace retort {

namespace {

constexpr std::array<std::pair<dialect, std::string_view>, 5> names{{{dialect::sqlite, "sqlite"},
                                                                     {dialect::postgresql, "postgresql"},
                                                                     {dialect::mysql, "mysql"},
                                                                     {dialect::mariadb, "mariadb"},
                                                                     {dialect::mssql, "mssql"}}};

}  // namespace

std::string_view to_string(dialect d) noexcept {
  for (auto const& [value, name] : names)
    if (value == d) return name;
  return "unknown";  // no enumerator of the type
}

std::optional<dialect> parse_dialect(std::string_view name) noexcept {
  for (auto const& [value, known] : names)
    if (known == name) return value;
  return std::nullopt;
}

}  // namespace retort
