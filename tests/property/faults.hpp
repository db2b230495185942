// SPDX-License-Identifier: Apache-2.0
// Single faults and what the documents say of each: the code of one finding, and no other. In: a seed and a kind. Out:
// a valid history with that fault in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/property/random_history.hpp"

namespace retort::test {

struct Faulty {
  std::vector<std::string> texts;
  std::vector<dialect> dialects;
  std::string code;
  std::string fault;  // the text that makes the fault, for whoever makes the history smaller; may be empty
};

// A statement with names left open; see fill().
struct StatementFault {
  char const* code;
  char const* text;
  enum Where {
    anywhere,         // among the other statements of any revision
    without_inverse,  // the same; the revision is irreversible, for the statement has no inverse anyway
    both_databases,   // anywhere, in a history for all databases
    at_the_end,       // in a revision of its own with `downgrade auto`
  } where = anywhere;
  char const* downgrade = nullptr;  // at_the_end: what its block holds instead
};
[[nodiscard]] std::vector<StatementFault> const& name_faults();
[[nodiscard]] std::vector<StatementFault> const& value_faults();
[[nodiscard]] std::vector<StatementFault> const& database_faults();  // and what concerns the way back and data

// A change of a history that is written already; nothing where this history does not have what it takes.
struct HistoryFault {
  char const* code;
  char const* name;
  std::optional<std::string> (*make)(WrittenHistory& history, Random& random);  // gives the text of the fault
};
[[nodiscard]] std::vector<HistoryFault> const& graph_faults();

// A change of the text of one file.
struct TextFault {
  char const* code;
  char const* name;
  std::optional<std::string> (*make)(WrittenRevision& revision, Random& random);  // gives the text of the file
};
[[nodiscard]] std::vector<TextFault> const& text_faults();

// Puts names of the schema into the braces of a text: {t} a table, {c} a column of it, {c:text} one of that type,
// {c:notnull} {c:nullable} {c:plain} {c:used} {c:free} one that is so, {key} its primary key, {k} a check, {i} an
// index, {row} "(…) values (…)", {type} an enum, {v} a value of it, {view} {usedtable} {usedtype}, {new} {new2} new
// names; {T} is {t} with another case, quoted. Nothing when something is not there.
[[nodiscard]] std::optional<std::string> fill(std::string text, KnownSchema const& schema, RandomStatements& statements,
                                              Random& random);

}  // namespace retort::test
