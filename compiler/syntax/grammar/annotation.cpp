// SPDX-License-Identifier: Apache-2.0
// Annotations: @allow(rule, 'why'), @online, @timeout(lock '2s', statement '5min'). Whether there is a rule of that
// name is for the linter to say.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/edit_distance.hpp"
#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/grammar/twice.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

bool is_word(TokenKind kind) { return kind == TokenKind::identifier || is_keyword(kind); }

// Words joined by '-', as the lexer has cut them up; or the same in quotes, which is reported.
bool parse_rule_name(Session& session, Iterator& at, Identifier& rule) {
  Iterator const begin = at;
  std::string text;
  if (is_text(at->kind) || at->kind == TokenKind::quoted_identifier) {
    text = is_text(at->kind) ? string_value(session.text(*at)) : identifier_value(session.text(*at));
    Diagnostic& diagnostic = session.report(Code::RT0110, *at, "the name of a rule stands without quotes");
    if (is_rule_name(text)) diagnostic | Fix{session.span(*at), text};
    ++at;
  } else if (is_word(at->kind)) {
    do {
      ++at;
      if (at->kind != TokenKind::minus) break;
      ++at;
    } while (is_word(at->kind));
    text = identifier_value(session.text(begin, at));
    if (!is_rule_name(text)) {
      Diagnostic& diagnostic =
          session.report(Code::RT0110, session.span(begin, at),
                         fmt::format("'{}' cannot be the name of a rule: they are words joined by '-', as 'data-loss'",
                                     session.text(begin, at)));
      std::string joined = text;
      std::replace(joined.begin(), joined.end(), '_', '-');
      if (is_rule_name(joined)) {
        diagnostic | Fix{session.span(begin, at), joined};
        text = std::move(joined);  // what it was meant to accept is accepted
      }
    }
  } else {
    session.expect(at, Category::name);
    return false;
  }
  rule = {std::move(text), session.span(begin, at)};
  return true;
}

// `, 'why'`. An acceptance without a reason is reported and stands, so that what it accepts is not reported as well.
bool parse_reason(Session& session, Iterator& at, Text& reason) {
  if (at->kind == TokenKind::right_paren) {
    session.report(Code::RT0106, session.gap(at), "the reason is missing: @allow(rule, 'why it is right here')");
    return true;
  }
  session.require(at, TokenKind::comma);
  if (!parse_text(session, at, reason)) fail(at);
  if (dedented(reason.value).empty()) session.report(Code::RT0106, reason.where, "the reason is empty");
  return true;
}

bool parse_limit(Session& session, Iterator& at, Text& limit) {
  if (!parse_text(session, at, limit)) return false;
  if (!is_duration(limit.value))
    session.report(Code::RT0009, limit.where,
                   fmt::format("'{}' is no length of time, as '500ms', '2s', '5min' or '1h' are", limit.value));
  return true;
}

constexpr FunctionParser<Identifier, parse_rule_name> rule_name{};
constexpr FunctionParser<Text, parse_reason> reason{};
constexpr FunctionParser<Text, parse_limit> limit{};

// Not noted as expected: an annotation may stand before every statement and is never what is missing.
bool parse_at_sign(Session& /*session*/, Iterator& at) {
  if (at->kind != TokenKind::at) return false;
  ++at;
  return true;
}
constexpr CheckParser<parse_at_sign> at_sign{};

x3::rule<struct allow_class, Allow> const allow{"allow"};
auto const allow_def =
    word::allow > open_paren > rule_name[set<&Allow::rule>] > reason[set<&Allow::reason>] > close_paren;

auto const one_limit =
    (word::lock > limit[once<&Timeout::lock>]) | (word::statement > limit[once<&Timeout::statement>]);
x3::rule<struct timeout_class, Timeout> const timeout{"timeout"};
auto const timeout_def = word::timeout > open_paren > (one_limit % comma) > close_paren;

// @anything: no annotation of this language. Passed over with what stands in parentheses behind it.
bool parse_unknown_annotation(Session& session, Iterator& at) {
  if (!is_word(at->kind)) return false;
  std::string const name = identifier_value(session.text(*at));
  Diagnostic& diagnostic =
      session.report(Code::RT0110, session.span(at - 1, at + 1), fmt::format("there is no annotation '@{}'", name));
  for (TokenKind const known : {TokenKind::allow, TokenKind::online, TokenKind::timeout}) {
    if (edit_distance(name, spelling(known), 2) > 2) continue;
    std::string meant = fmt::format("@{}", spelling(known));
    diagnostic.label = fmt::format("did you mean '{}'?", meant);
    diagnostic | Fix{session.span(at - 1, at + 1), std::move(meant)};
  }
  ++at;
  if (at->kind != TokenKind::left_paren) return true;
  skip_parentheses(session, at);
  return true;
}
constexpr CheckParser<parse_unknown_annotation> unknown_annotation{};

// `@allow(…);`: the annotation is for what follows, so it is kept.
bool parse_no_semicolon(Session& session, Iterator& at) {
  if (at->kind != TokenKind::semicolon) return true;
  session.report(Code::RT0101, *at, "an annotation goes with what follows it and has no ';' of its own") |
      Fix{session.span(*at), ""};
  ++at;
  return true;
}
constexpr CheckParser<parse_no_semicolon> no_semicolon{};

constexpr auto put_node = set<&Annotation::node>;
constexpr auto put_online = [](auto& context) { x3::_val(context).node = Online{}; };
// What was not understood is left as an acceptance of no rule, and left out. Rules are accepted one by one, the other
// annotations stand once.
constexpr auto add_annotation = [](auto& context) {
  std::vector<Annotation>& annotations = x3::_val(context);
  Annotation& read = x3::_attr(context);
  if (Allow const* const accepted = std::get_if<Allow>(&read.node)) {
    if (!accepted->rule.text.empty()) annotations.push_back(std::move(read));
    return;
  }
  for (Annotation const& earlier : annotations)
    if (earlier.node.index() == read.node.index()) return report_twice(session_of(context), read.where, earlier.where);
  annotations.push_back(std::move(read));
};

struct annotation_class : RecoverAnnotation {};
x3::rule<annotation_class, Annotation> const annotation{"annotation"};
auto const annotation_def =
    located[at_sign > expecting<Category::annotation>[allow[put_node] | timeout[put_node] | word::online[put_online] |
                                                      unknown_annotation]] > no_semicolon;

BOOST_SPIRIT_DEFINE(allow, timeout, annotation)

}  // namespace

auto const annotations_def = *annotation[add_annotation];
BOOST_SPIRIT_DEFINE(annotations)
RETORT_INSTANTIATE_RULE(annotations);

}  // namespace retort::syntax::grammar
