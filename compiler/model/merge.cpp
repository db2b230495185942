// SPDX-License-Identifier: Apache-2.0
// Brings the sides of a merge together by replaying the steps of one on the schema of the other: both ways round, for
// sides commute when both ways work and give the same; one way where they have nothing to do with each other.
#include "compiler/model/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/model/ops/ops.hpp"

namespace retort::model {

namespace {
using core::revision_index;

using Steps = std::vector<Step const*>;
Steps steps_of(History const& history, std::vector<revision_index> const& revisions) {
  Steps out;
  for (revision_index const r : revisions)
    if (history.replayed[r] != nullptr)
      for (auto const& step : history.replayed[r]->upgrade) out.push_back(&step);
  return out;
}

// Replays the steps; the first that does not work there, or null, and `why`.
Step const* apply(Steps const& steps, Schema& schema, ReplayOptions const& options, std::optional<Diagnostic>& why) {
  Sink found;
  Context context(std::move(schema), options, found, Phase::derived);
  Step const* failed = nullptr;
  for (Step const* step : steps) {
    context.begin_derived(step->origin, step->group);
    std::visit([&](auto const& operation) { ops::run(operation, context); }, step->statement.operation);
    if (context.errors != 0 && failed == nullptr) {
      failed = step;
      for (auto const& one : found.all())
        if (one.severity == Severity::error && !why) why = one;
    }
    context.steps.clear();
    context.on_empty.clear();
  }
  schema = std::move(context.schema);
  return failed;
}

bool are_apart(History& history, Sides::Apart const& sides) {
  auto const footprint = [&](revision_index r) -> Footprint const& {
    auto& known = history.footprints[r];
    if (!known) known = history.replayed[r] == nullptr ? Footprint() : footprint_of(history.replayed[r]->upgrade);
    return *known;
  };
  bool const ours_are_more = sides.ours.size() > sides.theirs.size();
  Footprint few;
  for (auto const r : ours_are_more ? sides.theirs : sides.ours) add(few, footprint(r));
  auto const& many = ours_are_more ? sides.ours : sides.theirs;
  return std::all_of(many.begin(), many.end(), [&](revision_index r) { return are_apart(few, footprint(r)); });
}

std::vector<ObjectName> changed_by(Step const& step) {
  std::vector<ObjectName> out;
  decltype(Schema::objects)::for_each_difference(
      step.before.objects, step.after.objects,
      [&](ObjectName const& name, Shared<Object> const*, Shared<Object> const*) { out.push_back(name); });
  decltype(Schema::constraints)::for_each_difference(
      step.before.constraints, step.after.constraints,
      [&](ObjectName const& name, ObjectName const*, ObjectName const*) { out.push_back(name); });
  decltype(Schema::schemas)::for_each_difference(
      step.before.schemas, step.after.schemas,
      [&](ObjectName const& name, ast::Where const*, ast::Where const*) { out.push_back(name); });
  std::sort(out.begin(), out.end());
  return out;
}
// The last step that changed one of the objects.
Step const* last_change(Steps const& steps, std::vector<ObjectName> const& objects) {
  for (auto it = steps.rbegin(); it != steps.rend(); ++it)
    for (auto const& name : changed_by(**it))
      if (std::find(objects.begin(), objects.end(), name) != objects.end()) return *it;
  return nullptr;
}
std::vector<ObjectName> all_changed(Steps const& steps) {
  std::vector<ObjectName> out;
  for (Step const* step : steps)
    for (auto& name : changed_by(*step)) out.push_back(std::move(name));
  return out;
}
// The table whose rows a step changes; null where it changes none.
ast::QualifiedName const* data_of(Step const& step) {
  if (auto const* o = std::get_if<ast::Insert>(&step.statement.operation)) return &o->table;
  if (auto const* o = std::get_if<ast::Update>(&step.statement.operation)) return &o->table;
  auto const* o = std::get_if<ast::Delete>(&step.statement.operation);
  return o == nullptr ? nullptr : &o->table;
}
// What a data statement works on counts as touched, too.
std::vector<ObjectName> touched_by(Step const& step) {
  auto out = changed_by(step);
  if (auto const* table = data_of(step)) out.push_back(object_name(*table));
  return out;
}
// Changes of rows: either side may come first, and what is in the table then is not the same.
void report_data_on_both(Steps const& ours, Steps const& theirs, bool merged, Span span, Sink& sink) {
  std::map<ObjectName, Step const*> theirs_of;  // the first
  for (Step const* b : theirs)
    if (auto const* table = data_of(*b)) theirs_of.emplace(object_name(*table), b);
  for (Step const* a : ours) {
    auto const* table = data_of(*a);
    if (table == nullptr) continue;
    auto const other = theirs_of.extract(object_name(*table));  // reported once
    if (!other) continue;
    sink.report(Code::RT0212, span,
                fmt::format("both {} change rows of table '{}': which comes first may matter",
                            merged ? "sides of this merge" : "heads", to_string(other.key()))) |
        Note{"one side does this", a->origin} | Note{"the other side does this", other.mapped()->origin};
  }
}

// Both sides in one schema, or the step that stands in the way of it.
struct Together {
  Schema schema;
  Step const* failed = nullptr;
  Step const *mine = nullptr, *that = nullptr;  // of each side what did it, as far as that can be told
  std::optional<Diagnostic> why;                // why `failed` does not work; nothing: both do, in different ways
};
Together both_ways(Schema ours_after, Schema theirs_after, Steps const& ours, Steps const& theirs,
                   ReplayOptions const& options) {
  Together out;
  out.schema = std::move(ours_after);
  out.that = out.failed = apply(theirs, out.schema, options, out.why);
  if (out.failed != nullptr) {
    out.mine = last_change(ours, touched_by(*out.failed));
    return out;
  }
  if (ours.empty() || theirs.empty()) return out;
  out.mine = out.failed = apply(ours, theirs_after, options, out.why);
  if (out.failed != nullptr) {
    out.that = last_change(theirs, touched_by(*out.failed));
  } else if (!compare(out.schema, theirs_after).empty()) {
    std::vector<ObjectName> differing;
    decltype(Schema::objects)::for_each_difference(
        out.schema.objects, theirs_after.objects,
        [&](ObjectName const& name, Shared<Object> const*, Shared<Object> const*) { differing.push_back(name); });
    out.mine = last_change(ours, differing);
    out.that = out.failed = last_change(theirs, differing);
  }
  return out;
}
// The shorter side behind the longer one. Nothing where that does not work.
std::optional<Schema> one_way(Schema const& ours_after, Schema const& theirs_after, Steps const& ours,
                              Steps const& theirs, ReplayOptions const& options) {
  bool const ours_are_more = ours.size() >= theirs.size();
  Schema out = ours_are_more ? ours_after : theirs_after;
  std::optional<Diagnostic> ignored;
  if (apply(ours_are_more ? theirs : ours, out, options, ignored) != nullptr) return {};
  return out;
}

// Where the file names the side.
Span place_of(ast::Revision const& file, std::string const& side) {
  Span span = file.id.where;
  for (auto const& p : file.parents)
    if (p.text == side) span = p.where;
  for (auto const& d : file.depends_on)
    if (d.text == side) span = d.where;
  return span;
}
}  // namespace

Schema schema_before(History& history, revision_index revision, ReplayOptions const& options, Sink& sink, bool& sound) {
  auto const& graph = history.graph;
  ast::Revision const& file = *history.files[revision];
  for (auto const list : {graph.parents(revision), graph.dependencies(revision)})
    for (revision_index const r : list) sound = sound && history.sound[r];
  auto const sides = sides_of(graph, revision, history.to_replay);
  if (sides.empty()) return {};
  Schema schema = history.replayed[sides.front()]->after;

  std::vector<revision_index> have{sides.front()};
  for (std::size_t i = 1; i < sides.size(); ++i) {
    revision_index const side = sides[i];
    auto const apart = history.sides.apart(have, side);
    have.push_back(side);
    if (apart.theirs.empty()) continue;  // one side stands on the other
    Steps const theirs = steps_of(history, apart.theirs);
    Steps const ours = steps_of(history, apart.ours);
    bool const comparable = sound;
    Schema const& theirs_after = history.replayed[side]->after;
    Together met;
    std::optional<Schema> joined;
    if (comparable && !options.replay_all_sides && are_apart(history, apart))
      joined = one_way(schema, theirs_after, ours, theirs, options);
    if (joined) {
      schema = std::move(*joined);
    } else {
      met = both_ways(std::move(schema), theirs_after, ours, theirs, options);
      schema = std::move(met.schema);
    }
    // What is in doubt on either side is in doubt.
    schema.uncertain = schema.uncertain || theirs_after.uncertain;
    theirs_after.broken.for_each(
        [&](ObjectName const& name, ast::Where const& where) { schema.broken.set(name, where); });
    Span const span = place_of(file, graph[side].id);
    bool const merged = Span(file.id.where).file.index != FileId::none;  // else these are heads that nobody merged
    if (met.failed == nullptr) {
      if (comparable) report_data_on_both(ours, theirs, merged, span, sink);
      continue;
    }
    sound = false;
    schema.uncertain = true;
    if (!comparable) continue;  // a fault further up explains it
    std::vector<ObjectName> both = touched_by(*met.failed);
    std::vector<ObjectName> const changed = all_changed(met.failed == met.that ? ours : theirs);
    std::erase_if(both,
                  [&](ObjectName const& n) { return std::find(changed.begin(), changed.end(), n) == changed.end(); });
    // Which side does not work behind the other; the first one is several where it was brought together itself.
    bool const ours_failed = met.failed == met.mine;
    auto const first = i == 1 ? "'" + graph[sides.front()].id + "'" : std::string("the other sides");
    auto const second = "'" + graph[side].id + "'";
    Span const at = ours_failed && i == 1 ? place_of(file, graph[sides.front()].id) : span;
    auto& d = sink.report(
        Code::RT0211, at,
        fmt::format("the {} do not go together: {}", merged ? "sides of this merge" : "heads of the history",
                    !both.empty() ? fmt::format("both change '{}'", to_string(both.front()))
                    : ours_failed ? fmt::format("{} does not work after what {} does", first, second)
                                  : fmt::format("{} does not work after what {} does", second, first)));
    Step const* other = ours_failed ? met.that : met.mine;
    d | Note{met.why ? "one side does this, which then fails: " + met.why->message : "one side does this",
             met.failed->origin};
    if (other != nullptr) {
      d | Note{"the other side does this", other->origin};
    } else if (met.why) {
      for (auto const& note : met.why->notes)
        if (note.span) d | note;
    }
  }
  return schema;
}

}  // namespace retort::model
