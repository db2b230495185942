// SPDX-License-Identifier: Apache-2.0
// The clauses are read one after the other in whatever order they stand; what is twice, missing or out of place is said
// here. The clauses themselves are in header.cpp, statements in statement.cpp.
#include "compiler/syntax/grammar/file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "compiler/syntax/grammar/header.hpp"
#include "compiler/syntax/grammar/places.hpp"
#include "compiler/syntax/grammar/twice.hpp"

namespace retort::syntax::grammar {

namespace {

using Content = decltype(ast::File::content);

// What the clauses of a file begin with.
constexpr std::array<TokenKind, 10> clause_words{
    TokenKind::revision,   TokenKind::revises, TokenKind::depends,     TokenKind::replaces, TokenKind::labels,
    TokenKind::compatible, TokenKind::created, TokenKind::description, TokenKind::upgrade,  TokenKind::downgrade};

class FileParser {
 public:
  explicit FileParser(Session& session) : session_(session), at_(session.begin()) {}

  Content parse() {
    std::vector<ast::Annotation> annotations = read(grammar::annotations);
    for (ast::Annotation const& annotation : annotations) check_for_file(annotation);
    if (at_->kind == TokenKind::schema) return schema_file(std::move(annotations));
    return revision_file(std::move(annotations));
  }

 private:
  template <class Attribute, class Id>
  Attribute read(x3::rule<Id, Attribute> const& rule) {
    Attribute result{};
    static_cast<void>(rule.parse(at_, session_.end(), x3::make_context<SessionTag>(session_), x3::unused, result));
    return result;
  }

  void check_for_file(ast::Annotation const& annotation) {
    if (std::holds_alternative<ast::Allow>(annotation.node)) return;
    session_.report(Code::RT0107, annotation.where, "only '@allow' is for a whole file, this is for one statement");
  }

  // ---- revisions

  Content revision_file(std::vector<ast::Annotation> annotations) {
    revision_.annotations = std::move(annotations);
    if (at_->kind != TokenKind::revision) check_opening();
    while (at_ != session_.end()) {
      Iterator const before = at_;
      revision_item();
      if (at_ == before) ++at_;
    }
    report_missing();
    leave_open();
    if (!has_id_) return ast::BadFile{};
    return std::move(revision_);
  }

  // The file opens with something else than `revision`.
  void check_opening() {
    bool const later = std::any_of(session_.begin(), session_.end(), [&](Token const& token) {
      return token.kind == TokenKind::revision && session_.starts_line(&token);
    });
    if (later || !(Session::begins_header_clause(at_) || Session::begins_statement(at_))) return;
    session_.report(Code::RT0106, *at_, "a file opens with 'revision', its id and its message, or with 'schema;'");
    faulty_ = true;
  }

  void revision_item() {
    switch (at_->kind) {
      case TokenKind::revision:
        return revision_clause();
      case TokenKind::revises:
        return clause(grammar::revises_clause, revision_.parents);
      case TokenKind::depends:
        return clause(grammar::depends_clause, revision_.depends_on);
      case TokenKind::replaces:
        return replaces_clause();
      case TokenKind::labels:
        return clause(grammar::labels_clause, revision_.labels);
      case TokenKind::compatible:
        return clause(grammar::compatible_clause, revision_.compatible);
      case TokenKind::created:
        return clause(grammar::created_clause, revision_.created);
      case TokenKind::description:
        return clause(grammar::description_clause, revision_.description);
      case TokenKind::upgrade:
        return clause(grammar::upgrade_clause, revision_.upgrade);
      case TokenKind::downgrade:
        return clause(grammar::downgrade_clause, revision_.downgrade);
      case TokenKind::semicolon:
        ++at_;
        return;
      case TokenKind::right_brace:
        return stray_brace();
      case TokenKind::at:
        return stray_annotations();
      default:
        return misplaced();
    }
  }

  bool had_block() { return seen(TokenKind::upgrade) != nullptr || seen(TokenKind::downgrade) != nullptr; }

  void revision_clause() {
    if (seen(TokenKind::revision) != nullptr && had_block()) return second_revision();
    if (std::any_of(seen_.begin(), seen_.end(), [](Iterator clause) { return clause != nullptr; }) &&
        seen(TokenKind::revision) == nullptr)
      session_.report(Code::RT0107, *at_, "'revision' is the first clause of a file");
    bool const first = begin_clause();
    RevisionClause clause = read(grammar::revision_clause);
    if (!first) return;
    behind_revision_ = at_;
    has_id_ = clause.id.has_value();
    if (clause.id) revision_.id = std::move(*clause.id);
    revision_.message = std::move(clause.message);
    revision_.where = clause.where;
  }

  // What follows is in order there, and is not looked at here.
  void second_revision() {
    session_.report(Code::RT0105, *at_, "a file holds one revision: the second one goes into a file of its own") |
        Note{"the first one is here", session_.span(*seen(TokenKind::revision))};
    at_ = session_.end();
  }

  template <class Attribute, class Id, class Member>
  void clause(x3::rule<Id, Attribute> const& rule, Member& member) {
    bool const block = at_->kind == TokenKind::upgrade || at_->kind == TokenKind::downgrade;
    if (!block && seen(at_->kind) == nullptr && had_block())
      session_.report(Code::RT0107, *at_,
                      fmt::format("'{}' belongs to the header, before the blocks", session_.text(*at_)));
    bool const first = begin_clause();
    std::size_t const errors = session_.error_count();
    Attribute value = read(rule);
    if (!first) return;
    // What was not understood is not there; it is known to have been meant, so it is not called missing.
    if constexpr (std::is_same_v<Member, std::optional<Attribute>>) {
      if (session_.error_count() != errors && value.where.end == 0) return;
    }
    member = std::move(value);
  }

  // What stands on a squashed revision stands on what it was.
  void replaces_clause() {
    Iterator const word = at_;
    std::size_t const errors = session_.error_count();
    clause(grammar::replaces_clause, revision_.replaces);
    bool const itself = std::any_of(revision_.replaces.begin(), revision_.replaces.end(),
                                    [&](ast::Replaced const& one) { return one.id.text == revision_.id.text; });
    if (!itself && has_id_ && session_.error_count() == errors)
      session_.report(
          Code::RT0106, *word,
          fmt::format("'replaces' lacks '{}', the revision itself, with the checksum that it had", revision_.id.text));
  }

  // Notes that there is this clause; false when there was one before.
  bool begin_clause() {
    Iterator& first = seen(at_->kind);
    if (first == nullptr) {
      first = at_;
      return true;
    }
    session_.report(Code::RT0105, *at_, fmt::format("'{}' stands in a file once", session_.text(*at_))) |
        Note{"first given here", session_.span(*first)};
    return false;
  }
  Iterator& seen(TokenKind kind) {
    auto const word = std::find(clause_words.begin(), clause_words.end(), kind);
    return seen_[static_cast<std::size_t>(word - clause_words.begin())];
  }

  // ---- what does not belong at the top

  void stray_brace() {
    if (!misplaced_statement_) unexpected();
    ++at_;
  }

  // Words that begin no clause, or nothing at all.
  void unexpected() {
    faulty_ = true;
    if (seen(TokenKind::revision) == nullptr && at_ == session_.begin()) {
      session_.expect(at_, TokenKind::revision);
      session_.expect(at_, TokenKind::schema);
    } else {
      session_.expect(at_, Category::top_level);
      for (TokenKind const word : clause_words) session_.hint(at_, word);
    }
    session_.report_unexpected(at_);
  }

  // `up { … }`, `down { … }`: what other tools call the blocks.
  bool foreign_block() {
    bool const up = session_.is_word(at_, "up");
    if ((!up && !session_.is_word(at_, "down")) || at_[1].kind != TokenKind::left_brace) return false;
    std::string_view const meant = spelling(up ? TokenKind::upgrade : TokenKind::downgrade);
    session_.report(Code::RT0104, *at_, fmt::format("the block is called '{}' here", meant)) |
        Fix{session_.span(*at_), std::string(meant)};
    faulty_ = true;
    session_.silence(at_);
    at_ = session_.recover_clause(at_, at_);
    return true;
  }

  void misplaced() {
    if (foreign_block()) return;
    if (!Session::begins_statement(at_)) {
      unexpected();
      session_.silence(at_);
      at_ = session_.recover_clause(at_, at_);
      return;
    }
    if (!misplaced_statement_ && !(faulty_ && seen(TokenKind::revision) == nullptr))
      session_.report(Code::RT0107, *at_, "statements stand in 'upgrade { … }' or 'downgrade { … }'");
    misplaced_statement_ = true;
    static_cast<void>(read(grammar::statement));
  }

  void stray_annotations() {
    Iterator const begin = at_;
    static_cast<void>(read(grammar::annotations));
    if (Session::begins_statement(at_) && at_->kind != TokenKind::at) return misplaced();
    session_.report(Code::RT0107, session_.span(begin, at_),
                    "an annotation stands before a statement, or before 'revision' for the whole file");
  }

  void report_missing() {
    if (faulty_ || session_.truncated()) return;
    Iterator const header = behind_revision_ != nullptr ? behind_revision_ : session_.begin();
    if (seen(TokenKind::revision) == nullptr)
      session_.report(Code::RT0106, session_.gap(header),
                      "the file does not say which revision it is: revision id 'message';");
    if (seen(TokenKind::revises) == nullptr)
      session_.report(Code::RT0106, session_.gap(header),
                      "'revises' is missing: revises base; or the ids of the parents");
    if (seen(TokenKind::upgrade) == nullptr)
      session_.report(Code::RT0106, session_.gap(session_.end()), "'upgrade { … }' is missing, which may be empty");
  }

  // Later stages are to find no fault with what could not be read.
  void leave_open() {
    if (misplaced_statement_ || revision_.upgrade.where.end == 0) revision_.upgrade.statements.emplace_back();
    if (seen(TokenKind::downgrade) != nullptr && revision_.downgrade.where.end == 0)
      revision_.downgrade.node = ast::DowngradeIrreversible{};
  }

  // ---- schema files

  Content schema_file(std::vector<ast::Annotation> annotations) {
    ast::DesiredSchema schema;
    schema.annotations = std::move(annotations);
    session_.schema_file = true;
    schema.where = session_.span(*at_);
    static_cast<void>(read(grammar::schema_clause));
    while (at_ != session_.end()) {
      Iterator const before = at_;
      schema_item(schema);
      if (at_ == before) ++at_;
    }
    return schema;
  }

  void schema_item(ast::DesiredSchema& schema) {
    if (at_->kind == TokenKind::semicolon) {
      ++at_;
      return;
    }
    if (at_->kind == TokenKind::right_brace) {
      session_.expect(at_, Category::statement);
      session_.report_unexpected(at_);
      ++at_;
      return;
    }
    if (Session::begins_header_clause(at_)) return clause_of_revision();
    Iterator const begin = at_;
    std::vector<ast::Annotation> annotations = read(grammar::annotations);
    if (at_->kind == TokenKind::mixin) {
      if (!annotations.empty())
        session_.report(Code::RT0107, session_.span(begin, at_),
                        "an annotation stands before a statement, which a mixin is not");
      ast::Mixin mixin = read(grammar::mixin);
      if (mixin.name.text.empty()) return;
      // Its columns are not known then, whatever takes it up.
      if (mixin.elements.empty()) mixin.elements.push_back({ast::BadElement{}, mixin.name.where});
      schema.items.push_back({std::move(mixin)});
      return;
    }
    ast::Statement statement = read(grammar::statement);
    statement.annotations = std::move(annotations);
    keep_desired(session_, statement);
    schema.items.push_back({std::move(statement)});
  }

  void clause_of_revision() {
    if (!misplaced_statement_)
      session_.report(Code::RT0107, *at_,
                      fmt::format("'{}' belongs to a revision, and this is a schema file", session_.text(*at_)));
    misplaced_statement_ = true;
    session_.silence(at_);
    at_ = session_.recover_clause(at_, at_);
  }

  Session& session_;
  Iterator at_;
  ast::Revision revision_;
  std::array<Iterator, clause_words.size()> seen_{};  // where each clause was first met
  Iterator behind_revision_ = nullptr;
  bool has_id_ = false;
  bool faulty_ = false;               // what was not understood may be what is missing
  bool misplaced_statement_ = false;  // said once a file
};

}  // namespace

Content parse_file(Session& session) { return FileParser(session).parse(); }

}  // namespace retort::syntax::grammar
