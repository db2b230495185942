// SPDX-License-Identifier: Apache-2.0
// Names, literals and functions: https://www.postgresql.org/docs/15/sql-syntax-lexical.html
#include "compiler/dialects/skeleton/expressions.hpp"

namespace retort::dialects::skeleton {
namespace {

std::string enclose(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char const c : text) out += c == quote ? std::string(2, c) : std::string(1, c);
  return out + quote;
}

}  // namespace

SkeletonSpelling const& spelling() {
  static SkeletonSpelling const one;
  return one;
}

// Quote only what needs it: keep the list of reserved words in a reserved.def of the folder.
std::string SkeletonSpelling::identifier(std::string_view name) const { return enclose(name, '"'); }
std::string SkeletonSpelling::string(std::string_view text) const { return enclose(text, '\''); }
std::string SkeletonSpelling::bytes(std::string_view hex) const { return "'\\x" + std::string(hex) + "'"; }

Rendered SkeletonSpelling::next_value(ast::QualifiedName const& sequence) const {
  return {"nextval(" + string(qualified(sequence)) + ")"};
}

// Parameters are bound as text: say the type where the database would compare them as text.
std::string SkeletonSpelling::parameter(unsigned number, ast::Type const& type) const {
  Sink nowhere;  // the type of a column that is there
  return "cast($" + std::to_string(number) + " as " + this->type(type, nowhere) + ")";
}

}  // namespace retort::dialects::skeleton
