// SPDX-License-Identifier: Apache-2.0
// Catalogue queries: one row, one column, 1 when the effect of a statement is there, 0 when it is not.
// https://www.sqlite.org/schematab.html, https://www.sqlite.org/pragma.html#pragfunc
#pragma once

#include <string>
#include <string_view>

namespace retort::dialects::sqlite::probes {

// Names as the catalogue has them: without quotes. `type` is "table", "index" or "view".
[[nodiscard]] std::string there(std::string_view type, std::string_view name);
[[nodiscard]] std::string gone(std::string_view type, std::string_view name);
// The object was made by this very text, which begins with "create <type> ".
[[nodiscard]] std::string made_by(std::string_view type, std::string_view name, std::string_view text);
[[nodiscard]] std::string renamed(std::string_view from, std::string_view to);

// `type` as it was declared.
[[nodiscard]] std::string column(std::string_view table, std::string_view column, std::string_view type, bool not_null);
// … with a foreign key to `referenced`.
[[nodiscard]] std::string column_referring(std::string_view table, std::string_view column, std::string_view type,
                                           std::string_view referenced);
[[nodiscard]] std::string no_column(std::string_view table, std::string_view column);
[[nodiscard]] std::string column_renamed(std::string_view table, std::string_view from, std::string_view to);

}  // namespace retort::dialects::sqlite::probes
