// SPDX-License-Identifier: Apache-2.0
// The databases a bundle can be made for.
#pragma once

#include <optional>
#include <string_view>

namespace retort {

enum class dialect { sqlite, postgresql, mysql, mariadb, mssql };

// "sqlite", "postgresql", "mysql", "mariadb", "mssql": the name on command lines, in files and in URLs.
[[nodiscard]] std::string_view to_string(dialect d) noexcept;
[[nodiscard]] std::optional<dialect> parse_dialect(std::string_view name) noexcept;

}  // namespace retort
