// SPDX-License-Identifier: Apache-2.0
// Renames that somebody told: read, done first of all; and guesses at those that nobody told.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/model/changes/working.hpp"
#include "compiler/model/context.hpp"

namespace retort::model {

namespace {
// a."B c".d; nothing where it is no name.
std::optional<std::vector<std::string>> parse_name(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    std::string part;
    if (text.starts_with('"')) {
      std::size_t at = 1;
      for (; at < text.size(); ++at) {
        if (text[at] == '"' && text.substr(at + 1, 1) != "\"") break;
        if (text[at] == '"') ++at;
        part += text[at];
      }
      if (at >= text.size()) return std::nullopt;
      text.remove_prefix(at + 1);
    } else {
      auto const end = std::min(text.find('.'), text.size());
      part = fold(text.substr(0, end));
      auto const is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
      if (!std::all_of(part.begin(), part.end(), is_word) || (part[0] >= '0' && part[0] <= '9')) return std::nullopt;
      text.remove_prefix(end);
    }
    if (part.empty()) return std::nullopt;
    out.push_back(std::move(part));
    if (text.empty()) return out;
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
  }
}
std::string printed(std::vector<std::string> const& name) {
  std::vector<std::string> parts;
  for (auto const& part : name) parts.push_back(ast::print(identifier(part)));
  return fmt::format("{}", fmt::join(parts, "."));
}
}  // namespace

std::optional<Rename> parse_rename(std::string_view text) {
  // A '=' in a quoted name is no end of it.
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != '=' || quoted) continue;
    auto from = parse_name(text.substr(0, i)), to = parse_name(text.substr(i + 1));
    if (!from || !to || from->size() > 3 || to->size() > from->size()) return std::nullopt;
    return Rename{std::move(*from), std::move(*to)};
  }
  return std::nullopt;
}

std::string to_string(Rename const& rename) { return printed(rename.from) + "=" + printed(rename.to); }

Rename turned_around(Rename const& rename) {
  Rename out = rename;
  std::swap(out.from.back(), out.to.back());
  return out;
}

std::vector<Rename> possible_renames(Schema const& from, Schema const& wanted) {
  std::vector<Rename> out;
  auto const name = [](ObjectName const& object) {
    std::vector<std::string> parts;
    if (!object.schema.empty()) parts.push_back(object.schema);
    parts.push_back(object.name);
    return parts;
  };
  auto const same_columns = [](Table const& a, Table const& b) {
    return a.columns.size() == b.columns.size() &&
           std::all_of(a.columns.begin(), a.columns.end(), [&](Column const& c) {
             Column const* other = b.column(c.name);
             return other != nullptr && other->type == c.type;
           });
  };
  auto const tables = changes::all_of<Table>(from), wanted_tables = changes::all_of<Table>(wanted);
  for (auto const* gone : tables) {
    if (wanted.objects.contains(gone->name)) continue;
    for (auto const* made : wanted_tables)
      if (!from.objects.contains(made->name) && made->name.schema == gone->name.schema && same_columns(*gone, *made))
        out.push_back({name(gone->name), name(made->name)});
  }
  for (auto const* table : tables) {
    Table const* now = wanted.table(table->name);
    if (now == nullptr) continue;
    for (auto const& gone : table->columns) {
      if (now->column(gone.name) != nullptr) continue;
      for (auto const& made : now->columns) {
        if (table->column(made.name) != nullptr || !(made.type == gone.type)) continue;
        auto old_name = name(table->name), new_name = old_name;
        old_name.push_back(gone.name);
        new_name.push_back(made.name);
        out.push_back({std::move(old_name), std::move(new_name)});
      }
    }
  }
  return out;
}

namespace changes {

namespace {
ObjectName object_of(std::vector<std::string> const& parts) {
  return parts.size() == 1 ? ObjectName{"", parts[0]} : ObjectName{parts[0], parts[1]};
}

// What it means; nothing where it means nothing.
std::optional<ast::Operation> meaning(Schema const& now, Rename const& rename, std::optional<ObjectName>& table) {
  auto const to = identifier(rename.to.back());
  // What stands before the new name is what stands before the old one, or the end of that.
  if (!std::equal(rename.to.rbegin() + 1, rename.to.rend(), rename.from.rbegin() + 1)) return std::nullopt;
  if (rename.from.size() <= 2) {
    ObjectName const whole = object_of(rename.from);
    if (now.table(whole) != nullptr) {
      table = whole;
      return ast::RenameTable{qualified_name(whole), to};
    }
    if (now.enum_type(whole) != nullptr) return ast::RenameType{qualified_name(whole), to};
    if (now.table_of_index(whole) != nullptr) return ast::RenameIndex{qualified_name(whole), to};
  }
  if (rename.from.size() < 2) return std::nullopt;
  ObjectName const holder = object_of({rename.from.begin(), rename.from.end() - 1});
  auto const from = identifier(rename.from.back());
  if (EnumType const* type = now.enum_type(holder);
      type != nullptr && std::find(type->values.begin(), type->values.end(), from.text) != type->values.end())
    return ast::RenameEnumValue{qualified_name(holder), {from.text, {}}, {to.text, {}}};
  Table const* owner = now.table(holder);
  if (owner == nullptr) return std::nullopt;
  table = holder;
  auto const altered = [&](decltype(ast::AlterAction::node) action) {
    ast::AlterTable alter;
    alter.table = qualified_name(holder);
    alter.actions.push_back({std::move(action), {}});
    return alter;
  };
  if (owner->column(from.text) != nullptr) return altered(ast::RenameColumn{from, to});
  if (owner->constraint(from.text) != nullptr) return altered(ast::RenameConstraint{from, to});
  if (owner->index(from.text) != nullptr) return ast::RenameIndex{qualified_name({holder.schema, from.text}), to};
  return std::nullopt;
}
}  // namespace

void rename(Working& working, std::vector<Rename> const& renames, std::vector<std::string>& refused) {
  for (auto const& one : renames) {
    Schema const keep = working.now();
    std::optional<ObjectName> table;
    auto const operation = meaning(keep, one, table);
    if (!operation) {
      auto const turned = turned_around(one);
      bool const exchanged = meaning(keep, turned, table).has_value();
      refused.push_back(
          fmt::format("there is no '{}' at the head of the history that could be renamed{}", printed(one.from),
                      exchanged ? fmt::format("; the old name comes first: --rename {}", to_string(turned)) : ""));
      continue;
    }
    bool const done = table ? working.with_way_cleared(*table, "", [&](Working& w) { return w.attempt(*operation); })
                            : working.attempt(*operation);
    if (!done) refused.push_back(fmt::format("'{}' cannot be renamed to '{}'", printed(one.from), one.to.back()));
  }
}

}  // namespace changes
}  // namespace retort::model
