// SPDX-License-Identifier: Apache-2.0
// Parsing and formatting of one text: the tree, or the text, and what was found, in words.
#pragma once

#include <optional>
#include <string>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::test {

struct Parsed {
  ast::File file;
  std::string diagnostics;  // "line:column: message" a line; empty when there are none
};

inline std::string describe(Sources const& sources, Sink const& sink) {
  std::string result;
  for (Diagnostic const& diagnostic : sink.all()) {
    LineColumn const at = sources[diagnostic.span.file].position(diagnostic.span.begin);
    result += std::to_string(at.line) + ':' + std::to_string(at.column) + ": " + diagnostic.message + '\n';
  }
  return result;
}

using Parser = ast::File (*)(Sources const&, FileId, Sink&);
inline Parsed parse(std::string const& text, Parser parser = syntax::parse) {
  Sources sources;
  FileId const id = sources.add("random.mig", text);
  Sink sink;
  ast::File file = parser(sources, id, sink);
  return {std::move(file), describe(sources, sink)};
}

// The same without what stands in the blocks.
inline ast::File header_of(ast::File file) {
  if (auto* revision = std::get_if<ast::Revision>(&file.content)) {
    revision->upgrade.statements.clear();
    if (auto* block = std::get_if<ast::Block>(&revision->downgrade.node)) block->statements.clear();
  }
  return file;
}

inline Parsed parse_header(std::string const& text) { return parse(text, syntax::parse_header); }

// The formatted text, or what was wrong with it behind "not formatted: ".
inline std::string format(std::string const& text) {
  Sources sources;
  FileId const id = sources.add("random.mig", text);
  Sink sink;
  std::optional<std::string> result = syntax::format(sources, id, sink);
  return result ? *result : "not formatted: " + describe(sources, sink);
}

}  // namespace retort::test
