// SPDX-License-Identifier: Apache-2.0
// What is read, in the words of what is known where it means the same.
#pragma once

#include <set>

#include "compiler/dialects/catalogue.hpp"
#include "compiler/dialects/dialect.hpp"

namespace retort::inspect {

// Changes the statements of `live`; nothing is added but what the database has no trace of. Returns the views that have
// known bodies now.
[[nodiscard]] std::set<model::ObjectName> adopt(dialects::Live& live, dialects::Dialect const& dialect,
                                                dialects::Catalogue const& catalogue, model::Schema const& known);

}  // namespace retort::inspect
