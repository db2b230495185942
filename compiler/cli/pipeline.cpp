// SPDX-License-Identifier: Apache-2.0
// text -> trees -> graph -> replayed steps -> plan -> statements, for each database.
#include "compiler/cli/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "compiler/base/overloaded.hpp"
#include "compiler/base/side_by_side.hpp"
#include "compiler/bundle/checksum.hpp"
#include "compiler/lint/annotations.hpp"
#include "compiler/model/changes/changes.hpp"
#include "compiler/model/history_graph.hpp"
#include "compiler/model/replay.hpp"
#include "compiler/release/released.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/core/duration.hpp"

namespace retort::cli {

namespace {

// The schema of a merge of all the heads. Nothing where it could not be replayed, or the heads do not go together,
// which is reported.
std::optional<model::Schema> schema_of_merged_heads(History const& history, model::ReplayOptions const& options,
                                                    Sink& sink) {
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
  Sink found;  // what is wrong with the history is reported by its own replay
  std::size_t known = 0;
  std::optional<model::Schema> out;
  model::replay(graph, files, options, found, [&](model::ReplayedRevision const& revision) {
    if (revision.revision + 1 == files.size()) {
      out = revision.after;
      for (auto i = known; i < found.all().size(); ++i) sink.add(found.all()[i]);
    }
    known = found.all().size();
  });
  return out;
}

// The trees of all files, in their order. Those of a long history are made side by side: each thread has neighbours,
// and a sink of its own, so that what is found keeps its order.
std::vector<ast::File> parse_all(Workspace& workspace, Depth depth) {
  auto const count = workspace.files.size();
  auto const parts = parts_of(count, 500);
  std::vector<ast::File> out(count);
  std::vector<Sink> sinks(parts);
  side_by_side(count, parts, [&](std::size_t number, std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i)
      out[i] = depth == Depth::whole ? syntax::parse(workspace.sources, workspace.files[i], sinks[number])
                                     : syntax::parse_header(workspace.sources, workspace.files[i], sinks[number]);
  });
  for (auto const& sink : sinks)
    for (auto const& found : sink.all()) workspace.sink.add(found);
  return out;
}

// A file without content is no revision that another one could mean.
bool is_empty(Sink const& sink, FileId file) {
  return std::any_of(sink.all().begin(), sink.all().end(),
                     [&](Diagnostic const& d) { return d.code == Code::RT0103 && d.span.file == file; });
}

// A statement, with the limits that @timeout sets; those of an upgrade count for the way back that is derived from it.
bundle_writer::Origin origin_of(Span const& where, model::ReplayedRevision const& revision) {
  bundle_writer::Origin out{where, {}, {}};
  auto const limit = [](Maybe<ast::Text> const& text) {
    return text ? core::parse_duration(text->value) : std::nullopt;
  };
  for (auto const* steps : {&revision.upgrade, &revision.downgrade})
    for (auto const& step : *steps)
      for (auto const& annotation : step.statement.annotations)
        if (auto const* timeout = std::get_if<ast::Timeout>(&annotation.node);
            timeout != nullptr && step.origin == where)
          out = {where, limit(timeout->lock), limit(timeout->statement)};
  return out;
}

// The statements that the model refused: what a database says of their steps would be the same fault in other words.
class Refused {
 public:
  // What the model has said since the last time, to be asked before anything else is reported; then skip().
  void take(Sink const& sink) {
    spans_.clear();
    for (; seen_ < sink.all().size(); ++seen_) {
      auto const& d = sink.all()[seen_];
      auto const family = info(d.code).family;
      if (d.severity == Severity::error && family != Family::data_loss && family != Family::reversibility)
        spans_.push_back(d.span);
    }
  }
  void skip(Sink const& sink) { seen_ = sink.all().size(); }
  [[nodiscard]] bool has(plan::Action const& action) const {
    return std::any_of(spans_.begin(), spans_.end(), [&](Span span) {
      return span.file == action.origin.file && span.begin >= action.origin.begin && span.end <= action.origin.end;
    });
  }

 private:
  std::size_t seen_ = 0;
  std::vector<Span> spans_;
};

// What a database cannot do at all, not what somebody may accept.
bool is_refusal(Diagnostic const& d) { return d.severity == Severity::error && info(d.code).rule.empty(); }

LoweredRevision lower(dialects::Dialect const& dialect, plan::RevisionPlan const& plan,
                      model::ReplayedRevision const& revision, Refused const& refused, Sink& sink) {
  std::vector<Span> not_upwards;  // the statements of the upgrade that the database refuses
  auto const lower_all = [&](std::vector<plan::Action> const& actions, std::vector<dialects::Lowered>& out,
                             std::vector<bundle_writer::Origin>& origins, bool down) {
    plan::Neighbours neighbours;
    for (auto const& action : actions) {
      if (refused.has(action)) continue;
      Sink found;
      dialects::lower(dialect, action, neighbours, found, out);
      origins.resize(out.size(), origin_of(action.origin, revision));
      bool const told = action.back && std::count(not_upwards.begin(), not_upwards.end(), action.origin) > 0;
      for (auto const& d : found.all()) {
        // Of its way back it would be the same fault in other words; what a downgrade loses is asked when it runs.
        if (down && (info(d.code).family == Family::data_loss || (told && is_refusal(d)))) continue;
        if (!down && is_refusal(d)) not_upwards.push_back(action.origin);
        sink.add(d);
      }
    }
  };
  LoweredRevision out;
  out.revision = plan.revision;
  out.irreversible = plan.irreversible;
  out.losses = plan.losses;
  out.downgrade_loss = plan.downgrade_loss;
  lower_all(plan.upgrade, out.upgrade, out.upgrade_origins, false);
  lower_all(plan.downgrade, out.downgrade, out.downgrade_origins, true);
  return out;
}

// Where a revision that stands on several names the last of them; nothing for another one.
std::optional<Span> where_sides_meet(ast::Revision const& file) {
  if (file.parents.size() + file.depends_on.size() < 2) return {};
  return file.depends_on.empty() ? file.parents.back().where : file.depends_on.back().where;
}

// What came of one database.
struct Checked {
  Sink sink;
  std::vector<bool> replayed;                                 // by revision
  std::vector<std::pair<model::Schema, model::Schema>> ends;  // the head and each desired schema, where asked for
};
Checked check_for(std::size_t target, dialects::Dialect const& dialect, Workspace const& workspace,
                  History const& history, LoweredTo const& to, bool wants_ends) {
  Checked out;
  out.replayed.assign(history.revisions.size(), false);
  auto const options = replay_options(workspace, workspace.dialects[target]);
  auto const heads = history.graph.heads();
  std::optional<model::Schema> head;
  if (history.revisions.empty()) head.emplace();
  Refused refused;
  model::replay(history.graph, history.revisions, options, out.sink, [&](model::ReplayedRevision const& revision) {
    out.replayed[revision.revision] = revision.sound;
    if (heads.size() == 1 && revision.revision == heads.front()) head = revision.after;
    if (auto const met = where_sides_meet(*history.revisions[revision.revision]); met && revision.sound)
      dialects::report_together(dialect.broken_rules(revision.before), *met, out.sink);
    refused.take(out.sink);
    auto const plan = plan::plan(revision, dialect.capabilities(), out.sink, workspace.policy);
    to(target, lower(dialect, plan, revision, refused, out.sink));
    refused.skip(out.sink);
  });
  if (heads.size() > 1) head = schema_of_merged_heads(history, options, out.sink);
  if (heads.size() > 1 && head)
    dialects::report_together(dialect.broken_rules(*head), history.revisions[heads.back()]->id.where, out.sink);
  for (auto const* desired : history.desired) {
    auto const whole = model::desired_schema(*desired, options, out.sink);
    if (!head) continue;
    auto schema = model::filtered(*head, whole, workspace.filter);
    if (wants_ends)
      out.ends.emplace_back(*head, std::move(schema));
    else
      model::report_difference(*head, schema, options, out.sink);
  }
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

dialects::Dialect const& dialect_of(Workspace const& workspace, dialect wanted) {
  auto const& known = built_dialect(wanted);
  auto const oldest = workspace.oldest.find(wanted);
  return oldest == workspace.oldest.end() ? known : known.from(oldest->second);
}

std::function<std::size_t(model::Schema const&)> rules_of(dialects::Dialect const& dialect) {
  return [&dialect](model::Schema const& schema) { return dialect.broken_rules(schema).size(); };
}

model::ReplayOptions replay_options(Workspace const& workspace, dialect wanted) {
  return {wanted, workspace.config.naming, false, rules_of(dialect_of(workspace, wanted))};
}

History read_history(Workspace& workspace, Rules rules, Depth depth) {
  History out;
  out.files = parse_all(workspace, depth);
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

std::optional<model::Schema> schema_at(Workspace& workspace, History const& history, dialect wanted,
                                       std::optional<core::revision_index> revision) {
  auto const options = replay_options(workspace, wanted);
  auto const heads = history.graph.heads();
  std::optional<model::Schema> out;
  if (!revision && history.revisions.empty()) out.emplace();
  if (!revision && heads.size() == 1) revision = heads.front();
  Sink found;
  model::replay(history.graph, history.revisions, options, found, [&](model::ReplayedRevision const& replayed) {
    if (revision && replayed.revision == *revision) out = replayed.after;
  });
  if (!revision && heads.size() > 1) out = schema_of_merged_heads(history, options, found);
  // What may be allowed is no fault of a schema.
  bool faulty = !out;
  for (auto const& d : found.all()) {
    if (d.severity != Severity::error || info(d.code).family == Family::data_loss) continue;
    workspace.sink.add(d);
    faulty = true;
  }
  return faulty ? std::nullopt : std::move(out);
}

std::string naming_of(Workspace const& workspace) {
  auto const patterns = [](model::NamingConvention const& n) {
    return std::vector<std::string>{n.primary_key, n.unique, n.check, n.foreign_key, n.index};
  };
  return release::naming_of(patterns(workspace.config.naming), patterns({}));
}

std::vector<Diagnostic> check_history(Workspace& workspace, History const& history, LoweredTo const& to,
                                      SchemasTo const& schemas) {
  lint::Checked looked_at;
  looked_at.files.assign(workspace.sources.size(), true);
  for (auto const id : history.revision_files) looked_at.files[id.index] = false;
  std::vector<dialects::Dialect const*> dialects;
  for (auto const wanted : workspace.dialects) {
    dialects.push_back(&dialect_of(workspace, wanted));
    looked_at.dialects.emplace_back(dialects.back()->name());
  }

  // The databases do not know of each other. Each has a sink of its own, so that what is found keeps its order.
  std::vector<std::future<Checked>> others;
  for (std::size_t i = 1; i < dialects.size(); ++i)
    others.push_back(std::async(std::launch::async,
                                [&, i] { return check_for(i, *dialects[i], workspace, history, to, bool(schemas)); }));
  std::vector<std::size_t> replays(history.revisions.size(), 0);
  auto const take = [&](std::size_t target, Checked const& checked) {
    for (auto const& found : checked.sink.all()) workspace.sink.add(found);
    for (std::size_t r = 0; r < replays.size(); ++r) replays[r] += checked.replayed[r] ? 1U : 0U;
    for (auto const& [head, desired] : checked.ends) schemas(target, head, desired);
  };
  if (!dialects.empty()) take(0, check_for(0, *dialects[0], workspace, history, to, bool(schemas)));
  for (std::size_t i = 0; i < others.size(); ++i) take(i + 1, others[i].get());

  std::vector<release::Entry> released;
  for (auto const& lock : workspace.locks)
    for (auto& entry : release::read_lock(workspace.sources, lock.file, workspace.sink)) {
      entry.whole = lock.whole;
      released.push_back(std::move(entry));
    }
  if (!released.empty()) {
    auto const checksums = bundle_writer::checksums(history.graph, history.revisions);
    release::check_released(released, {history.graph, history.revisions, checksums, naming_of(workspace)},
                            workspace.sources, workspace.sink);
  }

  for (std::size_t i = 0; i < replays.size(); ++i)
    looked_at.files[history.revision_files[i].index] = replays[i] == workspace.dialects.size();
  lint::report_unbatched(history.files, workspace.config.rows, workspace.sink);
  return lint::at_levels(lint::accept(history.files, workspace.sink.all(), looked_at), workspace.config.levels);
}

Losses losses_of(Workspace const& workspace, History const& history) {
  Losses out(history.revisions.size());
  for (auto const target : workspace.dialects) {
    Sink ignored;
    auto const options = replay_options(workspace, target);
    model::replay(history.graph, history.revisions, options, ignored, [&](model::ReplayedRevision const& revision) {
      auto& known = out[revision.revision];
      for (auto const& loss : revision.losses)
        if (std::find(known.begin(), known.end(), loss) == known.end()) known.push_back(loss);
    });
  }
  return out;
}

}  // namespace retort::cli
