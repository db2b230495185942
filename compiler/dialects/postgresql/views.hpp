// SPDX-License-Identifier: Apache-2.0
// Views that stand in the way: the server changes neither the type of a column that a view shows nor a view's columns
// under another view. They are dropped before and made again after.
#pragma once

#include <vector>

#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

// The views over any of `names`, and the views over those: each before those it needs.
[[nodiscard]] std::vector<model::View const*> views_over(model::Schema const& schema,
                                                         std::vector<model::ObjectName> const& names);
void drop_views(Work& work, std::vector<model::View const*> const& views);
// In the opposite order, as the schema after the action has them.
void make_views_again(Work& work, std::vector<model::View const*> const& views);

}  // namespace retort::dialects::postgresql
