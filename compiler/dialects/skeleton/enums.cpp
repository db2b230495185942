// SPDX-License-Identifier: Apache-2.0
// Enum types. Never planned where capabilities().enum_types is false; the spelling of a database that has them.
#include "compiler/dialects/skeleton/lowering.hpp"

namespace retort::dialects::skeleton {

void Skeleton::lower(ast::CreateType const& operation, Context& context) const {
  std::vector<std::string> values;
  for (auto const& value : operation.values) values.push_back(spelling().string(value.value));
  Work(context).add("create type " + spelling().qualified(operation.name) + " as enum (" + join(values) + ")",
                    "create type " + operation.name.name.text);
}
void Skeleton::lower(ast::AddEnumValue const& operation, Context& context) const {
  Work(context).add(
      "alter type " + spelling().qualified(operation.type) + " add value " + spelling().string(operation.value.value),
      "add a value to type " + operation.type.name.text);
}
void Skeleton::lower(ast::RenameEnumValue const& operation, Context& context) const {
  Work(context).add("alter type " + spelling().qualified(operation.type) + " rename value " +
                        spelling().string(operation.from.value) + " to " + spelling().string(operation.to.value),
                    "rename a value of type " + operation.type.name.text);
}
void Skeleton::lower(ast::DropEnumValue const& operation, Context& context) const {
  Work(context).add(
      "alter type " + spelling().qualified(operation.type) + " drop value " + spelling().string(operation.value.value),
      "drop a value of type " + operation.type.name.text);
}
void Skeleton::lower(ast::RenameType const& operation, Context& context) const {
  Work(context).add(
      "alter type " + spelling().qualified(operation.from) + " rename to " + spelling().identifier(operation.to.text),
      "rename type " + operation.from.name.text);
}
void Skeleton::lower(ast::DropType const& operation, Context& context) const {
  Work(context).add("drop type " + spelling().qualified(operation.name), "drop type " + operation.name.name.text);
}

}  // namespace retort::dialects::skeleton
