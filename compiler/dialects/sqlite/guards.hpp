// SPDX-License-Identifier: Apache-2.0
// Statements that fail, with a sentence, when a rebuild would lose something without a word. In: a rebuild. Out: SQL.
// They change nothing.
#pragma once

#include <string>
#include <vector>

#include "compiler/dialects/sqlite/lowering.hpp"

namespace retort::dialects::sqlite {

struct Guard {
  std::string sql, summary;
};

// Triggers and indexes on the table that the history does not know: dropping the table would drop them.
[[nodiscard]] Guard nothing_unknown(Work const& work, model::Table const& table);

// Before the rows are copied: values that the later type of the column does not take.
[[nodiscard]] std::vector<Guard> values_fit(Work const& work, plan::RebuildTable const& rebuild);

// After they were copied to `copy` (quoted where needed): texts that were to become numbers and are none.
[[nodiscard]] std::vector<Guard> numbers_were_read(Work const& work, plan::RebuildTable const& rebuild,
                                                   std::string const& copy);

// Whether a source turns text into a number. It is copied as it is: the new column reads it, and keeps it as text where
// it is no number, while a cast would make 0 of it.
[[nodiscard]] ast::Expression const* text_to_number(Work const& work, plan::RebuildTable const& rebuild,
                                                    std::size_t column);

}  // namespace retort::dialects::sqlite
