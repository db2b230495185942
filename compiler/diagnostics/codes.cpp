// SPDX-License-Identifier: Apache-2.0
// codes.def as tables.
#include <algorithm>
#include <array>

#include "compiler/diagnostics/diagnostic.hpp"

namespace retort {

namespace {
constexpr std::array table{
#define RETORT_CODE(number, family, severity, rule, title) \
  CodeInfo{#number, Family::family, Severity::severity, rule, title},
#include "compiler/diagnostics/codes.def"
#undef RETORT_CODE
};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
}  // namespace

CodeInfo const& info(Code code) { return table.at(static_cast<std::size_t>(code)); }

std::vector<Code> const& all_codes() {
  static std::vector<Code> const codes{
#define RETORT_CODE(number, family, severity, rule, title) Code::number,
#include "compiler/diagnostics/codes.def"
#undef RETORT_CODE
  };
  return codes;
}

std::optional<Code> find_code(std::string_view name) {
  for (Code const code : all_codes()) {
    auto const known = info(code).name;
    if (std::equal(known.begin(), known.end(), name.begin(), name.end(), [](char a, char b) { return a == upper(b); }))
      return code;
  }
  return std::nullopt;
}

std::string_view name(Family family) {
  switch (family) {
    case Family::lexical:
      return "lexical";
    case Family::syntax:
      return "syntax";
    case Family::graph:
      return "graph";
    case Family::name:
      return "name";
    case Family::type:
      return "type";
    case Family::reference:
      return "reference";
    case Family::dependency:
      return "dependency";
    case Family::reversibility:
      return "reversibility";
    case Family::data_loss:
      return "data-loss";
    case Family::dialect:
      return "dialect";
    case Family::integrity:
      return "integrity";
    case Family::schema_diff:
      return "schema-diff";
    case Family::lint:
      return "lint";
    case Family::usage:
      return "usage";
  }
  return "usage";
}

std::vector<std::string> rules() {
  std::vector<std::string> out;
  for (Code const code : all_codes())
    if (!info(code).rule.empty()) out.emplace_back(info(code).rule);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace retort
