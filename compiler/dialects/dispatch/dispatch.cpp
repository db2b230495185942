// SPDX-License-Identifier: Apache-2.0
// The dialects there are, and the way from an action to the one that lowers it. The table of folders is generated at
// configure time (CMakeLists.txt of this layer): nothing here knows a database.
#include "compiler/dialects/dispatch/folders.hpp"

#include <algorithm>
#include <utility>

namespace retort::dialects {

std::vector<Dialect const*> const& all() {
  static std::vector<Dialect const*> const sorted = [] {
    auto found = dispatch::folders();
    std::sort(found.begin(), found.end(), [](Dialect const* a, Dialect const* b) { return a->name() < b->name(); });
    return found;
  }();
  return sorted;
}

Dialect const* find(std::string_view name) {
  auto const& known = all();
  auto const found = std::find_if(known.begin(), known.end(), [&](Dialect const* d) { return d->name() == name; });
  return found == known.end() ? nullptr : *found;
}

void lower(Dialect const& dialect, plan::Action const& action, Sink& sink, std::vector<Lowered>& out) {
  Context context{action, sink, out, dialect.capabilities()};
  std::visit([&](auto const& operation) { dialect.lower(operation, context); }, action.operation);
}

}  // namespace retort::dialects
