// SPDX-License-Identifier: Apache-2.0
// One table says of which sort each operation is; a new operation has to be put into it. Knows nothing of tokens.
#include "compiler/syntax/grammar/places.hpp"

#include "compiler/base/overloaded.hpp"

namespace retort::syntax::grammar {

namespace {

enum class Sort {
  bad,      // nothing is known of it, and its fault is reported
  make,     // says what is to be there
  change,   // changes the schema
  rows,     // changes rows, or is not known to leave the schema alone
  variant_  // statements of one database
};

Sort sort_of(ast::Operation const& operation) {
  return std::visit(overloaded{
                        [](ast::BadStatement const&) { return Sort::bad; },
                        [](ast::CreateSchema const&) { return Sort::make; },
                        [](ast::DropSchema const&) { return Sort::change; },
                        [](ast::CreateType const&) { return Sort::make; },
                        [](ast::AddEnumValue const&) { return Sort::change; },
                        [](ast::RenameEnumValue const&) { return Sort::change; },
                        [](ast::DropEnumValue const&) { return Sort::change; },
                        [](ast::RenameType const&) { return Sort::change; },
                        [](ast::DropType const&) { return Sort::change; },
                        [](ast::CreateTable const&) { return Sort::make; },
                        [](ast::DropTable const&) { return Sort::change; },
                        [](ast::RenameTable const&) { return Sort::change; },
                        [](ast::AlterTable const&) { return Sort::change; },
                        [](ast::CreateIndex const&) { return Sort::make; },
                        [](ast::DropIndex const&) { return Sort::change; },
                        [](ast::RenameIndex const&) { return Sort::change; },
                        [](ast::CreateView const&) { return Sort::make; },
                        [](ast::DropView const&) { return Sort::change; },
                        [](ast::CreateSequence const&) { return Sort::make; },
                        [](ast::DropSequence const&) { return Sort::change; },
                        [](ast::CommentOnTable const&) { return Sort::make; },
                        [](ast::CommentOnColumn const&) { return Sort::make; },
                        [](ast::Insert const&) { return Sort::rows; },
                        [](ast::Update const&) { return Sort::rows; },
                        [](ast::Delete const&) { return Sort::rows; },
                        [](ast::CallStep const&) { return Sort::rows; },
                        [](ast::Sql const&) { return Sort::rows; },
                        [](ast::ForDialects const&) { return Sort::variant_; },
                    },
                    operation);
}

void refuse(Session& session, ast::Statement& statement, std::string message) {
  session.report(Code::RT0107, statement.where, std::move(message));
  statement.operation = ast::BadStatement{};
}

}  // namespace

void keep_schema_statements(Session& session, std::vector<ast::Statement>& statements) {
  for (ast::Statement& statement : statements) {
    switch (sort_of(statement.operation)) {
      case Sort::bad:
      case Sort::make:
      case Sort::change:
        break;
      case Sort::rows:
        refuse(session, statement,
               "'effect' says what happened to the schema: only statements that change it stand here");
        break;
      case Sort::variant_:
        refuse(session, statement, "'for' cannot stand in 'effect': write one 'sql' for each database");
        break;
    }
  }
}

void keep_unnested(Session& session, std::vector<ast::Statement>& statements) {
  for (ast::Statement& statement : statements)
    if (sort_of(statement.operation) == Sort::variant_)
      refuse(session, statement, "'for' cannot stand in another 'for'");
}

void keep_whole(ast::Statement& statement) {
  bool const rows = sort_of(statement.operation) == Sort::rows;
  if (rows || std::holds_alternative<ast::CreateView>(statement.operation)) statement.operation = ast::BadStatement{};
}

void keep_desired(Session& session, ast::Statement& statement) {
  switch (sort_of(statement.operation)) {
    case Sort::bad:
    case Sort::make:
      break;
    case Sort::change:
    case Sort::rows:
      refuse(session, statement, "a schema file says what is to be there: only 'create …' and 'comment …' stand here");
      break;
    case Sort::variant_:
      for (ast::Statement& inner : std::get<ast::ForDialects>(statement.operation).statements)
        keep_desired(session, inner);
      break;
  }
}

}  // namespace retort::syntax::grammar
