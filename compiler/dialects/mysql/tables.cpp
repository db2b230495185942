// SPDX-License-Identifier: Apache-2.0
// Schemas, tables and their comments.
// https://dev.mysql.com/doc/refman/8.4/en/create-table.html, https://mariadb.com/kb/en/create-table/
#include <fmt/format.h>

#include "compiler/dialects/downtime.hpp"

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

constexpr std::size_t longest_comment = 2048;  // characters

std::string written_for(Variant const& variant, std::vector<ast::DialectText> const& options) {
  std::string out;
  for (auto const& option : options)
    if (text_for({option}, variant.name) != nullptr) out += " " + option.text.value;
  return out;
}
bool says(std::string const& options, std::string_view word) {
  return model::fold(options).find(word) != std::string::npos;
}
// What the file says of it goes before what we do.
std::string table_options(Variant const& variant, std::vector<ast::DialectText> const& options) {
  auto const written = written_for(variant, options);
  std::string ours;
  if (!says(written, "engine")) ours += " engine = InnoDB";
  if (!says_character_set(variant, options))
    ours += fmt::format(" default character set utf8mb4 collate {}", variant.collation);
  return ours + written;
}

}  // namespace

bool says_character_set(Variant const& variant, std::vector<ast::DialectText> const& options) {
  auto const written = written_for(variant, options);
  return says(written, "charset") || says(written, "character set") || says(written, "collate");
}

std::string comment_text(Work const& work, std::string const& comment, std::size_t most) {
  auto const characters = static_cast<std::size_t>(std::count_if(
      comment.begin(), comment.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  if (characters > most)
    work.refuse({}, fmt::format("a comment has {} characters at most on {} here", most, work.variant.title),
                "say it in fewer words");
  return work.spelling.string(comment);
}

void MySql::lower(ast::CreateSchema const& operation, Context& context) const {
  Work work(variant_, context);
  auto const& name = operation.name.text;
  work.change(fmt::format("create schema {} default character set utf8mb4 collate {}", work.spelling.identifier(name),
                          variant_.collation),
              "create schema " + name, {}, Probes(work.spelling).schema(name, true));
}

void MySql::lower(ast::DropSchema const& operation, Context& context) const {
  Work work(variant_, context);
  auto const& name = operation.name.text;
  work.change("drop schema " + work.spelling.identifier(name), "drop schema " + name, {},
              Probes(work.spelling).schema(name, false));
}

void MySql::lower(ast::CreateTable const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  std::vector<std::string> items;
  for (auto const& element : operation.elements)
    std::visit(
        overloaded{[](ast::BadElement const&) {},
                   [&](ast::Column const& c) { items.push_back(column_definition(work, *table, c)); },
                   [&](ast::TableConstraint const& c) { items.push_back(constraint_definition(work, *table, c)); },
                   [](ast::IncludeMixin const&) {}},  // in schema files only, dissolved there
        element.node);
  for (auto const& index : reference_indexes(*table))
    items.push_back(
        fmt::format("index {} ({})", work.spelling.identifier(index.name), work.spelling.names(index.columns)));
  check_rules(work, *table);
  check_row(work, *table);
  SqlWriter sql("create table " + work.spelling.qualified(name));
  sql.body(items).text(table_options(variant_, operation.options));
  if (operation.comment && !operation.comment->value.empty())
    sql.text(" comment = " + comment_text(work, operation.comment->value, longest_comment));
  work.change(sql.str(), "create table " + to_string(name), {}, Probes(work.spelling).relation(name, "BASE TABLE"));
}

void MySql::lower(ast::DropTable const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.name);
  work.change("drop table " + work.spelling.qualified(name), "drop table " + to_string(name), locks::instant(name),
              Probes(work.spelling).no_relation(name));
}

void MySql::lower(ast::RenameTable const& operation, Context& context) const {
  Work work(variant_, context);
  auto const from = model::object_name(operation.from);
  model::ObjectName const to{from.schema, operation.to.text};
  report_downtime(context, operation.from.where, variant_.title, "rename table '" + to_string(from) + "'",
                  renamed_instead);
  work.change(fmt::format("rename table {} to {}", work.spelling.qualified(from), work.spelling.qualified(to)),
              fmt::format("rename table {} to {}", to_string(from), to_string(to)), locks::instant(from),
              Probes(work.spelling).relation_renamed(from, to));
}

void MySql::lower(ast::CommentOnTable const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.table);
  auto const comment = operation.comment ? operation.comment->value : std::string();  // none is an empty one
  work.change(fmt::format("alter table {} comment = {}", work.spelling.qualified(name),
                          comment_text(work, comment, longest_comment)),
              "comment on table " + to_string(name), locks::quick(name),
              Probes(work.spelling).table_comment(name, comment));
}

}  // namespace retort::dialects::mysql
