// SPDX-License-Identifier: Apache-2.0
// The catalogue of MySQL and MariaDB: what a database has, in the language, and how it writes types and expressions
// back. https://dev.mysql.com/doc/refman/8.4/en/information-schema.html, https://mariadb.com/kb/en/information-schema/
#pragma once

#include "compiler/dialects/catalogue.hpp"
#include "compiler/dialects/mysql/variant.hpp"

namespace retort::dialects::mysql {

class MySqlCatalogue final : public Catalogue {
 public:
  // `variant` must outlive it.
  explicit MySqlCatalogue(Variant const& variant);

  [[nodiscard]] std::string trouble(Ask const& ask) const override;
  [[nodiscard]] Live read(Ask const& ask, Reading const& reading) const override;
  [[nodiscard]] SqlWords const& sql() const override { return words_; }
  [[nodiscard]] std::string stored(ast::Type const& type, model::Schema const& schema) const override;
  [[nodiscard]] std::unique_ptr<Spelling const> words(model::Schema const& schema, Sink& sink) const override;
  [[nodiscard]] bool tells_restrict() const override { return false; }  // both refuse at once
  [[nodiscard]] bool names_primary_keys() const override { return false; }
  [[nodiscard]] bool tells_unique_indexes() const override { return false; }

 private:
  Variant const& variant_;
  SqlWords words_;
};

// COLUMN_TYPE: a type of the language where it is stored as that is, else a native one.
[[nodiscard]] ast::Type type_of_text(Variant const& variant, std::string const& text);
// The values of `enum('a','b')`; nothing for another type.
[[nodiscard]] std::optional<std::vector<std::string>> enum_values_of(std::string const& text);
// Text of MySQL's catalogue without the backslashes that it puts before quotes.
[[nodiscard]] std::string unescaped(std::string const& text);

}  // namespace retort::dialects::mysql
