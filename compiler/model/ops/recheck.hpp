// SPDX-License-Identifier: Apache-2.0
// Expressions that were right and would be refused in another schema: what a change of a type, of an enum or of a view
// leaves behind elsewhere. In: the schema before and after the change. Out: who is in its way.
#pragma once

#include "compiler/model/ops/dependency.hpp"

namespace retort::model::ops {

// What of these tables and views, and of all views over them, is right in `before` and wrong in `after`: defaults,
// generated columns, checks, indexes, views. The names are those of `before`; what `after` has not is left out.
[[nodiscard]] std::vector<User> broken_by(Schema const& before, Schema const& after,
                                          std::vector<ObjectName> const& objects, ReplayOptions const& options);

// The tables and views that use the object directly.
[[nodiscard]] std::vector<ObjectName> direct_users(Schema const& schema, ObjectName const& name);

// Views given as text over these objects that hold `literal` as a quoted string: nobody can tell what it stands for.
[[nodiscard]] std::vector<User> texts_with(Schema const& schema, std::vector<ObjectName> const& objects,
                                           std::string const& literal);

}  // namespace retort::model::ops
