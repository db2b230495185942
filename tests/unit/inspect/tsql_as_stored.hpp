// SPDX-License-Identifier: Apache-2.0
// An expression of Transact-SQL as SQL Server shows it in its catalogue, by what people show of it: names in brackets,
// numbers in parentheses, `in` as a chain of `or` backwards, `between` as two comparisons, cast() as convert(),
// coalesce() and nullif() as `case`, functions in small letters, operators without blanks. It shares nothing with the
// reader under test. https://dba.stackexchange.com/questions/212047, https://mverbaas.github.io/blog/CheckConstraint
#pragma once

#include <string>
#include <string_view>

namespace retort::inspect::test {

struct Manner {
  bool keeps_in = false;        // of conditions of indexes
  bool keeps_coalesce = false;  // and nullif(): people show both
};
// `schema`: what stands before the name of a sequence. Throws std::runtime_error for what it cannot read.
[[nodiscard]] std::string as_stored(std::string_view expression, std::string const& schema, Manner manner = {});

}  // namespace retort::inspect::test
