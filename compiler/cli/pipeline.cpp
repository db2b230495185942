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

dialects::Dialect const& built_dialect(dialect wanted) {
  if (auto const* found = dialects::find(to_string(wanted))) return *found;
  std::vector<std::string_view> names;
  for (auto const* built : dialects::all()) names.push_back(built->name());
  throw UsageError(fmt::format("this retort was built without the dialect '{}'; it has {}", to_string(wanted),
                               fmt::join(names, ", ")));
}

// The schema at the head; with several heads, of a merge of all of them. Nothing where it could not be replayed, or the
// heads do not go together.
std::optional<model::Schema> schema_at_head(History const& history,
                                            std::vector<model::ReplayedRevision> const& replayed,
                                            model::ReplayOptions const& options) {
  auto const heads = history.graph.heads();
  if (history.revisions.empty()) return model::Schema{};
  if (heads.size() == 1) {
    for (auto const& revision : replayed)
      if (revision.revision == heads.front()) return revision.after;
    return std::nullopt;
  }
  ast::Revision merge;
  merge.id.text = "heads";  // reserved: no file can have it
  auto files = history.revisions;
  std::vector<core::revision_node> nodes;
  for (core::revision_index r = 0; r < history.graph.size(); ++r) nodes.push_back(history.graph[r]);
  core::revision_node node;
  node.id = merge.id.text;
  for (auto const head : heads) {
    node.parents.push_back(history.graph[head].id);
    merge.parents.push_back(history.revisions[head]->id);
  }
  nodes.push_back(std::move(node));
  files.push_back(&merge);
  std::vector<core::graph_fault> faults;
  auto const graph = core::revision_graph::build(std::move(nodes), faults);
  Sink ignored;  // what is wrong with the history is reported by its own replay
  auto const merged = model::replay(graph, files, options, ignored);
  for (auto const& revision : merged)
    if (revision.revision + 1 == files.size()) return revision.after;
  return std::nullopt;
}

// A file without content is no revision that another one could mean.
bool is_empty(Sink const& sink, FileId file) {
  return std::any_of(sink.all().begin(), sink.all().end(),
                     [&](Diagnostic const& d) { return d.code == Code::RT0103 && d.span.file == file; });
}

void lower(Target& target, Sink& sink) {
  auto const lower_all = [&](std::vector<plan::Action> const& actions, std::vector<dialects::Lowered>& out,
                             std::vector<Span>& origins) {
    for (auto const& action : actions) {
      dialects::lower(*target.dialect, action, sink, out);
      origins.resize(out.size(), action.origin);
    }
  };
  for (auto const& revision : target.plans) {
    auto& lowered = target.lowered.emplace_back();
    lower_all(revision.upgrade, lowered.upgrade, lowered.upgrade_origins);
    lower_all(revision.downgrade, lowered.downgrade, lowered.downgrade_origins);
  }
}

}  // namespace

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

Checked check_history(Workspace& workspace, History const& history) {
  Checked out;
  lint::Checked looked_at;
  looked_at.files.assign(workspace.sources.size(), true);
  for (auto const id : history.revision_files) looked_at.files[id.index] = false;
  std::vector<std::size_t> replays(history.revisions.size(), 0);

  for (auto const wanted : workspace.dialects) {
    auto const& dialect = built_dialect(wanted);
    looked_at.dialects.emplace_back(dialect.name());
    model::ReplayOptions const options{wanted, workspace.config.naming};
    auto replayed = model::replay(history.graph, history.revisions, options, workspace.sink);
    for (auto const& revision : replayed) ++replays[revision.revision];
    for (auto const* desired : history.desired) {
      auto const schema = model::desired_schema(*desired, options, workspace.sink);
      if (auto const head = schema_at_head(history, replayed, options))
        model::report_difference(*head, schema, workspace.sink);
    }
    auto& target = out.targets.emplace_back();
    target.dialect = &dialect;
    target.plans = plan::plan(std::move(replayed), dialect.capabilities(), workspace.sink);
    lower(target, workspace.sink);
  }

  for (std::size_t i = 0; i < replays.size(); ++i)
    looked_at.files[history.revision_files[i].index] = replays[i] == workspace.dialects.size();
  out.findings = lint::accept(history.files, workspace.sink.all(), looked_at);
  return out;
}

}  // namespace retort::cli
