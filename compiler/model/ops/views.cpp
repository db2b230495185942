// SPDX-License-Identifier: Apache-2.0
// Views and sequences.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_type.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model::ops {

void run(ast::CreateView const& operation, Context& context) {
  context.known_schema(operation.name);
  View view;
  view.name = object_name(operation.name);
  view.made = operation.name.where;
  view.body = operation.body;
  std::size_t const faults = context.errors;
  std::visit(overloaded{[&](ast::Select const& select) {
                          bool open = false;
                          auto const columns = type_of_select(context, select, nullptr, open);
                          for (std::size_t i = 0; i < columns.size(); ++i)
                            for (std::size_t k = 0; k < i; ++k)
                              if (!columns[i].name.empty() && columns[i].name == columns[k].name)
                                context.error(Code::RT0309, select.where,
                                              fmt::format("two columns of view '{}' are called '{}'",
                                                          to_string(view.name), columns[i].name));
                        },
                        [](ast::Text const&) {}},
             operation.body);
  bool const replaces = operation.or_replace && context.schema.view(view.name) != nullptr;
  if (!replaces && !context.free_relation(view.name, operation.name.where)) return;
  if (context.errors != faults) context.mark_broken(view.name, operation.name.where);
  view.uses = uses_of(context.schema, view.body);
  std::erase(view.uses, view.name);
  if (replaces && *context.schema.view(view.name) == view) {
    context.error(Code::RT0318, operation.name.where,
                  fmt::format("view '{}' is the same already", to_string(view.name))) |
        Note{fmt::format("view '{}' was made here", to_string(view.name)), context.schema.view(view.name)->made};
    return;
  }
  Schema after = context.schema;
  put(after, std::move(view));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CreateView const& operation, Done const& done) {
  View const* old = done.step.before.view(object_name(operation.name));
  if (old == nullptr) return {{ast::DropView{operation.name}}, ""};
  ast::CreateView again = to_ast(*old);
  again.or_replace = true;
  return {{std::move(again)}, ""};
}

void run(ast::DropView const& operation, Context& context) {
  View const* view = context.view(operation.name);
  if (view == nullptr) return;
  ObjectName const name = view->name;
  refuse_used(context, operation.name.where, fmt::format("view '{}' cannot be dropped", to_string(name)),
              views_on(context.schema, name));
  Schema after = context.schema;
  remove(after, name);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropView const& operation, Done const& done) {
  View const* old = done.step.before.view(object_name(operation.name));
  if (old == nullptr) return {};
  return {{to_ast(*old)}, ""};
}

void run(ast::CreateSequence const& operation, Context& context) {
  context.known_schema(operation.name);
  Sequence sequence;
  sequence.name = object_name(operation.name);
  sequence.made = operation.name.where;
  sequence.start = operation.start.value_or(1);
  sequence.increment = operation.increment.value_or(1);
  if (sequence.increment == 0)
    context.error(Code::RT0403, context.origin(),
                  fmt::format("sequence '{}' would never move: increment 0", to_string(sequence.name)));
  if (!context.free_relation(sequence.name, operation.name.where)) return;
  Schema after = context.schema;
  put(after, std::move(sequence));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CreateSequence const& operation, Done const&) { return {{ast::DropSequence{operation.name}}, ""}; }

void run(ast::DropSequence const& operation, Context& context) {
  Sequence const* sequence = context.sequence(operation.name);
  if (sequence == nullptr) return;
  ObjectName const name = sequence->name;
  refuse_used(context, operation.name.where, fmt::format("sequence '{}' cannot be dropped", to_string(name)),
              users_of_sequence(context.schema, name));
  Schema after = context.schema;
  remove(after, name);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropSequence const& operation, Done const& done) {
  Sequence const* old = done.step.before.sequence(object_name(operation.name));
  if (old == nullptr) return {};
  return {{to_ast(*old)}, ""};
}

}  // namespace retort::model::ops
