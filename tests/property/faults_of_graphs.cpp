// SPDX-License-Identifier: Apache-2.0
// Faults of the headers of revisions: codes RT02xx. The codes are those of docs/diagnostics.
#include <algorithm>

#include "tests/property/faults.hpp"

namespace retort::test {

namespace {

using Made = std::optional<std::string>;
using List = std::vector<WrittenRevision>;

WrittenRevision* with_id(WrittenHistory& history, std::string const& id) {
  auto const found = std::find_if(history.revisions.begin(), history.revisions.end(),
                                  [&](WrittenRevision const& r) { return r.id == id; });
  return found == history.revisions.end() ? nullptr : &*found;
}
// One that has parents.
WrittenRevision* any_child(WrittenHistory& history, Random& random) {
  std::vector<WrittenRevision*> found;
  for (auto& r : history.revisions)
    if (!r.parents.empty()) found.push_back(&r);
  return found.empty() ? nullptr : random.any(found);
}
WrittenRevision empty_revision(std::string id, std::vector<std::string> parents) {
  WrittenRevision out;
  out.id = std::move(id);
  out.parents = std::move(parents);
  return out;
}

Made unknown_parent(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  random.any(child->parents) = "nowhere";
  return child->text();
}
Made duplicate_id(WrittenHistory& history, Random& random) {
  auto copy = random.any(history.revisions);
  copy.message = "'A copy'";
  copy.labels.clear();
  history.revisions.push_back(copy);
  return copy.text();
}
Made id_of_another_case(WrittenHistory& history, Random& random) {
  auto id = random.any(history.revisions).id;
  auto const letter = id.find_first_of("rex");
  if (letter == std::string::npos) return std::nullopt;
  id[letter] = static_cast<char>(id[letter] - 'a' + 'A');
  history.revisions.push_back(empty_revision(id, {history.head}));
  return history.revisions.back().text();
}
Made cycle(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  auto* above = with_id(history, random.any(child->parents));
  above->parents = {child->id};
  above->depends_on.clear();
  return above->text();
}
Made cycle_of_dependencies(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  auto* above = with_id(history, random.any(child->parents));
  above->depends_on = {child->id};
  return above->text();
}
Made itself(WrittenHistory& history, Random& random) {
  auto& revision = random.any(history.revisions);
  revision.parents = {revision.id};
  return revision.text();
}
Made second_head(WrittenHistory& history, Random& random) {
  auto const& from = random.any(history.revisions);
  if (from.id == history.head) return std::nullopt;
  history.revisions.push_back(empty_revision("another_head", {from.id}));
  return history.revisions.back().text();
}
Made base_without_label(WrittenHistory& history, Random&) {
  int number = 0;
  for (auto& r : history.revisions)
    if (r.parents.empty() && r.labels.empty()) r.labels.push_back("base" + std::to_string(++number));
  history.revisions.push_back(empty_revision("another_base", {}));
  auto const text = history.revisions.back().text();
  history.revisions.push_back(empty_revision("both", {history.head, "another_base"}));
  return text;
}
Made unknown_dependency(WrittenHistory& history, Random& random) {
  auto& revision = random.any(history.revisions);
  revision.depends_on.emplace_back("nowhere");
  return revision.text();
}
Made label_twice(WrittenHistory& history, Random& random) {
  auto& one = random.any(history.revisions);
  auto& two = random.any(history.revisions);
  if (&one == &two) return std::nullopt;
  if (one.labels.empty()) one.labels.emplace_back("said_twice");
  two.labels.push_back(one.labels.front());
  return two.text();
}
Made label_is_an_id(WrittenHistory& history, Random& random) {
  auto& one = random.any(history.revisions);
  auto& two = random.any(history.revisions);
  if (!one.id.starts_with("r")) return std::nullopt;
  two.labels.push_back(one.id);
  return two.text();
}
Made redundant_parent(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  auto const* parent = with_id(history, random.any(child->parents));
  if (parent->parents.empty()) return std::nullopt;
  auto const& above = random.any(parent->parents);
  if (std::find(child->parents.begin(), child->parents.end(), above) != child->parents.end()) return std::nullopt;
  child->parents.push_back(above);
  return child->text();
}
// `revision` says that it was made of another one as well.
void squash(WrittenRevision& revision, std::string const& other) {
  auto const checksum = " 'c1:" + std::string(64, '0') + "'";
  revision.more += "replaces " + other + checksum + ", " + revision.id + checksum + ";\n";
}
Made squashed_parent(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  auto& parent = random.any(child->parents);
  squash(*with_id(history, parent), "it_was_here");
  parent = "it_was_here";
  return child->text();
}
Made squashed_and_there(WrittenHistory& history, Random& random) {
  auto& revision = random.any(history.revisions);
  auto const& other = random.any(history.revisions);
  if (&revision == &other) return std::nullopt;
  squash(revision, other.id);
  return revision.text();
}
Made squashed_twice(WrittenHistory& history, Random& random) {
  auto& one = random.any(history.revisions);
  auto& two = random.any(history.revisions);
  if (&one == &two) return std::nullopt;
  squash(one, "it_was_here");
  squash(two, "it_was_here");
  return two.text();
}
Made abbreviated(WrittenHistory& history, Random& random) {
  auto* child = any_child(history, random);
  if (child == nullptr) return std::nullopt;
  auto& parent = random.any(child->parents);
  auto const shorter = parent.substr(0, parent.size() - 1);
  auto const alike = std::count_if(history.revisions.begin(), history.revisions.end(),
                                   [&](WrittenRevision const& r) { return r.id.starts_with(shorter); });
  if (alike != 1 || shorter.size() < 4) return std::nullopt;
  parent = shorter;
  return child->text();
}

struct Sides {
  char const *left, *right;
};
// Two revisions on the head, and their merge.
Made merge_of(WrittenHistory& history, Random& random, std::vector<Sides> const& all) {
  auto const& sides = all[random.below(all.size())];
  auto common = empty_revision("common", {history.head});
  common.upgrade = {"create type kind as enum ('a', 'b');",
                    "create table pairs (a bigint primary key, b text, c integer, d kind);",
                    "create index pairs_c on pairs (c);"};
  auto left = empty_revision("left_side", {"common"}), right = empty_revision("right_side", {"common"});
  left.upgrade = {sides.left};
  right.upgrade = {sides.right};
  left.downgrade = right.downgrade = WrittenRevision::Downgrade::irreversible;
  if (random.one_in(2)) std::swap(left.upgrade, right.upgrade);
  auto merged = empty_revision("merged", {"left_side", "right_side"});
  for (auto const& r : List{common, left, right, merged}) history.revisions.push_back(r);
  history.revisions.push_back(empty_revision("behind", {"merged"}));
  if (random.one_in(2)) history.revisions.back().upgrade = {"create table behind_it (a integer);"};
  // Nothing of the three may go.
  return common.text() + left.text() + right.text() + merged.text();
}
Made conflict(WrittenHistory& history, Random& random) {
  static std::vector<Sides> const all{
      {"alter table pairs add column x text;", "alter table pairs add column x integer;"},
      {"@allow(data-loss, 'x') alter table pairs drop column b;", "create index on pairs (b);"},
      {"@allow(data-loss, 'x') alter table pairs drop column b;", "update pairs set b = 'x' where a = 1;"},
      {"@allow(data-loss, 'x') drop table pairs;", "insert into pairs (a) values (1);"},
      {"rename table pairs to others;", "alter table pairs add column x text;"},
      {"rename table pairs to others;", "rename table pairs to something;"},
      {"alter table pairs rename column b to x;", "alter table pairs rename column b to y;"},
      {"alter table pairs rename column b to x;", "comment on column pairs.b is 'x';"},
      {"alter table pairs alter column c set default 1;", "alter table pairs alter column c set default 2;"},
      {"comment on table pairs is 'x';", "comment on table pairs is 'y';"},
      {"create table new_one (a integer);", "create table new_one (a text);"},
      {"create table new_one (a integer);", "create view new_one as select 1 as a;"},
      {"drop index pairs_c;", "rename index pairs_c to other_c;"},
      {"alter type kind add value 'x';", "alter type kind add value 'y';"},
      {"alter type kind rename value 'a' to 'x';", "alter table pairs alter column d set default 'a';"},
      {"rename type kind to sort;", "create table new_one (a kind);"},
  };
  return merge_of(history, random, all);
}
// Not a fault: both touch the table, and either order gives the same.
Made agreement(WrittenHistory& history, Random& random) {
  static std::vector<Sides> const all{
      {"alter table pairs add column x text;", "alter table pairs add column y integer;"},
      {"alter table pairs add column x text;", "insert into pairs (a) values (1);"},
      {"alter table pairs alter column b set default 'x';", "alter table pairs alter column c set default 1;"},
      {"alter table pairs alter column b set not null;", "comment on table pairs is 'x';"},
      {"alter table pairs add constraint k1 check (c > 0);", "create index on pairs (b);"},
      {"create table new_one (a bigint references pairs);", "create view new_view as select b from pairs;"},
      {"create table new_one (a kind);", "alter table pairs alter column d set default 'a';"},
      {"update pairs set b = 'x' where a = 1;", "alter table pairs add column x text;"},
      {"drop index pairs_c;", "alter table pairs rename column b to x;"},
  };
  merge_of(history, random, all);
  return "";
}

}  // namespace

std::vector<HistoryFault> const& graph_faults() {
  static std::vector<HistoryFault> const all{
      {"RT0201", "unknown parent", unknown_parent},
      {"RT0202", "duplicate id", duplicate_id},
      {"RT0202", "id of another case", id_of_another_case},
      {"RT0203", "cycle", cycle},
      {"RT0203", "cycle of dependencies", cycle_of_dependencies},
      {"RT0204", "revises itself", itself},
      {"RT0205", "second head", second_head},
      {"RT0206", "base without label", base_without_label},
      {"RT0207", "unknown dependency", unknown_dependency},
      {"RT0208", "label twice", label_twice},
      {"RT0208", "label is an id", label_is_an_id},
      {"RT0209", "redundant parent", redundant_parent},
      {"RT0210", "abbreviated id", abbreviated},
      {"RT0201", "squashed parent", squashed_parent},
      {"RT0213", "squashed and still there", squashed_and_there},
      {"RT0213", "squashed twice", squashed_twice},
      {"RT0211", "sides that do not commute", conflict},
      {"", "sides that commute", agreement},
  };
  return all;
}

}  // namespace retort::test
