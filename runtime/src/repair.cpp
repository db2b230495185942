// SPDX-License-Identifier: Apache-2.0
// Where the database stands, and the three ways to deal with a revision that was begun and not finished.
#include <algorithm>

#include "runtime/src/migrator_state.hpp"
#include "runtime/src/revision_runner.hpp"
#include "runtime/src/told.hpp"

namespace retort {
namespace {

direction other_way(direction way) { return way == direction::upgrade ? direction::downgrade : direction::upgrade; }

using begun = std::pair<std::string, direction>;

std::vector<begun> unfinished_in(database_state const& current) {
  std::vector<begun> out;
  for (auto const& entry : current.journal)
    if (begun const one{entry.revision, entry.way}; std::find(out.begin(), out.end(), one) == out.end())
      out.push_back(one);
  return out;
}

std::string words_of(begun const& one) {
  return "the " + std::string(to_string(one.second)) + " of '" + one.first + "'";
}

std::string words_of(std::vector<begun> const& all) {
  std::string out;
  for (auto const& one : all) out += (out.empty() ? "" : ", ") + words_of(one);
  return out;
}

std::vector<statement_info> statements_of(std::vector<undo_piece> const& pieces) {
  std::vector<statement_info> out;
  for (auto const& piece : pieces)
    for (auto const* statement : piece.statements) out.push_back(*statement);
  return out;
}

}  // namespace

begun migrator::state::pick_unfinished(database_state const& current, std::string_view named) {
  auto const all = unfinished_in(current);
  if (all.empty()) throw unknown_target("nothing was begun and not finished: there is nothing to repair");
  std::vector<begun> fit;
  for (auto const& one : all)
    if (one.first.starts_with(named)) fit.push_back(one);
  if (fit.empty())
    throw unknown_target("'" + std::string(named) + "' was not begun and left unfinished; " + words_of(all) + " was");
  if (fit.size() > 1)
    throw unknown_target("several revisions are unfinished: " + words_of(fit) + "; name the one that is meant");
  return fit.front();
}

std::unique_ptr<migrator::state> migrator::state::beyond_what_is_unfinished() {
  {
    visit session_in_use(*this);
    auto const left = unfinished_in(context().state);
    auto const is_known = [&](begun const& one) { return line.graph().find(one.first).has_value(); };
    if (std::all_of(left.begin(), left.end(), is_known)) return nullptr;
  }
  try {
    return beyond();
  } catch (unknown_revision_in_database const&) {
    return nullptr;  // what can be told without it is told
  } catch (checksum_mismatch const&) {
    return nullptr;
  }
}

unfinished_revision migrator::state::explain(run_context& run, std::string const& revision, direction way) {
  using progress = progress_of_statement;
  unfinished_revision out;
  out.revision = revision;
  out.way = way;
  auto const found = line.graph().find(revision);
  if (!found) {
    out.problem = out.no_undo =
        "the bundle '" + migrations.content.name() + "' does not have it; use the one it was begun with";
    return out;
  }
  auto const& info = revisions()[*found];
  out.message = info.message;
  revision_runner runner(run, info, way);
  std::vector<unit_standing> units;
  try {
    migrations.content.verify(info);
    units = runner.standings();
  } catch (error const& other_content) {
    out.problem = out.no_undo = other_content.what();
    return out;
  }
  for (auto const& unit : units) {
    auto const journalled =
        std::find_if(run.state.journal.begin(), run.state.journal.end(), [&](journal_entry const& e) {
          return e.revision == revision && e.way == way && e.ordinal == unit.part.ordinal();
        });
    bool const noted = journalled != run.state.journal.end();
    bool const asked =
        noted && !journalled->done && unit.part.kind == core::unit::form::outside && unit.state != progress::in_doubt;
    for (auto const* statement : unit.part.statements)
      out.statements.push_back({*statement, unit.state,
                                asked   ? std::string("journal and catalogue")
                                : noted ? std::string("journal")
                                        : std::string()});
  }
  auto const plan = plan_undo(info, way, units, [&](statement_info const& s) { return runner.in_effect(s); });
  out.undo = statements_of(plan.pieces);
  out.no_undo = plan.refused;
  return out;
}

diagnosis migrator::state::diagnose() {
  visit session_in_use(*this);
  auto run = context();
  diagnosis out;
  out.heads = line.sorted(run.state.heads);
  for (auto const& id : out.heads)
    if (!line.graph().find(id)) out.unknown.push_back(id);
  // Who is at work is asked first: what is unfinished then, and still unfinished when nobody was, is really so.
  out.lock = holder();
  if (out.lock && out.lock->ran_out()) out.lock.reset();  // it was killed; the next one takes it
  if (run.state.tables) out.differences = differences(run.state.heads, true);
  for (auto const& [revision, way] : unfinished_in(run.state)) out.unfinished.push_back(explain(run, revision, way));
  out.leftovers = driver->leftovers();
  return out;
}

repair_result migrator::state::resume(std::string_view named) {
  visit session_in_use(*this);
  auto run = context();
  auto const [revision, way] = pick_unfinished(run.state, named);
  refuse_older_server();
  lock_and_read(run);
  auto const plan = [&, id = revision, to = way](database_state const& now) {
    auto const left = unfinished_in(now);
    planned_way out{to, {}};
    // Somebody else may have finished it while the lock was waited for.
    if (std::find(left.begin(), left.end(), begun{id, to}) == left.end()) return out;
    auto const found = line.graph().find(id);
    if (!found)
      throw unknown_revision_in_database(
          "the bundle '" + migrations.content.name() + "' does not have '" + id + "'; use the one it was begun with",
          {id});
    out = planner.only(now, to, *found);
    planner.guard(out, settings);
    return out;
  };
  if (way == direction::upgrade) check_checksums(run.state);
  auto const done = run_steps(run, plan(run.state), plan);
  return {revision, way, done.heads, {}};
}

repair_result migrator::state::undo(std::string_view named) {
  visit session_in_use(*this);
  auto run = context();
  (void)pick_unfinished(run.state, named);
  refuse_older_server();
  lock_and_read(run);
  auto const [revision, way] = pick_unfinished(run.state, named);
  auto const refuse = [&, &one = revision, to = way](std::string const& why) {
    throw cannot_undo(
        "what is done of " + words_of(begun{one, to}) + " cannot be taken back: " + why +
        "; nothing was run. Carry on with it (--resume), or bring the schema to where it should be by hand "
        "and record that (--mark done, --mark undone)");
  };
  auto const found = line.graph().find(revision);
  if (!found) refuse("the bundle '" + migrations.content.name() + "' does not have it");
  auto const& info = revisions()[*found];
  migrations.content.verify(info);
  revision_runner forth(run, info, way);
  auto const units = forth.standings();
  auto const plan = plan_undo(info, way, units, [&](statement_info const& s) { return forth.in_effect(s); });
  if (!plan.refused.empty()) refuse(plan.refused);
  for (auto const& statement : statements_of(plan.pieces)) {
    if (statement.kind != statement_kind::call) continue;
    auto const name = migrations.content.text(info, statement);
    if (std::none_of(migrations.calls.begin(), migrations.calls.end(),
                     [&](call_entry const& e) { return e.name == name; }))
      refuse("it takes the step '" + name + "', written in C++, which this program does not have");
  }
  if (way == direction::upgrade && !plan.pieces.empty() && !info.downgrade_loss.empty() && !settings.allow_data_loss) {
    std::string list;
    for (auto const& loss : info.downgrade_loss) list += "\n  " + loss;
    throw data_loss_refused("taking back what is done of '" + revision +
                                "' may lose data; allow it (--allow-data-loss) when that is meant:" + list,
                            info.downgrade_loss);
  }
  repair_result out{revision, way, line.sorted(run.state.heads), {}};
  revision_runner(run, info, other_way(way)).take_back(way, plan.pieces, [&](statement_info const& ran) {
    out.statements.push_back(ran);
  });
  return out;
}

repair_result migrator::state::mark(std::string_view named, bool done) {
  visit session_in_use(*this);
  auto run = context();
  (void)pick_unfinished(run.state, named);
  lock_and_read(run);
  auto const [revision, way] = pick_unfinished(run.state, named);
  auto heads = run.state.heads;
  std::string checksum;
  if (auto const found = line.graph().find(revision)) {
    checksum = revisions()[*found].checksum;
    if (done) heads = planner.only(run.state, way, *found).steps.at(0).heads;
  } else if (done) {
    throw unknown_revision_in_database("the bundle '" + migrations.content.name() + "' does not have '" + revision +
                                           "'; use the one it was begun with",
                                       {revision});
  }
  auto const detail =
      "the " + std::string(to_string(way)) + (done ? " was marked as done" : " was marked as never begun");
  // A revision that is applied now is looked for among stamps, with its checksum.
  bool const applied = done && way == direction::upgrade;
  bool const tells = done && books.has_revisions();
  transact(run, drivers::transaction_kind::plain, nullptr, [&, &id = revision, to = way] {
    books.move_heads(run.state.heads, heads);
    books.forget(id, to);
    if (tells && to == direction::upgrade)
      books.tell(told(migrations.content, revisions()[*line.graph().find(id)], *settings.store_downgrade));
    if (tells && to == direction::downgrade) books.untell(id);
    log(id, applied ? "stamp" : "repair", done ? "done" : "undone", checksum, detail);
  });
  return {revision, way, line.sorted(heads), {}};
}

std::optional<lock_holder> migrator::state::holder() {
  auto const leased = holder_of_lease(*driver, books.names());
  if (leased && !leased->ran_out()) return leased;
  auto const locked = driver->holder_of_lock(books.names());
  return locked ? locked : leased;
}

unlock_result migrator::state::unlock(bool force) {
  visit session_in_use(*this);
  unlock_result out;
  out.holder = holder();
  if (out.holder && out.holder->by == lock_holder::means::lease && (out.holder->ran_out() || force))
    out.removed = remove_lease(*driver, books.names(), force);
  return out;
}

}  // namespace retort
