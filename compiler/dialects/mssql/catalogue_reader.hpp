// SPDX-License-Identifier: Apache-2.0
// One reading of a database: tables by their numbers, filled part by part. For catalogue.cpp and catalogue_keys.cpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/mssql/catalogue.hpp"

namespace retort::dialects::mssql {

class CatalogueReader {
 public:
  // Both must outlive it.
  CatalogueReader(Ask const& ask, Reading const& reading) : ask_(ask), reading_(reading) {}
  [[nodiscard]] Live run();

 private:
  using Name = model::ObjectName;
  struct Check {
    std::string name, condition;
    bool of_type = false;  // it stands for the type of its column
  };
  struct Table {
    ast::CreateTable made;
    std::vector<Check> checks;
    std::set<std::string> nullable;  // columns
  };

  // ---- catalogue.cpp
  [[nodiscard]] Name object(std::string const& schema, std::string const& name) const {
    return {schema == schema_ ? "" : schema, name};
  }
  [[nodiscard]] bool wanted(Name const& name);
  void unsaid(Name const& table, std::string what) { out_.unsaid.push_back({named("table", table), std::move(what)}); }
  [[nodiscard]] Table* table(std::string const& number);
  void read_table(CatalogueRow const& row);
  void column(CatalogueRow const& row);
  void remarks(Name const& table, CatalogueRow const& row);
  [[nodiscard]] ast::Type type_of(Table& table, CatalogueRow const& row);
  void sequence(CatalogueRow const& row);
  void view(CatalogueRow const& row);
  void other(CatalogueRow const& row);
  void schemas();

  // ---- catalogue_keys.cpp
  void read_checks();
  void put_checks();
  void references();
  void indexes();
  struct ReadIndex;
  void put(ReadIndex& index);
  void remarks(ReadIndex const& index, CatalogueRow const& row);

  Ask const& ask_;
  Reading const& reading_;
  std::string schema_, collation_;       // of the session, of the database
  std::map<std::string, Table> tables_;  // by number
  std::set<std::string> used_schemas_;   // that something wanted is in
  EnumNames enums_;
  std::vector<ast::Statement> indexes_;
  Live out_;
};

}  // namespace retort::dialects::mssql
