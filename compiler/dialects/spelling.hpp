// SPDX-License-Identifier: Apache-2.0
// How one database spells what all of them have: names, literals, operators, functions, casts. Every dialect has one
// Spelling; what has a default here is the standard's way and is overridden only where a database has another.
// Knows no statements: those are the lowerings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/expression.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::dialects {

// How tightly an expression binds, loosest first. Coarser than any one database: what two databases order differently
// (`is`, `like` and comparisons; `||` and arithmetic) is on one level, or gets parentheses where it meets.
enum class Binds { unknown, or_, and_, not_, predicate, concat, additive, multiplicative, unary, primary };

// A piece of SQL that stands for a value. `type` is what the model knows of it; Kind::unknown where it knows nothing.
struct Rendered {
  std::string text;
  Binds binds = Binds::primary;
  model::ValueType type{};
  bool literal = false;    // a literal of the file, whose type the database has yet to guess
  bool predicate = false;  // a comparison or the like: for databases without boolean values
  // The most characters its text can have, where that is known; with lengths in the type of a column it is.
  std::optional<std::size_t> characters{};
};
// Its text, in parentheses when it binds more loosely than `at_least`.
[[nodiscard]] std::string operand(Rendered const& value, Binds at_least);

// What is known of the place a value stands in.
struct Place {
  model::ValueType wanted{};  // the type the value is used as; Kind::unknown: nothing is known
  bool direct = true;         // the database sees that type too: the value of a column, the other side of a comparison;
                              // false: an arm of a case, a select list, where a literal may need a cast
  bool immutable = false;     // an index, a generated column: functions must be immutable there
};

// What stands behind the cores of a select: expressions as they are spelt, empty where there is none.
struct SelectEnd {
  std::string order;
  std::string limit;
  bool united = false;  // there are several cores
};

class Spelling {
 public:
  virtual ~Spelling() = default;

  // The name by which `native postgresql $$…$$` means this database.
  [[nodiscard]] virtual std::string_view dialect() const = 0;

  // The one place where names are quoted: only when they need it.
  [[nodiscard]] virtual std::string identifier(std::string_view name) const = 0;
  // The one place where text becomes a literal: quotes included.
  [[nodiscard]] virtual std::string string(std::string_view text) const = 0;
  // The hexadecimal digits of bytes as a literal.
  [[nodiscard]] virtual std::string bytes(std::string_view hex) const = 0;
  // A type in a column or a cast. What the database cannot store goes to `sink`.
  [[nodiscard]] virtual std::string type(ast::Type const& type, Sink& sink) const = 0;

  // A literal where it stands. Default: null, true/false, the digits, string(), bytes().
  [[nodiscard]] virtual Rendered literal(ast::Literal const& literal, Place const& place) const;
  // Default: the standard's operator; `/` as it comes (it must truncate between integers: see left.type, right.type).
  [[nodiscard]] virtual Rendered binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const;
  // Default: `-x`, `+x`, `not x`.
  [[nodiscard]] virtual Rendered unary(ast::UnaryOperator op, Rendered const& value) const;
  // Default: `cast(x as type)`.
  [[nodiscard]] virtual Rendered cast(Rendered const& value, ast::Type const& to, Place const& place, Sink& sink) const;
  // What follows `like`; a backslash in it is a character like others. Default: the pattern.
  [[nodiscard]] virtual std::string like_pattern(Rendered const& pattern) const;
  // A portable function by its name in the language. Default: the same name; `current_date` without parentheses.
  [[nodiscard]] virtual Rendered call(ast::Call const& call, std::vector<Rendered> const& arguments,
                                      Place const& place) const;
  // `next value for s`.
  [[nodiscard]] virtual Rendered next_value(ast::QualifiedName const& sequence) const = 0;
  // `excluded.c` of `on conflict`. Default: the same.
  [[nodiscard]] virtual std::string excluded(std::string_view column) const;
  // The end of a select, with a blank before it. Default: ` limit n`.
  [[nodiscard]] virtual std::string limit(std::string_view count) const;
  // A whole select with its order and its limit. Default: the standard's clauses, one behind the other.
  [[nodiscard]] virtual std::string ended(std::string select, SelectEnd const& end) const;
  // The row of a select that stands behind `skipped` others. Default: ` limit 1 offset n`.
  [[nodiscard]] virtual std::string row_after(std::string select, std::string const& order, std::size_t skipped) const;
  // A value where a condition is wanted, and a condition where a value is wanted. Default: as it is.
  [[nodiscard]] virtual Rendered as_condition(Rendered value) const;
  [[nodiscard]] virtual Rendered as_value(Rendered value) const;

  // A value of an expression on its way into a column, converted where the database would store it as it comes: a
  // number with a fraction in an integer column. Default: as it is, for databases that convert what is assigned.
  [[nodiscard]] virtual Rendered assigned(Rendered value, ast::Type const& column) const;

  // ---- batches
  // The `number`-th parameter (from 1), which is bound as text, as a value of the type of a column.
  [[nodiscard]] virtual std::string parameter(unsigned number, ast::Type const& type) const = 0;
  // A column of the key in a select list, as text that parameter() takes back without loss. Default: the column.
  [[nodiscard]] virtual std::string key_text(std::string const& column, ast::Type const& type) const;
  // Row comparison by `op` (`>`, `<=`). Default: `a > x` for one column, `(a, b) > (x, y)` for several.
  [[nodiscard]] virtual std::string compare_key(std::vector<std::string> const& columns, std::string_view op,
                                                std::vector<std::string> const& values) const;

  // ---- made of the above
  [[nodiscard]] std::string qualified(std::string_view schema, std::string_view name) const;
  [[nodiscard]] std::string qualified(ast::QualifiedName const& name) const;
  [[nodiscard]] std::string qualified(model::ObjectName const& name) const;
  [[nodiscard]] std::string names(std::vector<ast::Identifier> const& columns) const;  // "a, b"
  [[nodiscard]] std::string names(std::vector<std::string> const& columns) const;
};

// The text of a `native` or an `options` for this database; null when it has none. Text without names is for all.
[[nodiscard]] ast::DialectText const* text_for(std::vector<ast::DialectText> const& spellings,
                                               std::string_view dialect);

// A statement of a file without blanks around it and without the `;` at its end.
[[nodiscard]] std::string one_statement(std::string text);

// "a, b": the parts with a comma and a blank between them, or with another separator.
[[nodiscard]] std::string join(std::vector<std::string> const& parts, std::string_view separator = ", ");

}  // namespace retort::dialects
