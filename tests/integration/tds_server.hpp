// SPDX-License-Identifier: Apache-2.0
// A server that speaks the protocol of SQL Server, TDS 7.4 without encryption, and knows no SQL: it stands in for one
// where the driver's side of the protocol is tested. What a batch is answered with the test says.
// https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace retort::testing {

enum class tds_type { text, long_text, integer };  // nvarchar(4000), nvarchar(max), int

using tds_row = std::vector<std::optional<std::string>>;  // UTF-8; integers in digits

// What comes back for a batch, in this order.
class tds_answer {
 public:
  // A result with columns, and the end of its statement.
  tds_answer& rows(std::vector<tds_type> const& columns, std::vector<tds_row> const& rows);
  // A statement that ended; without a count as changes of the schema do.
  tds_answer& done(std::optional<std::uint64_t> affected = std::nullopt);
  // The same inside sp_executesql, and its end.
  tds_answer& done_in_procedure(std::optional<std::uint64_t> affected);
  tds_answer& error(std::int32_t number, std::string_view words, std::uint8_t severity = 16);
  tds_answer& info(std::string_view words);
  tds_answer& transaction(bool begins);  // tells the client
  tds_answer& cut();                     // the connection ends here
  tds_answer& silence();                 // nothing more is said until the client asks to stop

  [[nodiscard]] bool fails() const { return failed_; }
  [[nodiscard]] bool cuts() const { return cut_; }
  [[nodiscard]] bool waits() const { return silent_; }
  [[nodiscard]] std::string bytes() const;

 private:
  void end(char token, std::uint16_t status, std::uint64_t count);
  std::string bytes_;
  std::size_t last_status_ = 0;  // where the status of the last end stands; 0: there is none
  bool failed_ = false, ends_in_error_ = false, cut_ = false, silent_ = false;
};

struct tds_login {
  std::string user, password, database, application;
};

class tds_server {
 public:
  // Called for each batch, one at a time; nothing: an end without a count. `session` counts the connections from 1.
  using handler = std::function<std::optional<tds_answer>(unsigned session, std::string const& batch)>;
  explicit tds_server(handler answers);
  ~tds_server();
  tds_server(tds_server const&) = delete;
  tds_server& operator=(tds_server const&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  // `mssql://sa:PASSWORD@127.0.0.1:PORT/shop?driver=FreeTDS&encrypt=no`
  [[nodiscard]] std::string url(std::string const& password = "Pa55word") const;
  [[nodiscard]] std::vector<std::string> batches() const;  // all that came, in order
  [[nodiscard]] std::vector<tds_login> logins() const;
  [[nodiscard]] std::vector<std::string> other_messages() const;  // what was neither login nor batch: its type
  void forget();                                                  // what came so far
  // The next logins are refused with this error; 0: no more.
  void refuse_logins(std::int32_t number, std::string words);
  void call_itself(std::string product);

 private:
  void accept();
  void serve(int socket, unsigned session);
  void log_in(int socket, std::string const& message);
  [[nodiscard]] bool answer(int socket, unsigned session, std::string const& message);

  handler answers_;
  mutable std::mutex mutex_;
  std::vector<std::string> batches_, others_;
  std::vector<tds_login> logins_;
  std::int32_t refusal_ = 0;
  std::string refusal_words_, product_ = "Microsoft SQL Server";
  std::vector<int> open_;
  std::vector<std::thread> sessions_;
  std::atomic<bool> stopping_{false};
  int listener_ = -1;
  int port_ = 0;
  std::thread accepting_;
};

}  // namespace retort::testing
