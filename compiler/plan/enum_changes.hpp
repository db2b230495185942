// SPDX-License-Identifier: Apache-2.0
// Changes of an enum type for a database that has none: they are changes of every table with a column of it.
#pragma once

#include <vector>

#include "compiler/plan/alterations.hpp"

namespace retort::plan {

// Where tables cannot be altered in place: every table with a column of `type` joins `alterations`.
void rebuild_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                   Alterations& alterations, std::vector<Action>& out);

// Where they can: the type of every such column is set again; a value that becomes another one is written while the
// column takes both, and while nothing that names it is there.
void retype_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                  std::vector<Action>& out);

}  // namespace retort::plan
