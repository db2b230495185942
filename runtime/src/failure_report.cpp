// SPDX-License-Identifier: Apache-2.0
// What a revision that fails says: which statement, of which line, what ran before it, and what is true now.
#include <algorithm>

#include "runtime/src/revision_runner.hpp"

namespace retort {
namespace {

std::string quoted_heads(std::vector<std::string> const& heads) {
  std::string out;
  for (auto const& id : heads) out += (out.empty() ? "at '" : ", '") + id + "'";
  return out.empty() ? "at base, with nothing applied" : out;
}

}  // namespace

std::string revision_runner::aftermath(bool partly_done) const {
  auto const parts = core::units_of(statements_);
  std::vector<std::uint32_t> kept, taken_back;
  statement_info const* next = nullptr;
  bool pieces = false;
  for (auto const& part : parts) {
    auto const* found = journalled(part);
    bool const done = found != nullptr && found->done;
    bool const failed =
        at_ != nullptr && std::any_of(part.statements.begin(), part.statements.end(),
                                      [&](statement_info const* one) { return one->ordinal == at_->ordinal; });
    for (auto const* statement : part.statements) {
      if (done) kept.push_back(statement->ordinal);
      if (failed && part.kind == unit::form::segment && statement->ordinal < at_->ordinal)
        taken_back.push_back(statement->ordinal);
    }
    if (failed && part.kind == unit::form::batch) pieces = found != nullptr && !found->batch_key.empty();
    if (!done && next == nullptr && !part.statements.empty()) next = part.statements.front();
  }
  auto const way = std::string(to_string(way_));
  std::string out = "\n  before it: ";
  if (kept.empty() && taken_back.empty() && !pieces) out += "nothing of '" + revision_.id + "'";
  if (!kept.empty())
    out += spell_ordinals(kept) + (kept.size() == 1 ? ", which is committed" : ", which are committed");
  if (!taken_back.empty())
    out += (kept.empty() ? "" : "; ") + spell_ordinals(taken_back) + ", rolled back with its transaction";
  if (pieces) out += (kept.empty() ? "" : "; ") + std::string("a part of its own rows, which is committed");
  out += "\n  now: the database is " + quoted_heads(run_.state.heads);
  if (partly_done)
    out += ", and of the failed statement a part is in effect; look, then 'repair' or '--undecided' say how to go on";
  else if (kept.empty() && !pieces)
    out += ", and nothing of '" + revision_.id + "' is left; mend the cause and " + way + " again";
  else
    out += ", with that part of '" + revision_.id + "'; mend the cause and " + way + " again, which carries on with " +
           (next == nullptr ? std::string("the rest")
                            : "statement " + std::to_string(next->ordinal) + " (" + next->file + ":" +
                                  std::to_string(next->line) + ")");
  return out;
}

void revision_runner::record_failure(std::string const& detail) noexcept {
  try {
    retort::transact(run_, drivers::transaction_kind::plain, nullptr, [&] {
      run_.books.log({revision_.id, std::string(to_string(way_)), "failed", started_,
                      std::chrono::duration_cast<std::chrono::milliseconds>(duration()), who(run_.settings),
                      revision_.checksum, run_.content.generator(), detail});
    });
  } catch (...) {
    // The failure itself is what the caller must hear of.
  }
}

// Of a server the connection is gone; a file cannot be written.
void revision_runner::break_off(std::string const& words) const {
  auto const part = at_ == nullptr ? std::string()
                                   : " at statement " + std::to_string(at_->ordinal) + " (" +
                                         (at_->summary.empty() ? "" : at_->summary + ", ") + at_->file + ":" +
                                         std::to_string(at_->line) + ")";
  throw connection_failed(
      "the " + std::string(to_string(way_)) + " of '" + revision_.id + "' was broken off" + part + ": " + words +
      "; run it again to carry on: what was under way at that moment is committed or not, and the next "
      "run finds out");
}

void revision_runner::fail(drivers::database_error const& refused) {
  std::string const words = refused.what();
  auto const& sqlstate = refused.sqlstate();
  failed_statement facts;
  facts.revision = revision_.id;
  facts.way = way_;
  facts.message = words;
  facts.sqlstate = sqlstate;
  facts.native_code = refused.native_code();
  std::string sentence;
  if (at_ != nullptr) {
    facts.ordinal = at_->ordinal;
    facts.file = at_->file;
    facts.line = at_->line;
    facts.summary = at_->summary;
    sentence = facts.file + ":" + std::to_string(facts.line) + ": statement " + std::to_string(facts.ordinal) +
               " of the " + std::string(to_string(way_)) + " of '" + revision_.id + "'" +
               (facts.summary.empty() ? "" : " (" + facts.summary + ")") + " failed: ";
  } else {
    sentence = "the " + std::string(to_string(way_)) + " of '" + revision_.id + "' could not be committed: ";
  }
  sentence += words;
  if (!sqlstate.empty()) sentence += " [" + sqlstate + "]";
  sentence += aftermath(refused.kind() == drivers::error_kind::partly_done);
  record_failure((at_ == nullptr ? std::string() : "statement " + std::to_string(at_->ordinal) + ": ") + words);
  throw statement_failed(sentence, std::move(facts));
}

}  // namespace retort
