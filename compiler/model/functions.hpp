// SPDX-License-Identifier: Apache-2.0
// The portable functions: how many arguments they take, of what kind, and what they give.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/model/value_type.hpp"

namespace retort::model {

struct Function {
  enum class Wants { anything, text, number, ordered, like_first };  // ordered: some value is the greatest
  enum class Gives { fixed, first, common, number };  // number: of the argument's kind, numeric for integers

  std::string_view name;
  std::size_t least, most;
  Wants first, rest;
  Gives gives;
  Kind result = Kind::unknown;  // of Gives::fixed
  bool immutable = true;
  bool aggregate = false;

  [[nodiscard]] Wants wants(std::size_t argument) const { return argument == 0 ? first : rest; }
};

// Null for a name that is not portable.
[[nodiscard]] Function const* find_function(std::string_view name);
[[nodiscard]] std::vector<std::string> function_names();

}  // namespace retort::model
