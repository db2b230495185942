// SPDX-License-Identifier: Apache-2.0
// A text to a server over ODBC, and all it answers: every result is read, since an error may come behind any of them.
// Texts go and come as UTF-16, which no driver takes for something else. In: UTF-8. Out: UTF-8, std::nullopt for null.
// https://learn.microsoft.com/en-us/sql/odbc/reference/syntax/odbc-api-reference
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::mssql {

// What is no UTF-8, or no UTF-16, becomes U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u16string_view text);

// What SOCI is given and gives goes through the functions of ODBC for narrow text, which unixODBC takes for Latin-1
// unless it is told otherwise by its configuration. nothing: it has a character beyond U+00FF.
[[nodiscard]] std::optional<std::string> to_latin1(std::string_view text);
[[nodiscard]] std::string from_latin1(std::string_view text);

struct answer {
  std::vector<row> rows;       // of the last result that has columns
  std::uint64_t affected = 0;  // by the last statement that says how many
};

// The whole text as one batch. `time`: the limit of each answer, in whole seconds for ODBC knows no parts; zero: none.
// `done`, if it is not nullptr, counts the results before an error. Throws database_error: the first error, with the
// words of those behind it.
answer send(SQLHDBC connection, std::string_view text, std::chrono::milliseconds time, std::size_t* done = nullptr);

// The words of the server without those of who passed them on: "[FreeTDS][SQL Server]".
[[nodiscard]] std::string without_senders(std::string words);
// What an error of the server, or a state of the driver, means.
[[nodiscard]] error_kind kind_of(long native_code, std::string_view sqlstate);
// Whether the driver knows that the connection is gone; asks nobody.
[[nodiscard]] bool is_dead(SQLHDBC connection);

}  // namespace retort::drivers::mssql
