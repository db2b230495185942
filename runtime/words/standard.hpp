// SPDX-License-Identifier: Apache-2.0
// Quoting as the SQL standard has it: a quote inside is doubled. In: text. Out: text with quotes around it.
#pragma once

#include <string>
#include <string_view>

namespace retort::words {

[[nodiscard]] inline std::string doubled(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char const c : text) out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

}  // namespace retort::words
