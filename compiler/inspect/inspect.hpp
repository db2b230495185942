// SPDX-License-Identifier: Apache-2.0
// From what a catalogue says to a schema of the model, and to the text of a schema file. In: the statements of a live
// database, and what is known of it, where anything is. Out: the schema, in the words of what is known where it means
// the same; what the language cannot say, by name. Connects to nothing.
#pragma once

#include <string>
#include <vector>

#include "compiler/dialects/catalogue.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/model/replay.hpp"

namespace retort::inspect {

struct Inspected {
  model::Schema schema;
  std::vector<dialects::Unsaid> unsaid;  // sorted, without repeats
};

// `known`: a schema for the same database, or null. Types, expressions, views and names of primary keys that mean the
// same there come out as it says them; so do comments, options of tables and enum types where the database has no trace
// of them. Expressions that are read as trees the model accepts come out as such, others as native text.
[[nodiscard]] Inspected assemble(dialects::Live live, dialects::Dialect const& dialect,
                                 model::ReplayOptions const& options, model::Schema const* known);

// The whole way: asks the catalogue of the dialect, which has to have one, and assembles.
[[nodiscard]] Inspected inspect(dialects::Ask const& ask, dialects::Reading const& reading,
                                dialects::Dialect const& dialect, model::ReplayOptions const& options,
                                model::Schema const* known);

// The statements that make the schema, in a fixed order: what others refer to first, else by name.
[[nodiscard]] std::vector<ast::Statement> statements_of(model::Schema const& schema, std::string_view dialect);

// A schema file in canonical form, with what it does not say in comments.
[[nodiscard]] std::string schema_text(Inspected const& inspected, std::string_view dialect);

}  // namespace retort::inspect
