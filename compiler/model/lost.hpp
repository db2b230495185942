// SPDX-License-Identifier: Apache-2.0
// What was dropped or renamed, where: for notes to those who look for it later. In: steps as they are made. Out:
// entries of Schema::lost, and notes. Nothing else depends on them.
#pragma once

#include <string>
#include <string_view>

#include "compiler/ast/statement.hpp"
#include "compiler/diagnostics/diagnostic.hpp"
#include "compiler/model/schema.hpp"

namespace retort::model {

// The key of a part of an object: kind is "column", "constraint" or "value".
[[nodiscard]] ObjectName lost_part(std::string_view kind, ObjectName const& of, std::string const& name);

// What an operation takes away of `before` is remembered in `after`.
void remember_lost(ast::Operation const& operation, Schema const& before, Schema& after, Span where);

// "table 'users' was dropped here", where that is known; `what` is "table 'users'".
void note_lost(Diagnostic& diagnostic, Schema const& schema, ObjectName const& key, std::string const& what);

}  // namespace retort::model
