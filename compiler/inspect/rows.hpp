// SPDX-License-Identifier: Apache-2.0
// Rows for the tables of a scratch database, made up from what the model knows of them. In: an open database with the
// schema. Out: rows that obey types, not null, unique and foreign keys, and checks where such values are found.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/dialects/catalogue.hpp"
#include "compiler/dialects/dialect.hpp"

namespace retort::inspect {

// A database, and its dialect, which must outlive what is made with it.
struct Place {
  dialects::Dialect const& dialect;
  dialects::Ask ask;
  // Runs a statement that may be refused: the words of the database then, nothing where it took it.
  std::function<std::optional<std::string>(std::string const& sql)> attempt;
};

struct Filled {
  std::uint64_t added = 0;
  std::vector<std::string>
      without;  // tables that no row was found for, with what the database said last, a sentence each
};

class SampleRows {
 public:
  // `wanted`: how many rows each table shall have, one at least.
  SampleRows(Place place, std::uint64_t wanted) : place_(std::move(place)), wanted_(wanted) {}

  // Adds what tables have less than wanted. The same schema on an empty database gives the same rows. No row has a
  // value that was given before, where its type has enough of them. Throws what asking throws.
  [[nodiscard]] Filled fill(model::Schema const& schema);

 private:
  Place place_;
  std::uint64_t wanted_;
  std::uint64_t number_ = 0;  // of the last row
};

// The rows of the tables, as the database writes their values.
struct Contents {
  struct Rows {
    std::vector<std::string> columns;
    std::vector<dialects::CatalogueRow> rows;  // sorted
  };
  std::map<model::ObjectName, Rows> tables;
};

// What the statements of a move may do to rows; of everything else it is expected that they stay.
struct MayChange {
  bool rows = false;    // how many there are
  bool values = false;  // what is in them
  bool names = false;   // of tables and columns
};

// What is in the tables of `schema`, generated columns aside. Throws what asking throws.
[[nodiscard]] Contents contents_of(Place const& place, model::Schema const& schema);
// What is not there any more, a sentence each: tables, rows, values of columns that are the same in both schemas.
[[nodiscard]] std::vector<std::string> lost(Contents const& before, model::Schema const& schema_before,
                                            Contents const& after, model::Schema const& schema_after,
                                            MayChange const& may);

// Deletes all rows, of those tables first that nothing refers to.
void empty_tables(Place const& place, model::Schema const& schema);

}  // namespace retort::inspect
