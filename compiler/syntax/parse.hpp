// SPDX-License-Identifier: Apache-2.0
// Text to tree: the only door to the grammar. Boost.Spirit stays behind it.
#pragma once

#include <optional>
#include <string>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"

namespace retort::syntax {

// The tree of one file. Every fault is reported to `sink`, several per file; what could not be understood is left as a
// Bad… node. Never throws on account of the text, whatever it is.
[[nodiscard]] ast::File parse(Sources const& sources, FileId file, Sink& sink);

// The same without what stands in the blocks of a revision, which come out empty: for those who ask about headers. What
// is wrong in a block is not found; where anything else is, the whole file is parsed, and reported as parse() does.
[[nodiscard]] ast::File parse_header(Sources const& sources, FileId file, Sink& sink);

// The file in canonical form, comments kept. Nothing when the file has errors (they are in `sink`).
[[nodiscard]] std::optional<std::string> format(Sources const& sources, FileId file, Sink& sink);

}  // namespace retort::syntax
