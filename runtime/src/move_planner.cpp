// SPDX-License-Identifier: Apache-2.0
// Plans moves and refuses those that must not be begun.
#include "runtime/src/move_planner.hpp"

#include <algorithm>

#include "runtime/core/head_walk.hpp"

namespace retort {
namespace {

std::string quoted_list(std::vector<std::string> const& names) {
  std::string out;
  for (auto const& name : names) out += (out.empty() ? "'" : ", '") + name + "'";
  return out;
}

}  // namespace

bool is_relative(std::string_view target) {
  if (auto const at = target.find('@'); at != std::string_view::npos) target = target.substr(at + 1);
  return target.starts_with('+') || target.starts_with('-') || target.starts_with("current");
}

std::vector<core::revision_index> move_planner::known(std::vector<std::string> const& heads) {
  std::vector<core::revision_index> out;
  std::vector<std::string> unknown;
  for (auto const& id : heads) {
    if (auto const found = line_.graph().find(id)) {
      out.push_back(*found);
    } else if (auto const into = line_.graph().find_replacing(id)) {
      auto const& squashed = line_.graph()[*into].id;
      throw unknown_revision_in_database("the database is at '" + id + "', which was squashed into '" + squashed +
                                             "' with others that it does not have yet: bring it to '" + squashed +
                                             "' with a program from before the squash, then go on with this one",
                                         {id});
    } else {
      unknown.push_back(id);
    }
  }
  if (!unknown.empty())
    throw unknown_revision_in_database("the database is at " + quoted_list(unknown) + ", which the bundle '" +
                                           content_.name() +
                                           "' does not have; it was migrated by a newer program, or by another one",
                                       unknown);
  std::sort(out.begin(), out.end());
  return out;
}

planned_way move_planner::plan(database_state const& state, direction way, std::string_view target) {
  auto const current = known(state.heads);
  std::vector<core::revision_index> revisions;
  try {
    auto const move = way == direction::upgrade ? core::plan_upgrade(line_.graph(), current, target)
                                                : core::plan_downgrade(line_.graph(), current, target);
    for (auto const& step : move.steps) revisions.push_back(step.revision);
  } catch (core::target_error const& refused) {
    throw unknown_target(refused.what());
  }
  auto out = with_heads(state, way, revisions);
  refuse_half_way(state, out);
  return out;
}

planned_way move_planner::remaining(database_state const& state, planned_way const& earlier) {
  auto const done = core::applied(line_.graph(), known(state.heads));
  std::vector<core::revision_index> revisions;
  for (auto const& step : earlier.steps)
    if (done[step.revision] != (earlier.way == direction::upgrade)) revisions.push_back(step.revision);
  auto out = with_heads(state, earlier.way, revisions);
  refuse_half_way(state, out);
  return out;
}

planned_way move_planner::with_heads(database_state const& state, direction way,
                                     std::vector<core::revision_index> const& revisions) {
  core::head_walk walk(line_.graph(), known(state.heads));
  planned_way out{way, {}};
  for (auto const r : revisions) {
    if (!walk.take({way, r}))
      throw unknown_target("the database was changed by somebody else, and '" + line_.graph()[r].id +
                           "' cannot be reached from what is current now");
    out.steps.push_back({r, walk.heads()});
  }
  return out;
}

planned_way move_planner::only(database_state const& state, direction way, core::revision_index revision) {
  return with_heads(state, way, {revision});
}

void move_planner::refuse_half_way(database_state const& state, planned_way const& move) {
  for (auto const& entry : state.journal) {
    auto const finishes = [&](planned_revision_step const& step) {
      return move.way == entry.way && content_.revisions()[step.revision].id == entry.revision;
    };
    if (std::any_of(move.steps.begin(), move.steps.end(), finishes)) continue;
    // Staying below a revision that is half-way up changes nothing about it.
    if (move.steps.empty() && move.way == direction::upgrade && entry.way == direction::upgrade) continue;
    auto const way = std::string(to_string(entry.way));
    auto into = line_.graph().find_replacing(entry.revision);
    if (auto const itself = line_.graph().find(entry.revision); itself && !into) {
      auto const& replaces = content_.revisions()[*itself].replaces;
      replaced_revision const begun{entry.revision, entry.checksum.substr(0, entry.checksum.find(' '))};
      if (std::find(replaces.begin(), replaces.end(), begun) != replaces.end()) into = itself;
    }
    if (into)
      throw interrupted("the " + way + " of '" + entry.revision + "' was broken off half-way, and '" + entry.revision +
                            "' was squashed into '" + line_.graph()[*into].id +
                            "' since: finish it with a program from before the squash",
                        entry.revision, entry.way);
    throw interrupted("the " + way + " of '" + entry.revision + "' was broken off half-way; " + way +
                          " again to finish it before anything else is done",
                      entry.revision, entry.way);
  }
}

std::vector<std::string> move_planner::losses(planned_way const& move) const {
  std::vector<std::string> out;
  if (move.way == direction::upgrade) return out;
  for (auto const& step : move.steps) {
    auto const& revision = content_.revisions()[step.revision];
    for (auto const& loss : revision.downgrade_loss) out.push_back("'" + revision.id + "': " + loss);
  }
  return out;
}

void move_planner::guard(planned_way const& move, options const& settings) const {
  for (auto const& step : move.steps) {
    auto const& revision = content_.revisions()[step.revision];
    content_.verify(revision);  // it will be before it is run, but then others have run already
    if (move.way == direction::downgrade && !revision.irreversible.empty())
      throw irreversible("there is no way back from '" + revision.id + "': " + revision.irreversible, revision.id,
                         revision.irreversible);
    for (auto const& statement : content_.statements(revision, move.way)) {
      if (statement.kind != statement_kind::call) continue;
      auto const name = content_.text(revision, statement);
      if (std::find(beyond_.begin(), beyond_.end(), revision.id) != beyond_.end())
        throw missing_step("the downgrade of '" + revision.id + "' (" + statement.file + ":" +
                               std::to_string(statement.line) + ") calls '" + name +
                               "', a step written in C++, which no database can keep; run the program that has '" +
                               revision.id + "'",
                           revision.id, name);
      bool const there =
          std::any_of(calls_.begin(), calls_.end(), [&](call_entry const& entry) { return entry.name == name; });
      if (!there)
        throw missing_step("revision '" + revision.id + "' (" + statement.file + ":" + std::to_string(statement.line) +
                               ") calls '" + name +
                               "', a step written in C++ that this program does not have; run the program that "
                               "add_migrations() made of this history",
                           revision.id, name);
    }
  }
  auto const lost = losses(move);
  if (lost.empty() || settings.allow_data_loss) return;
  std::string list;
  for (auto const& loss : lost) list += "\n  " + loss;
  throw data_loss_refused("the downgrade would lose data; allow it (--allow-data-loss) when that is meant:" + list,
                          lost);
}

}  // namespace retort
