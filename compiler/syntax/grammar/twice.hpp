// SPDX-License-Identifier: Apache-2.0
// What may be given once: the first one counts, the second one is reported with a note at the first.
#pragma once

#include "compiler/syntax/grammar/terminals.hpp"

namespace retort::syntax::grammar {

inline void report_twice(Session& session, Span second, Span first) {
  session.report(Code::RT0105, second, "given twice") | Note{"first given here", first};
}

// Fills the member, an optional or a Maybe, or reports `where` when it is filled already.
template <class Kept, class Part>
void keep_once(Session& session, Kept& kept, Part part, Span where) {
  if (!kept) {
    kept = std::move(part);
  } else if constexpr (std::is_same_v<Part, ast::Where>) {
    report_twice(session, where, *kept);
  } else {
    report_twice(session, where, kept->where);
  }
}
template <class Kept, class Part>
void keep_once(Session& session, Kept& kept, Part part) {
  Span const where = part.where;
  keep_once(session, kept, std::move(part), where);
}

// Like set, for a member that is optional and knows its place.
template <auto member>
inline constexpr auto once =
    [](auto& context) { keep_once(session_of(context), x3::_val(context).*member, std::move(x3::_attr(context))); };

}  // namespace retort::syntax::grammar
