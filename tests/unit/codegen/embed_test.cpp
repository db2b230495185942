// SPDX-License-Identifier: Apache-2.0
// Bytes as C++: within the limits of every compiler, and the same bytes when a compiler has read them.
#include "compiler/codegen/embed.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/codegen/scratch.hpp"

namespace retort::codegen {
namespace {

// What a C++ compiler makes of the literals; a failure of the test where they are not what literals() may write.
std::string meaning(std::string_view source) {
  std::string out;
  while (!source.empty()) {
    std::size_t end = 0;
    std::size_t const before = out.size();
    if (source.starts_with("R\"")) {
      auto const open = source.find('(');
      auto const close = ")" + std::string(source.substr(2, open - 2)) + "\"";
      EXPECT_LE(open - 2, 16U) << "a delimiter has at most 16 characters";
      end = source.find(close, open + 1);
      out += source.substr(open + 1, end - open - 1);
      end += close.size();
    } else {
      EXPECT_EQ(source[0], '"');
      for (end = 1; source[end] != '"'; ++end) {
        if (source[end] != '\\') {
          EXPECT_NE(source[end], '\n');
          out += source[end];
          continue;
        }
        char const c = source[++end];
        if (c >= '0' && c <= '3') {
          out += static_cast<char>(std::stoi(std::string(source.substr(end, 3)), nullptr, 8));
          end += 2;
        } else {
          EXPECT_NE(std::string("n\"\\?").find(c), std::string::npos);
          out += c == 'n' ? '\n' : c;
        }
      }
      ++end;
    }
    EXPECT_LE(end, 16'000U) << "as it is written";
    EXPECT_LE(out.size() - before, 16'000U) << "as it is meant";
    EXPECT_EQ(source[end], '\n');
    source.remove_prefix(end + 1);
  }
  return out;
}

std::string nasty() {
  std::string out;
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  out +=
      ")\" )sql\" )sql1\" R\"sql(x)sql\" \?\?/ \?\?= \\\n \\u0041 \\ /* // \r\n\r\t\f\v#include <x>\n%:define a\n"
      "\xef\xbb\xbf\xc3\xa9\xf0\x9f\x98\x80 \\";
  for (int i = 0; i < 256; ++i) out += std::string(70, 'x') + static_cast<char>(i);
  out += std::string(100, '\0') + std::string(100, '"') + std::string(100, '\\') + std::string(100, '\n');
  return out;
}

TEST(Literals, MeanTheBytes) {
  for (auto const& bytes : {std::string(), std::string("x"), std::string("\n"), std::string(1, '\0'), nasty(),
                            std::string(50'000, 'x'), std::string(50'000, '\xe9'), std::string(20'000, '\n')})
    ASSERT_EQ(meaning(literals(bytes)), bytes);
}

TEST(Literals, MeanTheBytesOfAnyPartOfThem) {
  auto const all = nasty();
  for (std::size_t at = 0; at < 1500; ++at)
    for (std::size_t const size : {std::size_t{1}, std::size_t{2}, std::size_t{65}, std::size_t{300}})
      ASSERT_EQ(meaning(literals(all.substr(at, size))), all.substr(at, size)) << at << ' ' << size;
}

TEST(Literals, AreAsciiWithoutCarriageReturns) {
  for (char const c : literals(nasty())) ASSERT_TRUE((c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t');
}

TEST(Literals, FindADelimiterThatIsNotThere) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += ")sql" + (i == 0 ? std::string() : std::to_string(i)) + "\"";
  EXPECT_EQ(meaning(literals(bytes)), bytes);
}

TEST(Literals, KeepSqlReadable) {
  std::string const sql = "create table \"users\" (\n  id integer primary key,\n  name text not null default '?'\n)";
  EXPECT_EQ(literals(sql), "R\"sql(" + sql + ")sql\"\n");
}

TEST(Pieces, AreNoLongerThanACompilerTakes) {
  std::string const bytes(3 * piece_size + 5, 'x');
  auto const source = pieces(bytes);
  EXPECT_EQ(std::count(source.begin(), source.end(), ','), 4);
  EXPECT_LT(piece_size, 65'535U);
}

TEST(Pieces, CompileToTheSameBytes) {
  Scratch scratch;
  std::string bytes = nasty();
  while (bytes.size() < 2 * piece_size + 1000)
    bytes += "insert into t values ('" + std::to_string(bytes.size()) + "é');\n";
  scratch.put("bytes.cpp", "#include <cstdio>\nnamespace {\n" + pieces(bytes) +
                               "}\nint main() {\n  unsigned long left = " + std::to_string(bytes.size()) +
                               ";\n  for (char const* piece : pieces) {\n    unsigned long const size = left < " +
                               std::to_string(piece_size) + " ? left : " + std::to_string(piece_size) +
                               ";\n    std::fwrite(piece, 1, size, stdout);\n    left -= size;\n  }\n}\n");
  ASSERT_EQ(scratch.run(RETORT_TEST_COMPILER " -Wall -Wextra -Werror bytes.cpp -o bytes 2>errors"), 0)
      << scratch.get("errors");
  ASSERT_EQ(scratch.run("./bytes > out"), 0);
  EXPECT_EQ(scratch.get("out"), bytes);
}

}  // namespace
}  // namespace retort::codegen
