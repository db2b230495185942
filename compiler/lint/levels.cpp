// SPDX-License-Identifier: Apache-2.0
// Rules by name, and one finding that needs the number of rows.
#include "compiler/lint/levels.hpp"

#include <fmt/format.h>

#include <utility>

namespace retort::lint {

namespace {
constexpr std::uint64_t many_rows = 100'000;  // a lock on all of them is felt

class Unbatched {
 public:
  Unbatched(std::map<std::string, std::uint64_t> const& rows, Sink& sink) : rows_(rows), sink_(sink) {}

  void look_at(std::vector<ast::Statement> const& statements) {
    for (auto const& statement : statements) {
      if (auto const* o = std::get_if<ast::Update>(&statement.operation))
        if (!o->batches && !o->from) report("updates", o->table, statement.where);
      if (auto const* o = std::get_if<ast::Delete>(&statement.operation))
        if (!o->batches) report("deletes from", o->table, statement.where);
      if (auto const* o = std::get_if<ast::ForDialects>(&statement.operation)) look_at(o->statements);
    }
  }

 private:
  void report(char const* what, ast::QualifiedName const& table, Span where) {
    auto const name = (table.schema ? table.schema->text + "." : "") + table.name.text;
    auto const found = rows_.find(name);
    if (found == rows_.end() || found->second < many_rows) return;
    sink_.report(
        Code::RT1002, where,
        fmt::format("this {} table '{}', which has about {} rows, in one transaction", what, name, found->second)) |
        Note{"write it `in batches of 10000`, which are committed one by one", std::nullopt};
  }

  std::map<std::string, std::uint64_t> const& rows_;
  Sink& sink_;
};
}  // namespace

std::vector<Diagnostic> at_levels(std::vector<Diagnostic> findings, Levels const& levels) {
  if (levels.empty()) return findings;
  std::vector<Diagnostic> out;
  for (auto& finding : findings) {
    auto const level = levels.find(std::string(info(finding.code).rule));
    if (level != levels.end()) {
      if (level->second == Level::off) continue;
      finding.severity = level->second == Level::error ? Severity::error : Severity::warning;
    }
    out.push_back(std::move(finding));
  }
  return out;
}

void report_unbatched(std::vector<ast::File> const& files, std::map<std::string, std::uint64_t> const& rows,
                      Sink& sink) {
  if (rows.empty()) return;
  Unbatched unbatched(rows, sink);
  for (auto const& file : files) {
    auto const* revision = std::get_if<ast::Revision>(&file.content);
    if (revision == nullptr) continue;
    unbatched.look_at(revision->upgrade.statements);
    if (auto const* block = std::get_if<ast::Block>(&revision->downgrade.node)) unbatched.look_at(block->statements);
  }
}

}  // namespace retort::lint
