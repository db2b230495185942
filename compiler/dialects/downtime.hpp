// SPDX-License-Identifier: Apache-2.0
// What is said of an action that cannot be done while others work on the table, the same for every database.
#pragma once

#include <string>
#include <string_view>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects {

// "{title} cannot {what} while others work on 'users'", with what to do instead. `where` may have no file. Says nothing
// unless the action has to be done so.
void report_downtime(Context& context, Span where, std::string_view title, std::string const& what,
                     std::string_view instead);

// What to do instead of taking away a name that others use.
inline constexpr std::string_view renamed_instead =
    "programs that run meanwhile know the old name: add the new one beside it, let them use it, and drop the old one "
    "in "
    "a later revision";
// … of writing a table anew.
inline constexpr std::string_view retyped_instead =
    "add a column of the new type, fill it with `update … in batches`, let the programs use it, and drop the old one "
    "in "
    "a later revision";

}  // namespace retort::dialects
