// SPDX-License-Identifier: Apache-2.0
// The words of SQLite: names, literals, types, operators and functions. Moments are text in UTC of one width, so that
// they compare as text; a uuid is text of 36 characters in lower case; booleans are 0 and 1. Knows no statements.
#pragma once

#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::sqlite {

// A moment as it is stored: 2026-03-02T09:00:00.000Z for Kind::timestamptz, without Z for timestamp, only the day for
// date, only the time for time. Text that is none is given back as it is. `exact` becomes false when digits below a
// millisecond are lost.
[[nodiscard]] std::string stored_moment(std::string const& text, model::Kind kind, bool& exact);

class SqliteSpelling final : public Spelling {
 public:
  // `origin`: where to report a literal that cannot be stored. `sink` must outlive it.
  SqliteSpelling(Span origin, Sink& sink) : origin_(origin), sink_(sink) {}

  [[nodiscard]] std::string_view dialect() const override { return "sqlite"; }
  [[nodiscard]] std::string identifier(std::string_view name) const override;
  [[nodiscard]] std::string string(std::string_view text) const override;
  [[nodiscard]] std::string bytes(std::string_view hex) const override;
  [[nodiscard]] std::string type(ast::Type const& type, Sink& sink) const override;
  [[nodiscard]] Rendered literal(ast::Literal const& literal, Place const& place) const override;
  [[nodiscard]] Rendered binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const override;
  [[nodiscard]] Rendered cast(Rendered const& value, ast::Type const& to, Place const& place,
                              Sink& sink) const override;
  [[nodiscard]] Rendered call(ast::Call const& call, std::vector<Rendered> const& arguments,
                              Place const& place) const override;
  [[nodiscard]] Rendered assigned(Rendered value, ast::Type const& column) const override;
  [[nodiscard]] Rendered next_value(ast::QualifiedName const& sequence) const override;
  [[nodiscard]] std::string parameter(unsigned number, ast::Type const& type) const override;
  [[nodiscard]] std::string key_text(std::string const& column, ast::Type const& type) const override;

 private:
  Span origin_;
  Sink& sink_;
};

}  // namespace retort::dialects::sqlite
