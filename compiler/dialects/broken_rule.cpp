// SPDX-License-Identifier: Apache-2.0
// Which of the parts is the news, and what was said before.
#include "compiler/dialects/broken_rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialects {

namespace {

bool is_somewhere(Span span) { return span.file.index != FileId::none; }

bool same_fault(BrokenRule const& a, BrokenRule const& b) {
  auto const place = [](std::optional<BrokenRule::Part> const& part) { return part ? part->made : Span{}; };
  return a.code == b.code && a.part.made == b.part.made && place(a.other) == place(b.other);
}

bool has_made(model::Table const& table, Span made) {
  auto const has = [&](auto const& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto const& part) { return Span(part.made) == made; });
  };
  return has(table.columns) || has(table.constraints) || has(table.indexes);
}

// `without`: the part that the finding itself is at; null: none of them.
void report_at(BrokenRule const& rule, Span where, BrokenRule::Part const* without, Sink& sink) {
  auto& d = sink.report(rule.code, where, rule.message);
  for (auto const* part : {&rule.part, rule.other ? &*rule.other : nullptr})
    if (part != nullptr && part != without && is_somewhere(part->made))
      d | Note{fmt::format("{} was made here", part->what), part->made};
  d | Note{rule.instead, std::nullopt};
}

}  // namespace

std::optional<BrokenRule> two_identities(std::string_view title, model::Table const& table, std::string_view instead) {
  model::Column const* first = nullptr;
  for (auto const& column : table.columns) {
    if (!column.identity) continue;
    if (first == nullptr) {
      first = &column;
      continue;
    }
    return BrokenRule{Code::RT0805,
                      fmt::format("{} counts one column of a table, and both '{}' and '{}' of '{}' would count", title,
                                  first->name, column.name, to_string(table.name)),
                      {fmt::format("column '{}'", column.name), column.made},
                      BrokenRule::Part{fmt::format("column '{}'", first->name), first->made},
                      std::string(instead)};
  }
  return {};
}

void report_new(std::vector<BrokenRule> const& before, std::vector<BrokenRule> const& after,
                model::Table const* table_before, plan::Action const& action, Sink& sink) {
  if (action.back) return;
  auto const is_new = [&](BrokenRule::Part const& part) {
    return is_somewhere(part.made) && (table_before == nullptr || !has_made(*table_before, part.made));
  };
  for (auto const& rule : after) {
    if (std::any_of(before.begin(), before.end(), [&](BrokenRule const& old) { return same_fault(old, rule); }))
      continue;
    if (is_new(rule.part))
      report_at(rule, rule.part.made, &rule.part, sink);
    else if (rule.other && is_new(*rule.other))
      report_at(rule, rule.other->made, &*rule.other, sink);
    else
      report_at(rule, action.origin, nullptr, sink);
  }
}

void report_together(std::vector<BrokenRule> const& rules, Span merge, Sink& sink) {
  for (auto const& rule : rules) {
    auto const speaks_of_it = [&](Diagnostic const& d) {
      auto const is_at = [&](Span place) {
        return place == rule.part.made || (rule.other && place == rule.other->made);
      };
      auto const notes = std::count_if(d.notes.begin(), d.notes.end(),
                                       [&](Note const& note) { return note.span && is_at(*note.span); });
      return d.code == rule.code && (is_at(d.span) || notes == (rule.other ? 2 : 1));
    };
    if (std::none_of(sink.all().begin(), sink.all().end(), speaks_of_it)) report_at(rule, merge, nullptr, sink);
  }
}

}  // namespace retort::dialects
