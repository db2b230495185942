// SPDX-License-Identifier: Apache-2.0
// text -> trees -> graph -> replayed steps -> plan -> statements, for one database after the other.
#include "compiler/cli/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/lint/annotations.hpp"
#include "compiler/model/history_graph.hpp"
#include "compiler/model/replay.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::cli {

namespace {

// The schema of a merge of all the heads. Nothing where it could not be replayed, or the heads do not go together.
std::optional<model::Schema> schema_of_merged_heads(History const& history, model::ReplayOptions const& options) {
  ast::Revision merge;
  merge.id.text = "heads";  // reserved: no file can have it
  auto files = history.revisions;
  std::vector<core::revision_node> nodes;
  for (core::revision_index r = 0; r < history.graph.size(); ++r) nodes.push_back(history.graph[r]);
  core::revision_node node;
  node.id = merge.id.text;
  for (auto const head : history.graph.heads()) {
    node.parents.push_back(history.graph[head].id);
    merge.parents.push_back(history.revisions[head]->id);
  }
  nodes.push_back(std::move(node));
  files.push_back(&merge);
  std::vector<core::graph_fault> faults;
  auto const graph = core::revision_graph::build(std::move(nodes), faults);
  Sink ignored;  // what is wrong with the history is reported by its own replay
  std::optional<model::Schema> out;
  model::replay(graph, files, options, ignored, [&](model::ReplayedRevision const& revision) {
    if (revision.revision + 1 == files.size()) out = revision.after;
  });
  return out;
}

// A file without content is no revision that another one could mean.
bool is_empty(Sink const& sink, FileId file) {
  return std::any_of(sink.all().begin(), sink.all().end(),
                     [&](Diagnostic const& d) { return d.code == Code::RT0103 && d.span.file == file; });
}

LoweredRevision lower(dialects::Dialect const& dialect, plan::RevisionPlan const& plan, Sink& sink) {
  auto const lower_all = [&](std::vector<plan::Action> const& actions, std::vector<dialects::Lowered>& out,
                             std::vector<Span>& origins) {
    for (auto const& action : actions) {
      dialects::lower(dialect, action, sink, out);
      origins.resize(out.size(), action.origin);
    }
  };
  LoweredRevision out;
  out.revision = plan.revision;
  out.irreversible = plan.irreversible;
  out.downgrade_loss = plan.downgrade_loss;
  lower_all(plan.upgrade, out.upgrade, out.upgrade_origins);
  lower_all(plan.downgrade, out.downgrade, out.downgrade_origins);
  return out;
}

}  // namespace

dialects::Dialect const& built_dialect(dialect wanted) {
  if (auto const* found = dialects::find(to_string(wanted))) return *found;
  std::vector<std::string_view> names;
  for (auto const* built : dialects::all()) names.push_back(built->name());
  throw UsageError(fmt::format("this retort was built without the dialect '{}'; it has {}", to_string(wanted),
                               fmt::join(names, ", ")));
}

History read_history(Workspace& workspace, Rules rules) {
  History out;
  for (auto const id : workspace.files) out.files.push_back(syntax::parse(workspace.sources, id, workspace.sink));
  bool unread = false;
  for (auto const& file : out.files) {
    bool const must_be_schema = workspace.schema && file.id == *workspace.schema;
    std::visit(overloaded{[&](ast::BadFile const&) { unread = unread || !is_empty(workspace.sink, file.id); },
                          [&](ast::Revision const& revision) {
                            if (must_be_schema)
                              throw UsageError(fmt::format("'{}' is a revision, not a desired schema",
                                                           workspace.sources[file.id].name()));
                            out.revisions.push_back(&revision);
                            out.revision_files.push_back(file.id);
                          },
                          [&](ast::DesiredSchema const& schema) { out.desired.push_back(&schema); }},
               file.content);
  }
  model::GraphOptions options;
  options.allow_heads = workspace.allow_heads || rules == Rules::of_facts;
  options.allow_unlabelled_bases = rules == Rules::of_facts;
  options.unread_files = unread;
  out.graph = model::build_graph(out.revisions, options, workspace.sink);
  return out;
}

std::vector<Diagnostic> check_history(Workspace& workspace, History const& history, LoweredTo const& to) {
  lint::Checked looked_at;
  looked_at.files.assign(workspace.sources.size(), true);
  for (auto const id : history.revision_files) looked_at.files[id.index] = false;
  std::vector<std::size_t> replays(history.revisions.size(), 0);
  auto const heads = history.graph.heads();

  for (std::size_t i = 0; i < workspace.dialects.size(); ++i) {
    auto const& dialect = built_dialect(workspace.dialects[i]);
    looked_at.dialects.emplace_back(dialect.name());
    model::ReplayOptions const options{workspace.dialects[i], workspace.config.naming};
    std::optional<model::Schema> head;
    if (history.revisions.empty()) head.emplace();
    model::replay(history.graph, history.revisions, options, workspace.sink,
                  [&](model::ReplayedRevision const& revision) {
                    if (revision.sound) ++replays[revision.revision];
                    if (heads.size() == 1 && revision.revision == heads.front()) head = revision.after;
                    auto const plan = plan::plan(revision, dialect.capabilities(), workspace.sink);
                    to(i, lower(dialect, plan, workspace.sink));
                  });
    if (heads.size() > 1 && !history.desired.empty()) head = schema_of_merged_heads(history, options);
    for (auto const* desired : history.desired) {
      auto const schema = model::desired_schema(*desired, options, workspace.sink);
      if (head) model::report_difference(*head, schema, workspace.sink);
    }
  }

  for (std::size_t i = 0; i < replays.size(); ++i)
    looked_at.files[history.revision_files[i].index] = replays[i] == workspace.dialects.size();
  return lint::accept(history.files, workspace.sink.all(), looked_at);
}

}  // namespace retort::cli
