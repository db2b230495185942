// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's spelling of names, literals, types and functions.
// https://www.postgresql.org/docs/15/sql-syntax-lexical.html, https://www.postgresql.org/docs/15/functions.html
#pragma once

#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::postgresql {

class PostgreSqlSpelling final : public Spelling {
 public:
  PostgreSqlSpelling() = default;
  // For servers without a function for gen_uuid(): reported to `sink`, which must outlive it, at the call, or at
  // `origin` where no file has it.
  PostgreSqlSpelling(Span origin, Sink& sink) : origin_(origin), no_uuid_(&sink) {}

  [[nodiscard]] std::string_view dialect() const override { return "postgresql"; }
  [[nodiscard]] std::string identifier(std::string_view name) const override;
  [[nodiscard]] std::string string(std::string_view text) const override;
  [[nodiscard]] std::string bytes(std::string_view hex) const override;
  [[nodiscard]] std::string type(ast::Type const& type, Sink& sink) const override;

  [[nodiscard]] Rendered literal(ast::Literal const& literal, Place const& place) const override;
  [[nodiscard]] Rendered binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const override;
  [[nodiscard]] Rendered cast(Rendered const& value, ast::Type const& to, Place const& place,
                              Sink& sink) const override;
  [[nodiscard]] std::string like_pattern(Rendered const& pattern) const override;
  [[nodiscard]] Rendered call(ast::Call const& call, std::vector<Rendered> const& arguments,
                              Place const& place) const override;
  [[nodiscard]] Rendered next_value(ast::QualifiedName const& sequence) const override;
  [[nodiscard]] std::string parameter(unsigned number, ast::Type const& type) const override;

 private:
  Span origin_;
  Sink* no_uuid_ = nullptr;  // not owned; null: there is one
};

[[nodiscard]] PostgreSqlSpelling const& spelling();

// The type as format_type() of the server prints it; empty where that cannot be told (enums, native types).
// https://www.postgresql.org/docs/15/functions-info.html
[[nodiscard]] std::string catalogue_type(ast::Type const& type);

}  // namespace retort::dialects::postgresql
