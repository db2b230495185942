// SPDX-License-Identifier: Apache-2.0
// What a program prints with --json where it prints more than one object.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace retort::testing {

// The JSON of each line; throws where one is none.
inline std::vector<nlohmann::json> json_lines(std::string const& text) {
  std::vector<nlohmann::json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(nlohmann::json::parse(line));
  return out;
}

}  // namespace retort::testing
