// SPDX-License-Identifier: Apache-2.0
// What holds for every file with comments anywhere: formatting keeps each comment once and the tree as it was, and
// changes nothing the second time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "compiler/syntax/format_comments.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_ast.hpp"
#include "tests/property/roundtrip.hpp"
#include "tests/property/shrink.hpp"

namespace retort::test {
namespace {

struct Commented {
  std::string text;
  std::vector<std::string> comments;
};

// Where a comment may be put in: behind the tokens of a text, where nothing touches them.
std::vector<std::size_t> gaps(std::string const& text) {
  std::vector<syntax::Piece> const pieces = syntax::split_pieces(text);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // What touches may be one token: '' in a string, <= and x'00'.
    char const last = text[pieces[i].end - 1];
    bool const touches = i + 1 < pieces.size() && pieces[i].end == pieces[i + 1].begin;
    bool const bracket =
        last == '(' || last == '{' ||
        (touches && std::string_view("();,").find(text[pieces[i + 1].begin]) != std::string_view::npos);
    if (!touches || bracket) result.push_back(pieces[i].end);
  }
  return result;
}

// Comments of all kinds, and blank lines, between tokens. The places depend on the seed and on the text alone.
Commented with_comments(std::string const& text, std::uint64_t seed) {
  RandomAst random(seed);
  Commented result;
  std::size_t done = 0;
  auto const insert = [&] {
    std::string const word = "note" + std::to_string(result.comments.size()) + "!";
    std::string comment;
    switch (random.below(6)) {
      case 0:
        comment = " -- " + word + "\n";
        break;
      case 1:
        comment = "\n-- " + word + "\n";
        break;
      case 2:
        comment = "/* " + word + " */";
        break;
      case 3:
        comment = "\n\n\n  /* " + word + "\n   second line */\n\n";
        break;
      case 4:
        comment = " /* a /* nested */ " + word + " */ ";
        break;
      default:
        comment = "\r\n--" + word + "  \r\n";
        break;
    }
    result.text += comment;
    result.comments.push_back(word);
  };
  if (random.one_in(3)) insert();
  for (std::size_t const end : gaps(text)) {
    result.text += text.substr(done, end - done);
    done = end;
    if (random.one_in(8)) insert();
    if (random.one_in(20)) result.text += "\n\n\n";
  }
  result.text += text.substr(done);
  return result;
}

std::size_t count_of(std::string const& text, std::string const& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

// What is wrong with the formatted text, or nothing.
std::string fault(ast::File const& file, std::uint64_t seed) {
  Commented const commented = with_comments(ast::print(file), seed);
  Parsed const before = parse(commented.text);
  if (!before.diagnostics.empty()) return "the comments broke it: " + before.diagnostics;
  if (Parsed const header = parse_header(commented.text); !(header.file == header_of(file)))
    return "another header: " + header.diagnostics;
  std::string const once = format(commented.text);
  for (std::string const& comment : commented.comments) {
    if (std::size_t const count = count_of(once, comment); count != 1)
      return comment + " is there " + std::to_string(count) + " times:\n" + once;
  }
  Parsed const after = parse(once);
  if (!after.diagnostics.empty()) return after.diagnostics + once;
  if (!(after.file == file)) return "another tree:\n" + once;
  if (std::string const twice = format(once); twice != once) return "not stable:\n" + once + "--- then\n" + twice;
  return {};
}

TEST(FormattedText, KeepsEveryCommentOnceAndTheTreeAndIsStable) {
  std::uint64_t const last = first_seed() + case_count(300);
  for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
    RandomAst random(seed);
    ast::File file = seed % 4 == 0 ? random.schema() : random.revision();
    if (fault(file, seed).empty()) continue;
    file = shrink(std::move(file), [&](ast::File const& smaller) { return !fault(smaller, seed).empty(); });
    FAIL() << repeat_command(seed) << "\n" << with_comments(ast::print(file), seed).text << "--- " << fault(file, seed);
  }
}

}  // namespace
}  // namespace retort::test
