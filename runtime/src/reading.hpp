// SPDX-License-Identifier: Apache-2.0
// A database as the programs look at it: opened, asked, closed. In: the URL of a database. Out: rows as text. Takes no
// lock and keeps no books. Text goes to the database as it is, by the driver.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <retort/step.hpp>

#include "runtime/src/connect.hpp"
#include "runtime/words/words.hpp"

namespace retort {

// The database refused a statement: its own words, without passwords.
class question_refused : public error {
 public:
  using error::error;
};

class open_database {
 public:
  // `create`: a file that is not there is made, else it is an error. Throws connection_failed.
  explicit open_database(database const& where, bool create = false);
  ~open_database();
  open_database(open_database&&) noexcept;
  open_database& operator=(open_database&&) noexcept;

  // One statement. Throws question_refused, connection_failed.
  [[nodiscard]] std::vector<row> query(std::string_view sql);
  // A text of one statement or several, without rows. Throws as query().
  void execute(std::string_view sql);

  // How this database spells names and texts.
  [[nodiscard]] words::vocabulary const& words() const;

  // For a migrator; lives as long as this.
  [[nodiscard]] soci::session& session();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace retort
