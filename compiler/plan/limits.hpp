// SPDX-License-Identifier: Apache-2.0
// What no rewrite can give a database: kinds of objects it does not have, names longer than it takes. In: a step, the
// capabilities. Out: findings. Changes nothing.
#pragma once

#include "compiler/plan/plan.hpp"

namespace retort::plan {

void report_limits(model::Step const& step, Capabilities const& capabilities, Sink& sink);

}  // namespace retort::plan
