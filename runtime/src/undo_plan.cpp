// SPDX-License-Identifier: Apache-2.0
// Pairs the statements of both directions by their origin, and refuses what is not certain.
#include "runtime/src/undo_plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace retort {
namespace {

using origin = std::pair<std::string, std::uint32_t>;
origin origin_of(statement_info const& statement) { return {statement.file, statement.line}; }
std::string spelt(statement_info const& statement) {
  return "statement " + std::to_string(statement.ordinal) + " (" + statement.summary + ", " + statement.file + ":" +
         std::to_string(statement.line) + ")";
}

struct refusal {
  std::string sentence;
};

class pairing {
 public:
  pairing(revision_info const& revision, direction way, std::vector<unit_standing> const& units,
          std::function<bool(statement_info const&)> const& in_effect)
      : other_(way == direction::upgrade ? revision.downgrade : revision.upgrade),
        back_(way == direction::upgrade ? "downgrade" : "upgrade"),
        units_(units),
        in_effect_(in_effect) {
    for (std::size_t i = 0; i < units_.size(); ++i)
      for (auto const* statement : units_[i].part.statements) forward_[origin_of(*statement)].push_back({statement, i});
    for (auto const& statement : other_) backward_[origin_of(statement)].push_back(&statement);
  }

  std::vector<undo_piece> pieces() {
    for (auto const& [where, statements] : forward_) pair(where, statements);
    std::vector<undo_piece> out;
    auto const units = core::units_of(other_);
    for (auto const& part : units)
      if (auto piece = cut(part); !piece.statements.empty()) out.push_back(std::move(piece));
    check(out);
    std::set<std::uint32_t> seen;
    for (auto piece = out.rbegin(); piece != out.rend(); ++piece)
      for (auto const ordinal : piece->touched)
        if (seen.insert(ordinal).second) piece->gone.push_back(ordinal);
    return out;
  }

 private:
  struct begun {
    statement_info const* statement;
    std::size_t unit;
  };
  [[nodiscard]] bool is_done(begun const& one) const { return units_[one.unit].state == progress_of_statement::done; }

  // Notes which statements of the other direction take back what is done of those from one place.
  void pair(origin const& where, std::vector<begun> const& statements) {
    auto const done = std::count_if(statements.begin(), statements.end(), [&](begun const& b) { return is_done(b); });
    if (done == 0) return;
    auto const found = backward_.find(where);
    if (found == backward_.end()) {
      auto const& first =
          *std::find_if(statements.begin(), statements.end(), [&](begun const& b) { return is_done(b); });
      throw refusal{"nothing says what takes back " + spelt(*first.statement) + ": the " + back_ +
                    " is written by hand, or does nothing about it"};
    }
    auto const& back = found->second;
    if (done == static_cast<std::ptrdiff_t>(statements.size())) {
      for (auto const* statement : back)
        for (auto const& one : statements) wanted_[statement].insert(one.unit);
      return;
    }
    // A part of one statement of the .mig file: they are taken back in the opposite order, one by one, and the
    // catalogue has to agree.
    for (std::size_t i = 0; i < statements.size(); ++i) {
      auto const& one = statements[i];
      auto const* inverse = back.size() == statements.size() ? back[back.size() - 1 - i] : nullptr;
      bool const alone = inverse != nullptr && inverse->mode == transaction_mode::outside &&
                         inverse->kind == statement_kind::sql && inverse->probe_length > 0 &&
                         units_[one.unit].part.kind == core::unit::form::outside;
      if (!alone || in_effect_(*inverse) == is_done(one))
        throw refusal{"a part of what line " + std::to_string(where.second) + " of " + where.first +
                      " says is done, and it is not certain what takes back just that part"};
      if (is_done(one)) wanted_[inverse].insert(one.unit);
    }
  }

  // What of a unit of the other direction is wanted.
  undo_piece cut(core::unit const& part) {
    undo_piece out;
    std::set<std::uint32_t> touched;
    for (auto const* statement : part.statements) {
      auto const found = wanted_.find(statement);
      if (found == wanted_.end()) continue;
      out.statements.push_back(statement);
      for (auto const unit : found->second) touched.insert(units_[unit].part.ordinal());
    }
    if (out.statements.empty()) return out;
    auto const& first = *out.statements.front();
    if (part.kind == core::unit::form::batch)
      throw refusal{"the " + back_ +
                    " takes it back in batches, which are not known to be right for a part of it: " + spelt(first)};
    if (part.rebuild && out.statements.size() != part.statements.size())
      throw refusal{"the " + back_ + " makes a table anew for the whole revision, and not for a part of it"};
    out.outside = part.kind == core::unit::form::outside;
    out.rebuild = part.rebuild;
    out.touched.assign(touched.begin(), touched.end());
    return out;
  }

  // Broken off, an undo has to leave a journal that is true: what runs outside of transactions needs queries in both
  // directions, and what runs inside one has to be all that takes back its unit.
  void check(std::vector<undo_piece> const& pieces) const {
    std::map<std::uint32_t, std::pair<unsigned, bool>> uses;  // pieces, and whether all are outside
    for (auto const& piece : pieces)
      for (auto const ordinal : piece.touched) {
        auto& [count, all_outside] = uses.try_emplace(ordinal, 0U, true).first->second;
        ++count;
        all_outside = all_outside && piece.outside;
      }
    for (auto const& piece : pieces) {
      for (auto const ordinal : piece.touched) {
        auto const& unit = *std::find_if(units_.begin(), units_.end(),
                                         [&](unit_standing const& u) { return u.part.ordinal() == ordinal; });
        auto const& [count, all_outside] = uses.at(ordinal);
        if (count > 1 && !all_outside)
          throw refusal{"the " + back_ + " takes back " + spelt(*unit.part.statements.front()) +
                        " in several transactions, and could be broken off between them"};
        if (!piece.outside) continue;
        bool const told = unit.part.kind == core::unit::form::outside && piece.statements.front()->probe_length > 0 &&
                          unit.part.statements.front()->probe_length > 0;
        if (!told)
          throw refusal{"no query tells whether " + spelt(*piece.statements.front()) + " of the " + back_ +
                        " took effect, should it be broken off"};
      }
    }
  }

  statement_list const& other_;
  std::string back_;
  std::vector<unit_standing> const& units_;
  std::function<bool(statement_info const&)> const& in_effect_;
  std::map<origin, std::vector<begun>> forward_;
  std::map<origin, std::vector<statement_info const*>> backward_;
  std::map<statement_info const*, std::set<std::size_t>> wanted_;
};

}  // namespace

undo_plan plan_undo(revision_info const& revision, direction way, std::vector<unit_standing> const& units,
                    std::function<bool(statement_info const&)> const& in_effect) {
  for (auto const& unit : units) {
    if (unit.part.statements.empty()) continue;
    auto const& statement = *unit.part.statements.front();
    if (unit.state == progress_of_statement::in_doubt)
      return {{},
              "whether " + spelt(statement) + " took effect is not known; look, then say so (--undecided run|skip)"};
    if (unit.state == progress_of_statement::part_done)
      return {{}, "a part of the rows of " + spelt(statement) + " is changed, and nothing says which they were before"};
  }
  bool const any = std::any_of(units.begin(), units.end(),
                               [](unit_standing const& u) { return u.state == progress_of_statement::done; });
  if (!any) return {};
  if (way == direction::upgrade && !revision.irreversible.empty())
    return {{}, "there is no way back from '" + revision.id + "': " + revision.irreversible};
  try {
    return {pairing(revision, way, units, in_effect).pieces(), {}};
  } catch (refusal const& why) {
    return {{}, why.sentence};
  }
}

std::string spell_ordinals(std::vector<std::uint32_t> ordinals) {
  std::sort(ordinals.begin(), ordinals.end());
  std::string out;
  for (std::size_t i = 0; i < ordinals.size();) {
    auto last = i;
    while (last + 1 < ordinals.size() && ordinals[last + 1] == ordinals[last] + 1) ++last;
    out += (out.empty() ? "" : ", ") + std::to_string(ordinals[i]);
    if (last > i) out += (last == i + 1 ? ", " : " to ") + std::to_string(ordinals[last]);
    i = last + 1;
  }
  return (ordinals.size() == 1 ? "statement " : "statements ") + out;
}

}  // namespace retort
