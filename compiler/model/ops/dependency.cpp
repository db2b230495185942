// SPDX-License-Identifier: Apache-2.0
// Who needs what.
#include "compiler/model/ops/dependency.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::model::ops {

namespace {
bool holds(std::vector<ast::Identifier> const& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](ast::Identifier const& i) { return i.text == name; });
}
std::string quoted(ObjectName const& name) { return ast::print(qualified_name(name)); }
std::string quoted(std::string const& name) { return ast::print(identifier(name)); }

}  // namespace

User constraint_user(Table const& table, Constraint const& c) {
  char const* what = std::visit(
      overloaded{[](ast::PrimaryKey const&) { return "primary key"; },
                 [](ast::Unique const&) { return "unique constraint"; }, [](ast::Check const&) { return "check"; },
                 [](ast::ForeignKey const&) { return "foreign key"; }},
      c.body);
  return {fmt::format("{} '{}' of table '{}'", what, c.name, to_string(table.name)),
          fmt::format("alter table {} drop constraint {};", quoted(table.name), quoted(c.name)),
          c.made,
          User::Kind::constraint,
          table.name,
          c.name};
}
User view_user(View const& view) {
  return {fmt::format("view '{}'", to_string(view.name)), fmt::format("drop view {};", quoted(view.name)), view.made,
          User::Kind::view, view.name};
}
User index_user(Table const& table, Index const& index) {
  return {fmt::format("index '{}'", index.name),
          fmt::format("drop index {};", quoted(ObjectName{table.name.schema, index.name})),
          index.made,
          User::Kind::index,
          table.name,
          index.name};
}
User generated_user(Table const& table, Column const& c) {
  return {fmt::format("generated column '{}'", c.name),
          fmt::format("alter table {} drop column {};", quoted(table.name), quoted(c.name)),
          c.made,
          User::Kind::column,
          table.name,
          c.name};
}
User default_user(Table const& table, Column const& c) {
  return {fmt::format("the default of column '{}.{}'", to_string(table.name), c.name),
          fmt::format("alter table {} alter column {} drop default;", quoted(table.name), quoted(c.name)), c.made};
}

namespace {

// The identifiers of a piece of SQL, unquoted ones folded; strings and comments are passed over, a '.' stands for
// itself.
std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> out;
  std::size_t i = 0;
  auto const word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  while (i < text.size()) {
    char const c = text[i];
    if (c == '\'') {
      for (++i; i < text.size() && text[i] != '\''; ++i) {
      }
      ++i;
    } else if (text.substr(i, 2) == "--") {
      i = std::min(text.find('\n', i), text.size());
    } else if (text.substr(i, 2) == "/*") {
      std::size_t const end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 2;
    } else if (c == '"' || c == '`' || c == '[') {
      char const close = c == '[' ? ']' : c;
      std::size_t const end = text.find(close, i + 1);
      out.emplace_back(text.substr(i + 1, end == std::string_view::npos ? end : end - i - 1));
      i = end == std::string_view::npos ? text.size() : end + 1;
    } else if (word(c)) {
      std::size_t end = i;
      while (end < text.size() && word(text[end])) ++end;
      out.push_back(fold(text.substr(i, end - i)));
      i = end;
    } else {
      if (c == '.') out.emplace_back(".");
      ++i;
    }
  }
  return out;
}

// The select, the ones joined to it by union, and those in its expressions.
template <class F>
void for_each_core(ast::Select const& select, F const& core) {
  auto inner = [&](ast::Expression const& e) {
    auto const nested = [&](ast::Select const& s) {
      for (auto const& c : s.cores) core(c);
    };
    if (auto const* n = std::get_if<ast::Exists>(&e.node)) nested(*n->select);
    if (auto const* n = std::get_if<ast::ScalarSelect>(&e.node)) nested(*n->select);
    if (auto const* n = std::get_if<ast::InSelect>(&e.node)) nested(*n->select);
  };
  walk_select(select, inner, core);
}

void tables_of(ast::Select const& select, std::vector<ObjectName>& out, bool& star) {
  for_each_core(select, [&](ast::SelectCore const& c) {
    if (c.from) {
      out.push_back(object_name(c.from->table.table));
      for (auto const& join : c.from->joins) out.push_back(object_name(join.table.table));
    }
    for (auto const& item : c.items) star = star || item.star;
  });
}

// Whether `qualifier.column` can be a column of `table`: some part of the select calls the table so.
bool can_mean(ast::Select const& select, ast::QualifiedName const& qualifier, ObjectName const& table) {
  bool known = false, found = false;
  auto const source = [&](ast::TableReference const& one) {
    bool const called = one.alias ? !qualifier.schema && qualifier.name.text == one.alias->text
                                  : qualifier.name.text == one.table.name.text;
    known = known || called;
    found = found || (called && object_name(one.table) == table);
  };
  for_each_core(select, [&](ast::SelectCore const& c) {
    if (!c.from) return;
    source(c.from->table);
    for (auto const& join : c.from->joins) source(join.table);
  });
  return found || !known;
}

bool view_names_column(View const& view, ObjectName const& table, std::string const& column) {
  return std::visit(overloaded{[&](ast::Select const& select) {
                                 std::vector<ObjectName> tables;
                                 bool star = false;
                                 tables_of(select, tables, star);
                                 bool found = star;
                                 auto look = [&](ast::Expression const& e) {
                                   auto const* c = std::get_if<ast::ColumnReference>(&e.node);
                                   found = found || (c != nullptr && c->column.text == column &&
                                                     (!c->table || can_mean(select, *c->table, table)));
                                 };
                                 walk_select(select, look, [](ast::SelectCore const&) {});
                                 return found;
                               },
                               [&](ast::Text const& text) {
                                 auto const words = tokens(text.value);
                                 return std::find(words.begin(), words.end(), column) != words.end();
                               }},
                    view.body);
}
template <class F>
void for_each_user(Schema const& schema, ObjectName const& name, F&& f) {
  auto const* users = schema.users.find(name);
  if (users == nullptr) return;
  for (auto const& user : **users) f(user);
}
}  // namespace

std::vector<ObjectName> named_in(std::variant<ast::Select, ast::Text> const& body) {
  std::vector<ObjectName> out;
  std::visit(overloaded{[&](ast::Select const& select) {
                          bool star = false;
                          tables_of(select, out, star);
                          auto look = [&](ast::Expression const& e) { add_cast_type(e, out); };
                          walk_select(select, look, [](ast::SelectCore const&) {});
                        },
                        [&](ast::Text const& text) {
                          auto const words = tokens(text.value);
                          for (std::size_t i = 0; i < words.size(); ++i) {
                            if (i + 2 < words.size() && words[i + 1] == ".") out.push_back({words[i], words[i + 2]});
                            out.push_back({"", words[i]});
                          }
                        }},
             body);
  return out;
}

std::vector<ObjectName> uses_of(Schema const& schema, std::variant<ast::Select, ast::Text> const& body) {
  std::vector<ObjectName> out = named_in(body);
  bool const text = std::holds_alternative<ast::Text>(body);  // where a word is more often a column than a type
  std::erase_if(out, [&](ObjectName const& name) {
    return schema.table(name) == nullptr && schema.view(name) == nullptr && (text || schema.enum_type(name) == nullptr);
  });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<User> views_on(Schema const& schema, ObjectName const& name) {
  std::vector<User> out;
  for_each_user(schema, name, [&](ObjectName const& user) {
    if (View const* view = schema.view(user)) out.push_back(view_user(*view));
  });
  return out;
}
std::vector<User> views_on_column(Schema const& schema, ObjectName const& table, std::string const& column) {
  std::vector<User> out;
  for_each_user(schema, table, [&](ObjectName const& user) {
    View const* view = schema.view(user);
    if (view != nullptr && view_names_column(*view, table, column)) out.push_back(view_user(*view));
  });
  return out;
}

std::vector<User> users_of_column(Schema const& schema, Table const& table, std::string const& column) {
  std::vector<User> out;
  for (auto const& c : table.constraints) {
    bool const used = std::visit(
        overloaded{[&](ast::PrimaryKey const& k) { return holds(k.columns, column); },
                   [&](ast::Unique const& k) { return holds(k.columns, column); },
                   [&](ast::Check const& k) { return names_column(k.condition, column); },
                   [&](ast::ForeignKey const& k) {
                     return holds(k.columns, column) ||
                            (object_name(k.references.table) == table.name && holds(k.references.columns, column));
                   }},
        c.body);
    if (used) out.push_back(constraint_user(table, c));
  }
  for (auto const& index : table.indexes) {
    bool used = std::find(index.include.begin(), index.include.end(), column) != index.include.end() ||
                (index.predicate && names_column(*index.predicate, column));
    for (auto const& item : index.items) used = used || names_column(item.expression, column);
    if (used) out.push_back(index_user(table, index));
  }
  for (auto const& c : table.columns)
    if (c.generated && c.name != column && names_column(c.generated->expression, column))
      out.push_back(generated_user(table, c));
  for_each_user(schema, table.name, [&](ObjectName const& user) {
    Table const* other = schema.table(user);
    if (other == nullptr) return;
    for (auto const& c : other->constraints)
      if (auto const* key = std::get_if<ast::ForeignKey>(&c.body))
        if (object_name(key->references.table) == table.name && holds(key->references.columns, column))
          out.push_back(constraint_user(*other, c));
  });
  auto views = views_on_column(schema, table.name, column);
  out.insert(out.end(), views.begin(), views.end());
  return out;
}

std::vector<User> users_of_table(Schema const& schema, ObjectName const& name) {
  std::vector<User> out;
  for_each_user(schema, name, [&](ObjectName const& user) {
    if (View const* view = schema.view(user)) out.push_back(view_user(*view));
    Table const* other = schema.table(user);
    if (other == nullptr) return;
    for (auto const& c : other->constraints)
      if (auto const* key = std::get_if<ast::ForeignKey>(&c.body))
        if (object_name(key->references.table) == name) out.push_back(constraint_user(*other, c));
  });
  return out;
}

std::vector<User> users_of_type(Schema const& schema, ObjectName const& type) {
  std::vector<User> out;
  for_each_user(schema, type, [&](ObjectName const& user) {
    Table const* table = schema.table(user);
    if (table == nullptr) return;
    for (auto const& c : table->columns)
      if (is_of(c.type, type))
        out.push_back({fmt::format("column '{}.{}'", to_string(user), c.name),
                       fmt::format("alter table {} drop column {};", quoted(user), quoted(c.name)), c.made});
  });
  return out;
}
std::vector<User> users_of_sequence(Schema const& schema, ObjectName const& sequence) {
  std::vector<User> out;
  for_each_user(schema, sequence, [&](ObjectName const& user) {
    Table const* table = schema.table(user);
    if (table == nullptr) return;
    for (auto const& c : table->columns) {
      bool used = false;
      auto look = [&](ast::Expression const& e) {
        auto const* next = std::get_if<ast::NextValue>(&e.node);
        used = used || (next != nullptr && object_name(next->sequence) == sequence);
      };
      if (c.default_value) walk(*c.default_value, look);
      if (used) out.push_back(default_user(*table, c));
    }
  });
  return out;
}

bool is_unique(Table const& table, std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  auto const same = [&](std::vector<std::string> other) {
    std::sort(other.begin(), other.end());
    return other == columns;
  };
  for (auto const& c : table.constraints) {
    if (auto const* key = std::get_if<ast::PrimaryKey>(&c.body); key != nullptr && same(texts(key->columns)))
      return true;
    if (auto const* key = std::get_if<ast::Unique>(&c.body); key != nullptr && same(texts(key->columns))) return true;
  }
  for (auto const& index : table.indexes) {
    if (!index.unique || index.predicate) continue;
    std::vector<std::string> plain;
    bool only_columns = true;
    for (auto const& item : index.items) {
      auto const* c = std::get_if<ast::ColumnReference>(&item.expression.node);
      only_columns = only_columns && c != nullptr;
      if (c != nullptr) plain.push_back(c->column.text);
    }
    if (only_columns && same(std::move(plain))) return true;
  }
  return false;
}

std::vector<User> references_without_key(Schema const& schema, Table const& without) {
  std::vector<User> out;
  auto const look = [&](Table const& holder) {
    for (auto const& c : holder.constraints)
      if (auto const* key = std::get_if<ast::ForeignKey>(&c.body))
        if (object_name(key->references.table) == without.name && !is_unique(without, texts(key->references.columns)))
          out.push_back(constraint_user(holder, c));
  };
  look(without);
  for_each_user(schema, without.name, [&](ObjectName const& user) {
    if (Table const* other = schema.table(user); other != nullptr && user != without.name) look(*other);
  });
  return out;
}

void add_new(std::vector<User>& users, std::vector<User> more) {
  for (auto& user : more)
    if (std::none_of(users.begin(), users.end(), [&](User const& u) { return u.what == user.what; }))
      users.push_back(std::move(user));
}

}  // namespace retort::model::ops
