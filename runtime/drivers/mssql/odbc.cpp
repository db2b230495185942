// SPDX-License-Identifier: Apache-2.0
// Statements of ODBC by their wide functions.
#include "runtime/drivers/mssql/odbc.hpp"

#include <sqlucode.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "runtime/drivers/mssql/mssql.hpp"

namespace retort::drivers::mssql {
namespace {

static_assert(sizeof(SQLWCHAR) == sizeof(char16_t), "unixODBC is built for UTF-16");

// Driver-specific, of Microsoft's driver and of FreeTDS alike: texts in braces are not the driver's.
// https://learn.microsoft.com/en-us/sql/odbc/reference/develop-app/escape-sequences-in-odbc
constexpr SQLULEN no_scan = SQL_NOSCAN_ON;

SQLWCHAR* wide(std::u16string& text) { return reinterpret_cast<SQLWCHAR*>(text.data()); }

class statement {
 public:
  explicit statement(SQLHDBC connection) {
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection, &handle_)))
      throw database_error("the connection takes no statements any more", error_kind::connection, "08003", 0);
  }
  ~statement() { SQLFreeHandle(SQL_HANDLE_STMT, handle_); }
  statement(statement const&) = delete;
  statement& operator=(statement const&) = delete;
  [[nodiscard]] SQLHSTMT get() const noexcept { return handle_; }

 private:
  SQLHSTMT handle_ = SQL_NULL_HSTMT;
};

struct diagnostic {
  std::string state, words;
  long native = 0;
};

// All that is recorded of the last call.
std::vector<diagnostic> diagnostics(SQLHSTMT handle) {
  std::vector<diagnostic> out;
  for (SQLSMALLINT number = 1;; ++number) {
    std::u16string state(6, u'\0'), words(1024, u'\0');
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    auto const ask = [&] {
      return SQLGetDiagRecW(SQL_HANDLE_STMT, handle, number, wide(state), &native, wide(words),
                            static_cast<SQLSMALLINT>(words.size()), &length);
    };
    if (!SQL_SUCCEEDED(ask())) return out;
    constexpr std::size_t most = std::numeric_limits<SQLSMALLINT>::max();
    if (auto const size = static_cast<std::size_t>(std::max<SQLSMALLINT>(length, 0)); size >= words.size()) {
      words.resize(std::min(size + 1, most));
      if (!SQL_SUCCEEDED(ask())) return out;
    }
    words.resize(std::min(words.size(), words.find(u'\0')));
    state.resize(5);
    out.push_back({to_utf8(state), without_senders(to_utf8(words)), native});
  }
}

// Collects errors, for the results behind one are still to be read.
class findings {
 public:
  findings(SQLHDBC connection, SQLHSTMT handle) : connection_(connection), handle_(handle) {}

  void add() {
    auto const found = diagnostics(handle_);
    // What only informs has the class 01, and may stand before the error.
    for (auto const& one : found)
      if (!one.state.starts_with("01")) add(one);
    if (!first_)
      add(found.empty() ? diagnostic{"HY000", "the driver tells of an error and has no words for it"} : found.front());
  }
  [[nodiscard]] bool any() const { return first_.has_value(); }
  void raise() const {
    if (!first_) return;
    auto const kind = is_dead(connection_) ? error_kind::connection : kind_of(first_->native, first_->state);
    throw database_error(words_, kind, first_->state, first_->native);
  }

 private:
  void add(diagnostic const& one) {
    if (!first_) first_ = one;
    // "Could not create constraint or index. See previous errors." goes with the first.
    if (words_.find(one.words) != std::string::npos) return;
    constexpr std::size_t enough = 4000;
    if (words_.size() < enough) words_ += (words_.empty() ? "" : "; ") + one.words;
  }

  SQLHDBC connection_;
  SQLHSTMT handle_;
  std::optional<diagnostic> first_;
  std::string words_;
};

// A cell, piece by piece: how long it is drivers tell, or do not.
// https://learn.microsoft.com/en-us/sql/odbc/reference/syntax/sqlgetdata-function
std::optional<std::string> cell(SQLHSTMT handle, SQLUSMALLINT column, findings& errors) {
  std::u16string out, piece(4096, u'\0');
  for (;;) {
    SQLLEN left = 0;
    auto const code = SQLGetData(handle, column, SQL_C_WCHAR, wide(piece),
                                 static_cast<SQLLEN>(piece.size() * sizeof(char16_t)), &left);
    if (code == SQL_NO_DATA) return to_utf8(out);
    if (!SQL_SUCCEEDED(code)) {
      errors.add();
      return std::nullopt;
    }
    if (left == SQL_NULL_DATA) return std::nullopt;
    // A full buffer ends in a NUL; `left` counts the bytes from this piece on, where it is known.
    auto const room = piece.size() - 1;
    bool const whole = left != SQL_NO_TOTAL && static_cast<std::size_t>(left) <= room * sizeof(char16_t);
    out.append(piece, 0, whole ? static_cast<std::size_t>(left) / sizeof(char16_t) : room);
    if (whole) return to_utf8(out);
  }
}

void read_rows(SQLHSTMT handle, SQLSMALLINT columns, std::vector<row>& rows, findings& errors) {
  for (;;) {
    auto const code = SQLFetch(handle);
    if (code == SQL_NO_DATA) return;
    if (!SQL_SUCCEEDED(code)) {
      errors.add();
      return;
    }
    row& added = rows.emplace_back();
    for (SQLSMALLINT c = 1; c <= columns; ++c) {
      added.push_back(cell(handle, static_cast<SQLUSMALLINT>(c), errors));
      if (errors.any()) return;
    }
  }
}

}  // namespace

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const lead = static_cast<unsigned char>(text[at]);
    std::size_t const length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    char32_t code = length < 2 ? lead : lead & (0x7FU >> length);
    bool right = length > 0 && at + length <= text.size();
    for (std::size_t i = 1; right && i < length; ++i) {
      auto const next = static_cast<unsigned char>(text[at + i]);
      right = (next & 0xC0U) == 0x80U;
      code = (code << 6U) | (next & 0x3FU);
    }
    bool const too_long = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (!right || too_long || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) {
      out += u'\uFFFD';
      ++at;
      continue;
    }
    at += length;
    if (code < 0x10000) {
      out += static_cast<char16_t>(code);
    } else {
      out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10U));
      out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

std::string to_utf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t code = text[i];
    if (code >= 0xD800 && code < 0xE000) {
      bool const pair = code < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
      code = pair ? 0x10000 + ((code - 0xD800) << 10U) + (text[++i] - 0xDC00U) : U'\uFFFD';
    }
    auto const tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0U | (code >> 6U));
      tail(0);
    } else if (code < 0x10000) {
      out += static_cast<char>(0xE0U | (code >> 12U));
      tail(6);
      tail(0);
    } else {
      out += static_cast<char>(0xF0U | (code >> 18U));
      tail(12);
      tail(6);
      tail(0);
    }
  }
  return out;
}

std::optional<std::string> to_latin1(std::string_view text) {
  std::string out;
  for (char16_t const c : to_utf16(text)) {
    if (c > 0xFF) return std::nullopt;
    out += static_cast<char>(c);
  }
  return out;
}
std::string from_latin1(std::string_view text) {
  std::u16string out;
  for (char const c : text) out += static_cast<char16_t>(static_cast<unsigned char>(c));
  return to_utf8(out);
}

answer send(SQLHDBC connection, std::string_view text, std::chrono::milliseconds time, std::size_t* done) {
  statement const made(connection);
  auto* const handle = made.get();
  SQLSetStmtAttr(handle, SQL_ATTR_NOSCAN, reinterpret_cast<SQLPOINTER>(no_scan), SQL_IS_UINTEGER);
  auto const seconds = static_cast<SQLULEN>((time.count() + 999) / 1000);
  SQLSetStmtAttr(handle, SQL_ATTR_QUERY_TIMEOUT, reinterpret_cast<SQLPOINTER>(seconds), SQL_IS_UINTEGER);
  auto wide_text = to_utf16(text);
  findings errors(connection, handle);
  answer out;
  auto code = SQLExecDirectW(handle, wide(wide_text), static_cast<SQLINTEGER>(wide_text.size()));
  // A driver that cannot go on any more says so again and again.
  constexpr int most_failures = 100;
  int failures = 0;
  // A change of no rows is SQL_NO_DATA, and no end.
  // https://learn.microsoft.com/en-us/sql/odbc/reference/syntax/sqlexecdirect-function
  if (code == SQL_NO_DATA) code = SQL_SUCCESS;
  while (code != SQL_NO_DATA) {
    if (SQL_SUCCEEDED(code)) {
      SQLSMALLINT columns = 0;
      SQLNumResultCols(handle, &columns);
      SQLLEN affected = -1;
      if (columns > 0) {
        out.rows.clear();
        read_rows(handle, columns, out.rows, errors);
      } else if (SQLRowCount(handle, &affected); affected >= 0) {
        out.affected = static_cast<std::uint64_t>(affected);
      }
      if (done != nullptr && !errors.any()) ++*done;
    } else {
      errors.add();
      if (is_dead(connection) || ++failures == most_failures) break;
    }
    code = SQLMoreResults(handle);
  }
  errors.raise();
  return out;
}

std::string without_senders(std::string words) {
  while (words.starts_with('[')) {
    auto const end = words.find(']');
    if (end == std::string::npos) break;
    words.erase(0, end + 1);
  }
  words.erase(0, std::min(words.find_first_not_of(" \n\r\t"), words.size()));
  std::erase(words, '\r');
  std::replace(words.begin(), words.end(), '\n', ' ');
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

// https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors
error_kind kind_of(long native_code, std::string_view sqlstate) {
  switch (native_code) {
    case 208:  // invalid object name
      return error_kind::missing_table;
    case 1204:   // the server has no lock to give
    case 1205:   // deadlock
    case 1222:   // lock_timeout
    case 3960:   // a row has changed since the snapshot
    case 41302:  // the same, of tables in memory
    case 41305:
    case 41325:
      return error_kind::lock;
    case 596:    // the session is being killed
    case 6005:   // the server shuts down
    case 10928:  // Azure: limits of the database
    case 10929:
    case 40197:  // Azure: the database moves
    case 40501:  // Azure: the service is busy
    case 40613:  // Azure: the database is not there at the moment
      return error_kind::connection;
    default:
      break;
  }
  if (sqlstate == "HYT00" || sqlstate == "S1T00") return error_kind::statement_timeout;
  if (sqlstate.starts_with("08") || sqlstate == "HYT01") return error_kind::connection;
  return error_kind::other;
}

bool is_dead(SQLHDBC connection) {
  SQLUINTEGER dead = SQL_CD_FALSE;
  return SQL_SUCCEEDED(SQLGetConnectAttr(connection, SQL_ATTR_CONNECTION_DEAD, &dead, SQL_IS_UINTEGER, nullptr)) &&
         dead == SQL_CD_TRUE;
}

}  // namespace retort::drivers::mssql
