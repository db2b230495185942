// SPDX-License-Identifier: Apache-2.0
// A table is new where an action before made it, under the name that it has by then.
#include "compiler/plan/online.hpp"

#include <algorithm>
#include <set>

#include "compiler/model/schema_edit.hpp"

namespace retort::plan {

void mark_tables(std::vector<Action>& actions, model::ReplayedRevision const& revision, Policy policy) {
  std::vector<Span> asked;
  for (auto const* steps : {&revision.upgrade, &revision.downgrade})
    for (auto const& step : *steps)
      if (std::any_of(step.statement.annotations.begin(), step.statement.annotations.end(),
                      [](ast::Annotation const& a) { return std::holds_alternative<ast::Online>(a.node); }))
        asked.push_back(step.origin);

  std::set<model::ObjectName> made;
  for (auto& action : actions) {
    if (auto const* create = std::get_if<ast::CreateTable>(&action.operation)) {
      made.insert(model::object_name(create->name));
    } else if (auto const* drop = std::get_if<ast::DropTable>(&action.operation)) {
      made.erase(model::object_name(drop->name));
    } else if (auto const* rename = std::get_if<ast::RenameTable>(&action.operation)) {
      auto const from = model::object_name(rename->from);
      if (made.erase(from) > 0) {
        made.insert({from.schema, rename->to.text});
        continue;
      }
    }
    action.fresh = made.contains(action.table);
    action.online =
        (policy == Policy::zero_downtime || std::find(asked.begin(), asked.end(), action.origin) != asked.end()) &&
        !action.fresh;
  }
}

}  // namespace retort::plan
