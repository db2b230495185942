// SPDX-License-Identifier: Apache-2.0
// Which actions have to be done while others work on the table. In: the actions of one direction, the statements that
// ask for it. Out: Action::online and fresh.
#pragma once

#include <vector>

#include "compiler/plan/plan.hpp"

namespace retort::plan {

// The annotations of an upgrade count for the way back that is derived from it as well. A table that the same actions
// made has nobody who works on it.
void mark_tables(std::vector<Action>& actions, model::ReplayedRevision const& revision, Policy policy);

}  // namespace retort::plan
