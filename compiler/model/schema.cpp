// SPDX-License-Identifier: Apache-2.0
// Names and look-ups of the schema model.
#include "compiler/model/schema.hpp"

#include <algorithm>

namespace retort::model {

ObjectName object_name(ast::QualifiedName const& name) {
  return {name.schema ? name.schema->text : std::string(), name.name.text};
}

ast::QualifiedName qualified_name(ObjectName const& name) {
  ast::QualifiedName out;
  if (!name.schema.empty()) out.schema = ast::Identifier{name.schema, {}};
  out.name = ast::Identifier{name.name, {}};
  return out;
}

std::string to_string(ObjectName const& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

namespace {
template <class T>
T const* by_name(std::vector<T> const& list, std::string_view name) {
  auto const it = std::find_if(list.begin(), list.end(), [&](T const& item) { return item.name == name; });
  return it == list.end() ? nullptr : &*it;
}
template <class T>
T const* object_as(Schema const& schema, ObjectName const& name) {
  auto const* object = schema.objects.find(name);
  return object == nullptr ? nullptr : std::get_if<T>(&**object);
}
}  // namespace

Column const* Table::column(std::string_view column_name) const { return by_name(columns, column_name); }
Constraint const* Table::constraint(std::string_view constraint_name) const {
  return by_name(constraints, constraint_name);
}
Index const* Table::index(std::string_view index_name) const { return by_name(indexes, index_name); }
ast::PrimaryKey const* Table::primary_key() const {
  for (auto const& c : constraints)
    if (auto const* key = std::get_if<ast::PrimaryKey>(&c.body)) return key;
  return nullptr;
}

Table const* Schema::table(ObjectName const& name) const { return object_as<Table>(*this, name); }
View const* Schema::view(ObjectName const& name) const { return object_as<View>(*this, name); }
Sequence const* Schema::sequence(ObjectName const& name) const { return object_as<Sequence>(*this, name); }
EnumType const* Schema::enum_type(ObjectName const& name) const { return object_as<EnumType>(*this, name); }
Table const* Schema::table_of_index(ObjectName const& index) const {
  auto const* entry = object_as<IndexEntry>(*this, index);
  return entry == nullptr ? nullptr : table(entry->table);
}

}  // namespace retort::model
