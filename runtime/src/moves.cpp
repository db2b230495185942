// SPDX-License-Identifier: Apache-2.0
// Moves and stamps: plan, take the lock, read again, run revision after revision.
#include <algorithm>
#include <optional>

#include "runtime/core/version.hpp"
#include "runtime/src/migrator_state.hpp"
#include "runtime/src/revision_runner.hpp"
#include "runtime/src/told.hpp"

namespace retort {

void migrator::state::prepare_to_tell(run_context& run, planned_way const& planned) {
  run.tells_of_revisions = books.has_revisions();
  auto const says = [&](planned_revision_step const& step) { return !revisions()[step.revision].compatible.empty(); };
  bool const more = *settings.store_downgrade || std::any_of(planned.steps.begin(), planned.steps.end(), says);
  if (run.tells_of_revisions || planned.way == direction::downgrade || !more) return;
  transact(run, drivers::transaction_kind::plain, nullptr, [&] { books.create_revisions(); });
  run.tells_of_revisions = true;
}

std::unique_ptr<migrator::state> migrator::state::beyond() {
  visit session_in_use(*this);
  auto const run = context();
  auto const unknown = unknown_heads(line, run.state.heads);
  if (unknown.empty()) return nullptr;
  if (!settings.run_stored_downgrades)
    throw unknown_revision_in_database("the database is at " + joined(unknown) + ", which the bundle '" +
                                           migrations.content.name() +
                                           "' does not have, and what the database keeps to go back by may not be "
                                           "run here: nobody has signed it; run the program that has " +
                                           joined(unknown),
                                       unknown);
  auto extended = with_stored_downgrades(migrations.content, line, books, run.state.heads);
  return std::make_unique<state>(session, linked_bundle(std::move(extended->content), migrations.calls), settings,
                                 std::move(extended->beyond));
}

move_plan migrator::state::planned(direction way, std::string_view target) {
  visit session_in_use(*this);
  auto const current = context().state;
  auto const steps = planner.plan(current, way, target).steps;
  move_plan out;
  for (auto const& step : steps) {
    auto const& revision = revisions()[step.revision];
    bool const up = way == direction::upgrade;
    out.steps.push_back({way, revision.id, revision.message, up ? std::string() : revision.irreversible,
                         up ? std::vector<std::string>() : revision.downgrade_loss,
                         up ? revision.upgrade : revision.downgrade});
  }
  out.heads = line.sorted(steps.empty() ? current.heads : steps.back().heads);
  return out;
}

// Recording them is all that a stamp does, so that it tells of them as well.
std::vector<core::revision_index> migrator::state::stamped_anew(database_state const& before,
                                                                std::vector<std::string> const& heads, bool purge) {
  auto const applied = core::applied(line.graph(), planner.known(heads));
  auto const was =
      core::applied(line.graph(), purge ? std::vector<core::revision_index>{} : planner.known(before.heads));
  std::vector<core::revision_index> out;
  for (auto const index : line.graph().order())
    if (applied[index] && !was[index]) out.push_back(index);
  return out;
}

void migrator::state::untell_what_is_gone(std::vector<std::string> const& heads) {
  auto const done = core::applied(line.graph(), planner.known(heads));
  for (auto const& known : books.told()) {
    auto const found = line.graph().find(known.id);
    if (!found || !done[*found]) books.untell(known.id);
  }
}

// The tables of a server that is too old for the SQL are better off untouched.
void migrator::state::refuse_older_server() {
  auto const& oldest = migrations.content.defaults().oldest;
  if (oldest.empty()) return;
  auto const rows = driver->query("select " + driver->words().server_version());
  auto const version = rows.empty() || rows[0].empty() ? std::nullopt : rows[0][0];
  if (!version || !core::version(*version).is_older_than(core::version(oldest))) return;
  throw unusable_session("the bundle '" + migrations.content.name() + "' is for " +
                         std::string(to_string(migrations.content.dialect())) + " " + oldest +
                         " and newer, and the server is " + *version + ": nothing was run");
}

move_result migrator::state::move(direction way, std::string_view target) {
  visit session_in_use(*this);
  auto run = context();
  bool const to_head =
      way == direction::upgrade && (target == "heads" || (target == "head" && line.heads().size() == 1));
  if (to_head && run.state.journal.empty() && same_set(run.state.heads, line.heads())) return {{}, line.heads()};

  // Migrated by a newer program: that is no failure of this one where the two get along.
  if (to_head && !unknown_heads(line, run.state.heads).empty()) {
    auto const found = standing_of(migrations.content, line, books, run.state);
    if (found.place == standing::ahead && found.compatible) return {{}, line.sorted(run.state.heads)};
    if (found.place == standing::ahead)
      throw unknown_revision_in_database("there is nothing to upgrade: " + found.sentence,
                                         unknown_heads(line, run.state.heads));
  }

  std::optional<planned_way> first;
  try {
    first = planner.plan(run.state, way, target);
  } catch (interrupted const&) {
    // Or it is under way at this moment: whoever holds the lock then is waited for.
  }
  if (first) {
    if (first->steps.empty()) return {{}, line.sorted(run.state.heads)};
    planner.guard(*first, settings);
  }
  check_stop(settings);
  refuse_older_server();

  auto const first_read = run.state;
  lock_and_read(run);
  auto planned = first ? *first : planner.plan(run.state, way, target);
  if (!first) planner.guard(planned, settings);
  // Of a relative target, what is left of the first plan.
  auto earlier = planned;
  auto const plan_again = [&](database_state const& now) {
    earlier = is_relative(target) ? planner.remaining(now, earlier) : planner.plan(now, way, target);
    planner.guard(earlier, settings);
    return earlier;
  };
  if (run.state.heads != first_read.heads || run.state.journal != first_read.journal) planned = plan_again(run.state);
  if (way == direction::upgrade) check_checksums(run.state);
  return run_steps(run, std::move(planned), plan_again);
}

move_result migrator::state::run_steps(run_context& run, planned_way planned,
                                       std::function<planned_way(database_state const&)> const& plan_again) {
  move_result out;
  if (planned.steps.empty()) {
    out.heads = line.sorted(run.state.heads);
    return out;
  }
  auto const way = planned.way;
  auto& watcher = run.watcher();
  watcher.run_begins({way, planned.steps.size(), line.sorted(run.state.heads)});
  for (int plans = 0; !planned.steps.empty();) {
    try {
      prepare_to_tell(run, planned);
      auto const total = out.steps.size() + planned.steps.size();
      for (auto const& step : planned.steps) {
        auto const& revision = revisions()[step.revision];
        watcher.revision_begins({way, revision, out.steps.size() + 1, total});
        revision_runner runner(run, revision, way);
        runner.run(step.heads);
        out.steps.push_back({way, revision.id});
        watcher.revision_ends({way, revision, out.steps.size(), total, runner.duration()});
        if (&step != &planned.steps.back()) check_stop(settings);
      }
      break;
    } catch (state_moved const&) {
      if (++plans > most_plans) throw error("the database is being changed faster than it can be migrated");
      run.state = read_state(run);
      planned = plan_again(run.state);
    }
  }
  out.heads = line.sorted(run.state.heads);
  watcher.run_ends({way, out.steps.size(), out.heads});
  return out;
}

std::vector<std::string> migrator::state::stamp(std::vector<std::string> const& targets, bool purge) {
  visit session_in_use(*this);
  auto run = context();
  auto const resolve = [&] {
    std::vector<core::revision_index> current;
    if (!purge) current = planner.known(run.state.heads);
    std::vector<std::string> out;
    try {
      for (auto const index : core::plan_stamp(line.graph(), current, targets)) out.push_back(revisions()[index].id);
    } catch (core::target_error const& refused) {
      throw unknown_target(refused.what());
    }
    return out;
  };
  auto heads = resolve();
  if (run.state.tables && !purge && run.state.journal.empty() && same_set(heads, run.state.heads)) return heads;
  lock_and_read(run);
  bool tells = books.has_revisions();
  for (int plans = 0;; ++plans) {
    heads = resolve();
    auto const fresh = stamped_anew(run.state, heads, purge);
    auto const says = [&](core::revision_index index) { return !revisions()[index].compatible.empty(); };
    try {
      if (!tells && (std::any_of(fresh.begin(), fresh.end(), says) || (*settings.store_downgrade && !fresh.empty()))) {
        transact(run, drivers::transaction_kind::plain, nullptr, [&] { books.create_revisions(); });
        tells = true;
      }
      transact(run, drivers::transaction_kind::plain, nullptr, [&] {
        write_stamp(run.state, heads, purge);
        if (!tells) return;
        untell_what_is_gone(heads);
        for (auto const index : fresh)
          books.tell(told(migrations.content, revisions()[index], *settings.store_downgrade));
      });
      return heads;
    } catch (state_moved const&) {
      if (plans > most_plans) throw error("the database is being changed faster than it can be stamped");
      run.state = read_state(run);
    }
  }
}

void migrator::state::write_stamp(database_state const& before, std::vector<std::string> const& heads, bool purge) {
  if (purge) books.delete_heads();
  books.move_heads(purge ? std::vector<std::string>{} : before.heads, heads);
  books.forget_all();
  if (heads.empty()) log("base", "stamp", "done", "", "");
  for (auto const& id : heads) log(id, "stamp", "done", revisions()[*line.graph().find(id)].checksum, "");
}

}  // namespace retort
