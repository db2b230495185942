// SPDX-License-Identifier: Apache-2.0
// The canonical text of a file, comments kept. The tree says what is printed, the pieces of the text say where the
// comments and empty lines were.
#include "compiler/ast/print.hpp"
#include "compiler/syntax/format_comments.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::syntax {

std::optional<std::string> format(Sources const& sources, FileId file, Sink& sink) {
  std::size_t const errors = sink.error_count();
  ast::File const tree = parse(sources, file, sink);
  if (sink.error_count() != errors) return std::nullopt;

  std::string_view const text = sources[file].text();
  PartRecorder recorder;
  static_cast<void>(ast::print(tree, recorder));
  PartDecorator decorator(place_comments(text, split_pieces(text), recorder.nodes()));
  return ast::print(tree, decorator);
}

}  // namespace retort::syntax
