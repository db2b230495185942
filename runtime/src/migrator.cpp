// SPDX-License-Identifier: Apache-2.0
// retort::migrator: the public functions over what migrator_state.hpp has.
#include <retort/migrator.hpp>

#include <algorithm>

#include "runtime/src/migrator_state.hpp"
#include "runtime/src/told.hpp"

namespace retort {
migrator::migrator(soci::session& session, linked_bundle migrations, options settings)
    : state_(std::make_unique<state>(session, std::move(migrations), std::move(settings))) {}
migrator::~migrator() = default;
migrator::migrator(migrator&&) noexcept = default;
migrator& migrator::operator=(migrator&&) noexcept = default;

move_result migrator::upgrade(std::string_view target) {
  return translated([&] { return state_->move(direction::upgrade, target); });
}
move_result migrator::downgrade(std::string_view target) {
  return translated([&] {
    auto const other = state_->beyond();
    return (other ? *other : *state_).move(direction::downgrade, target);
  });
}

move_plan migrator::plan(direction way, std::string_view target) {
  return translated([&] {
    auto const other = way == direction::downgrade ? state_->beyond() : nullptr;
    return (other ? *other : *state_).planned(way, target);
  });
}

void migrator::check_move(direction way, std::string_view target) {
  translated([&] {
    auto const other = way == direction::downgrade ? state_->beyond() : nullptr;
    auto& used = other ? *other : *state_;
    state::visit session_in_use(used);
    used.planner.guard(used.planner.plan(used.context().state, way, target), used.settings);
  });
}

std::vector<std::string> migrator::current() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return state_->line.sorted(state_->context().state.heads);
  });
}

std::vector<std::string> migrator::heads() const { return state_->line.heads(); }

std::vector<revision_status> migrator::history() {
  auto const recorded = current();
  auto const& graph = state_->line.graph();
  std::vector<core::revision_index> known;
  for (auto const& id : recorded)
    if (auto const found = graph.find(id)) known.push_back(*found);
  auto const done = core::applied(graph, known);
  auto const& heads = state_->line.heads();
  auto const in = [](std::vector<std::string> const& ids, std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  std::vector<revision_status> out;
  auto const revisions = state_->revisions();
  for (std::size_t i = revisions.size(); i-- > 0;)
    out.push_back(
        {revisions[i].id, revisions[i].message, done[i], in(recorded, revisions[i].id), in(heads, revisions[i].id)});
  return out;
}

std::vector<log_entry> migrator::log() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return state_->books.read_log();
  });
}

std::vector<std::string> migrator::stamp(std::vector<std::string> const& targets, bool purge) {
  return translated([&] { return state_->stamp(targets, purge); });
}

database_standing migrator::where() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return standing_of(state_->migrations.content, state_->line, state_->books, state_->context().state);
  });
}

void migrator::require(requirement what) {
  auto found = where();
  if (found.place == standing::head || (what == requirement::compatible && found.compatible)) return;
  throw not_at_head(found.sentence, found.place, std::move(found.recorded), std::move(found.expected));
}

void migrator::check_applied() {
  translated([&] {
    state::visit session_in_use(*state_);
    auto const recorded = state_->context().state;
    (void)state_->planner.known(recorded.heads);
    if (recorded.tables) state_->check_checksums(recorded);
  });
}

void migrator::ensure_version() {
  translated([&] {
    state::visit session_in_use(*state_);
    auto run = state_->context();
    if (!run.state.tables || !state_->books.has_history()) state_->lock_and_read(run);
  });
}

diagnosis migrator::diagnose() {
  return translated([&] {
    auto out = state_->diagnose();
    // Of what this bundle does not have the database may keep the way back.
    if (auto const other = state_->beyond_what_is_unfinished()) out.unfinished = other->diagnose().unfinished;
    return out;
  });
}
repair_result migrator::resume(std::string_view revision) {
  return translated([&] {
    auto const other = state_->beyond_what_is_unfinished();
    return (other ? *other : *state_).resume(revision);
  });
}
repair_result migrator::undo(std::string_view revision) {
  return translated([&] {
    auto const other = state_->beyond_what_is_unfinished();
    return (other ? *other : *state_).undo(revision);
  });
}
repair_result migrator::mark(bool done, std::string_view revision) {
  return translated([&] {
    auto const other = state_->beyond_what_is_unfinished();
    return (other ? *other : *state_).mark(revision, done);
  });
}

std::optional<lock_holder> migrator::who_holds_the_lock() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return state_->holder();
  });
}
unlock_result migrator::unlock(bool force) {
  return translated([&] { return state_->unlock(force); });
}

}  // namespace retort
