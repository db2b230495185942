// SPDX-License-Identifier: Apache-2.0
// The table of portable functions.
#include "compiler/model/functions.hpp"

#include <algorithm>
#include <array>

namespace retort::model {

namespace {
using W = Function::Wants;
using G = Function::Gives;
constexpr std::size_t many = 1000;

constexpr std::array table{
    Function{"now", 0, 0, W::anything, W::anything, G::fixed, Kind::timestamptz, false},
    Function{"current_date", 0, 0, W::anything, W::anything, G::fixed, Kind::date, false},
    Function{"gen_uuid", 0, 0, W::anything, W::anything, G::fixed, Kind::uuid, false},
    Function{"lower", 1, 1, W::text, W::text, G::fixed, Kind::text},
    Function{"upper", 1, 1, W::text, W::text, G::fixed, Kind::text},
    Function{"length", 1, 1, W::text, W::text, G::fixed, Kind::integer},
    Function{"trim", 1, 1, W::text, W::text, G::fixed, Kind::text},
    Function{"coalesce", 2, many, W::anything, W::like_first, G::common},
    Function{"nullif", 2, 2, W::anything, W::like_first, G::first},
    Function{"abs", 1, 1, W::number, W::number, G::first},
    Function{"round", 1, 2, W::number, W::number, G::first},
    Function{"concat", 1, many, W::anything, W::anything, G::fixed, Kind::text},
    Function{"substring", 2, 3, W::text, W::number, G::fixed, Kind::text},
    Function{"replace", 3, 3, W::text, W::text, G::fixed, Kind::text},
    Function{"count", 1, 1, W::anything, W::anything, G::fixed, Kind::integer, true, true},
    Function{"sum", 1, 1, W::number, W::number, G::first, Kind::unknown, true, true},
    Function{"min", 1, 1, W::ordered, W::ordered, G::first, Kind::unknown, true, true},
    Function{"max", 1, 1, W::ordered, W::ordered, G::first, Kind::unknown, true, true},
    Function{"avg", 1, 1, W::number, W::number, G::number, Kind::unknown, true, true},
};
}  // namespace

Function const* find_function(std::string_view name) {
  auto const it = std::find_if(table.begin(), table.end(), [&](Function const& f) { return f.name == name; });
  return it == table.end() ? nullptr : &*it;
}
std::vector<std::string> function_names() {
  std::vector<std::string> out;
  for (auto const& f : table) out.emplace_back(f.name);
  return out;
}

}  // namespace retort::model
