// SPDX-License-Identifier: Apache-2.0
// Checks every expression twice, without a word: what has faults only after the change is broken by it.
#include "compiler/model/ops/recheck.hpp"

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

namespace {
// One part of a table or a view, by the user it would be reported as.
struct Part {
  User user;
  bool faulty = false;
};

class Checker {
 public:
  Checker(Schema const& schema, ReplayOptions const& options) : schema_(schema), options_(options) {}

  std::vector<Part> parts;

  void object(ObjectName const& name) {
    if (Table const* t = schema_.table(name)) table(*t);
    if (View const* v = schema_.view(name)) view(*v);
  }

 private:
  template <class F>
  void part(User user, F&& check) {
    Sink nowhere;
    Context quiet(schema_, options_, nowhere, Phase::derived);
    check(quiet);
    parts.push_back({std::move(user), quiet.errors != 0});
  }

  void table(Table const& table) {
    for (auto const& c : table.columns) {
      if (c.default_value) part(default_user(table, c), [&](Context& quiet) { check_default(quiet, c); });
      if (c.generated) part(generated_user(table, c), [&](Context& quiet) { check_column(quiet, table, c, {}); });
    }
    for (auto const& c : table.constraints)
      if (auto const* check = std::get_if<ast::Check>(&c.body))
        part(constraint_user(table, c),
             [&](Context& quiet) { check_condition(quiet, check->condition, table_scope(quiet, table, "a check")); });
    for (auto const& index : table.indexes)
      part(index_user(table, index), [&](Context& quiet) { check_index(quiet, table, index); });
  }
  void view(View const& view) {
    auto const* select = std::get_if<ast::Select>(&view.body);
    if (select == nullptr) return;  // what a text means is not known
    part(view_user(view), [&](Context& quiet) {
      bool open = false;
      type_of_select(quiet, *select, nullptr, open);
    });
  }

  Schema const& schema_;
  ReplayOptions const& options_;
};

// The objects and every view over them, each once.
std::vector<ObjectName> with_views(Schema const& schema, std::vector<ObjectName> objects) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    ObjectName const one = objects[i];
    for (auto const& user : direct_users(schema, one))
      if (schema.view(user) != nullptr && std::find(objects.begin(), objects.end(), user) == objects.end())
        objects.push_back(user);
  }
  return objects;
}
}  // namespace

std::vector<ObjectName> direct_users(Schema const& schema, ObjectName const& name) {
  auto const* users = schema.users.find(name);
  return users == nullptr ? std::vector<ObjectName>() : **users;
}

std::vector<User> broken_by(Schema const& before, Schema const& after, std::vector<ObjectName> const& objects,
                            ReplayOptions const& options) {
  std::vector<User> out;
  for (auto const& name : with_views(before, objects)) {
    Checker now(after, options);
    now.object(name);
    if (std::none_of(now.parts.begin(), now.parts.end(), [](Part const& p) { return p.faulty; })) continue;
    Checker then(before, options);
    then.object(name);
    for (auto const& part : now.parts) {
      bool const was_right = std::any_of(then.parts.begin(), then.parts.end(),
                                         [&](Part const& p) { return !p.faulty && p.user.what == part.user.what; });
      if (part.faulty && was_right) out.push_back(part.user);
    }
  }
  return out;
}

std::vector<User> texts_with(Schema const& schema, std::vector<ObjectName> const& objects, std::string const& literal) {
  std::vector<User> out;
  auto const quoted = ast::print_string(literal);
  for (auto const& name : with_views(schema, objects)) {
    View const* view = schema.view(name);
    auto const* text = view == nullptr ? nullptr : std::get_if<ast::Text>(&view->body);
    if (text != nullptr && text->value.find(quoted) != std::string::npos) out.push_back(view_user(*view));
  }
  return out;
}

}  // namespace retort::model::ops
