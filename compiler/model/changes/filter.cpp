// SPDX-License-Identifier: Apache-2.0
// The wanted schema with what nobody looks after left as it is.
#include <algorithm>

#include "compiler/model/changes/changes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::model {

namespace {
// Shell patterns: * any text, ? one character.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, after = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++after;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}
bool any(std::vector<std::string> const& patterns, std::string const& name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string const& p) { return matches(p, name); });
}

template <class T>
void keep_parts(std::vector<T>& wanted, std::vector<T> const* from, ObjectFilter const& filter,
                ObjectName const& table) {
  std::erase_if(wanted, [&](T const& part) { return left_out(filter, table, part.name); });
  if (from == nullptr) return;
  for (auto const& part : *from)
    if (left_out(filter, table, part.name)) wanted.push_back(part);
}
}  // namespace

bool left_out(ObjectFilter const& filter, ObjectName const& object, std::string const& part) {
  auto const whole = to_string(object);
  if (!part.empty()) return any(filter.exclude, whole + "." + part);
  return any(filter.exclude, whole) || (!filter.include.empty() && !any(filter.include, whole));
}

Schema filtered(Schema const& from, Schema const& wanted, ObjectFilter const& filter) {
  if (filter.empty()) return wanted;
  Schema out = wanted;
  wanted.objects.for_each([&](ObjectName const& name, Shared<Object> const& object) {
    if (std::holds_alternative<IndexEntry>(*object)) return;
    if (left_out(filter, name, "")) {
      remove(out, name);
      return;
    }
    auto const* table = std::get_if<Table>(&*object);
    if (table == nullptr) return;
    Table changed = *table;
    Table const* old = from.table(name);
    keep_parts(changed.columns, old == nullptr ? nullptr : &old->columns, filter, name);
    keep_parts(changed.constraints, old == nullptr ? nullptr : &old->constraints, filter, name);
    keep_parts(changed.indexes, old == nullptr ? nullptr : &old->indexes, filter, name);
    put(out, std::move(changed));
  });
  from.objects.for_each([&](ObjectName const& name, Shared<Object> const& object) {
    if (std::holds_alternative<IndexEntry>(*object) || !left_out(filter, name, "")) return;
    if (auto const* table = std::get_if<Table>(&*object)) put(out, *table);
    if (auto const* view = std::get_if<View>(&*object)) put(out, *view);
    if (auto const* sequence = std::get_if<Sequence>(&*object)) put(out, *sequence);
    if (auto const* type = std::get_if<EnumType>(&*object)) put(out, *type);
  });
  // A schema stays for what is kept in it.
  from.schemas.for_each([&](ObjectName const& name, ast::Where const& made) {
    bool keeps = left_out(filter, {"", name.name}, "");
    from.objects.for_each([&](ObjectName const& object, Shared<Object> const&) {
      keeps = keeps || (object.schema == name.name && left_out(filter, object, ""));
    });
    if (keeps) out.schemas.set(name, made);
  });
  return out;
}

}  // namespace retort::model
