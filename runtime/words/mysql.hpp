// SPDX-License-Identifier: Apache-2.0
// What the statements of a bundle rely on in a session of MySQL or MariaDB, for the driver and for scripts.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace retort::words {

// Name and value; an empty value is a limit. https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html
struct mysql_setting {
  std::string_view name, value;
  enum class on { both, mysql, mariadb } server = on::both;
};
inline constexpr mysql_setting mysql_settings[] = {
    {"sql_mode",
     "'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_AUTO_VALUE_ON_ZERO,"
     "NO_ENGINE_SUBSTITUTION'",
     mysql_setting::on::mariadb},
    {"sql_mode",
     "'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_AUTO_VALUE_ON_ZERO,"
     "NO_ENGINE_SUBSTITUTION,TIME_TRUNCATE_FRACTIONAL'",
     mysql_setting::on::mysql},
    {"time_zone", "'+00:00'"},
    {"foreign_key_checks", "1"},
    {"unique_checks", "1"},
    {"check_constraint_checks", "1", mysql_setting::on::mariadb},
    {"autocommit", "1"},
    {"explicit_defaults_for_timestamp", "1"},
    {"sql_safe_updates", "0"},
    {"sql_select_limit", "18446744073709551615"},
    {"div_precision_increment", "30"},  // else a quotient has four digits more than what is divided
    {"lock_wait_timeout", ""},
    {"innodb_lock_wait_timeout", ""},
    {"max_statement_time", "", mysql_setting::on::mariadb},
    {"max_execution_time", "", mysql_setting::on::mysql},
    {"character_set_client", "utf8mb4"},
    {"character_set_results", "utf8mb4"},
    {"collation_connection", "utf8mb4_nopad_bin", mysql_setting::on::mariadb},
    {"collation_connection", "utf8mb4_0900_bin", mysql_setting::on::mysql}};

// The value of one of the limits; empty: as the session has it, which a time of zero stands for. Waits count in
// seconds, and a part of one is a whole one.
[[nodiscard]] std::string mysql_limit(std::string_view name, std::chrono::milliseconds lock,
                                      std::chrono::milliseconds statement);

}  // namespace retort::words
