// SPDX-License-Identifier: Apache-2.0
// A statement of a revision that runs outside of transactions: its intent, itself, and what is known when it fails.
#include "runtime/src/revision_runner.hpp"
#include "runtime/src/step_backend.hpp"

namespace retort {

void revision_runner::run_outside(std::span<unit const> ahead, std::vector<std::string> const* heads) {
  auto const& part = ahead.front();
  auto const& statement = *part.statements.front();
  check_stop(run_.settings);
  bool const known = statement.kind == statement_kind::sql && statement.probe_length > 0;
  bool skip = false;
  if (!announced_.empty() && announced_.front().ordinal == part.ordinal()) {
    announced_.erase(announced_.begin());
  } else if (journalled(part) != nullptr) {
    skip = took_effect(statement);
    // They were announced together, and run in order: those behind it did not.
    if (!skip) announced_ = begun_behind(ahead);
    if (!skip && statement.kind == statement_kind::sql)
      run_.driver.clear_leftovers(run_.content.text(revision_, statement));
  } else {
    // It may go in one message with the statement: committed before that begins, and after what came before it.
    auto const announced = intents(ahead);
    transact(
        drivers::transaction_kind::plain, [&] { write(announced); },
        known && may_wait(nullptr) ? commits::with_next : commits::now);
    remember(announced);
    announced_.assign(announced.begin() + 1, announced.end());
  }
  if (skip)
    report_skipped(part);
  else
    try_outside(part);
  // The intent of what follows is committed together with this: until then the catalogue tells that it is done.
  if (known && may_wait(heads))
    waiting_.push_back(entry(part, true));
  else
    conclude_alone(part, heads);
}

std::vector<journal_entry> revision_runner::begun_behind(std::span<unit const> ahead) const {
  std::vector<journal_entry> out;
  auto const segment = ahead.front().statements.front()->segment;
  for (auto const& part : ahead.subspan(1)) {
    auto const* found = journalled(part);
    if (part.kind != unit::form::outside || part.statements.front()->segment != segment || found == nullptr ||
        found->done)
      break;
    out.push_back(*found);
  }
  return out;
}

void revision_runner::try_outside(unit const& part) {
  auto const& statement = *part.statements.front();
  auto const forget = [&] {
    // It failed and is known not to have taken effect: the next run begins it anew.
    if (statement.kind == statement_kind::sql) run_.driver.clear_leftovers(run_.content.text(revision_, statement));
    auto const begun = entry(part, false);
    retort::transact(run_, drivers::transaction_kind::plain, nullptr, [&] { run_.books.forget(begun); });
    std::erase(run_.state.journal, begun);
  };
  auto const forget_quietly = [&]() noexcept {
    try {
      forget();
    } catch (...) {
      // The intent stays, and the next run asks the catalogue.
    }
  };
  more_tries tries(run_, &revision_);
  for (bool again = true; again;) {
    again = false;
    try {
      execute(statement, true);
    } catch (drivers::database_error const& refused) {
      run_.driver.rollback();  // should it have opened a transaction of its own
      if (refused.kind() == drivers::error_kind::connection || refused.kind() == drivers::error_kind::partly_done)
        throw;
      try {
        // Without a query nobody knows whether a part of it, a procedure for one, has been committed.
        bool const known = !run_.content.probe(revision_, statement).empty();
        if (statement.kind == statement_kind::sql && known) again = tries.after(refused);
      } catch (...) {  // a stop was asked for
        forget_quietly();
        throw;
      }
      if (!again) {
        forget_quietly();
        throw;
      }
      run_.driver.clear_leftovers(run_.content.text(revision_, statement));
    } catch (step_failure const&) {
      forget_quietly();
      throw;
    } catch (...) {
      // A stop was asked for, or an observer threw.
      if (!sent_) forget_quietly();
      throw;
    }
  }
}

bool revision_runner::in_effect(statement_info const& statement) {
  auto const rows = run_.driver.query(run_.content.probe(revision_, statement));
  auto const answer = rows.empty() || rows[0].empty() ? std::string() : rows[0][0].value_or("");
  return answer == "1" || answer == "t" || answer == "true";
}

bool revision_runner::took_effect(statement_info const& statement) {
  if (statement.probe_length > 0) return in_effect(statement);
  switch (run_.settings.undecided) {
    case undecided::run_again:
      return false;
    case undecided::skip:
      return true;
    case undecided::refuse:
      break;
  }
  throw interrupted(
      "statement " + std::to_string(statement.ordinal) + " of the " + std::string(to_string(way_)) + " of '" +
          revision_.id + "' (" + statement.summary + ", " + statement.file + ":" + std::to_string(statement.line) +
          ") was begun by a run that did not finish it, and no query tells whether it took effect; look, then say "
          "whether to run it again or to skip it (--undecided run|skip)",
      revision_.id, way_);
}

}  // namespace retort
