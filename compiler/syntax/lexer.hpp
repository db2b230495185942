// SPDX-License-Identifier: Apache-2.0
// Text to tokens. In: a text that check_encoding() let pass. Out: its tokens and, apart from them, its comments.
// Every fault goes to the sink once, but for tokens of kind `bad`: the parser cannot take them and says so where it has
// not said anything yet.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/syntax/token.hpp"

namespace retort::syntax {

struct Lexed {
  std::vector<Token> tokens;   // in the order of the text; the last one is end_of_file
  std::vector<Span> comments;  // `-- …` without its line end, `/* … */` with its marks, in the order of the text
  // A string, comment, $$ or quoted name did not end: the tokens stop before it, and what is missing behind is not the
  // user's fault.
  bool truncated = false;
};

// The text of one file cut up; a byte-order mark in front is skipped.
[[nodiscard]] Lexed lex(std::string_view text, FileId file, Sink& sink);

// False when the text is not UTF-8, is UTF-16, or holds a NUL; the one error that says so is in the sink then.
[[nodiscard]] bool check_encoding(std::string_view text, FileId file, Sink& sink);

}  // namespace retort::syntax
