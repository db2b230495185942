// SPDX-License-Identifier: Apache-2.0
// The graph: lanes that are extended, split, merged and made to depend on each other. Each thing of the schema belongs
// to one lane, or is frozen in several.
#include "tests/property/random_history.hpp"

#include <algorithm>

namespace retort::test {

namespace {

struct Lane {
  KnownSchema schema;
  std::string head;
  std::set<std::string> ancestors;  // the head, and all it stands on
};

class Writer {
 public:
  Writer(std::uint64_t seed, Injection* injection)
      : random_(seed), injection_(injection), databases_(random_.below(4)), statements_(random_, databases() == 1) {
    if (injection_ != nullptr) countdown_ = random_.below(20);
  }

  WrittenHistory write() {
    bool const chain = random_.one_in(3);
    std::size_t const bases = chain || random_.one_in(2) ? 1 : 2 + random_.below(2);
    std::size_t const wanted = bases + 2 + random_.below(chain ? 9 : 12);
    for (std::size_t i = 0; i < bases; ++i) {
      lanes_.emplace_back();
      extend(lanes_.back(), {}, bases > 1);
    }
    while (out_.revisions.size() < wanted) {
      Lane& lane = random_.any(lanes_);
      switch (chain ? 0 : random_.below(7)) {
        case 0:
        case 1:
        case 2:
          extend(lane, {lane.head});
          break;
        case 3:
          if (lanes_.size() < 5) split(lane);
          break;
        case 4:
          if (lanes_.size() > 1) depend(lane);
          break;
        default:
          if (lanes_.size() > 1) merge(random_.one_in(4) ? 3 : 2);
          break;
      }
    }
    close_passed();
    while (lanes_.size() > 1) merge(lanes_.size());
    while (injection_ != nullptr && injection_->text.empty() && out_.revisions.size() < 40) {
      countdown_ = 0;
      extend(lanes_.front(), {lanes_.front().head});
    }
    out_.dialects = databases() == 0   ? std::vector{dialect::sqlite, dialect::postgresql}
                    : databases() == 1 ? std::vector{dialect::postgresql}
                                       : std::vector{dialect::sqlite};
    out_.head = lanes_.front().head;
    out_.schema = std::move(lanes_.front().schema);
    if (random_.one_in(2)) std::reverse(out_.revisions.begin(), out_.revisions.end());  // files come in any order
    return std::move(out_);
  }

 private:
  // 0: both, 1: PostgreSQL, 2: SQLite
  [[nodiscard]] std::size_t databases() const {
    return (injection_ != nullptr && injection_->both_databases) || databases_ == 3 ? 0 : databases_;
  }

  std::string id() {
    std::string const number = random_.fresh("");
    switch (random_.below(4)) {
      case 0:
        return number + "e10";
      case 1:
        return "00" + number;
      case 2:
        return "3f9a1c2b" + number + "x";
      default:
        return "r" + number;
    }
  }

  void inject(KnownSchema& schema, WrittenRevision& revision) {
    if (injection_ == nullptr || !injection_->text.empty() || countdown_-- > 0) return;
    countdown_ = 0;
    auto text = injection_->write(schema, statements_, random_);
    if (!text) return;
    faulty_ = true;
    if (injection_->irreversible) {
      revision.downgrade = WrittenRevision::Downgrade::irreversible;
      for (auto& table : schema.tables) table.empty = false;
    }
    // What the fault is about stays as it is: whether it may be changed after that depends on what was meant.
    // The same in capitals as well.
    std::string folded = *text;
    for (char& c : folded)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (auto const& name : schema.names())
      if (count_word(folded, name) != 0 || count_word(folded, '"' + name + '"') != 0) sealed_.insert(name);
    schema.frozen.insert(sealed_.begin(), sealed_.end());
    injection_->text = *text;
    revision.upgrade.push_back(std::move(*text));
  }

  void extend(Lane& lane, std::vector<std::string> parents, bool labelled = false,
              std::vector<std::string> depends_on = {}) {
    bool const merging = parents.size() > 1;
    WrittenRevision revision;
    revision.id = id();
    revision.message = random_.one_of({"'A change'", "'It''s one'", "$$ 'raw' $$", "'Änderung'"});
    revision.parents = std::move(parents);
    revision.depends_on = std::move(depends_on);
    if (labelled || random_.one_in(12)) revision.labels.push_back(random_.fresh("label"));
    if (random_.one_in(6)) revision.more += "created '2026-11-22T11:00:00Z';\n";
    if (random_.one_in(6)) revision.more += "description $$\n  Why.\n    And how.\n$$;\n";
    for (auto& table : lane.schema.tables) table.empty = false;

    faulty_ = false;
    std::vector<Change> changes;
    for (std::size_t i = merging && random_.one_in(2) ? 0 : 1 + random_.below(5); i > 0; --i) {
      inject(lane.schema, revision);
      changes.push_back(statements_.statement(lane.schema));
      revision.upgrade.push_back(changes.back().up);
    }
    inject(lane.schema, revision);
    finish(changes, revision);
    lane.head = revision.id;
    lane.ancestors.insert(revision.id);
    out_.revisions.push_back(std::move(revision));
  }

  // How the revision is undone: in the ways that its statements leave.
  void finish(std::vector<Change> const& changes, WrittenRevision& revision) {
    using Downgrade = WrittenRevision::Downgrade;
    if (revision.downgrade == Downgrade::irreversible) return;
    bool const automatic = std::all_of(changes.begin(), changes.end(), [](Change const& c) { return c.automatic; });
    bool const written =
        std::all_of(changes.begin(), changes.end(), [](Change const& c) { return c.down.has_value(); });
    // A block would have to undo what the fault does, and who knows what that is.
    if (random_.one_in(20) || (!automatic && (!written || faulty_))) {
      revision.downgrade = Downgrade::irreversible;
    } else if (written && !faulty_ && (!automatic || random_.one_in(3))) {
      revision.downgrade = Downgrade::block;
      for (auto it = changes.rbegin(); it != changes.rend(); ++it)
        if (!it->down->empty()) revision.block.push_back(*it->down);
    } else {
      revision.downgrade = random_.one_in(2) ? Downgrade::automatic : Downgrade::left_out;
    }
  }

  // What is not connected goes one way or the other; some of it both ways, and then nobody may change it.
  void split(Lane& lane) {
    Lane other;
    other.head = lane.head;
    other.ancestors = lane.ancestors;
    std::set<std::string> mine = lane.schema.frozen, theirs = lane.schema.frozen;
    std::set<std::string> shared;
    for (auto const& part : lane.schema.components()) {
      auto const way = random_.below(5);
      if (way == 0) shared.insert(part.begin(), part.end());
      if (way == 0 || way % 2 == 1) mine.insert(part.begin(), part.end());
      if (way == 0 || (way != 0 && way % 2 == 0)) theirs.insert(part.begin(), part.end());
    }
    other.schema = lane.schema.part(theirs);
    lane.schema = lane.schema.part(mine);
    lane.schema.frozen.insert(shared.begin(), shared.end());
    other.schema.frozen.insert(shared.begin(), shared.end());
    lanes_.push_back(std::move(other));
  }

  // The next revision of the lane depends on the head of another one, and sees some of what is there.
  void depend(Lane& lane) {
    Lane& other = random_.any(lanes_);
    if (lane.ancestors.contains(other.head)) return;  // also the lane itself
    std::set<std::string> seen;
    for (auto const& part : other.schema.components())
      if (random_.one_in(2)) seen.insert(part.begin(), part.end());
    auto common = other.schema.part(seen);
    common.frozen.insert(seen.begin(), seen.end());
    other.schema.frozen.insert(seen.begin(), seen.end());
    lane.schema.take_in(common);
    lane.ancestors.insert(other.ancestors.begin(), other.ancestors.end());
    auto const found = std::find_if(out_.revisions.begin(), out_.revisions.end(),
                                    [&](WrittenRevision const& r) { return r.id == other.head; });
    bool const by_label = !found->labels.empty() && random_.one_in(2);
    extend(lane, {lane.head}, false, {by_label ? found->labels.front() : other.head});
  }

  // Lanes on whose head another lane stands are no branches of their own any more.
  void close_passed() {
    for (std::size_t i = 0; i < lanes_.size(); ++i)
      for (std::size_t k = 0; k < lanes_.size(); ++k)
        if (i != k && lanes_[k].ancestors.contains(lanes_[i].head)) {
          take_in(lanes_[k], lanes_[i]);
          lanes_.erase(lanes_.begin() + static_cast<std::ptrdiff_t>(i));
          thaw();
          return close_passed();
        }
  }

  void merge(std::size_t most) {
    close_passed();
    std::vector<std::string> parents;
    std::size_t const first = random_.below(lanes_.size());
    Lane merged = std::move(lanes_[first]);
    lanes_.erase(lanes_.begin() + static_cast<std::ptrdiff_t>(first));
    parents.push_back(merged.head);
    while (parents.size() < most && !lanes_.empty()) {
      std::size_t const next = random_.below(lanes_.size());
      take_in(merged, lanes_[next]);
      parents.push_back(lanes_[next].head);
      lanes_.erase(lanes_.begin() + static_cast<std::ptrdiff_t>(next));
    }
    lanes_.push_back(std::move(merged));
    thaw();
    if (parents.size() > 1) extend(lanes_.back(), std::move(parents));
  }

  static void take_in(Lane& lane, Lane const& other) {
    // What is frozen in one of them is in the other as well, and as it is in both.
    lane.schema.take_in(other.schema);
    lane.ancestors.insert(other.ancestors.begin(), other.ancestors.end());
  }

  // What only one lane sees is its own again.
  void thaw() {
    for (auto& lane : lanes_)
      std::erase_if(lane.schema.frozen, [&](std::string const& name) {
        return !sealed_.contains(name) && std::none_of(lanes_.begin(), lanes_.end(), [&](Lane const& other) {
          auto const names = other.schema.names();
          return &other != &lane && std::find(names.begin(), names.end(), name) != names.end();
        });
      });
  }

  Random random_;
  Injection* injection_;
  std::size_t databases_;
  RandomStatements statements_;
  std::size_t countdown_ = 0;
  bool faulty_ = false;  // the revision under way has the fault
  std::set<std::string> sealed_;
  std::vector<Lane> lanes_;
  WrittenHistory out_;
};

}  // namespace

std::string WrittenRevision::text() const {
  std::string out =
      "revision " + id + " " + message + ";\nrevises " + (parents.empty() ? "base" : joined(parents)) + ";\n";
  if (!depends_on.empty()) out += "depends on " + joined(depends_on) + ";\n";
  if (!labels.empty()) out += "labels " + joined(labels) + ";\n";
  out += more + "\nupgrade {\n";
  for (auto const& statement : upgrade) out += statement + "\n";
  out += "}\n";
  switch (downgrade) {
    case Downgrade::left_out:
      break;
    case Downgrade::automatic:
      out += "\ndowngrade auto;\n";
      break;
    case Downgrade::irreversible:
      out += "\ndowngrade irreversible 'gone for good';\n";
      break;
    case Downgrade::block:
      out += "\ndowngrade {\n";
      for (auto const& statement : block) out += statement + "\n";
      out += "}\n";
      break;
  }
  return out;
}

std::vector<std::string> WrittenHistory::texts() const {
  std::vector<std::string> out;
  for (auto const& revision : revisions) out.push_back(revision.text());
  return out;
}

WrittenHistory random_history(std::uint64_t seed, Injection* injection) { return Writer(seed, injection).write(); }

}  // namespace retort::test
