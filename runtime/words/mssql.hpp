// SPDX-License-Identifier: Apache-2.0
// What the statements of a bundle rely on in a session of SQL Server, for the driver and for scripts.
#pragma once

#include <string>
#include <string_view>

namespace retort::words {

// `bit` is that of @@options; `on` what a session of ours has.
// https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/configure-the-user-options-server-configuration-option
struct mssql_setting {
  std::string_view name;
  long bit;
  bool on;
};
inline constexpr mssql_setting mssql_settings[] = {{"xact_abort", 16384, true},
                                                   {"ansi_nulls", 32, true},
                                                   {"ansi_padding", 16, true},
                                                   {"ansi_warnings", 8, true},
                                                   {"arithabort", 64, true},
                                                   {"concat_null_yields_null", 4096, true},
                                                   {"quoted_identifier", 256, true},
                                                   {"numeric_roundabort", 8192, false},
                                                   {"implicit_transactions", 2, false},
                                                   {"nocount", 512, false}};

// Sets all of them: statements.
[[nodiscard]] std::string mssql_session();

}  // namespace retort::words
