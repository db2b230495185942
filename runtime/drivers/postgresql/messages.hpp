// SPDX-License-Identifier: Apache-2.0
// What goes over a connection of libpq: results that free themselves, errors as the runtime has them, and several
// commands on their way at once.
#pragma once

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::postgresql {

struct clearer {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using result_handle = std::unique_ptr<PGresult, clearer>;

// Without the line breaks and blanks at its end.
[[nodiscard]] std::string trimmed(std::string text);
// By its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html
[[nodiscard]] error_kind kind_of(std::string_view sqlstate);
// No number: what stands in the error of post_for_one(), whatever language the server speaks.
constexpr std::string_view not_one_row = "rows that are not one: ";
// `result` may be nullptr: what the connection itself has to say.
[[nodiscard]] database_error error_of(PGconn* connection, PGresult const* result);

// One statement, with its parameters as text.
struct command {
  std::string sql;
  std::vector<std::string> parameters{};
};

// Whether the text is surely a single statement that neither begins nor ends a transaction and reads no input; what is
// not plain enough to tell is none.
[[nodiscard]] bool is_plain(std::string_view sql);

// So much may be on its way without an answer: it fits into what the sockets buffer, so that neither side waits for the
// other to read.
inline constexpr std::size_t most_bytes_ahead = 32U * 1024U;

// What the protocol adds to a text, at most.
inline constexpr std::size_t bytes_around = 64;
[[nodiscard]] std::size_t bytes_of(std::span<command const> commands);

// Sends all of them before it waits for an answer (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html);
// each is still a message of its own. `answered` is called with the place of each that succeeded, as its answer comes;
// what it throws cancels the rest and is passed on. Throws the first error; none of those behind it was run. The tag of
// the last one ("COMMIT"). Together they must be no more than most_bytes_ahead.
std::string send_together(PGconn* connection, std::span<command const> commands,
                          std::function<void(std::size_t)> const& answered = {});

// The same in as many goes as it takes, whatever their size.
std::string send_all(PGconn* connection, std::span<command const> commands);

}  // namespace retort::drivers::postgresql
