// SPDX-License-Identifier: Apache-2.0
// The commands that look at the bundle, and at a database only to mark what is current.
#include <algorithm>
#include <iostream>

#include "runtime/cli/activity.hpp"
#include "runtime/cli/commands.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/core/bundle_format.hpp"
#include "runtime/core/lineage.hpp"
#include "runtime/core/targets.hpp"
#include "runtime/script/script.hpp"
#include "runtime/src/move_planner.hpp"

namespace retort::cli {
namespace {

bool has(std::vector<std::string> const& ids, std::string const& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string file_of(revision_info const& revision) {
  if (!revision.upgrade.empty()) return revision.upgrade.front().file;
  return revision.downgrade.empty() ? std::string() : revision.downgrade.front().file;
}

class story {
 public:
  explicit story(invocation const& run) : run_(run), line_(run.migrations.content) {}

  // Only then is a database asked; throws usage_error where none is named.
  void look_at_the_database() {
    asked_ = true;
    for (auto const& id : opened(run_, false)->current()) {
      recorded_.push_back(id);
      if (auto const found = line_.graph().find(id)) current_.push_back(*found);
    }
  }
  [[nodiscard]] core::revision_graph const& graph() { return line_.graph(); }
  [[nodiscard]] std::vector<std::string> const& heads() { return line_.heads(); }
  [[nodiscard]] std::vector<core::revision_index> const& current() const { return current_; }
  [[nodiscard]] revision_info const& revision(core::revision_index r) const {
    return run_.migrations.content.revisions()[r];
  }

  [[nodiscard]] std::string line(core::revision_index r) {
    auto const& info = revision(r);
    std::string out = listed(info.parents, "base") + " -> " + info.id;
    if (!info.depends_on.empty()) out += " (depends on " + listed(info.depends_on, "") + ")";
    if (!info.labels.empty()) out += " (" + listed(info.labels, "") + ")";
    if (has(heads(), info.id)) out += " (head)";
    if (graph().children(r).size() > 1) out += " (branchpoint)";
    if (info.parents.size() > 1) out += " (mergepoint)";
    if (has(recorded_, info.id)) out += " (current)";
    return out + ", " + info.message;
  }

  [[nodiscard]] json_object json(core::revision_index r) {
    auto const& info = revision(r);
    json_object out;
    out.text("id", info.id)
        .text("message", info.message)
        .texts("parents", info.parents)
        .texts("depends_on", info.depends_on)
        .texts("replaces", graph()[r].replaces)
        .texts("labels", info.labels)
        .text("file", file_of(info))
        .text("created", info.created)
        .text("checksum", info.checksum)
        .text("irreversible", info.irreversible)
        .texts("losses", info.downgrade_loss)
        .flag("head", has(heads(), info.id));
    if (asked_) out.flag("current", has(recorded_, info.id));
    return out;
  }

  void print_details(core::revision_index r) {
    auto const& info = revision(r);
    print("revision " + info.id + " " + info.message);
    print("  revises " + listed(info.parents, "base"));
    if (!info.depends_on.empty()) print("  depends on " + listed(info.depends_on, ""));
    if (!info.replaces.empty()) print("  replaces " + listed(graph()[r].replaces, ""));
    if (!info.labels.empty()) print("  labels " + listed(info.labels, ""));
    if (!info.created.empty()) print("  created " + info.created);
    print("  checksum " + info.checksum);
    if (!info.irreversible.empty()) print("  irreversible: " + info.irreversible);
    for (auto const& loss : info.losses)
      print("  " + std::string(core::format::word(loss.way)) + " loses " + std::string(core::format::word(loss.kind)) +
            ": " + loss.sentence);
    print_statements("upgrade", info.upgrade);
    print_statements("downgrade", info.downgrade);
  }

 private:
  static void print_statements(std::string const& way, statement_list const& statements) {
    if (!statements.empty()) print("  " + way);
    for (auto const& s : statements)
      print("    " + std::to_string(s.ordinal) + ". " + s.summary + "  (" + s.file + ":" + std::to_string(s.line) +
            ")");
  }

  invocation const& run_;
  lineage line_;
  bool asked_ = false;
  std::vector<std::string> recorded_;
  std::vector<core::revision_index> current_;
};

}  // namespace

int history(invocation& run) {
  story told(run);
  auto const& range = run.given.range;
  auto const colon = range.find(':');
  bool const relative = is_relative(range) || (colon != std::string::npos && is_relative(range.substr(colon + 1)));
  if (run.given.indicate_current || (relative && run.db)) told.look_at_the_database();
  std::vector<core::revision_index> shown;
  if (run.given.range.empty()) {
    auto const order = told.graph().order();
    shown.assign(order.rbegin(), order.rend());
  } else {
    try {
      shown = core::resolve_range(told.graph(), told.current(), run.given.range);
    } catch (core::target_error const& refused) {
      throw unknown_target(refused.what());
    }
  }
  std::vector<std::string> objects;
  for (auto const r : shown) {
    if (run.given.json)
      objects.push_back(told.json(r).str());
    else if (run.given.verbose)
      told.print_details(r);
    else
      print(told.line(r));
  }
  if (run.given.json) print(json_object().raw("revisions", json_array(objects)).str());
  return 0;
}

int heads(invocation& run) {
  story told(run);
  if (run.given.json) {
    print(json_object().texts("heads", told.heads()).str());
    return 0;
  }
  for (auto const& id : told.heads()) {
    auto const r = *told.graph().find(id);
    if (run.given.verbose)
      told.print_details(r);
    else
      print(id + " (head) " + told.revision(r).message);
  }
  return 0;
}

int branches(invocation& run) {
  story told(run);
  std::vector<std::string> objects;
  for (auto const r : told.graph().order()) {
    auto const children = told.graph().children(r);
    if (children.size() < 2) continue;
    std::vector<std::string> ids;
    for (auto const child : children) ids.push_back(told.revision(child).id);
    if (run.given.json)
      objects.push_back(json_object().text("id", told.revision(r).id).texts("children", ids).str());
    else
      print(told.revision(r).id + " (branchpoint) -> " + listed(ids, ""));
  }
  if (run.given.json) print(json_object().raw("branches", json_array(objects)).str());
  return 0;
}

int show(invocation& run) {
  story told(run);
  if (run.db && is_relative(run.given.operands[0])) told.look_at_the_database();
  try {
    auto const r = core::resolve_one(told.graph(), told.current(), run.given.operands[0]);
    if (run.given.json)
      print(told.json(r).str());
    else
      told.print_details(r);
  } catch (core::target_error const& refused) {
    throw unknown_target(refused.what());
  }
  return 0;
}

int sql(invocation& run) {
  auto const& operands = run.given.operands;
  std::cout << script::write(run.migrations.content, {operands.empty() ? "base:head" : operands.front(),
                                                      run.given.settings, run.given.idempotent});
  return 0;
}

}  // namespace retort::cli
