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

// A release, by the first number of its version and by its year, which is what users call it.
// https://learn.microsoft.com/en-us/troubleshoot/sql/releases/download-and-install-latest-updates
struct mssql_release {
  long number;
  std::string_view year;
};
inline constexpr mssql_release mssql_releases[] = {{9, "2005"},  {10, "2008"}, {11, "2012"}, {12, "2014"}, {13, "2016"},
                                                   {14, "2017"}, {15, "2019"}, {16, "2022"}, {17, "2025"}};
inline constexpr mssql_release mssql_oldest = mssql_releases[4];  // that bundles are made for
static_assert(mssql_oldest.year == "2016");
// Editions of the engine whose number of the version says nothing: Azure SQL Database and Managed Instance.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
inline constexpr long mssql_azure_editions[] = {5, 8};

// Sets all of them: statements.
[[nodiscard]] std::string mssql_session();

}  // namespace retort::words
