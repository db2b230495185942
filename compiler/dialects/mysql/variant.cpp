// SPDX-License-Identifier: Apache-2.0
// MySQL 8.0.19 and later, MariaDB 10.7 and later. https://dev.mysql.com/doc/refman/8.4/en/, https://mariadb.com/kb/en/
#include "compiler/dialects/mysql/variant.hpp"

#include <algorithm>
#include <iterator>

namespace retort::dialects::mysql {

namespace {

constexpr std::string_view mysql_words[] = {
#define RETORT_WORD(word) word,
#include "compiler/dialects/mysql/reserved_mysql.def"
#undef RETORT_WORD
};
constexpr std::string_view mariadb_words[] = {
#define RETORT_WORD(word) word,
#include "compiler/dialects/mysql/reserved_mariadb.def"
#undef RETORT_WORD
};
static_assert(std::is_sorted(std::begin(mysql_words), std::end(mysql_words)));
static_assert(std::is_sorted(std::begin(mariadb_words), std::end(mariadb_words)));

}  // namespace

Variant const& mysql() {
  static Variant const one = [] {
    Variant v;
    v.name = "mysql";
    v.title = "MySQL";
    v.oldest = "8.0.19";  // insert.html: row aliases
    v.reserved = mysql_words;
    v.collation = "utf8mb4_0900_bin";  // charset-unicode-sets.html: NO PAD
    v.uuid_type = "char(36) character set ascii";
    v.uuid_in_catalogue = "char";
    v.json_in_catalogue = "json";
    v.json_cast = "cast({} as json)";
    v.drop_check = "drop check";
    v.expression_indexes = true;  // 8.0.13: create-index.html, "Functional Key Parts"
    v.not_null_generated = true;
    v.primary_of_stored = true;
    v.expression_default_copies = true;  // seen on 9.7: error 1845, of a text in parentheses as well
    v.escapes_catalogue = true;
    return v;
  }();
  return one;
}

Variant const& mariadb() {
  static Variant const one = [] {
    Variant v;
    v.name = "mariadb";
    v.title = "MariaDB";
    v.oldest = "10.5.2";  // https://mariadb.com/kb/en/alter-table/: rename column
    v.reserved = mariadb_words;
    v.collation = "utf8mb4_nopad_bin";
    v.uuid_type = "uuid";  // 10.7: https://mariadb.com/kb/en/uuid-data-type/
    v.uuid_in_catalogue = "uuid";
    v.json_in_catalogue = "longtext";  // an alias with a check: https://mariadb.com/kb/en/json/
    v.uuid_cast = "cast({} as uuid)";
    v.casts_to_another_collation = true;  // seen on 10.11: a view keeps the cast as `charset utf8mb4 binary`
    v.drop_check = "drop constraint";
    v.sequences = true;
    v.expressions_follow = true;
    v.references_virtual = v.cascades_under_stored = true;  // seen on 10.11; not so on MySQL 9.7: errors 3733 and 1215
    v.counts_under_references = true;
    v.virtual_index_is_in_the_way = true;  // seen on 10.11: errors 1845 and 1846
    v.reads_what_it_writes = true;  // 10.3: https://mariadb.com/kb/en/update/, "UPDATE Statements With the Same Source"
    return v;
  }();
  return one;
}

Variant const& mariadb_without_uuid() {
  static Variant const one = [] {
    Variant v = mariadb();
    v.uuid_type = mysql().uuid_type;
    v.uuid_in_catalogue = mysql().uuid_in_catalogue;
    v.uuid_cast = mysql().uuid_cast;
    return v;
  }();
  return one;
}

}  // namespace retort::dialects::mysql
