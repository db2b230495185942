// SPDX-License-Identifier: Apache-2.0
// Revisions are read from one bundle and written into another.
#include "runtime/core/excerpt.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/bundle_text.hpp"
#include "runtime/core/revision_graph.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::core {
namespace {

written_revision without_upgrade(bundle const& content, revision_info const& revision) {
  written_revision out;
  out.id = revision.id;
  out.parents = revision.parents;
  out.depends_on = revision.depends_on;
  out.labels = revision.labels;
  out.replaces = revision.replaces;
  out.compatible = revision.compatible;
  out.message = revision.message;
  out.created = revision.created;
  out.checksum = revision.checksum;
  out.irreversible = revision.irreversible;
  out.downgrade_loss = revision.downgrade_loss;
  std::copy_if(revision.losses.begin(), revision.losses.end(), std::back_inserter(out.losses),
               [](loss_info const& loss) { return loss.way == direction::downgrade; });
  for (auto const& statement : revision.downgrade) {
    auto& written = out.downgrade.emplace_back();
    written.kind = statement.kind;
    written.mode = statement.mode;
    written.segment = statement.segment;
    written.file = statement.file;
    written.line = statement.line;
    written.summary = statement.summary;
    written.locks = statement.locks;
    if (statement.kind == statement_kind::batch)
      written.batch = content.batch(revision, statement);
    else
      written.text = content.text(revision, statement);
    written.lock_timeout = statement.lock_timeout;
    written.statement_timeout = statement.statement_timeout;
    written.probe = content.probe(revision, statement);
  }
  return out;
}

class writer {
 public:
  void add(written_revision const& revision) {
    render(revision, blocks_);
    format_ = std::max(format_, format_of(revision));
    index_ += blocks_.index;
    statements_ += blocks_.statements;
    sql_ += blocks_.sql;
    ++revisions_;
  }
  // The header's facts are those of `like`, but for the heads.
  [[nodiscard]] std::string finish(bundle const& like, std::vector<std::string> heads) const {
    auto said = like.defaults();
    // Neither says anything here, where the server has had the revision, and an older program is to read it.
    said.store_downgrade = false;
    said.oldest.clear();
    return header_text({like.name(), like.dialect(), like.generator(), std::move(said), std::move(heads), revisions_,
                        format_, facts(index_), facts(statements_), facts(sql_)}) +
           index_ + statements_ + sql_;
  }

 private:
  static bundle_section facts(std::string const& section) { return {section.size(), xxh64_of(section)}; }

  std::string index_{format::index_title}, statements_{format::statements_title}, sql_{format::sql_title};
  std::uint64_t revisions_ = 0;
  std::uint64_t format_ = 1;
  revision_blocks blocks_;
};

}  // namespace

std::string id_of(bundle const& content, std::string const& name) {
  auto const has_label = [&](revision_info const& r) {
    return std::find(r.labels.begin(), r.labels.end(), name) != r.labels.end();
  };
  auto const all = content.revisions();
  auto const by_id = std::find_if(all.begin(), all.end(), [&](revision_info const& r) { return r.id == name; });
  if (by_id != all.end()) return name;
  auto const by_label = std::find_if(all.begin(), all.end(), has_label);
  return by_label == all.end() ? name : by_label->id;
}

std::string way_back(bundle const& content, revision_info const& revision) {
  auto kept = without_upgrade(content, revision);
  // A label may mean another revision where it is read, and what was squashed is nobody's question there.
  for (auto& name : kept.depends_on) name = id_of(content, name);
  kept.replaces.clear();
  kept.compatible.clear();  // a column of the table has it
  writer out;
  out.add(kept);
  return out.finish(content, {revision.id});
}

std::string with_ways_back(bundle const& known, std::vector<bundle> const& beyond) {
  std::vector<written_revision> revisions;
  std::set<std::string> labels;
  for (auto const& revision : known.revisions()) {
    revisions.push_back(without_upgrade(known, revision));
    labels.insert(revision.labels.begin(), revision.labels.end());
  }
  for (auto const& one : beyond) {
    revisions.push_back(without_upgrade(one, one.revisions().front()));
    // Those that have moved since are where `known` has them.
    std::erase_if(revisions.back().labels, [&](std::string const& label) { return !labels.insert(label).second; });
  }
  std::vector<revision_node> nodes;
  for (auto const& revision : revisions) {
    nodes.push_back({revision.id, revision.parents, revision.depends_on, revision.labels});
    for (auto const& replaced : revision.replaces) nodes.back().replaces.push_back(replaced.id);
  }
  std::vector<graph_fault> faults;
  auto const graph = revision_graph::build(std::move(nodes), faults);
  for (auto const& fault : faults)
    if (fault.kind != fault_kind::redundant_parent)
      throw bundle_error("the stored downgrade of '" + revisions[fault.revision].id +
                         "' has no sound place in the history of the bundle '" + known.name() + "'");
  writer out;
  for (auto const r : graph.order()) out.add(revisions[r]);
  std::vector<std::string> heads;
  for (auto const r : graph.heads()) heads.push_back(graph[r].id);
  return out.finish(known, std::move(heads));
}

}  // namespace retort::core
