// SPDX-License-Identifier: Apache-2.0
// One text parsed, for the tests of this folder. In: a whole file, or statements that are put into one. Out: the tree
// and the diagnostics, short.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::syntax::test {

struct Parsed {
  Sources sources;
  FileId id;
  Sink sink;
  ast::File file;

  explicit Parsed(std::string text) : id(sources.add("test.mig", std::move(text))) { file = parse(sources, id, sink); }
  [[nodiscard]] ast::Revision const& revision() const { return std::get<ast::Revision>(file.content); }
  [[nodiscard]] ast::DesiredSchema const& schema() const { return std::get<ast::DesiredSchema>(file.content); }
  [[nodiscard]] std::vector<ast::Statement> const& statements() const { return revision().upgrade.statements; }

  // "line:column code", in the order of reporting.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> result;
    for (Diagnostic const& d : sink.all()) {
      LineColumn const at = sources[id].position(d.span.begin);
      result.push_back(std::to_string(at.line) + ':' + std::to_string(at.column) + ' ' +
                       std::string(info(d.code).name));
    }
    return result;
  }
  [[nodiscard]] std::vector<std::string> messages() const {
    std::vector<std::string> result;
    for (Diagnostic const& d : sink.all()) result.push_back(d.message);
    return result;
  }
  [[nodiscard]] std::string_view text(Span span) const { return sources.text(span); }

  // The text with the fixes of all diagnostics applied, the last in the text first.
  [[nodiscard]] std::string fixed() const {
    std::string result(sources[id].text());
    std::vector<Fix> fixes;
    for (Diagnostic const& d : sink.all()) fixes.insert(fixes.end(), d.fixes.begin(), d.fixes.end());
    std::stable_sort(fixes.begin(), fixes.end(),
                     [](Fix const& a, Fix const& b) { return a.span.begin > b.span.begin; });
    for (Fix const& fix : fixes) result.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
    return result;
  }
};

// Statements in an upgrade, from line 2 on.
inline constexpr std::string_view opening = "revision a1 'x';revises base;upgrade{";
inline std::string in_upgrade(std::string_view statements) {
  return std::string(opening) + '\n' + std::string(statements) + "\n}";
}
// What is found in the statements; lines as if they began at line 1.
inline std::vector<std::string> findings_in(std::string_view statements) {
  Parsed const parsed(in_upgrade(statements));
  std::vector<std::string> result;
  for (std::string const& finding : parsed.findings()) {
    std::size_t const colon = finding.find(':');
    result.push_back(std::to_string(std::stoi(finding.substr(0, colon)) - 1) + finding.substr(colon));
  }
  return result;
}
inline std::string fixed_in(std::string_view statements) {
  std::string const text = Parsed(in_upgrade(statements)).fixed();
  return text.substr(opening.size() + 1, text.size() - opening.size() - 3);
}

// The only statement of a text without faults.
inline ast::Statement statement(std::string_view text) {
  Parsed parsed(in_upgrade(text));
  EXPECT_EQ(parsed.findings(), std::vector<std::string>{})
      << text << '\n'
      << (parsed.messages().empty() ? "" : parsed.messages().front());
  if (parsed.statements().size() != 1) {
    ADD_FAILURE() << parsed.statements().size() << " statements in " << text;
    return {};
  }
  return parsed.statements().front();
}
// The operation in it, which has to be of that type.
template <class Operation>
Operation operation(std::string_view text) {
  ast::Statement const read = statement(text);
  Operation const* const found = std::get_if<Operation>(&read.operation);
  if (found == nullptr) {
    ADD_FAILURE() << "another operation: " << text;
    return {};
  }
  return *found;
}
// The only action of an `alter table`.
template <class Action>
Action action(std::string_view text) {
  auto const alter = operation<ast::AlterTable>(text);
  if (alter.actions.size() != 1) {
    ADD_FAILURE() << alter.actions.size() << " actions in " << text;
    return {};
  }
  Action const* const found = std::get_if<Action>(&alter.actions.front().node);
  if (found == nullptr) {
    ADD_FAILURE() << "another action: " << text;
    return {};
  }
  return *found;
}

}  // namespace retort::syntax::test
