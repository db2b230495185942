// SPDX-License-Identifier: Apache-2.0
// One file from its bytes to its tree: encoding, tokens, grammar, in that order. The first two may end it.
#include "compiler/syntax/parse.hpp"

#include "compiler/syntax/grammar/file.hpp"
#include "compiler/syntax/lexer.hpp"
#include "compiler/syntax/outline.hpp"

namespace retort::syntax {

namespace {

ast::File parse(std::string_view text, FileId file, Sink& sink) {
  ast::File result;
  result.id = file;
  if (!check_encoding(text, file, sink)) return result;
  std::size_t const errors = sink.error_count();
  Lexed const lexed = lex(text, file, sink);
  if (lexed.tokens.size() == 1) {  // the end alone
    if (sink.error_count() == errors)
      sink.report(Code::RT0103, Span{file, 0, 0}, "the file is empty: it holds neither a revision nor a schema");
    return result;
  }
  grammar::Session session(text, file, lexed, sink);
  result.content = grammar::parse_file(session);
  return result;
}

}  // namespace

ast::File parse(Sources const& sources, FileId file, Sink& sink) { return parse(sources[file].text(), file, sink); }

ast::File parse_header(Sources const& sources, FileId file, Sink& sink) {
  if (auto const header = outline(sources[file].text())) {
    Sink found;
    auto result = parse(*header, file, found);
    // A desired schema has statements only, and blocks among them.
    if (found.all().empty() && std::holds_alternative<ast::Revision>(result.content)) return result;
  }
  return parse(sources, file, sink);
}

}  // namespace retort::syntax
