// SPDX-License-Identifier: Apache-2.0
// What every node of the tree has: the place it was written at, and names.
// AST nodes are plain values: copyable, comparable, no virtual functions, no pointers between nodes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/base/maybe.hpp"
#include "compiler/source/source_file.hpp"

namespace retort::ast {

// Where a node was written. Two nodes are the same when they say the same, wherever they stand: places always compare
// equal, so the defaulted == of a node compares meaning.
struct Where : Span {
  Where() = default;
  Where(Span span) : Span(span) {}  // NOLINT(google-explicit-constructor)
  friend bool operator==(Where const&, Where const&) { return true; }
};

// A name as the compiler uses it: folded to lower case unless it was quoted. "abc" and abc are the same name.
struct Identifier {
  std::string text;
  Where where;
  friend bool operator==(Identifier const&, Identifier const&) = default;
};

// `name` or `schema.name`.
struct QualifiedName {
  Maybe<Identifier> schema;
  Identifier name;
  Where where;
  friend bool operator==(QualifiedName const&, QualifiedName const&) = default;
};

// The value of a '…' or $$…$$ literal, quotes removed, CRLF turned into LF.
struct Text {
  std::string value;
  Where where;
  friend bool operator==(Text const&, Text const&) = default;
};

// Text per database: `native postgresql 'tsvector' mysql 'json'`, or a body without dialects (then `dialects` is
// empty).
struct DialectText {
  std::vector<Identifier> dialects;
  Text text;
  friend bool operator==(DialectText const&, DialectText const&) = default;
};

}  // namespace retort::ast
