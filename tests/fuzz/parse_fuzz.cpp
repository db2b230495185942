// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file. In: bytes. What must hold: the parser comes back, its diagnostics point into the file, and a
// file without errors keeps its tree when it is formatted, in a form that formatting does not change again; and its
// header is the same when it is read alone.
#include <cstdint>
#include <string>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/syntax/parse.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace retort;
using fuzz::require;

void check_places(Sink const& sink, std::string const& text) {
  for (Diagnostic const& diagnostic : sink.all()) {
    require(diagnostic.span.begin <= diagnostic.span.end, "a span that ends before it begins", diagnostic.message);
    require(diagnostic.span.end <= text.size(), "a span behind the end", diagnostic.message);
    for (Fix const& fix : diagnostic.fixes)
      require(fix.span.begin <= fix.span.end && fix.span.end <= text.size(), "a fix at no place", diagnostic.message);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  Sources sources;
  FileId const file = sources.add("fuzz.mig", text);
  Sink sink;
  ast::File const tree = syntax::parse(sources, file, sink);
  check_places(sink, text);
  if (sink.error_count() != 0) return 0;
  require(!std::holds_alternative<ast::BadFile>(tree.content), "neither a tree nor an error", text);

  ast::File header = tree;
  if (auto* revision = std::get_if<ast::Revision>(&header.content)) {
    revision->upgrade.statements.clear();
    if (auto* block = std::get_if<ast::Block>(&revision->downgrade.node)) block->statements.clear();
  }
  require(syntax::parse_header(sources, file, sink) == header, "another header when it is read alone", text);
  require(sink.error_count() == 0, "a header with errors", text);

  std::optional<std::string> const formatted = syntax::format(sources, file, sink);
  require(formatted.has_value(), "not formatted", text);
  FileId const again = sources.add("formatted.mig", *formatted);
  require(syntax::parse(sources, again, sink) == tree, "formatting changed the tree", *formatted);
  require(sink.error_count() == 0, "formatting made errors", *formatted);
  require(syntax::format(sources, again, sink) == formatted, "formatting again changed the text", *formatted);
  return 0;
}
