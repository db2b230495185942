// SPDX-License-Identifier: Apache-2.0
// What kind of value a type holds, which kinds go together, what a literal of the file is worth in a type, and what a
// change of type does to values. Knows no schema but the enum it is given.
#pragma once

#include <optional>
#include <string>

#include "compiler/ast/expression.hpp"
#include "compiler/model/schema.hpp"

namespace retort::model {

enum class Kind {
  unknown,  // nothing can be said: goes with everything
  null,
  boolean,
  integer,
  numeric,
  floating,
  text,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  uuid,
  json,
  bytes,
  enumeration,
  string_literal  // a quoted literal: takes the type its context wants
};

// The type of an expression.
struct ValueType {
  Kind kind = Kind::unknown;
  ObjectName enum_name;  // of Kind::enumeration
  bool array = false;
  friend bool operator==(ValueType const&, ValueType const&) = default;
};

[[nodiscard]] ValueType value_type(ast::Type const& type);
[[nodiscard]] bool is_number(Kind kind);
// "an integer", "text", "a value of user_status": for messages.
[[nodiscard]] std::string describe(ValueType const& type);
[[nodiscard]] std::string describe(ast::Type const& type);  // as written: "numeric(10,2)"

// Whether the two can be compared, or be arms of one case. A quoted literal goes with all but numbers and booleans.
[[nodiscard]] bool comparable(ValueType const& a, ValueType const& b);
// Whether a value of `from` can be put into a column of `to` without a cast.
[[nodiscard]] bool assignable(ValueType const& from, ValueType const& to);
// The common type of two that are comparable.
[[nodiscard]] ValueType common(ValueType const& a, ValueType const& b);

// Why a literal does not do for a type; nothing when it does. `negative`: a minus stands before it.
struct LiteralFault {
  enum class Why { wrong_type, quoted, does_not_fit, malformed, not_in_enum } why;
  std::string message;
  std::string replacement;  // the text to write instead; may be empty
};
[[nodiscard]] std::optional<LiteralFault> check_literal(ast::Literal const& literal, bool negative,
                                                        ast::Type const& wanted, EnumType const* enum_type);

// How values fare when a column goes from one type to another.
enum class Change { same, widens, narrows, impossible };
[[nodiscard]] Change change_of_type(ast::Type const& from, ast::Type const& to);

}  // namespace retort::model
