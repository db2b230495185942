// SPDX-License-Identifier: Apache-2.0
// The difference between the head and the desired schema, as findings, with the statements that are missing.
#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/model/changes/changes.hpp"

namespace retort::model {

namespace {
// Line ends and blanks outside of texts are one blank.
std::string in_one_line(std::string const& statement) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < statement.size(); ++i) {
    char const c = statement[i];
    if (c == '\'') quoted = !quoted;
    if (quoted || (c != '\n' && c != ' ')) {
      out += c;
      continue;
    }
    while (i + 1 < statement.size() && (statement[i + 1] == ' ' || statement[i + 1] == '\n')) ++i;
    bool const opens = !out.empty() && out.back() == '(';
    bool const closes = i + 1 < statement.size() && statement[i + 1] == ')';
    if (!opens && !closes) out += ' ';
  }
  return out;
}

// The object that an operation changes, as the differences name it.
ObjectName object_of(ast::Operation const& operation, Schema const& head) {
  if (auto const* o = std::get_if<ast::CreateTable>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::DropTable>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::AlterTable>(&operation)) return object_name(o->table);
  if (auto const* o = std::get_if<ast::CommentOnTable>(&operation)) return object_name(o->table);
  if (auto const* o = std::get_if<ast::CommentOnColumn>(&operation)) return object_name(o->table);
  if (auto const* o = std::get_if<ast::CreateIndex>(&operation)) return object_name(o->table);
  if (auto const* o = std::get_if<ast::CreateView>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::DropView>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::CreateType>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::DropType>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::AddEnumValue>(&operation)) return object_name(o->type);
  if (auto const* o = std::get_if<ast::DropEnumValue>(&operation)) return object_name(o->type);
  if (auto const* o = std::get_if<ast::CreateSequence>(&operation)) return object_name(o->name);
  if (auto const* o = std::get_if<ast::DropSequence>(&operation)) return object_name(o->name);
  std::optional<ObjectName> index;
  if (auto const* o = std::get_if<ast::DropIndex>(&operation)) index = object_name(o->name);
  if (auto const* o = std::get_if<ast::RenameIndex>(&operation)) index = object_name(o->from);
  Table const* table = index ? head.table_of_index(*index) : nullptr;
  return table == nullptr ? ObjectName() : table->name;
}
}  // namespace

std::string one_line(ast::Operation const& operation) {
  ast::Statement statement;
  statement.operation = operation;
  return in_one_line(ast::print(statement));
}

bool is_whole(Schema const& schema) { return !schema.uncertain && schema.broken.empty(); }

void report_difference(Schema const& head, Schema const& desired, ReplayOptions const& options, Sink& sink) {
  if (!is_whole(head) || !is_whole(desired)) return;
  auto const differences = compare(head, desired, "in the history", "in the schema file");
  if (differences.empty()) return;
  // Each statement stands with the first difference of its object, the others with the first of all.
  std::vector<std::vector<std::string>> missing(differences.size());
  for (auto const& change : changes_between(head, desired, {}, options).list) {
    ObjectName const object = object_of(change.operation, head);
    auto const of_object =
        std::find_if(differences.begin(), differences.end(), [&](Difference const& d) { return d.object == object; });
    auto const at = of_object == differences.end() ? 0 : of_object - differences.begin();
    missing[static_cast<std::size_t>(at)].push_back(one_line(change.operation));
  }
  for (std::size_t i = 0; i < differences.size(); ++i) {
    auto const& difference = differences[i];
    bool const in_desired = Span(difference.right).file.index != FileId::none;
    auto& d = sink.report(Code::RT0901, in_desired ? difference.right : difference.left, difference.message);
    if (in_desired && Span(difference.left).file.index != FileId::none)
      d | Note{"the history makes it here", difference.left};
    for (auto const& statement : missing[i]) d | Note{"missing in the history: " + statement, std::nullopt};
  }
}

}  // namespace retort::model
