// SPDX-License-Identifier: Apache-2.0
// The parts of a script, before a client program has been chosen for it: what runs together, under which condition, and
// what is recorded with it. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/words/words.hpp"

namespace retort::script {

// One statement of a revision.
struct part {
  std::string remarks;  // lines for a reader, each with its end; no comment signs
  std::string text;
  // What stands around it in the script, where it has limits of its own: lines for the client, each with its end.
  std::string before, after;
};

enum class form {
  plain,    // the parts and the records in one transaction
  rebuild,  // likewise, in one that is opened for a table rebuild (SQLite)
  outside,  // one part, outside of transactions; the records in one of their own
  batch,    // a loop, committed piece by piece; the records with its last piece
};

// A row of the journal table, which tells a later run how far this one got.
struct journal_row {
  std::string revision, direction, checksum;
  std::uint32_t ordinal = 0;
};

struct block {
  words::table_names tables;
  form kind = form::plain;
  std::string expected;      // what holds when it begins, unless somebody else was faster
  bool conditional = false;  // it is left out unless that holds; otherwise it is known to hold
  std::string begun;         // outside: a condition, whether a run before this one began it; empty: none can have
  std::string probe;         // outside: a query that gives 1 where the part took effect; empty: there is none
  std::string undecided;     // outside: what is said where it was begun and there is no query
  std::vector<part> parts;   // of a batch one, whose text is in `loop`
  std::optional<batch_text> loop;
  std::optional<journal_row> row;    // of an `outside` that records its beginning, and of a batch its keys
  std::vector<std::string> records;  // statements over our own tables
};

}  // namespace retort::script
