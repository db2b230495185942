// SPDX-License-Identifier: Apache-2.0
// A label and a fix that say the same: one of them is enough.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostic.hpp"

namespace retort {

// "did you mean 'users'?" with a fix that writes users, or 'users' where the quotes are part of the text.
[[nodiscard]] inline bool repeats(std::string const& label, Fix const& fix) {
  if (fix.replacement.empty()) return false;
  bool const quoted = fix.replacement.size() > 2 && fix.replacement.front() == '\'' && fix.replacement.back() == '\'';
  return label.find(quoted ? fix.replacement : "'" + fix.replacement + "'") != std::string::npos;
}

}  // namespace retort
