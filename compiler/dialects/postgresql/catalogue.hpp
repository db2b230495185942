// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's catalogue: what it has, in the language, and how it writes types and expressions back. Spelled for
// PostgreSQL 12 and later. https://www.postgresql.org/docs/15/catalogs.html
#pragma once

#include "compiler/dialects/catalogue.hpp"

namespace retort::dialects::postgresql {

class PostgreSqlCatalogue final : public Catalogue {
 public:
  [[nodiscard]] Live read(Ask const& ask, Reading const& reading) const override;
  [[nodiscard]] SqlWords const& sql() const override;
  [[nodiscard]] std::string stored(ast::Type const& type, model::Schema const& schema) const override;
  [[nodiscard]] std::unique_ptr<Spelling const> words(model::Schema const& schema, Sink& sink) const override;
};

[[nodiscard]] PostgreSqlCatalogue const& catalogue();

// A type as format_type() prints it, or as a cast names it: one of the language, a native one ("numeric" without a
// size, "tsvector"), or a name without further signs as that of an enum.
[[nodiscard]] ast::Type type_of_text(std::string const& text);

}  // namespace retort::dialects::postgresql
