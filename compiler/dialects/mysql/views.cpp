// SPDX-License-Identifier: Apache-2.0
// Views and sequences. https://dev.mysql.com/doc/refman/8.4/en/create-view.html,
// https://mariadb.com/kb/en/create-sequence/
#include <fmt/format.h>

#include <limits>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"

namespace retort::dialects::mysql {

namespace {
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max() - 1, least = -greatest;
}

// The runs of the one that replaces another cannot be told from the catalogue; it does no harm twice.
void MySql::lower(ast::CreateView const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  auto const body = std::visit(overloaded{[&](ast::Select const& select) { return work.after.select(select); },
                                          [](ast::Text const& text) { return text.value; }},
                               operation.body);
  bool const replaces = operation.or_replace && context.action.before.view(name) != nullptr;
  work.change(fmt::format("create {}view {} as {}", replaces ? "or replace " : "", work.spelling.qualified(name), body),
              (replaces ? "replace view " : "create view ") + to_string(name), {},
              replaces ? std::string() : Probes(work.spelling).relation(name, "VIEW"));
}

void MySql::lower(ast::DropView const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  work.change("drop view " + work.spelling.qualified(name), "drop view " + to_string(name), {},
              Probes(work.spelling).no_relation(name));
}

void MySql::lower(ast::CreateSequence const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  auto const start = operation.start.value_or(1), step = operation.increment.value_or(1);
  // Without words of its own it counts from 1 up, or from -1 down, and no further than it began.
  auto sql = "create sequence " + work.spelling.qualified(name);
  if (step > 0 && start < 1) sql += fmt::format(" minvalue {}", least);
  if (step < 0 && start > -1) sql += fmt::format(" maxvalue {}", greatest);
  work.change(fmt::format("{} start with {} increment by {}", sql, start, step), "create sequence " + to_string(name),
              {}, Probes(work.spelling).relation(name, "SEQUENCE"));
}

void MySql::lower(ast::DropSequence const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  work.change("drop sequence " + work.spelling.qualified(name), "drop sequence " + to_string(name), {},
              Probes(work.spelling).no_relation(name));
}

}  // namespace retort::dialects::mysql
