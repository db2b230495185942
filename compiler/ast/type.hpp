// SPDX-License-Identifier: Apache-2.0
// Column types as written. Aliases (int, decimal, timestamp with time zone) are resolved by the parser.
#pragma once

#include <cstdint>
#include <variant>

#include "compiler/ast/node.hpp"
#include "compiler/base/choice.hpp"

namespace retort::ast {

enum class TypeKind {
  boolean,
  smallint,
  integer,
  bigint,
  numeric,
  real,
  double_precision,
  varchar,
  char_,
  text,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  uuid,
  json,
  bytes
};

// `length` for varchar and char_ only, `precision` and `scale` for numeric only; all are set there (varchar without a
// length is TypeKind::text, char is char(1), numeric(10) is numeric(10,0)).
struct BuiltinType {
  TypeKind kind = TypeKind::integer;
  std::uint32_t length = 0;
  std::uint32_t precision = 0;
  std::uint32_t scale = 0;
  friend bool operator==(BuiltinType const&, BuiltinType const&) = default;
};

// An enum by name.
struct NamedType {
  QualifiedName name;
  friend bool operator==(NamedType const&, NamedType const&) = default;
};

// `native postgresql 'tsvector' mysql 'json'`: one spelling per dialect named.
struct NativeType {
  std::vector<DialectText> spellings;
  friend bool operator==(NativeType const&, NativeType const&) = default;
};

// What is left of a type that could not be parsed; later stages stay silent on it.
struct UnknownType {
  friend bool operator==(UnknownType const&, UnknownType const&) = default;
};

// What a type can be: choice.hpp.
struct TypeBases {
  using Variant = std::variant<UnknownType, BuiltinType, NamedType, NativeType>;
};
struct Type {
  Choice<TypeBases> base;
  bool array = false;  // `T array`
  Where where;
  friend bool operator==(Type const&, Type const&) = default;
};

}  // namespace retort::ast

extern template class retort::Choice<retort::ast::TypeBases>;
