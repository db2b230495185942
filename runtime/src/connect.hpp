// SPDX-License-Identifier: Apache-2.0
// From the text of --db to a session, for the programs. Errors are sentences without passwords.
#pragma once

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
  // `create`: a file that is not there is made; otherwise an empty database in memory stands for it, and nothing is
  // made. Throws connection_failed.
  [[nodiscard]] std::shared_ptr<soci::session> open(bool create) const;

 private:
  struct state;
  explicit database(std::unique_ptr<state> parsed);
  std::unique_ptr<state> state_;
};

}  // namespace retort
