// SPDX-License-Identifier: Apache-2.0
// Names with a schema, and versions.
#include "runtime/words/words.hpp"

#include <charconv>

namespace retort::words {

std::string vocabulary::qualified(std::string const& schema, std::string const& table) const {
  return schema.empty() ? quote(table) : quote(schema) + "." + quote(table);
}

std::vector<unsigned> numbers_of_version(std::string_view version) {
  std::vector<unsigned> out;
  while (out.size() < 3) {
    unsigned number = 0;
    auto const [end, problem] = std::from_chars(version.data(), version.data() + version.size(), number);
    if (problem != std::errc{}) break;
    out.push_back(number);
    version.remove_prefix(static_cast<std::size_t>(end - version.data()));
    if (version.empty() || version.front() != '.') break;
    version.remove_prefix(1);
  }
  return out;
}

std::string not_below(std::vector<std::string> const& parts, std::vector<unsigned> const& numbers) {
  std::string server, wanted;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::string const comma = i == 0 ? "" : ", ";
    server += comma + parts.at(i);
    wanted += comma + std::to_string(numbers[i]);
  }
  return numbers.empty() ? "1 = 1" : "(" + server + ") >= (" + wanted + ")";
}

}  // namespace retort::words
