// SPDX-License-Identifier: Apache-2.0
// The clauses of a header: each reports what is wrong with its own values, and goes on behind its ';'. What a file has
// to have, and in which order, is file.cpp's.
#include "compiler/syntax/grammar/header.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/syntax/grammar/twice.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

constexpr std::size_t longest_id = 32;

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_id_text(std::string_view text) {
  return !text.empty() && text.size() <= longest_id && std::all_of(text.begin(), text.end(), is_id_character);
}
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}
// Words that mean something else where a revision is asked for.
bool is_reserved_id(std::string_view id) {
  std::string const folded = identifier_value(id);
  return folded == "base" || folded == "head" || folded == "heads" || folded == "current";
}

bool may_be_in_id(TokenKind kind) {
  return kind == TokenKind::identifier || is_keyword(kind) || kind == TokenKind::number ||
         kind == TokenKind::digits_word || kind == TokenKind::minus || kind == TokenKind::dot;
}

// ---- ids

void check_id(Session& session, Iterator begin, Iterator at) {
  std::string_view const text = session.text(begin, at);
  Span const where = session.span(begin, at);
  if (!is_ascii(text)) return;  // the lexer has said so
  if (is_id_text(text)) return;
  if (text.size() > longest_id && std::all_of(text.begin(), text.end(), is_id_character)) {
    session.report(Code::RT0109, where, fmt::format("an id has at most {} characters", longest_id));
  } else {
    session.report(Code::RT0109, where,
                   fmt::format("'{}' is no id: letters, digits and '_' are what ids are made of", text));
  }
}

// Up to `at`, which touches what is before it, everything is one id to the eye: 3f9a-1c2b.
Iterator end_of_id(Iterator at) {
  ++at;
  while (may_be_in_id(at->kind) && at->offset == at[-1].end()) ++at;
  return at;
}

bool parse_revision_id(Session& session, Iterator& at, RevisionId& id) {
  Iterator const begin = at;
  if (is_text(at->kind) || at->kind == TokenKind::quoted_identifier) {
    std::string const text = is_text(at->kind) ? string_value(session.text(*at)) : identifier_value(session.text(*at));
    // `revision 'message';`: it is the id that is missing then.
    bool const message =
        at != session.begin() && at[-1].kind == TokenKind::revision && at[1].kind == TokenKind::semicolon;
    if (!is_id_text(text) || message) {
      session.expect(at, Category::revision_id);
      return false;
    }
    session.report(Code::RT0109, *at, "ids of revisions stand without quotes") | Fix{session.span(*at), text};
    id = {text, session.span(*at)};
    ++at;
    return true;
  }
  if (!may_be_in_id(at->kind) || at->kind == TokenKind::minus || at->kind == TokenKind::dot) {
    session.expect(at, Category::revision_id);
    return false;
  }
  at = end_of_id(at);
  check_id(session, begin, at);
  id = {std::string(session.text(begin, at)), session.span(begin, at)};
  return true;
}

void report_reserved_id(Session& session, RevisionId const& id, std::string_view reason) {
  session.report(Code::RT0109, id.where, fmt::format("'{}' is no id: {}", id.text, reason));
}

// The id of this revision.
bool parse_own_id(Session& session, Iterator& at, RevisionId& id) {
  if (!parse_revision_id(session, at, id)) return false;
  if (is_reserved_id(id.text)) report_reserved_id(session, id, "it names a place in the history on the command line");
  return true;
}
// The id of another one, or a label.
bool parse_other_id(Session& session, Iterator& at, RevisionId& id) {
  if (!parse_revision_id(session, at, id)) return false;
  if (is_reserved_id(id.text))
    report_reserved_id(session, id, "what it means changes, so a file names the revision itself");
  return true;
}
// `base`, alone.
bool parse_base(Session& session, Iterator& at) {
  if (!session.is_word(at, "base")) return false;
  Iterator const begin = at++;
  if (at->kind != TokenKind::comma) return true;
  while (at->kind == TokenKind::comma || may_be_in_id(at->kind)) ++at;
  session.report(Code::RT0107, *begin, "'base' means no parent, so it stands alone");
  return true;
}

constexpr FunctionParser<RevisionId, parse_own_id> own_id{};
constexpr FunctionParser<RevisionId, parse_other_id> other_id{};
constexpr CheckParser<parse_base> base{};

// One more id or label, unless it is there already.
constexpr auto add_once = [](auto& context) {
  auto& values = x3::_val(context);
  auto& value = x3::_attr(context);
  auto const same = [&](auto const& other) { return other.text == value.text; };
  auto const found = std::find_if(values.begin(), values.end(), same);
  if (found != values.end()) return report_twice(session_of(context), value.where, found->where);
  values.push_back(std::move(value));
};

// ---- replaces

bool parse_checksum(Session& session, Iterator& at, Text& checksum) {
  if (!parse_text(session, at, checksum)) return false;
  if (!is_checksum(checksum.value))
    session.report(Code::RT0009, checksum.where, "this is no checksum of a revision: 'c1:' and 64 hexadecimal digits");
  return true;
}
constexpr FunctionParser<Text, parse_checksum> checksum{};

// One more; a revision may have been known by several checksums.
constexpr auto add_replaced = [](auto& context) {
  auto& values = x3::_val(context);
  Replaced value{std::move(at_c<0>(x3::_attr(context))), std::move(at_c<1>(x3::_attr(context)))};
  auto const same = [&](Replaced const& other) {
    return other.id.text == value.id.text && other.checksum.value == value.checksum.value;
  };
  auto const found = std::find_if(values.begin(), values.end(), same);
  if (found != values.end()) return report_twice(session_of(context), value.id.where, found->id.where);
  values.push_back(std::move(value));
};

// ---- revision

// What is read may be kept although something follows that should not.
bool parse_message(Session& session, Iterator& at, Text& message) {
  if (session.breaks_off(at)) fail(at);
  if (at->kind == TokenKind::semicolon || session.ends_statement(at) || Session::begins_header_clause(at)) {
    session.report(Code::RT0106, session.gap(at), "the message is missing: revision id 'what it does'");
    return true;
  }
  if (!parse_text(session, at, message)) fail(at);
  if (dedented(message.value).empty()) session.report(Code::RT0106, message.where, "the message is empty");
  return true;
}
constexpr FunctionParser<Text, parse_message> message{};

// ---- the other clauses

bool parse_label(Session& session, Iterator& at, Identifier& label) {
  if (!parse_name(session, at, label)) return false;
  bool const plain = std::all_of(label.text.begin(), label.text.end(), is_id_character);
  if (!plain && is_ascii(label.text)) {
    session.report(Code::RT0109, label.where,
                   "labels are made of letters, digits and '_': they are written on command lines");
  } else if (is_reserved_id(label.text)) {
    session.report(Code::RT0109, label.where,
                   fmt::format("'{}' is no label: it names a place in the history on the command line", label.text));
  }
  return true;
}

bool parse_created(Session& session, Iterator& at, Text& created) {
  if (!parse_text(session, at, created)) return false;
  if (!is_rfc3339(created.value))
    session.report(Code::RT0009, created.where,
                   fmt::format("'{}' is no time of RFC 3339, as '2026-11-22T11:00:00Z' is", created.value));
  return true;
}

bool parse_description(Session& session, Iterator& at, Text& description) {
  if (!parse_text(session, at, description)) return false;
  description.value = dedented(description.value);
  return true;
}

bool parse_why_irreversible(Session& session, Iterator& at, Text& reason) {
  if (session.breaks_off(at)) fail(at);
  if (at->kind == TokenKind::semicolon || session.ends_statement(at)) {
    session.report(Code::RT0106, session.gap(at), "the reason is missing: downgrade irreversible 'why'");
    return true;
  }
  if (!parse_text(session, at, reason)) fail(at);
  if (dedented(reason.value).empty()) session.report(Code::RT0106, reason.where, "the reason is empty");
  return true;
}

constexpr FunctionParser<Identifier, parse_label> label{};
constexpr FunctionParser<Text, parse_created> created_time{};
constexpr FunctionParser<Text, parse_description> description_text{};
constexpr FunctionParser<Text, parse_why_irreversible> why_irreversible{};

constexpr auto set_auto = [](auto& context) { x3::_val(context).node = DowngradeAuto{}; };
constexpr auto set_irreversible = [](auto& context) {
  x3::_val(context).node = DowngradeIrreversible{std::move(x3::_attr(context))};
};
constexpr auto set_block = [](auto& context) { x3::_val(context).node = std::move(x3::_attr(context)); };

// ---- mixins

constexpr auto set_columns = [](auto& context) {
  Session& session = session_of(context);
  std::vector<TableElement>& elements = x3::_attr(context);
  for (TableElement& element : elements) {
    if (std::holds_alternative<Column>(element.node) || std::holds_alternative<BadElement>(element.node)) continue;
    session.report(Code::RT0107, element.where,
                   "a mixin is made of columns: this stands in the table that takes it up");
    element.node = BadElement{};
  }
  x3::_val(context).elements = std::move(elements);
};

}  // namespace

struct revision_clause_class : RecoverClause {};
struct revises_clause_class : RecoverClause {};
struct depends_clause_class : RecoverClause {};
struct replaces_clause_class : RecoverClause {};
struct labels_clause_class : RecoverClause {};
struct compatible_clause_class : RecoverClause {};
struct created_clause_class : RecoverClause {};
struct description_clause_class : RecoverClause {};
struct upgrade_clause_class : RecoverClause {};
struct downgrade_clause_class : RecoverClause {};
struct schema_clause_class : RecoverClause {};
struct mixin_class : RecoverStatement {};

auto const revision_clause_def =
    located[word::revision > own_id[set<&RevisionClause::id>] > message[set<&RevisionClause::message>]] > semicolon;
auto const revises_clause_def = word::revises > (base | (other_id[add_once] % comma)) > semicolon;
auto const depends_clause_def = word::depends > word::on > (other_id[add_once] % comma) > semicolon;
auto const replaces_clause_def = word::replaces > ((other_id > checksum)[add_replaced] % comma) > semicolon;
auto const labels_clause_def = word::labels > (label[add_once] % comma) > semicolon;
auto const compatible_clause_def = word::compatible > word::with > (other_id[add_once] % comma) > semicolon;
auto const created_clause_def = word::created > created_time[put] > semicolon;
auto const description_clause_def = word::description > description_text[put] > semicolon;
auto const upgrade_clause_def = word::upgrade > outer_block[put];
auto const downgrade_clause_def =
    located[word::downgrade > (outer_block[set_block] | (word::auto_[set_auto] > semicolon) |
                               (word::irreversible > why_irreversible[set_irreversible] > semicolon))];
auto const schema_clause_def = word::schema > semicolon;
auto const mixin_def = located[word::mixin > name[set<&ast::Mixin::name>] > table_elements[set_columns]] > semicolon;

BOOST_SPIRIT_DEFINE(revision_clause, revises_clause, depends_clause, replaces_clause, labels_clause, compatible_clause,
                    created_clause, description_clause, upgrade_clause, downgrade_clause, schema_clause, mixin)
RETORT_INSTANTIATE_RULE(revision_clause);
RETORT_INSTANTIATE_RULE(revises_clause);
RETORT_INSTANTIATE_RULE(depends_clause);
RETORT_INSTANTIATE_RULE(replaces_clause);
RETORT_INSTANTIATE_RULE(labels_clause);
RETORT_INSTANTIATE_RULE(compatible_clause);
RETORT_INSTANTIATE_RULE(created_clause);
RETORT_INSTANTIATE_RULE(description_clause);
RETORT_INSTANTIATE_RULE(upgrade_clause);
RETORT_INSTANTIATE_RULE(downgrade_clause);
RETORT_INSTANTIATE_RULE(schema_clause);
RETORT_INSTANTIATE_RULE(mixin);

}  // namespace retort::syntax::grammar
