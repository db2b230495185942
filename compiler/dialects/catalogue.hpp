// SPDX-License-Identifier: Apache-2.0
// What a live database has, read from its catalogue. In: a callable that runs a query. Out: statements of the language
// that would make the same, expressions still in the database's own words. Connects to nothing and changes nothing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/dialects/sql_reader.hpp"
#include "compiler/model/schema.hpp"

namespace retort::dialects {

class Spelling;

// A row: a text a column; nothing for null.
using CatalogueRow = std::vector<std::optional<std::string>>;
// Runs one statement as it is. What it throws goes through everything here.
using Ask = std::function<std::vector<CatalogueRow>(std::string const& sql)>;

struct Reading {
  // Which objects are wanted. What is not is passed over without a word.
  std::function<bool(model::ObjectName const&)> wanted;
  // Schemas to be read besides the one of the session, where a database does not tell which belong together.
  std::vector<std::string> schemas;
  // What it is compared with, for what a database tells by way of something else; inspect() sets it. Null: nothing.
  model::Schema const* known = nullptr;
};

// Something the language has no words for: "table 'users': trigger 'audit'".
struct Unsaid {
  std::string object;  // "table 'users'"
  std::string what;    // a sentence without a full stop
  friend bool operator==(Unsaid const&, Unsaid const&) = default;
};

// The statements are `create …` in any order. Every expression in them that is more than a column of an index
// is unread(), every body of a view a text: the database's own words, which read_expression() and read_select() may
// understand.
struct Live {
  std::vector<ast::Statement> statements;
  std::vector<Unsaid> unsaid;
  std::string schema;  // which names without one are in, where people name it all the same in views; may be empty
};

// Where an expression of a table stands.
enum class Part { default_value, generated, check, key, predicate };

class Catalogue {
 public:
  virtual ~Catalogue() = default;

  // Why the database cannot be read: another kind of server, no schema that is meant. A sentence that says what to
  // give instead; empty where it can be read.
  [[nodiscard]] virtual std::string trouble(Ask const&) const { return {}; }

  // Everything in the database that is wanted. Somebody else's lock is waited for some seconds.
  [[nodiscard]] virtual Live read(Ask const& ask, Reading const& reading) const = 0;

  // How the database writes expressions and selects back: see sql_reader.hpp.
  [[nodiscard]] virtual SqlWords const& sql() const = 0;

  // How a column of the type is stored, in one spelling: two types that are stored alike are the same to the database.
  // Empty where it cannot store the type.
  [[nodiscard]] virtual std::string stored(ast::Type const& type, model::Schema const& schema) const = 0;

  // The same of a generated column, which no check holds to its type.
  [[nodiscard]] virtual std::string stored_generated(ast::Type const& type, model::Schema const& schema) const {
    return stored(type, schema);
  }

  // The words the dialect writes with, for a schema; both must outlive what is returned.
  [[nodiscard]] virtual std::unique_ptr<Spelling const> words(model::Schema const& schema, Sink& sink) const = 0;

  // Whether the database tells `on delete restrict` from `no action`.
  [[nodiscard]] virtual bool tells_restrict() const { return true; }
  // Whether a unique index is something else than a unique constraint.
  [[nodiscard]] virtual bool tells_unique_indexes() const { return true; }
  // Whether a unique index of columns that may be null is something else than a unique constraint of them.
  [[nodiscard]] virtual bool tells_unique_of_nulls() const { return true; }
  // Whether a generated column is `not null` only where that was said.
  [[nodiscard]] virtual bool tells_nulls_of_generated() const { return true; }
  // Whether a column that counts by itself is of the size that it was made with.
  [[nodiscard]] virtual bool tells_sizes_of_identities() const { return true; }
  // Whether a primary key has a name there.
  [[nodiscard]] virtual bool names_primary_keys() const { return true; }

 protected:
  Catalogue() = default;
  Catalogue(Catalogue const&) = default;
  Catalogue& operator=(Catalogue const&) = default;
};

}  // namespace retort::dialects
