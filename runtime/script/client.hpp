// SPDX-License-Identifier: Apache-2.0
// How a script is written for the client program of one database: psql, sqlite3, mysql, mariadb. In: blocks. Out: text
// at the end of `out`, which that program runs from its standard input and which stops at the first error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/script/block.hpp"
#include "runtime/words/words.hpp"

namespace retort::script {

// What begins a script.
struct opening {
  words::table_names tables;
  std::chrono::milliseconds lock_timeout{}, statement_timeout{};  // zero: as the session has it
  std::string oldest;  // version of the server that the script is for, with all newer ones; empty: any
};

class client {
 public:
  virtual ~client() = default;
  client(client const&) = delete;
  client& operator=(client const&) = delete;

  [[nodiscard]] virtual words::vocabulary const& words() const = 0;
  [[nodiscard]] virtual std::string_view run_with() const = 0;  // for the reader: "psql -X -f FILE …"
  // The settings that the statements rely on, and the lock that keeps other migrators out.
  virtual void open(std::string& out, opening const& with) const = 0;
  // Limits from here on, in a transaction or not; lines of the script. Zero: as the session has it.
  [[nodiscard]] virtual std::string limits(std::chrono::milliseconds lock,
                                           std::chrono::milliseconds statement) const = 0;
  // Statements of ours, one by one.
  virtual void statements(std::string& out, std::vector<std::string> const& texts) const;
  // Ends the run with `sentence` unless the condition holds.
  virtual void require(std::string& out, std::string const& condition, std::string const& sentence) const = 0;
  // One block, with the transactions and the condition that it asks for.
  virtual void add(std::string& out, block const& what) const = 0;
  // Clears away what the script needed; `idempotent`: whether its blocks were conditional.
  virtual void close(std::string& out, bool idempotent) const = 0;
  // Whether a batch goes on where the journal says that another run ended; otherwise it is done at once, or not at all.
  [[nodiscard]] virtual bool resumes_batches() const = 0;
  // Why a statement cannot stand under a condition; empty where it can.
  [[nodiscard]] virtual std::string refuses_condition(std::string_view text) const;

 protected:
  client() = default;
  // Ends the run on a server that is older than what `with` says.
  void require_version(std::string& out, opening const& with) const;
};

[[nodiscard]] client const& client_of(dialect database);

// ---- for those who implement it
// Lines as comments: "-- …".
void add_remarks(std::string& out, std::string_view lines);
// A statement and its end, which must not stand in a comment that ends the text.
void add_statement(std::string& out, std::string_view text, std::string_view end = ";");
// The row is written as begun, in place of one that may be there; `key`, an expression, is how far a batch got.
[[nodiscard]] std::vector<std::string> begin_row(client const& of, words::table_names const& tables,
                                                 journal_row const& row, std::string const& key);

}  // namespace retort::script
