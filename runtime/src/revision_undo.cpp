// SPDX-License-Identifier: Apache-2.0
// How far a revision has come, and taking that back.
#include <algorithm>

#include "runtime/src/revision_runner.hpp"
#include "runtime/src/step_backend.hpp"

namespace retort {

std::vector<unit_standing> revision_runner::standings() {
  using progress = progress_of_statement;
  // Of the bundle, which outlives what is returned.
  auto const parts = core::units_of(way_ == direction::upgrade ? revision_.upgrade : revision_.downgrade);
  check_journal(parts);
  std::vector<unit_standing> out;
  bool next = true;  // the first that is not done is open
  std::optional<std::uint32_t> announced_with_it;
  for (auto const& part : parts) {
    auto const* found = journalled(part);
    auto state = next ? progress::open : progress::to_come;
    bool const outside = part.kind == unit::form::outside;
    // They run in order: what was announced together with one that did not run has not run, whatever its query says.
    if (outside && part.statements.front()->segment == announced_with_it && (found == nullptr || !found->done)) {
      out.push_back({part, state});
      continue;
    }
    if (found != nullptr && found->done) {
      state = progress::done;
    } else if (found != nullptr && part.kind == unit::form::batch) {
      state = found->batch_key.empty() ? progress::open : progress::part_done;
    } else if (found != nullptr) {
      auto const& statement = *part.statements.front();
      bool const known = statement.probe_length > 0 || run_.settings.undecided != undecided::refuse;
      state = !known ? progress::in_doubt : took_effect(statement) ? progress::done : progress::open;
    }
    if (state == progress::open && outside && found != nullptr) announced_with_it = part.statements.front()->segment;
    if (state != progress::done) next = false;
    out.push_back({part, state});
  }
  return out;
}

void revision_runner::note_taken_back(direction begun, undo_piece const& piece) {
  std::erase_if(run_.state.journal, [&](journal_entry const& e) {
    return e.revision == revision_.id && e.way == begun &&
           std::find(piece.gone.begin(), piece.gone.end(), e.ordinal) != piece.gone.end();
  });
}

void revision_runner::take_back(direction begun, std::vector<undo_piece> const& pieces,
                                std::function<void(statement_info const&)> const& ran) {
  auto const forget_gone = [&](undo_piece const& piece) {
    for (auto const ordinal : piece.gone) run_.books.forget({revision_.id, begun, ordinal, false, {}, {}});
  };
  try {
    for (auto const& piece : pieces) {
      if (!piece.outside) {
        transact(piece.rebuild ? drivers::transaction_kind::rebuild : drivers::transaction_kind::plain, [&] {
          for (auto const* statement : piece.statements) execute(*statement, false);
          forget_gone(piece);
        });
        note_taken_back(begun, piece);
        for (auto const* statement : piece.statements) ran(*statement);
        continue;
      }
      // Should it be broken off, the catalogue is asked what is left.
      std::vector<journal_entry> open;
      for (auto const& entry : run_.state.journal)
        if (entry.revision == revision_.id && entry.way == begun && entry.done &&
            std::find(piece.touched.begin(), piece.touched.end(), entry.ordinal) != piece.touched.end())
          open.push_back(entry);
      for (auto& entry : open) entry.done = false;
      if (!open.empty()) transact(drivers::transaction_kind::plain, [&] { run_.books.write(open); });
      for (auto const& entry : open) remember(entry);
      auto const& statement = *piece.statements.front();
      if (in_effect(statement)) {
        run_.watcher().statement_ends({way_, revision_, statement, {}, true});
      } else {
        execute(statement, true);
        ran(statement);
      }
      transact(drivers::transaction_kind::plain, [&] { forget_gone(piece); });
      note_taken_back(begun, piece);
    }
    transact(drivers::transaction_kind::plain, [&] {
      run_.books.forget(revision_.id, begun);
      run_.books.log({revision_.id, "repair", "undone", started_,
                      std::chrono::duration_cast<std::chrono::milliseconds>(duration()), who(run_.settings),
                      revision_.checksum, run_.content.generator(), "the " + std::string(to_string(begun))});
    });
    std::erase_if(run_.state.journal,
                  [&](journal_entry const& e) { return e.revision == revision_.id && e.way == begun; });
  } catch (drivers::database_error const& refused) {
    run_.driver.rollback();
    if (refused.kind() == drivers::error_kind::connection) break_off(refused.what());
    fail(refused);
  } catch (step_failure const& refused) {
    fail({refused.what(), drivers::error_kind::other, {}, 0});
  }
}

}  // namespace retort
