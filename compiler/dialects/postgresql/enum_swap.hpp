// SPDX-License-Identifier: Apache-2.0
// Drops a value of an enum type: a new type without it is made, every column of the old one is turned over by way of
// text, and the new type takes the old one's name.
#pragma once

#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

// Rows that still have the value get the replacement; without one the first statement fails and says how many there
// are.
void swap_enum(Work& work, ast::DropEnumValue const& operation);

}  // namespace retort::dialects::postgresql
