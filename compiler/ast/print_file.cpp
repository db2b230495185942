// SPDX-License-Identifier: Apache-2.0
// Whole files: header, blocks, and the desired schema.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/ast/print_parts.hpp"
#include "compiler/ast/print_statement.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::ast {

namespace detail {

std::string print_annotation(Annotation const& annotation) {
  return std::visit(overloaded{
                        [](Allow const& allow) {
                          return fmt::format("@allow({}, {})", allow.rule.text, print_string(allow.reason.value));
                        },
                        [](Online const&) { return std::string("@online"); },
                        [](Timeout const& timeout) {
                          std::vector<std::string> limits;
                          if (timeout.lock) limits.push_back("lock " + print_string(timeout.lock->value));
                          if (timeout.statement)
                            limits.push_back("statement " + print_string(timeout.statement->value));
                          return fmt::format("@timeout({})", fmt::join(limits, ", "));
                        },
                    },
                    annotation.node);
}

namespace {

std::string print_ids(std::vector<RevisionId> const& ids) {
  std::string result;
  for (RevisionId const& id : ids) {
    if (!result.empty()) result += ", ";
    result += id.text;
  }
  return result;
}

// A line each: there are many of them, and checksums are long.
std::string print_replaced(std::vector<Replaced> const& replaced) {
  std::string out;
  for (Replaced const& one : replaced)
    out += (out.empty() ? "" : ",\n         ") + one.id.text + ' ' + print_string(one.checksum.value);
  return out;
}

// The value is dedented and trimmed, so blanks around it are free.
std::string print_description(std::string const& value) {
  if (value.empty()) return print_dollar(value);
  if (value.find('\n') == std::string::npos) return print_dollar(' ' + value + ' ');
  std::string body = "\n";
  for (std::size_t begin = 0; begin <= value.size();) {
    std::size_t const end = std::min(value.find('\n', begin), value.size());
    if (end > begin) body += "  " + value.substr(begin, end - begin);
    body += '\n';
    begin = end + 1;
  }
  return print_dollar(body);
}

void write_clause(Writer& writer, Part part, std::string const& text, Blank blank = Blank::never) {
  writer.begin(part, Shape::line, Where{}, blank);
  writer.write(text);
  writer.write(";");
  writer.end();
}

void write_header(Writer& writer, Revision const& revision) {
  write_annotations(writer, revision.annotations, Blank::asked);
  write_clause(writer, Part::revision, "revision " + revision.id.text + ' ' + print_string(revision.message.value),
               revision.annotations.empty() ? Blank::asked : Blank::never);
  write_clause(writer, Part::revises, "revises " + (revision.parents.empty() ? "base" : print_ids(revision.parents)));
  if (!revision.depends_on.empty())
    write_clause(writer, Part::depends_on, "depends on " + print_ids(revision.depends_on));
  if (!revision.replaces.empty()) write_clause(writer, Part::replaces, "replaces " + print_replaced(revision.replaces));
  if (!revision.labels.empty()) write_clause(writer, Part::labels, "labels " + print_names(revision.labels));
  if (!revision.compatible.empty())
    write_clause(writer, Part::compatible, "compatible with " + print_ids(revision.compatible));
  if (revision.created) write_clause(writer, Part::created, "created " + print_string(revision.created->value));
  if (revision.description)
    write_clause(writer, Part::description, "description " + print_description(revision.description->value));
}

void write_braces(Writer& writer, Part part, std::string_view opening, Block const& block) {
  writer.begin(part, Shape::braces, Where{}, Blank::always);
  write_block(writer, opening, block.statements);
  writer.end();
}

void write(Writer& writer, Revision const& revision) {
  write_header(writer, revision);
  write_braces(writer, Part::upgrade, "upgrade ", revision.upgrade);
  std::visit(overloaded{
                 [&](DowngradeAuto const&) { write_clause(writer, Part::downgrade, "downgrade auto", Blank::always); },
                 [&](Block const& block) { write_braces(writer, Part::downgrade, "downgrade ", block); },
                 [&](DowngradeIrreversible const& node) {
                   write_clause(writer, Part::downgrade, "downgrade irreversible " + print_string(node.reason.value),
                                Blank::always);
                 },
             },
             revision.downgrade.node);
}

void write(Writer& writer, DesiredSchema const& schema) {
  write_annotations(writer, schema.annotations, Blank::asked);
  write_clause(writer, Part::schema, "schema", schema.annotations.empty() ? Blank::asked : Blank::never);
  bool first = true;
  bool tall_before = false;
  for (SchemaItem const& item : schema.items) {
    auto const blank = [&](bool tall) {
      bool const wanted = first || (!writer.decorated() && (tall || tall_before));
      first = false;
      tall_before = tall;
      return wanted ? Blank::always : Blank::asked;
    };
    std::visit(overloaded{
                   [&](Statement const& statement) {
                     write_statement(writer, statement, blank(shape_of(statement) != Shape::line));
                   },
                   [&](Mixin const& mixin) {
                     writer.begin(Part::mixin, Shape::parens, mixin.where, blank(true));
                     write_elements(writer, "mixin " + print(mixin.name) + ' ', mixin.elements);
                     writer.write(";");
                     writer.end();
                   },
               },
               item.node);
  }
}

std::string print_decorated(File const& file, Decorator* decorator) {
  Writer writer(decorator);
  writer.begin_file();
  std::visit(overloaded{
                 [&](BadFile const&) {},
                 [&](Revision const& revision) { write(writer, revision); },
                 [&](DesiredSchema const& schema) { write(writer, schema); },
             },
             file.content);
  writer.end_file();
  return std::move(writer).take();
}

}  // namespace

}  // namespace detail

std::string print(File const& file) { return detail::print_decorated(file, nullptr); }
std::string print(File const& file, Decorator& decorator) { return detail::print_decorated(file, &decorator); }

}  // namespace retort::ast
