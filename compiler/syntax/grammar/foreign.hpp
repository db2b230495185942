// SPDX-License-Identifier: Apache-2.0
// What people write who come from one of the databases, and what it is called here. Tables only; who reports is the
// grammar.
#pragma once

#include <string_view>

#include "compiler/ast/type.hpp"

namespace retort::syntax::grammar {

// A word (lower case) that begins a statement elsewhere: what to do instead. Empty for all other words.
[[nodiscard]] std::string_view advice_on_statement(std::string_view word);

// A word that names what `create`, `alter` or `drop` is about elsewhere: what to do instead. Empty for all others.
[[nodiscard]] std::string_view advice_on_object(std::string_view word);

// A type of the language by the word it begins with; aliases of the standard included.
struct TypeWord {
  std::string_view word;
  ast::TypeKind kind;
};
[[nodiscard]] TypeWord const* find_type(std::string_view word);
// The type that is nearest to a misspelt word; empty when there is none or several.
[[nodiscard]] std::string_view nearest_type(std::string_view word);

// A type of a database: what to write instead.
struct ForeignType {
  std::string_view word;
  std::string_view spelling;     // what replaces the word and its arguments; empty where that is not for us to say
  bool takes_arguments = false;  // `spelling` keeps the arguments: nvarchar(50) is varchar(50)
  std::string_view advice = {};  // said instead of the spelling
};
[[nodiscard]] ForeignType const* find_foreign_type(std::string_view word);

// A clause (`auto_increment`, `collate`) that does not belong where it stands: what to write instead. Empty for all
// other words.
[[nodiscard]] std::string_view advice_on_clause(std::string_view word);
// The same, behind the columns of a table: `engine`.
[[nodiscard]] std::string_view advice_on_options(std::string_view word);
// What `alter table … drop` is followed by elsewhere.
[[nodiscard]] std::string_view advice_on_part(std::string_view word);

}  // namespace retort::syntax::grammar
