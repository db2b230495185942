// SPDX-License-Identifier: Apache-2.0
// Faults of spelling: codes RT00xx and RT01xx. The codes are those of docs/diagnostics.
#include "tests/property/faults.hpp"

namespace retort::test {

namespace {

using Made = std::optional<std::string>;

// The file with a statement among the others of its upgrade.
std::string with(WrittenRevision revision, Random& random, std::string const& statement) {
  auto const at = random.below(revision.upgrade.size() + 1);
  revision.upgrade.insert(revision.upgrade.begin() + static_cast<std::ptrdiff_t>(at), statement);
  return revision.text();
}
// The file with something else in the place of a text that its header has.
std::string header(WrittenRevision const& revision, std::string const& from, std::string const& to) {
  std::string text = revision.text();
  return text.replace(text.find(from), from.size(), to);
}

template <std::size_t n>
Made one_of(WrittenRevision const& revision, Random& random, char const* const (&statements)[n]) {
  return with(revision, random, statements[random.below(n)]);
}

Made no_semicolon(WrittenRevision& revision, Random& random) {
  if (revision.upgrade.empty()) return std::nullopt;
  auto const at = random.below(revision.upgrade.size());
  auto& statement = revision.upgrade[at];
  if (!statement.ends_with(");")) return std::nullopt;
  // Behind a table, `comment` goes on with it.
  if (at + 1 < revision.upgrade.size() && revision.upgrade[at + 1].starts_with("comment ")) return std::nullopt;
  statement.pop_back();
  return revision.text();
}

}  // namespace

std::vector<TextFault> const& text_faults() {
  using R = WrittenRevision;
  static std::vector<TextFault> const all{
      {"RT0001", "no UTF-8",
       [](R& r, Random& random) -> Made { return with(r, random, "sql $$ caf\xE9 $$ effect { };"); }},
      {"RT0002", "NUL",
       [](R& r, Random& random) -> Made { return with(r, random, std::string("drop table \0;", 13)); }},
      {"RT0003", "unterminated string",
       [](R& r, Random& random) -> Made {
         auto text = one_of(r, random, {"comment on table a is 'oops;", "insert into a (b) values ('x);"});
         // With the other strings turned inside out, a comment in one of them would hide the rest of its line.
         return text->find("-- ") == std::string::npos ? text : std::nullopt;
       }},
      {"RT0004", "unterminated comment",
       [](R& r, Random& random) {
         return one_of(r, random, {"/* oops", "/* one /* two */"});
       }},
      {"RT0005", "unterminated dollars",
       [](R& r, Random& random) {
         return one_of(r, random, {"sql $oops$ x;", "create view a as $oops$ select 1;"});
       }},
      {"RT0006", "unterminated name",
       [](R& r, Random& random) -> Made {
         // In a file without quoted names behind it.
         auto text = with(r, random, "drop table \"oops;");
         return text.find('"', text.find("\"oops") + 1) == std::string::npos ? Made(text) : std::nullopt;
       }},
      {"RT0007", "stray character",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a integer ? primary key);",
                        "create table oops (a integer default \xE2\x80\x93"
                        "1);"});
       }},
      {"RT0008", "prefix of a string",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a text default E'a');", "create table oops (a text default N'a');"});
       }},
      {"RT0009", "malformed literal",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a bytes default x'0');", "create table oops (a integer default 1e);",
                        "@timeout(lock 'soon') create table oops (a integer);"});
       }},
      {"RT0101", "misspelt word",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a integer primry key);", "creat table oops (a integer);",
                        "drop tabel oops;", "create table oops (a integer default );"});
       }},
      {"RT0103", "empty file",
       [](R&, Random& random) -> Made {
         return random.one_of({"", "\n\n", "-- later\n", "/* later */"});
       }},
      {"RT0104", "another database",
       [](R& r, Random& random) {
         return one_of(
             r, random,
             {"create table if not exists oops (a integer);", "create table oops (a integer default 1::integer);"});
       }},
      {"RT0105", "given twice",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a integer not null not null);",
                        "create table oops (a integer default 1 default 2);"});
       }},
      {"RT0106", "no parents said",
       [](R& r, Random&) -> Made {
         std::string const said = "revises " + (r.parents.empty() ? "base" : joined(r.parents)) + ";\n";
         return header(r, said, "");
       }},
      {"RT0106", "no message", [](R& r, Random&) -> Made { return header(r, " " + r.message + ";", ";"); }},
      {"RT0106", "no reason",
       [](R& r, Random& random) { return one_of(r, random, {"@allow(data-loss) create table oops (a integer);"}); }},
      {"RT0107", "does not belong here",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"for sqlite { for sqlite { create table oops (a integer); } }",
                        "for postgresql, sqlite { for sqlite { } }"});
       }},
      {"RT0108", "type of another database",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (a serial primary key);", "create table oops (a integer(4));",
                        "create table oops (a tinyint);"});
       }},
      {"RT0109", "reserved word",
       [](R& r, Random& random) {
         return one_of(r, random,
                       {"create table oops (desc text);", "create table order (a text, b integer, table text);"});
       }},
      {"RT0109", "reserved id", [](R& r, Random&) -> Made { return header(r, "revision " + r.id, "revision head"); }},
      {"RT0111", "out of range",
       [](R& r, Random& random) {
         return one_of(r, random, {"create table oops (a varchar(0));", "create table oops (a numeric(3,5));"});
       }},
      {"RT0112", "missing semicolon", no_semicolon},
  };
  return all;
}

}  // namespace retort::test
