// SPDX-License-Identifier: Apache-2.0
// One sentence, two notes.
#include "compiler/dialects/downtime.hpp"

#include <fmt/format.h>

namespace retort::dialects {

void report_downtime(Context& context, Span where, std::string_view title, std::string const& what,
                     std::string_view instead) {
  auto const& action = context.action;
  if (!action.online) return;
  auto const whom = action.table.name.empty() ? std::string("its tables") : "'" + to_string(action.table) + "'";
  context.sink.report(Code::RT0807, where.file.index == FileId::none ? action.origin : where,
                      fmt::format("{} cannot {} while others work on {}{}", title, what, whom,
                                  action.back ? ", on the way back" : "")) |
      Note{std::string(instead), std::nullopt} | Note{"@allow(downtime, 'why') accepts that they wait", std::nullopt};
}

std::string_view Dialect::instead_of_waiting() const {
  return "make a column or a table beside it, fill it with `update … in batches`, let the programs use it, and drop "
         "the "
         "old one in a later revision";
}

}  // namespace retort::dialects
