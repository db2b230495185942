// SPDX-License-Identifier: Apache-2.0
// Whether a select that groups or counts shows only what is the same for a whole group. In: a core whose names and
// types were found right, with its tables in sight. Out: RT0410 for what is not.
#pragma once

#include "compiler/model/expression_type.hpp"

namespace retort::model {

// The select list and `having`. Nothing to say where nothing is grouped and nothing counted.
void check_grouping(Context& context, ast::SelectCore const& core, Scope const& scope);
// An expression of `order by`, which sees the tables of the core.
void check_ordered_group(Context& context, ast::SelectCore const& core, Scope const& scope, ast::Expression const& e);

// Whether the expression is one of the select list; yes where that has a `*`.
[[nodiscard]] bool is_shown(ast::SelectCore const& core, Scope const& scope, ast::Expression const& e);

}  // namespace retort::model
