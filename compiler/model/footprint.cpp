// SPDX-License-Identifier: Apache-2.0
// What a step changes is the difference of its schemas. What it sees: the objects that its statement names, with what
// these need; who uses what it changes, for they are checked again, with all views over them; and behind a view all
// that the view means, to the end, for views stand on views.
#include "compiler/model/footprint.hpp"

#include <algorithm>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::model {

namespace {

// Longer lists are not worth their time.
constexpr std::size_t most_names = 2000;

class Collector {
 public:
  void add(Step const& step) {
    changed_.clear();
    named_.clear();
    seen_.clear();
    if (is_in_doubt(step.before) || is_in_doubt(step.after)) out_.everything = true;
    look_at_differences(step);
    std::visit([&](auto const& operation) { look_at(operation); }, step.statement.operation);
    for (Schema const* schema : {&step.before, &step.after}) follow(*schema);
    if (seen_.size() > most_names) out_.everything = true;
    for (auto const& name : changed_) out_.changed.push_back(hash(name));
    for (auto const& name : seen_) out_.seen.push_back(hash(name));
  }
  [[nodiscard]] Footprint take() {
    for (auto* list : {&out_.changed, &out_.seen}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return std::move(out_);
  }

 private:
  static bool is_in_doubt(Schema const& schema) { return schema.uncertain || !schema.broken.empty(); }
  static std::uint64_t hash(ObjectName const& name) { return stable_hash(fold(name)); }

  void see(ObjectName const& name) { named_.insert(name); }
  void change(ObjectName const& name) {
    changed_.insert(name);
    see(name);
  }

  // Two references to one table do not meet: they only see it. Whoever changes the table sees who refers to it.
  void look_at_differences(Step const& step) {
    auto const& before = step.before;
    auto const& after = step.after;
    decltype(Schema::objects)::for_each_difference(before.objects, after.objects,
                                                   [&](auto const& name, auto*, auto*) { change(name); });
    decltype(Schema::constraints)::for_each_difference(before.constraints, after.constraints,
                                                       [&](auto const& name, auto*, auto*) { change(name); });
    decltype(Schema::users)::for_each_difference(before.users, after.users,
                                                 [&](auto const& name, auto*, auto*) { see(name); });
  }

  // Adds to what is seen what `schema` knows of the names.
  void follow(Schema const& schema) {
    enum class Reach { changed, named, touched, seen };
    std::vector<std::pair<ObjectName, Reach>> open;
    std::set<std::pair<ObjectName, Reach>> followed;
    for (auto const& name : named_) open.emplace_back(name, changed_.contains(name) ? Reach::changed : Reach::named);
    while (!open.empty() && seen_.size() <= most_names) {
      auto const [name, reach] = std::move(open.back());
      open.pop_back();
      if (!followed.emplace(name, reach).second) continue;
      seen_.insert(name);
      auto const* object = schema.objects.find(name);
      if (object != nullptr && (reach != Reach::seen || schema.view(name) != nullptr))
        for (auto const& needed : needs_of(**object))  // the types of the tables behind a view as well
          open.emplace_back(needed, schema.view(name) != nullptr ? Reach::named : Reach::seen);
      auto const* users = schema.users.find(name);
      if (users == nullptr || reach == Reach::named || reach == Reach::seen) continue;
      for (auto const& user : **users)
        if (reach == Reach::changed || schema.view(user) != nullptr) open.emplace_back(user, Reach::touched);
    }
  }

  void look_at(ast::Select const& select) {
    for (auto const& name : ops::named_in(select)) see(name);
    auto look = [&](ast::Expression const& e) {
      if (auto const* n = std::get_if<ast::NextValue>(&e.node)) see(object_name(n->sequence));
    };
    walk_select(select, look, [](ast::SelectCore const&) {});
  }
  void look_at(ast::Expression const& expression) {
    auto look = [&](ast::Expression const& e) {
      std::vector<ObjectName> types;
      add_cast_type(e, types);
      for (auto const& name : types) see(name);
      if (auto const* n = std::get_if<ast::NextValue>(&e.node)) see(object_name(n->sequence));
      if (auto const* n = std::get_if<ast::Exists>(&e.node)) look_at(*n->select);
      if (auto const* n = std::get_if<ast::ScalarSelect>(&e.node)) look_at(*n->select);
      if (auto const* n = std::get_if<ast::InSelect>(&e.node)) look_at(*n->select);
    };
    walk(expression, look);
  }
  void look_at(std::vector<ast::Assignment> const& assignments) {
    for (auto const& a : assignments) look_at(a.value);
  }

  // Of most statements the differences say all.
  void look_at(ast::CreateType const&) {}
  void look_at(ast::AddEnumValue const&) {}
  void look_at(ast::RenameEnumValue const&) {}
  void look_at(ast::DropEnumValue const&) {}
  void look_at(ast::RenameType const&) {}
  void look_at(ast::DropType const&) {}
  void look_at(ast::CreateTable const&) {}
  void look_at(ast::DropTable const&) {}
  void look_at(ast::RenameTable const&) {}
  void look_at(ast::CreateIndex const& o) { see(object_name(o.table)); }
  void look_at(ast::DropIndex const&) {}
  void look_at(ast::RenameIndex const&) {}
  void look_at(ast::DropView const&) {}
  void look_at(ast::CreateSequence const&) {}
  void look_at(ast::DropSequence const&) {}
  void look_at(ast::CallStep const&) {}
  void look_at(ast::AlterTable const& o) { change(object_name(o.table)); }
  void look_at(ast::CommentOnTable const& o) { change(object_name(o.table)); }
  void look_at(ast::CommentOnColumn const& o) { change(object_name(o.table)); }
  void look_at(ast::CreateView const& o) {
    for (auto const& name : ops::named_in(o.body)) see(name);  // also what is not there yet
    if (auto const* select = std::get_if<ast::Select>(&o.body)) look_at(*select);
  }
  void look_at(ast::Insert const& o) {
    see(object_name(o.table));
    std::visit(overloaded{[&](std::vector<ast::Row> const& rows) {
                            for (auto const& row : rows)
                              for (auto const& value : row.values) look_at(value);
                          },
                          [&](ast::Select const& select) { look_at(select); }},
               o.source);
    if (!o.on_conflict) return;
    look_at(o.on_conflict->assignments);
    if (o.on_conflict->condition) look_at(*o.on_conflict->condition);
  }
  void look_at(ast::Update const& o) {
    see(object_name(o.table));
    look_at(o.assignments);
    if (o.from) {
      see(object_name(o.from->table.table));
      for (auto const& join : o.from->joins) {
        see(object_name(join.table.table));
        look_at(join.on);
      }
    }
    if (o.condition) look_at(*o.condition);
  }
  void look_at(ast::Delete const& o) {
    see(object_name(o.table));
    if (o.condition) look_at(*o.condition);
  }
  void look_at(ast::BadStatement const&) { out_.everything = true; }
  void look_at(ast::CreateSchema const&) { out_.everything = true; }
  void look_at(ast::DropSchema const&) { out_.everything = true; }
  void look_at(ast::Sql const&) { out_.everything = true; }
  void look_at(ast::ForDialects const&) { out_.everything = true; }

  Footprint out_;
  std::set<ObjectName> changed_, named_, seen_;  // of one step; those that are changed are named, too
};

bool meet(std::vector<std::uint64_t> const& a, std::vector<std::uint64_t> const& b) {
  auto const& few = a.size() < b.size() ? a : b;
  auto const& many = a.size() < b.size() ? b : a;
  return std::any_of(few.begin(), few.end(),
                     [&](std::uint64_t name) { return std::binary_search(many.begin(), many.end(), name); });
}

void merge_into(std::vector<std::uint64_t>& to, std::vector<std::uint64_t> const& more) {
  std::vector<std::uint64_t> out;
  out.reserve(to.size() + more.size());
  std::set_union(to.begin(), to.end(), more.begin(), more.end(), std::back_inserter(out));
  to = std::move(out);
}

}  // namespace

Footprint footprint_of(std::vector<Step> const& steps) {
  Collector collector;
  for (auto const& step : steps) collector.add(step);
  return collector.take();
}

void add(Footprint& to, Footprint const& more) {
  merge_into(to.changed, more.changed);
  merge_into(to.seen, more.seen);
  to.everything = to.everything || more.everything;
}

bool are_apart(Footprint const& a, Footprint const& b) {
  return !a.everything && !b.everything && !meet(a.changed, b.seen) && !meet(b.changed, a.seen);
}

}  // namespace retort::model
