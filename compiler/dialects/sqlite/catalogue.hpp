// SPDX-License-Identifier: Apache-2.0
// What a database of SQLite has, in the language. Its catalogue is the text of its statements: these are read word by
// word. https://www.sqlite.org/schematab.html
#pragma once

#include "compiler/dialects/catalogue.hpp"

namespace retort::dialects::sqlite {

class SqliteCatalogue final : public Catalogue {
 public:
  [[nodiscard]] Live read(Ask const& ask, Reading const& reading) const override;
  [[nodiscard]] SqlWords const& sql() const override;
  [[nodiscard]] std::string stored(ast::Type const& type, model::Schema const& schema) const override;
  [[nodiscard]] std::unique_ptr<Spelling const> words(model::Schema const& schema, Sink& sink) const override;
  // `integer primary key autoincrement`, always: https://www.sqlite.org/autoinc.html
  [[nodiscard]] bool tells_sizes_of_identities() const override { return false; }
};

[[nodiscard]] SqliteCatalogue const& catalogue();

// A declared type: one of the language where it is stored as that is, else a native one.
[[nodiscard]] ast::Type type_of_text(std::string const& declared);

// ---- the texts of the catalogue
struct ReadTable {
  ast::CreateTable table;           // checks as unread() text, those that stand for a type among them
  std::vector<std::string> unsaid;  // what the language has no words for
};
// Nothing where it is no plain table (virtual ones) or cannot be read.
[[nodiscard]] std::optional<ReadTable> read_create_table(std::string const& sql);
struct ReadIndex {
  ast::CreateIndex index;  // without its table
  std::vector<std::string> unsaid;
};
[[nodiscard]] std::optional<ReadIndex> read_create_index(std::string const& sql);
// What stands behind `as`.
[[nodiscard]] std::optional<std::string> read_create_view(std::string const& sql);

// Checks that a column has for the sake of its type become the type: of boolean, of a length, of JSON. An enum becomes
// the name that `enum_of` gives for its values.
using EnumOf = std::function<ast::QualifiedName(ast::Identifier const& column, std::vector<std::string> const& values)>;
void take_type_checks(ast::CreateTable& table, EnumOf const& enum_of);

}  // namespace retort::dialects::sqlite
