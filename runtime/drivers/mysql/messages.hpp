// SPDX-License-Identifier: Apache-2.0
// What goes to MySQL and MariaDB as text, and what their error numbers mean.
#pragma once

#include <mysql.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::mysql {

struct freer {
  void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using result_handle = std::unique_ptr<MYSQL_RES, freer>;
// What is left of the rows of a result that was stored.
[[nodiscard]] std::vector<row> rows_of(MYSQL_RES& result);

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html,
// https://mariadb.com/kb/en/mariadb-error-codes/
[[nodiscard]] error_kind kind_of(unsigned code) noexcept;

// A statement of ours with its parameters, @p1 for the first, as literals in their places: what the server is spared
// is a statement that sets the variables. Quoted names and texts in `sql` are left as they are.
[[nodiscard]] std::string filled(std::string_view sql, std::span<std::string const> parameters,
                                 words::vocabulary const& words);

// Whether the text is surely a statement that changes the schema and no variable of the session: what calls functions
// may do so, and what is not plain enough to tell.
[[nodiscard]] bool leaves_settings_alone(std::string_view sql);

}  // namespace retort::drivers::mysql
