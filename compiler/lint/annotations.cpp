// SPDX-License-Identifier: Apache-2.0
// Annotations are collected with the bytes they hold for, innermost first; each finding looks for the first that holds.
#include "compiler/lint/annotations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::lint {

namespace {

struct Acceptance {
  ast::Allow const* allow = nullptr;
  Span annotation;
  Span scope;
  bool whole_file = false;
  bool judged = true;  // false: a database it is about was not asked for
  bool used = false;
};

bool holds(Acceptance const& a, Diagnostic const& d) {
  return a.allow->rule.text == info(d.code).rule && a.scope.file == d.span.file &&
         (a.whole_file || (d.span.begin >= a.scope.begin && d.span.begin <= a.scope.end));
}

class Collector {
 public:
  Collector(std::vector<std::string> const& dialects, std::vector<Acceptance>& out) : dialects_(dialects), out_(out) {}

  void file(ast::File const& file) {
    std::visit(overloaded{[](ast::BadFile const&) {},
                          [&](ast::Revision const& revision) {
                            block(revision.upgrade);
                            std::visit(overloaded{[](ast::DowngradeAuto const&) {},
                                                  [&](ast::Block const& way_back) { block(way_back); },
                                                  [](ast::DowngradeIrreversible const&) {}},
                                       revision.downgrade.node);
                            annotations(revision.annotations, Span{file.id, 0, 0}, true);
                          },
                          [&](ast::DesiredSchema const& schema) {
                            for (auto const& item : schema.items)
                              std::visit(
                                  overloaded{[&](ast::Statement const& s) { statement(s); }, [](ast::Mixin const&) {}},
                                  item.node);
                            annotations(schema.annotations, Span{file.id, 0, 0}, true);
                          }},
               file.content);
  }

 private:
  void block(ast::Block const& block) {
    for (auto const& s : block.statements) statement(s);
  }

  void statement(ast::Statement const& statement) {
    bool const outer = judged_;
    if (auto const* one = std::get_if<ast::ForDialects>(&statement.operation)) {
      judged_ = judged_ && asked_for(one->dialects);
      for (auto const& inner : one->statements) this->statement(inner);
    } else if (auto const* sql = std::get_if<ast::Sql>(&statement.operation)) {
      judged_ = judged_ && asked_for(sql->body.dialects);
      if (sql->effect)
        for (auto const& inner : *sql->effect) this->statement(inner);
    }
    Span scope = statement.where;
    if (!statement.annotations.empty()) scope.begin = std::min(scope.begin, statement.annotations.front().where.begin);
    annotations(statement.annotations, scope, false);
    judged_ = outer;
  }

  void annotations(std::vector<ast::Annotation> const& list, Span scope, bool whole_file) {
    for (auto const& annotation : list)
      std::visit(overloaded{[&](ast::Allow const& allow) {
                              out_.push_back({&allow, annotation.where, scope, whole_file, judged_, false});
                            },
                            [](ast::Online const&) {}, [](ast::Timeout const&) {}},
                 annotation.node);
  }

  [[nodiscard]] bool asked_for(std::vector<ast::Identifier> const& named) const {
    return named.empty() || std::any_of(named.begin(), named.end(), [&](ast::Identifier const& dialect) {
             return std::find(dialects_.begin(), dialects_.end(), dialect.text) != dialects_.end();
           });
  }

  std::vector<std::string> const& dialects_;
  std::vector<Acceptance>& out_;
  bool judged_ = true;
};

Diagnostic finding(Code code, Span span, std::string message) {
  return {code, info(code).severity, span, std::move(message), {}, {}, {}};
}

Diagnostic unknown_rule(ast::Allow const& allow, std::vector<std::string> const& known) {
  auto out = finding(Code::RT0110, allow.rule.where, fmt::format("there is no rule '{}'", allow.rule.text));
  if (auto const meant = suggest(allow.rule.text, known)) {
    out.label = fmt::format("did you mean '{}'?", *meant);
    out.fixes.push_back({allow.rule.where, *meant});
  }
  out.notes.push_back({fmt::format("the rules are {}", fmt::join(known, ", ")), std::nullopt});
  return out;
}

// Finds acceptances by the file they stand in: a long history has as many files as findings.
class ByFile {
 public:
  explicit ByFile(std::vector<Acceptance>& all) : all_(all) {
    for (std::size_t i = 0; i < all.size(); ++i) places_[all[i].scope.file.index].push_back(i);
  }
  // The first that holds; null when none does.
  [[nodiscard]] Acceptance* find(Diagnostic const& d) const {
    auto const of_file = places_.find(d.span.file.index);
    if (of_file == places_.end()) return nullptr;
    for (auto const i : of_file->second)
      if (holds(all_[i], d)) return &all_[i];
    return nullptr;
  }

 private:
  std::vector<Acceptance>& all_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> places_;  // by the file, in their order
};

// Moves what an annotation accepts out of `findings`.
void take_accepted(std::vector<Diagnostic>& findings, ByFile const& acceptances) {
  findings.erase(std::remove_if(findings.begin(), findings.end(),
                                [&](Diagnostic const& d) {
                                  if (info(d.code).rule.empty()) return false;
                                  auto* found = acceptances.find(d);
                                  if (found != nullptr) found->used = true;
                                  return found != nullptr;
                                }),
                 findings.end());
}

}  // namespace

std::vector<Diagnostic> accept(std::vector<ast::File> const& files, std::vector<Diagnostic> findings,
                               Checked const& checked) {
  std::vector<Acceptance> acceptances;
  Collector collector(checked.dialects, acceptances);
  for (auto const& file : files) collector.file(file);

  ByFile const by_file(acceptances);
  take_accepted(findings, by_file);
  auto const known = rules();
  auto const is_known = [&](Acceptance const& a) {
    return std::binary_search(known.begin(), known.end(), a.allow->rule.text);
  };
  for (auto const& a : acceptances)
    if (!is_known(a)) findings.push_back(unknown_rule(*a.allow, known));

  // In a file with errors something may be missing that would have been accepted.
  std::vector<bool> whole = checked.files;
  for (auto const& d : findings)
    if (d.severity == Severity::error && d.span.file.index < whole.size()) whole[d.span.file.index] = false;
  std::vector<Diagnostic> unused;
  auto const report_unused = [&](bool of_this_rule) {
    for (auto& a : acceptances) {
      bool const looked_at = a.judged && a.scope.file.index < whole.size() && whole[a.scope.file.index];
      if (a.used || !looked_at || !is_known(a) || (a.allow->rule.text == info(Code::RT1001).rule) != of_this_rule)
        continue;
      auto d = finding(Code::RT1001, a.annotation,
                       fmt::format("this accepts nothing: {} has no finding of the rule '{}'",
                                   a.whole_file ? "the file" : "the statement", a.allow->rule.text));
      d.fixes.push_back({a.annotation, ""});
      unused.push_back(std::move(d));
    }
  };
  // An unused annotation may be accepted like anything else; whether that acceptance was of use shows only then.
  report_unused(false);
  take_accepted(unused, by_file);
  report_unused(true);
  findings.insert(findings.end(), unused.begin(), unused.end());
  return findings;
}

}  // namespace retort::lint
