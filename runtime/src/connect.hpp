// SPDX-License-Identifier: Apache-2.0
// From the text of --db to a session, for the programs. Errors are sentences without passwords.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <retort/dialect.hpp>
#include <retort/error.hpp>

namespace soci {
class session;
}

namespace retort {

// A database URL that cannot be understood.
class bad_url : public error {
 public:
  using error::error;
};

// For a server that does not accept connections yet.
struct patience {
  std::chrono::milliseconds wait{0};  // zero: one try
  // Called after the first try that was in vain, then about once in five seconds, with its words. On the thread that
  // opens; several may do so at once.
  std::function<void(std::string const& why)> tell{};
};

// A text as it stands in a part of a database URL: what has a meaning there as %XX.
[[nodiscard]] std::string part_of_url(std::string_view text);

class database {
 public:
  // Throws bad_url; unusable_session where this program has no driver for it.
  [[nodiscard]] static database from_url(std::string_view url);
  ~database();
  database(database&&) noexcept;
  database& operator=(database&&) noexcept;

  [[nodiscard]] retort::dialect dialect() const;
  [[nodiscard]] std::string display() const;  // for messages: quoted, without password and options
  // False for a file that is not there; servers always count as there.
  [[nodiscard]] bool exists() const;
  // What open() has from here on; without it, one try.
  void wait_for_it(patience with);
  // `create`: a file that is not there is made; otherwise an empty database in memory stands for it, and nothing is
  // made. Throws connection_failed. With patience, what may pass (nobody listens, the server is starting, the name of
  // its host is not known) is waited for, with longer and longer pauses, and so is the first answer then; a login that
  // is refused is told at once. One try takes as long as the client library lets it (connect_timeout, ten seconds).
  [[nodiscard]] std::shared_ptr<soci::session> open(bool create) const;

 private:
  struct state;
  explicit database(std::unique_ptr<state> parsed);
  std::unique_ptr<state> state_;
};

}  // namespace retort
