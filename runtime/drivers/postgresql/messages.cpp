// SPDX-License-Identifier: Apache-2.0
// Errors of libpq, and its pipeline mode.
#include "runtime/drivers/postgresql/messages.hpp"

#include <algorithm>
#include <cctype>
#include <exception>
#include <optional>

namespace retort::drivers::postgresql {
namespace {

struct cancel_freer {
  void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
};

// Whatever it was doing, the connection takes messages one by one again.
class pipeline {
 public:
  explicit pipeline(PGconn* connection) : connection_(connection) {
    if (PQenterPipelineMode(connection_) != 1) throw error_of(connection_, nullptr);
  }
  ~pipeline() { PQexitPipelineMode(connection_); }
  pipeline(pipeline const&) = delete;
  pipeline& operator=(pipeline const&) = delete;

 private:
  PGconn* connection_;
};

void cancel_what_runs(PGconn* connection) {
  std::unique_ptr<PGcancel, cancel_freer> const handle(PQgetCancel(connection));
  char ignored[256];
  if (handle) PQcancel(handle.get(), ignored, sizeof ignored);
}

}  // namespace

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

error_kind kind_of(std::string_view sqlstate) {
  if (sqlstate == "42P01") return error_kind::missing_table;
  if (sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "40001") return error_kind::lock;
  if (sqlstate == "57014") return error_kind::statement_timeout;
  if (sqlstate.starts_with("08") || sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03")
    return error_kind::connection;
  return error_kind::other;
}

database_error error_of(PGconn* connection, PGresult const* result) {
  auto const field = [&](int code) {
    char const* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return std::string(text == nullptr ? "" : text);
  };
  std::string words = field(PG_DIAG_MESSAGE_PRIMARY);
  auto const sqlstate = field(PG_DIAG_SQLSTATE);
  bool const lost = PQstatus(connection) != CONNECTION_OK;
  if (words.empty()) {
    // libpq's own, which it sets in lines.
    words = trimmed(PQerrorMessage(connection));
    std::erase(words, '\t');
    std::replace(words.begin(), words.end(), '\n', ' ');
  }
  if (auto const detail = field(PG_DIAG_MESSAGE_DETAIL); !detail.empty()) words += "; " + detail;
  if (auto const hint = field(PG_DIAG_MESSAGE_HINT); !hint.empty()) words += "; hint: " + hint;
  constexpr std::string_view no_number = "22P02";
  if (sqlstate == no_number && words.find(not_one_row) != std::string::npos)
    return {words, error_kind::not_one_row, sqlstate, 0};
  return {words, lost ? error_kind::connection : kind_of(sqlstate), sqlstate, 0};
}

bool is_plain(std::string_view sql) {
  if (sql.size() > most_bytes_ahead || sql.find(';') != std::string_view::npos) return false;
  auto const end = std::find_if(sql.begin(), sql.end(), [](char c) { return c < 'A' || c > 'z'; });
  std::string word(sql.begin(), end);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  constexpr std::string_view known[] = {"alter", "comment", "create", "delete", "drop", "insert", "update"};
  return std::find(std::begin(known), std::end(known), word) != std::end(known);
}

std::string send_together(PGconn* connection, std::span<command const> commands,
                          std::function<void(std::size_t)> const& answered) {
  std::string tag;
  std::optional<database_error> refused;
  std::exception_ptr thrown;
  {
    pipeline const together(connection);
    std::size_t sent = 0;
    for (auto const& one : commands) {
      std::vector<char const*> values;
      values.reserve(one.parameters.size());
      for (auto const& value : one.parameters) values.push_back(value.c_str());
      if (PQsendQueryParams(connection, one.sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                            nullptr, nullptr, 0) != 1 ||
          PQsendFlushRequest(connection) != 1)
        break;
      ++sent;
    }
    if (sent < commands.size() || PQpipelineSync(connection) != 1) throw error_of(connection, nullptr);
    // A result of each with a null behind it, and then that of the synchronisation.
    for (std::size_t i = 0; i <= commands.size();) {
      result_handle const result(PQgetResult(connection));
      if (!result) {
        if (PQstatus(connection) != CONNECTION_OK) break;
        ++i;
        continue;
      }
      auto const status = PQresultStatus(result.get());
      if (status == PGRES_PIPELINE_SYNC) break;
      if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
        tag = PQcmdStatus(result.get());
        if (thrown != nullptr || !answered) continue;
        try {
          answered(i);
        } catch (...) {
          thrown = std::current_exception();
          cancel_what_runs(connection);
        }
      } else if (status != PGRES_PIPELINE_ABORTED && !refused) {
        refused.emplace(error_of(connection, result.get()));
      }
    }
    if (!refused && PQstatus(connection) != CONNECTION_OK) refused.emplace(error_of(connection, nullptr));
  }
  if (thrown != nullptr) std::rethrow_exception(thrown);
  if (refused) throw database_error(*refused);
  return tag;
}

std::size_t bytes_of(std::span<command const> commands) {
  std::size_t out = 0;
  for (auto const& one : commands) {
    out += one.sql.size() + bytes_around;
    for (auto const& value : one.parameters) out += value.size() + bytes_around;
  }
  return out;
}

std::string send_all(PGconn* connection, std::span<command const> commands) {
  std::string tag;
  while (!commands.empty()) {
    std::size_t count = 1;
    while (count < commands.size() && bytes_of(commands.first(count + 1)) <= most_bytes_ahead) ++count;
    tag = send_together(connection, commands.first(count));
    commands = commands.subspan(count);
  }
  return tag;
}

}  // namespace retort::drivers::postgresql
