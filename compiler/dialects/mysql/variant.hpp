// SPDX-License-Identifier: Apache-2.0
// What MySQL and MariaDB do not share. All else of the folder is both; nothing in it asks for a name.
#pragma once

#include <span>
#include <string_view>

#include "compiler/plan/plan.hpp"

namespace retort::dialects::mysql {

struct Variant {
  std::string_view name;    // "mysql"
  std::string_view title;   // "MySQL"
  std::string_view oldest;  // version
  std::span<std::string_view const> reserved;
  std::string_view collation;                             // by the characters, blanks at the end among them
  std::string_view uuid_type;                             // what a column of uuid is declared as
  std::string_view uuid_in_catalogue, json_in_catalogue;  // DATA_TYPE of information_schema.COLUMNS
  std::string_view json_cast;   // what turns text into json: "cast({} as json)"; empty: text is json
  std::string_view uuid_cast;   // the same for uuid; empty: in lower case
  std::string_view drop_check;  // "drop check", "drop constraint"
  bool sequences = false;
  bool escapes_catalogue = false;  // quotes in expressions of information_schema have backslashes before them
  bool expression_indexes = false;
  bool not_null_generated = false;           // a generated column may be not null
  bool expressions_follow = false;           // checks and indexes, when a column that they name is renamed
  bool virtual_index_is_in_the_way = false;  // of adding and dropping columns without a copy of the table
  bool casts_to_another_collation = false;   // than that of the columns, where a view or a check keeps the cast
  bool counts_under_references = false;      // a column may begin to count while a foreign key refers to it
  bool expression_default_copies = false;    // a column that comes with one has the table copied
  bool primary_of_stored = false;            // a primary key may have a generated column that is stored
  bool references_virtual = false;           // a foreign key may have, and refer to, virtual generated columns
  bool cascades_under_stored = false;        // one that deletes by cascade may have what a stored column reads
  bool reads_what_it_writes = false;         // update and delete may select from their own table
};

[[nodiscard]] Variant const& mysql();
[[nodiscard]] Variant const& mariadb();
[[nodiscard]] Variant const& mariadb_without_uuid();  // before 10.7

}  // namespace retort::dialects::mysql
