// SPDX-License-Identifier: Apache-2.0
// One revision, unit by unit.
#include "runtime/src/revision_runner.hpp"

#include <algorithm>
#include <exception>

#include "runtime/src/step_backend.hpp"
#include "runtime/src/told.hpp"

namespace retort {
namespace {

// While it is alive, the limits hold that a statement has of its own.
class own_limits {
 public:
  own_limits(run_context const& run, statement_info const& statement)
      : run_(run), has_(statement.lock_timeout || statement.statement_timeout) {
    if (!has_) return;
    auto settings = run.settings;
    if (statement.lock_timeout) settings.lock_timeout = statement.lock_timeout;
    if (statement.statement_timeout) settings.statement_timeout = statement.statement_timeout;
    run.driver.limit(limits_of(settings));
  }
  ~own_limits() {
    if (!has_) return;
    try {
      run_.driver.limit(limits_of(run_.settings));
    } catch (drivers::database_error const&) {
      // The transaction failed, and begins anew with them; or the connection is gone.
    }
  }
  own_limits(own_limits const&) = delete;
  own_limits& operator=(own_limits const&) = delete;

 private:
  run_context const& run_;
  bool has_;
};

}  // namespace

journal_entry revision_runner::entry(unit const& part, bool done, std::vector<std::string> key) const {
  return {revision_.id, way_,           part.ordinal(),
          done,         std::move(key), core::journal_checksum(run_.content, revision_, part)};
}

journal_entry const* revision_runner::journalled(unit const& part) const {
  for (auto const& found : run_.state.journal)
    if (found.revision == revision_.id && found.way == way_ && found.ordinal == part.ordinal()) return &found;
  return nullptr;
}

// What is journalled has to be what this bundle has, part by part.
void revision_runner::check_journal(std::vector<unit> const& parts) const {
  for (auto const& found : run_.state.journal) {
    if (found.revision != revision_.id || found.way != way_) continue;
    auto const space = found.checksum.find(' ');
    auto const begun = found.checksum.substr(0, space);
    bool const whole = space != std::string::npos;
    bool const squashed = std::find(revision_.replaces.begin(), revision_.replaces.end(),
                                    replaced_revision{revision_.id, begun}) != revision_.replaces.end();
    if (squashed)
      throw interrupted("the " + std::string(to_string(way_)) + " of '" + revision_.id +
                            "' was broken off half-way before others were squashed into it; finish it with a program "
                            "from before the squash",
                        revision_.id, way_);
    if (begun != revision_.checksum)
      throw checksum_mismatch("the " + std::string(to_string(way_)) + " of '" + revision_.id +
                                  "' was begun with another content than this bundle has for it; put the content back, "
                                  "or finish it by hand and stamp the database",
                              revision_.id, begun, revision_.checksum);
    auto const is_it = [&](unit const& part) {
      return part.ordinal() == found.ordinal &&
             (!whole || found.checksum == core::journal_checksum(run_.content, revision_, part));
    };
    if (std::none_of(parts.begin(), parts.end(), is_it))
      throw interrupted(
          "the " + std::string(to_string(way_)) + " of '" + revision_.id +
              "' was begun with a bundle that has other statements for the same content, made by another "
              "Retort or with another policy; finish it with that bundle, or by hand and stamp the database",
          revision_.id, way_);
  }
}

void revision_runner::run(std::vector<std::string> const& heads) {
  auto const parts = core::units_of(statements_);
  check_journal(parts);
  try {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto const& part = parts[i];
      auto const* last = i + 1 == parts.size() ? &heads : nullptr;
      auto const* found = journalled(part);
      if (found != nullptr && found->done) {
        report_skipped(part);
        if (last != nullptr) conclude_alone(part, last);
        continue;
      }
      switch (part.kind) {
        case unit::form::segment:
          run_segment(std::span<unit const>(parts).subspan(i), last);
          break;
        case unit::form::outside:
          run_outside(std::span<unit const>(parts).subspan(i), last);
          break;
        case unit::form::batch:
          run_batch(part, last);
          break;
      }
    }
  } catch (drivers::database_error const& refused) {
    if (refused.kind() == drivers::error_kind::connection) break_off(refused.what());
    leave_journal_true();
    fail(refused);
  } catch (step_failure const& refused) {
    leave_journal_true();
    fail({refused.what(), drivers::error_kind::other, {}, 0});
  } catch (...) {
    leave_journal_true();
    throw;
  }
}

void revision_runner::transact(drivers::transaction_kind kind, std::function<void()> const& body, commits when) {
  retort::transact(run_, kind, &revision_, body, when);
}

std::vector<journal_entry> revision_runner::intents(std::span<unit const> ahead) const {
  std::vector<journal_entry> out;
  for (auto const& part : ahead) {
    if (part.kind != unit::form::outside || journalled(part) != nullptr) break;
    auto const& statement = *part.statements.front();
    if (!out.empty() && (statement.segment != ahead.front().statements.front()->segment || statement.probe_length == 0))
      break;
    out.push_back(entry(part, false));
    if (statement.probe_length == 0) break;
  }
  return out;
}

bool revision_runner::may_wait(std::vector<std::string> const* heads) const {
  return heads == nullptr && !run_.leased && !run_.watcher().uses_the_session() &&
         !run_.driver.transactions_look_again();
}

void revision_runner::conclude_alone(unit const& part, std::vector<std::string> const* heads) {
  transact(drivers::transaction_kind::plain, [&] { conclude(part, heads); });
  remember(part, heads);
}

// Whoever fails here leaves it to the catalogue to say what is done.
void revision_runner::leave_journal_true() noexcept {
  auto const announced = std::exchange(announced_, {});
  try {
    if (!waiting_.empty() || !announced.empty())
      transact(drivers::transaction_kind::plain, [&] {
        if (!waiting_.empty()) write({});
        for (auto const& entry : announced) run_.books.forget(entry);
      });
    remember(std::vector<journal_entry>{});
    for (auto const& entry : announced) std::erase(run_.state.journal, entry);
    run_.driver.settle();
  } catch (...) {
    waiting_.clear();
  }
}

void revision_runner::run_segment(std::span<unit const> ahead, std::vector<std::string> const* heads) {
  auto const& part = ahead.front();
  auto const next = intents(ahead.subspan(1));
  // Of what has no query its intent alone will tell.
  bool const certain = next.empty() || ahead[1].statements.front()->probe_length > 0;
  transact(
      part.rebuild ? drivers::transaction_kind::rebuild : drivers::transaction_kind::plain,
      [&] {
        for (std::size_t i = 0; i < part.statements.size();) {
          i += execute_together(std::span<statement_info const* const>(part.statements).subspan(i));
          if (i < part.statements.size()) execute(*part.statements[i++], false);
        }
        conclude(part, heads, next);
      },
      may_wait(heads) && certain ? commits::with_next : commits::now);
  remember(part, heads, next);
  announced_ = next;
}

std::size_t revision_runner::execute_together(std::span<statement_info const* const> statements) {
  if (run_.watcher().uses_the_session()) return 0;
  constexpr std::size_t most = 64;
  std::vector<std::string> texts;
  for (auto const* statement : statements.first(std::min(statements.size(), most))) {
    if (statement->kind != statement_kind::sql || statement->lock_timeout || statement->statement_timeout) break;
    texts.push_back(run_.content.text(revision_, *statement));
  }
  texts.resize(run_.driver.go_together(texts));
  if (texts.size() < 2) return 0;
  check_stop(run_.settings);
  auto begun = std::chrono::steady_clock::now();
  auto const begins = [&](std::size_t place) {
    at_ = statements[place];
    begun = std::chrono::steady_clock::now();
    run_.watcher().statement_begins({way_, revision_, *at_});
  };
  begins(0);
  sent_ = true;
  run_.driver.execute_together(texts, [&](std::size_t place) {
    run_.watcher().statement_ends(
        {way_, revision_, *at_,
         std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun)});
    if (place + 1 == texts.size()) return;
    check_stop(run_.settings);
    begins(place + 1);
  });
  at_ = nullptr;
  return texts.size();
}

// For those who watch; whoever cannot be told how long it takes is told how much was done.
std::optional<core::key_range> revision_runner::key_range(batch_text const& texts) {
  auto const asked = core::key_range_of(texts);
  if (run_.settings.observer == nullptr || !asked) return std::nullopt;
  auto const ask = [&](std::string const& sql) {
    auto const rows = run_.driver.query(sql);
    return rows.empty() || rows.front().empty() ? std::string() : rows.front().front().value_or("");
  };
  try {
    run_.driver.settle();
    auto const first = ask(asked->first);
    return core::key_range_between(first, ask(asked->last));
  } catch (drivers::database_error const& refused) {
    if (refused.kind() == drivers::error_kind::connection) throw;
    return std::nullopt;
  }
}

void revision_runner::run_batch(unit const& part, std::vector<std::string> const* heads) {
  auto const& statement = *part.statements.front();
  at_ = &statement;
  own_limits const limits(run_, statement);
  auto const texts = run_.content.batch(revision_, statement);
  std::vector<std::string> low;
  if (auto const* found = journalled(part)) low = found->batch_key;
  batch_event event{way_, revision_, statement};
  auto const range = key_range(texts);
  auto const share_of = [&](std::vector<std::string> const& key) {
    return range && !key.empty() ? range->share(key.front()) : std::nullopt;
  };
  double const share_before = share_of(low).value_or(0);
  auto const begun = std::chrono::steady_clock::now();
  run_.watcher().statement_begins({way_, revision_, statement});
  for (bool finished = false; !finished;) {
    check_stop(run_.settings);
    std::vector<std::string> high;
    std::uint64_t rows = 0;
    transact(drivers::transaction_kind::plain, [&] {
      high.clear();
      auto const bound = run_.driver.query(low.empty() ? texts.bound_first : texts.bound_next, low);
      if (!bound.empty())
        for (auto const& part_of_key : bound.front()) high.push_back(part_of_key.value_or(""));
      if (!high.empty() && high == low)
        throw error("the walk in batches does not get past the key " + pack(high) +
                    ": it reads back as another value than it has");
      finished = high.empty();
      if (finished) {
        rows = run_.driver.modify(low.empty() ? texts.apply_all : texts.apply_rest, low);
        conclude(part, heads);
      } else {
        auto both = low;
        both.insert(both.end(), high.begin(), high.end());
        rows = run_.driver.modify(low.empty() ? texts.apply_first : texts.apply_next, both);
        write({entry(part, false, high)});
      }
    });
    if (finished)
      remember(part, heads);
    else
      remember(std::vector{entry(part, false, high)});
    low = high;
    ++event.pieces;
    event.rows += rows;
    event.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    event.share = finished && range ? 1.0 : share_of(high);
    event.left = event.share ? core::time_left(event.elapsed, share_before, *event.share) : std::nullopt;
    run_.watcher().batch_advances(event);
    if (!finished && texts.pause_ms > 0) pause(run_.settings, std::chrono::milliseconds(texts.pause_ms));
  }
  run_.watcher().statement_ends(
      {way_, revision_, statement,
       std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun)});
  at_ = nullptr;
}

void revision_runner::execute(statement_info const& statement, bool outside) {
  sent_ = false;
  check_stop(run_.settings);
  at_ = &statement;
  own_limits const limits(run_, statement);
  auto const begun = std::chrono::steady_clock::now();
  run_.watcher().statement_begins({way_, revision_, statement});
  auto const text = run_.content.text(revision_, statement);
  if (outside && run_.leased) run_.leased->confirm();
  sent_ = true;
  if (statement.kind == statement_kind::call)
    call(text);
  else if (outside)
    run_.driver.execute_outside(text);
  else
    run_.driver.execute(text);
  if (run_.driver.in_transaction() == outside)
    throw drivers::database_error(
        outside ? "the statement left a transaction open" : "the statement ended the transaction it was run in",
        outside ? drivers::error_kind::partly_done : drivers::error_kind::other, {}, 0);
  run_.watcher().statement_ends(
      {way_, revision_, statement,
       std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun)});
  at_ = nullptr;
}

void revision_runner::call(std::string const& name) {
  auto const found =
      std::find_if(run_.calls.begin(), run_.calls.end(), [&](call_entry const& known) { return known.name == name; });
  if (found == run_.calls.end()) throw error("there is no step '" + name + "' in this program");
  run_.driver.settle();  // the step may go past the driver
  step::backend backend{run_.session, run_.driver, run_.content.dialect(), revision_.id, way_};
  run_step(*found, backend);
}

void revision_runner::report_skipped(unit const& part) {
  for (auto const* statement : part.statements) run_.watcher().statement_ends({way_, revision_, *statement, {}, true});
}

void revision_runner::write(std::vector<journal_entry> entries) {
  entries.insert(entries.begin(), waiting_.begin(), waiting_.end());
  run_.books.write(entries);
}

void revision_runner::conclude(unit const& part, std::vector<std::string> const* heads,
                               std::vector<journal_entry> const& next) {
  if (heads == nullptr) {
    std::vector<journal_entry> entries{entry(part, true)};
    entries.insert(entries.end(), next.begin(), next.end());
    write(std::move(entries));
    return;
  }
  run_.books.move_heads(run_.state.heads, *heads);
  bool const under_way = std::any_of(run_.state.journal.begin(), run_.state.journal.end(), [&](journal_entry const& e) {
    return e.revision == revision_.id && e.way == way_;
  });
  if (under_way) run_.books.forget(revision_.id, way_);
  if (run_.tells_of_revisions) {
    if (way_ == direction::upgrade)
      run_.books.tell(told(run_.content, revision_, *run_.settings.store_downgrade));
    else
      run_.books.untell(revision_.id);
  }
  run_.books.log({revision_.id, std::string(to_string(way_)), "done", started_,
                  std::chrono::duration_cast<std::chrono::milliseconds>(duration()), who(run_.settings),
                  revision_.checksum, run_.content.generator(), ""});
}

void revision_runner::remember(unit const& part, std::vector<std::string> const* heads,
                               std::vector<journal_entry> const& next) {
  if (heads == nullptr) {
    remember(std::vector{entry(part, true)});
    remember(next);
    return;
  }
  waiting_.clear();  // with the revision it is forgotten
  run_.state.heads = *heads;
  std::sort(run_.state.heads.begin(), run_.state.heads.end());
  std::erase_if(run_.state.journal,
                [&](journal_entry const& e) { return e.revision == revision_.id && e.way == way_; });
}

void revision_runner::remember(std::vector<journal_entry> const& written) {
  for (auto const& entry : std::exchange(waiting_, {})) remember(entry);
  for (auto const& entry : written) remember(entry);
}

void revision_runner::remember(journal_entry const& written) {
  auto const key = [](journal_entry const& e) { return std::tie(e.revision, e.way, e.ordinal); };
  auto& journal = run_.state.journal;
  auto const place =
      std::find_if(journal.begin(), journal.end(), [&](journal_entry const& e) { return key(e) >= key(written); });
  if (place != journal.end() && key(*place) == key(written))
    *place = written;
  else
    journal.insert(place, written);
}

}  // namespace retort
