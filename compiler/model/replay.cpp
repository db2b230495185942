// SPDX-License-Identifier: Apache-2.0
// Goes through the history in graph order: upgrade of each revision, then its downgrade, derived or checked.
#include "compiler/model/replay.hpp"

#include <fmt/format.h>

#include <set>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/merge.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model {

namespace {

void collect(std::vector<Step> const& steps, direction way, std::vector<loss_info>& out) {
  for (auto const& step : steps) {
    if (auto loss = ops::known_loss(step, way)) out.push_back(std::move(*loss));
    for (auto loss : step.effect_losses) {
      loss.way = way;
      out.push_back(std::move(loss));
    }
  }
}

void collect_losses(ReplayedRevision& revision) {
  collect(revision.downgrade, direction::downgrade, revision.losses);
  for (auto const& step : revision.downgrade)
    for (auto const& loss : step.effect_losses) revision.downgrade_loss.push_back(loss.sentence);
  for (auto const& step : revision.downgrade)
    if (auto loss = ops::loss_of(step)) revision.downgrade_loss.push_back(std::move(loss->message));
}

void report_differences(Sink& sink, Span span, std::string message, std::vector<Difference> const& differences) {
  auto& d = sink.report(Code::RT0602, span, std::move(message));
  for (auto const& difference : differences) {
    bool const left = Span(difference.left).file.index != FileId::none;
    bool const right = Span(difference.right).file.index != FileId::none;
    std::optional<Span> place;
    if (left) {
      place = difference.left;
    } else if (right) {
      place = difference.right;
    }
    d | Note{difference.message, place};
  }
}

// The inverses of the steps, last first. `up` is the context that ran them. `sound`: no revision above it has a fault;
// what is made again may be faulty otherwise.
void derive_downgrade(ReplayedRevision& revision, Context const& up, Span where, ReplayOptions const& options,
                      Sink& sink, bool sound) {
  Sink nowhere;
  Context down(revision.after, options, nowhere, Phase::derived);
  std::set<std::uint32_t> reported;
  bool whole = true;
  for (std::size_t i = revision.upgrade.size(); i-- > 0;) {
    Step const& step = revision.upgrade[i];
    ops::Inverse const inverse = ops::inverse_of({step, up.on_empty[i]});
    if (!inverse.why_not.empty()) {
      whole = false;
      if (!reported.insert(step.group).second) continue;
      sink.report(Code::RT0601, step.origin, fmt::format("this cannot be undone: {}", inverse.why_not)) |
          Note{"say how in a block, downgrade { … }, or that there is no way back: downgrade irreversible 'why';",
               std::nullopt};
      continue;
    }
    if (!whole) continue;
    for (auto const& operation : inverse.operations) {
      down.begin_derived(step.origin, step.group);
      std::visit([&](auto const& o) { ops::run(o, down); }, operation);
    }
  }
  if (!whole) return;
  revision.downgrade = std::move(down.steps);
  collect_losses(revision);
  if (!sound || up.errors != 0 || revision.after.uncertain) return;
  auto const differences = compare(revision.before, down.schema, "before the upgrade", "after the downgrade");
  if (!differences.empty()) {
    report_differences(sink, where, "the downgrade derived for this revision does not lead back: write it as a block",
                       differences);
  } else if (down.errors != 0) {
    sink.report(Code::RT0602, where, "the downgrade derived for this revision does not work: write it as a block") |
        Note{nowhere.all().front().message, std::nullopt};
  }
}

void check_downgrade(ReplayedRevision& revision, ast::Block const& block, Span where, Context const& up,
                     ReplayOptions const& options, Sink& sink, std::size_t& errors) {
  Context down(revision.after, options, sink, Phase::downgrade);
  for (auto const& statement : block.statements) ops::run_statement(statement, down);
  errors += down.errors;
  revision.downgrade = std::move(down.steps);
  collect_losses(revision);
  // What refers to a thing in doubt is not made again.
  if (up.errors != 0 || down.errors != 0 || down.schema.uncertain || !down.schema.broken.empty()) return;
  auto const differences = compare(revision.before, down.schema, "before the upgrade", "after the downgrade");
  if (!differences.empty())
    report_differences(sink, where, "this downgrade does not give back the schema before the upgrade", differences);
}

void replay_revision(ReplayedRevision& out, ast::Revision const& file, ReplayOptions const& options, Sink& sink,
                     bool& sound) {
  Context up(out.before, options, sink, Phase::upgrade);
  for (auto const& statement : file.upgrade.statements) ops::run_statement(statement, up);
  out.upgrade = std::move(up.steps);
  out.after = up.schema;
  collect(out.upgrade, direction::upgrade, out.losses);
  std::size_t errors = up.errors;
  Span where = file.downgrade.where;
  if (where.file.index == FileId::none) where = file.id.where;
  std::visit(overloaded{[&](ast::DowngradeAuto const&) { derive_downgrade(out, up, where, options, sink, sound); },
                        [&](ast::Block const& block) {
                          Span const span = Span(block.where).file.index == FileId::none ? where : Span(block.where);
                          check_downgrade(out, block, file.downgrade.where.file.index == FileId::none ? span : where,
                                          up, options, sink, errors);
                        },
                        [&](ast::DowngradeIrreversible const& no) { out.irreversible = no.reason.value; }},
             file.downgrade.node);
  sound = sound && errors == 0;
}

// How many revisions begin with the schema after it, by revision.
std::vector<std::size_t> count_users(core::revision_graph const& graph) {
  std::vector<std::size_t> out(graph.size(), 0);
  for (core::revision_index r = 0; r < graph.size(); ++r) {
    for (auto const p : graph.parents(r)) ++out[p];
    for (auto const d : graph.dependencies(r)) ++out[d];
  }
  return out;
}

// A vector that is assigned an empty one keeps its memory.
void let_go(std::vector<Step>& steps) { std::vector<Step>().swap(steps); }

}  // namespace

void replay(core::revision_graph const& graph, std::vector<ast::Revision const*> const& files,
            ReplayOptions const& options, Sink& sink, std::function<void(ReplayedRevision const&)> const& each) {
  std::vector<ReplayedRevision> done(graph.size());  // History points into it
  History history{graph,
                  files,
                  std::vector<ReplayedRevision const*>(graph.size(), nullptr),
                  std::vector<bool>(graph.size(), false),
                  std::vector<bool>(graph.size(), true),
                  Sides(graph),
                  std::vector<std::optional<Footprint>>(graph.size())};
  for (core::revision_index r = 0; r < graph.size(); ++r)
    history.to_replay[r] = graph.is_whole(r) && files[r] != nullptr;
  // A merge replays the steps of its sides, and looks at the schemas that they end with.
  auto const last_asked = last_asked_for(graph, history.to_replay, history.sides);
  auto users = count_users(graph);
  auto const leave = [&](core::revision_index r) {
    if (--users[r] == 0) done[r].after = {};
  };
  for (core::revision_index const r : graph.order()) {
    if (!history.to_replay[r]) continue;
    bool sound = true;
    auto& revision = done[r];
    revision.revision = r;
    revision.before = schema_before(history, r, options, sink, sound);
    replay_revision(revision, *files[r], options, sink, sound);
    revision.sound = sound && !revision.after.uncertain;
    each(revision);
    // What no later revision looks at goes at once: a long history would not fit into memory.
    let_go(revision.downgrade);
    revision.before = {};
    for (auto const p : graph.parents(r)) leave(p);
    for (auto const d : graph.dependencies(r)) leave(d);
    for (auto const asked : last_asked[r]) {
      let_go(done[asked].upgrade);
      history.footprints[asked].reset();
    }
    history.replayed[r] = &revision;
    history.sound[r] = sound;
  }
}

}  // namespace retort::model
