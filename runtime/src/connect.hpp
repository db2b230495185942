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
  // Called when a try was in vain and another follows; the words are those of the last one.
  std::function<void(std::string const& why, std::chrono::milliseconds waited)> tell{};
};

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
  // `create`: a file that is not there is made; otherwise an empty database in memory stands for it, and nothing is
  // made. What may pass (nobody listens, the server is starting, the name of its host is not known) is waited for, with
  // longer and longer pauses, and so is the first answer then; a login that is refused is told at once. One try takes
  // as long as the client library lets it (connect_timeout, ten seconds). Throws connection_failed.
  [[nodiscard]] std::shared_ptr<soci::session> open(bool create, patience const& with = {}) const;

 private:
  struct state;
  explicit database(std::unique_ptr<state> parsed);
  std::unique_ptr<state> state_;
};

}  // namespace retort
