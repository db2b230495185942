// SPDX-License-Identifier: Apache-2.0
// Sums and differences of dates, times and intervals: which of them mean something, and what they are.
#pragma once

#include <optional>

#include "compiler/model/value_type.hpp"

namespace retort::model {

// The kind of `a op b`, one of which at least is a date, a time, a moment or an interval: as in
// https://www.postgresql.org/docs/15/functions-datetime.html. Kind::unknown where one is not known; nothing where the
// two do not go together, as with a quoted literal, which could be a moment as well as an interval.
[[nodiscard]] std::optional<Kind> with_time(ast::BinaryOperator op, Kind a, Kind b);

}  // namespace retort::model
