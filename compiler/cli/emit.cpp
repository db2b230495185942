// SPDX-License-Identifier: Apache-2.0
// lowered statements -> bundle -> C++.
#include "compiler/cli/emit.hpp"

#include <stdexcept>

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

bundle_defaults defaults_for(Workspace const& workspace, dialect wanted) {
  auto out = workspace.config.defaults;
  if (auto const oldest = workspace.oldest.find(wanted); oldest != workspace.oldest.end())
    out.oldest = oldest->second.text();
  return out;
}

}  // namespace

std::string whole(Emitted const& file) {
  auto out = file.text;
  for (auto const& spool : file.rest)
    spool->read([&](std::string_view bytes) {
      out += bytes;
      return true;
    });
  return out;
}

Emitter::Emitter(Workspace const& workspace, History const& history)
    : workspace_(workspace), history_(history), checksums_(bundle_writer::checksums(history.graph, history.revisions)) {
  for (auto const wanted : workspace.dialects)
    targets_.push_back(
        {&built_dialect(wanted),
         bundle_writer::Writer(workspace.name, wanted, "retort " RETORT_VERSION, defaults_for(workspace, wanted)),
         {}});
}

void Emitter::add(std::size_t target, LoweredRevision lowered) {
  auto& [dialect, writer, calls] = targets_[target];
  for (auto const* statements : {&lowered.upgrade, &lowered.downgrade})
    for (auto const& statement : *statements)
      if (auto const* call = std::get_if<dialects::Lowered::Call>(&statement.body)) calls.insert(call->name);

  auto const& file = *history_.revisions[lowered.revision];
  bundle_writer::Revision revision;
  revision.id = file.id.text;
  revision.parents = texts_of(file.parents);
  revision.depends_on = texts_of(file.depends_on);
  for (auto const& label : file.labels) revision.labels.push_back(label.text);
  for (auto const& replaced : file.replaces) revision.replaces.push_back({replaced.id.text, replaced.checksum.value});
  revision.compatible = texts_of(file.compatible);
  revision.message = file.message.value;
  if (file.created) revision.created = file.created->value;
  revision.checksum = checksums_[lowered.revision];
  if (lowered.irreversible)
    revision.irreversible = lowered.irreversible->empty() ? "no reason given" : *std::move(lowered.irreversible);
  revision.losses = std::move(lowered.losses);
  revision.downgrade_loss = std::move(lowered.downgrade_loss);
  bool const transactional = dialect->capabilities().transactional_ddl;
  revision.upgrade =
      bundle_writer::statements(std::move(lowered.upgrade), lowered.upgrade_origins, workspace_.sources, transactional);
  revision.downgrade = bundle_writer::statements(std::move(lowered.downgrade), lowered.downgrade_origins,
                                                 workspace_.sources, transactional);
  writer.add(revision);
}

std::vector<Emitted> Emitter::finish(std::string const* name_space) {
  std::vector<Emitted> out;
  std::set<std::string> calls;
  for (auto& target : targets_) {
    if (target.writer.size() != history_.graph.size()) throw std::logic_error("a bundle lacks revisions");
    auto bundle = target.writer.finish();
    auto& file = out.emplace_back();
    file.name = workspace_.name + '.' + std::string(target.dialect->name()) + ".bundle";
    if (name_space == nullptr) {
      file.text = std::move(bundle.header);
      file.rest = std::move(bundle.sections);
    } else {
      file.text = bundle.whole();  // the C++ is made of it
    }
    calls.merge(target.calls);
  }
  if (name_space == nullptr) return out;

  codegen::History code{workspace_.name, *name_space, {}, {calls.begin(), calls.end()}};
  for (std::size_t i = 0; i < targets_.size(); ++i)
    code.bundles.push_back({std::string(targets_[i].dialect->name()), out[i].text});
  auto files = codegen::generate(code);
  for (auto& file : files) out.push_back({std::move(file.name), std::move(file.text)});
  return out;
}

}  // namespace retort::cli
