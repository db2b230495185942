// SPDX-License-Identifier: Apache-2.0
// Reading headers alone gives what reading whole files gives, but for the statements: on random histories, and on every
// file of the goldens, faulty ones as well.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/syntax/parse.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_history.hpp"
#include "tests/property/roundtrip.hpp"

namespace retort::test {
namespace {

namespace fs = std::filesystem;

void compare(std::string const& name, std::string const& text) {
  auto const whole = parse(text), header = parse_header(text);
  if (whole.diagnostics.empty()) {
    EXPECT_EQ(header.file, header_of(whole.file)) << name;
    EXPECT_EQ(header.diagnostics, "") << name;
  } else if (!header.diagnostics.empty()) {
    EXPECT_EQ(header.diagnostics, whole.diagnostics) << name;
    EXPECT_EQ(header.file, whole.file) << name;
  } else if (auto const* revision = std::get_if<ast::Revision>(&whole.file.content)) {
    auto const& read = std::get<ast::Revision>(header.file.content);
    EXPECT_EQ(read.id, revision->id) << name;
    EXPECT_EQ(read.parents, revision->parents) << name;
    EXPECT_EQ(read.depends_on, revision->depends_on) << name;
    EXPECT_EQ(read.labels, revision->labels) << name;
  }
}

TEST(Header, OfRandomRevisionsIsThatOfTheWholeFile) {
  std::uint64_t const last = first_seed() + case_count(100);
  for (std::uint64_t seed = first_seed(); seed < last && !HasFailure(); ++seed)
    for (auto const& text : random_history(seed, nullptr).texts()) compare(repeat_command(seed) + "\n" + text, text);
}

TEST(Header, OfTheGoldensIsThatOfTheWholeFile) {
  std::size_t files = 0;
  for (auto const* folder : {"tests/golden", "migrations"})
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(RETORT_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".mig") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      compare(entry.path().string(), {std::istreambuf_iterator<char>(in), {}});
      ++files;
    }
  EXPECT_GT(files, 100U);
}

TEST(Header, IsFoundBehindWhatHidesBraces) {
  for (auto const* statement :
       {"insert into t (a) values ('}');", "insert into t (a) values ('it''s }');", "-- }", "/* } /* } */ } */",
        "sql $$ } $$;", "sql $a$ $$ } $b$ $a$;", "for sqlite { drop table t; }", "drop table \"}\";",
        "drop table \"a\"\"}\";", "sql $$ { $$; -- {\n", "update t set a = b - 1 where c / 2 > 1;"}) {
    auto const text = std::string("revision a 'A { b';\nrevises base;\ndescription $$ } { $$;\nupgrade {\n") +
                      statement + "\n}\ndowngrade irreversible '}';\n";
    EXPECT_EQ(parse_header(text).diagnostics, "") << text;
    compare(text, text);
  }
}

}  // namespace
}  // namespace retort::test
