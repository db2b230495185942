// SPDX-License-Identifier: Apache-2.0
// Tokens and comments in one row, as the lexer cuts them.
#include "compiler/syntax/format_comments.hpp"
#include "compiler/syntax/lexer.hpp"

namespace retort::syntax {

std::vector<Piece> split_pieces(std::string_view text) {
  Sink ignored;  // the text has no faults
  Lexed const lexed = lex(text, FileId{}, ignored);
  std::vector<Piece> pieces;
  pieces.reserve(lexed.tokens.size() + lexed.comments.size());
  auto comment = lexed.comments.begin();
  for (Token const& token : lexed.tokens) {
    for (; comment != lexed.comments.end() && comment->begin < token.offset; ++comment)
      pieces.push_back({true, comment->begin, comment->end});
    if (token.kind != TokenKind::end_of_file) pieces.push_back({false, token.offset, token.end()});
  }
  return pieces;
}

}  // namespace retort::syntax
