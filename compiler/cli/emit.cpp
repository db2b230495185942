// SPDX-License-Identifier: Apache-2.0
// lowered statements -> bundle -> C++.
#include "compiler/cli/emit.hpp"

#include <set>

#include "compiler/bundle/checksum.hpp"
#include "compiler/bundle/statements.hpp"
#include "compiler/codegen/generate.hpp"

namespace retort::cli {

namespace {

std::vector<std::string> texts_of(std::vector<ast::RevisionId> const& ids) {
  std::vector<std::string> out;
  for (auto const& id : ids) out.push_back(id.text);
  return out;
}

bundle_writer::Bundle assemble(Workspace const& workspace, History const& history, Target const& target,
                               std::vector<std::string> const& checksums) {
  bundle_writer::Bundle out;
  out.name = workspace.name;
  out.dialect = parse_dialect(target.dialect->name()).value();
  out.generator = "retort " RETORT_VERSION;
  for (auto const& lowered : target.revisions) {
    auto const& file = *history.revisions[lowered.revision];
    auto& revision = out.revisions.emplace_back();
    revision.id = file.id.text;
    revision.parents = texts_of(file.parents);
    revision.depends_on = texts_of(file.depends_on);
    for (auto const& label : file.labels) revision.labels.push_back(label.text);
    revision.message = file.message.value;
    if (file.created) revision.created = file.created->value;
    revision.checksum = checksums[lowered.revision];
    if (lowered.irreversible)
      revision.irreversible = lowered.irreversible->empty() ? "no reason given" : *lowered.irreversible;
    revision.downgrade_loss = lowered.downgrade_loss;
    bool const transactional = target.dialect->capabilities().transactional_ddl;
    revision.upgrade =
        bundle_writer::statements(lowered.upgrade, lowered.upgrade_origins, workspace.sources, transactional);
    revision.downgrade =
        bundle_writer::statements(lowered.downgrade, lowered.downgrade_origins, workspace.sources, transactional);
  }
  return out;
}

// Sorted: the databases need not call the same steps, nor in the same order.
std::vector<std::string> calls_of(Checked const& checked) {
  std::set<std::string> names;
  for (auto const& target : checked.targets)
    for (auto const& revision : target.revisions)
      for (auto const* statements : {&revision.upgrade, &revision.downgrade})
        for (auto const& statement : *statements)
          if (auto const* call = std::get_if<dialects::Lowered::Call>(&statement.body)) names.insert(call->name);
  return {names.begin(), names.end()};
}

}  // namespace

std::vector<Emitted> emit(Workspace const& workspace, History const& history, Checked const& checked,
                          std::string const* name_space) {
  auto const checksums = bundle_writer::checksums(history.graph, history.revisions);
  std::vector<Emitted> out;
  for (auto const& target : checked.targets)
    out.push_back({workspace.name + '.' + std::string(target.dialect->name()) + ".bundle",
                   bundle_writer::write(assemble(workspace, history, target, checksums))});
  if (name_space == nullptr) return out;

  codegen::History code{workspace.name, *name_space, {}, calls_of(checked)};
  for (std::size_t i = 0; i < checked.targets.size(); ++i)
    code.bundles.push_back({std::string(checked.targets[i].dialect->name()), out[i].text});
  auto files = codegen::generate(code);
  for (auto& file : files) out.push_back({std::move(file.name), std::move(file.text)});
  return out;
}

}  // namespace retort::cli
