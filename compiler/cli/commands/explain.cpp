// SPDX-License-Identifier: Apache-2.0
// retort explain: the page of a code, the list of codes, the list of rules.
#include <fmt/format.h>

#include <ostream>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/diagnostics/pages.hpp"

namespace retort::cli {

namespace {

void list_rules(Console const& console) {
  for (auto const& rule : rules()) {
    console.out << rule << '\n';
    for (Code const code : all_codes())
      if (info(code).rule == rule) console.out << fmt::format("  {}  {}\n", info(code).name, info(code).title);
  }
}

void list_codes(Console const& console) {
  for (Code const code : all_codes()) {
    auto const& about = info(code);
    console.out << fmt::format("{}  {:<7}  {:<13}  {}\n", about.name,
                               about.severity == Severity::error ? "error" : "warning", name(about.family),
                               about.title);
  }
}

// "rt301", "301" and "RT0301" are the same to a person.
std::optional<Code> code_of(std::string const& word) {
  if (auto const found = find_code(word)) return found;
  auto const digits = word.find_first_of("0123456789");
  if (digits == std::string::npos || word.size() - digits > 4) return std::nullopt;
  if (digits != 0 && !(digits == 2 && (word[0] == 'R' || word[0] == 'r') && (word[1] == 'T' || word[1] == 't')))
    return std::nullopt;
  return find_code("RT" + std::string(4 - (word.size() - digits), '0') + word.substr(digits));
}

}  // namespace

int explain(Arguments const& arguments, Console const& console) {
  if (arguments.rules) {
    if (!arguments.operands.empty()) throw UsageError("'explain --rules' lists all rules; it does not take a code");
    list_rules(console);
    return done;
  }
  if (arguments.operands.empty()) {
    list_codes(console);
    return done;
  }
  auto const& word = arguments.operands.front();
  auto const code = code_of(word);
  if (!code) {
    std::vector<std::string> names;
    for (Code const known : all_codes()) names.emplace_back(info(known).name);
    auto hint = did_you_mean(word, names);
    if (hint.empty()) hint = "; 'retort explain' lists them";
    console.err << fmt::format("retort: error: there is no code '{}'{}\n", printable(word), hint);
    return answer_is_no;
  }
  auto const text = page(*code);
  console.out << (text.empty() ? fmt::format("# {}: {}\n", info(*code).name, info(*code).title) : std::string(text));
  return done;
}

}  // namespace retort::cli
