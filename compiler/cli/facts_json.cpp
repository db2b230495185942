// SPDX-License-Identifier: Apache-2.0
// With nlohmann::json, as the diagnostics are.
#include "compiler/cli/facts_json.hpp"

#include <nlohmann/json.hpp>

#include "compiler/base/overloaded.hpp"

#include "runtime/core/bundle_format.hpp"

namespace retort::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string line(Json const& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json ids(core::revision_graph const& graph, std::vector<core::revision_index> const& revisions) {
  Json out = Json::array();
  for (auto const r : revisions) out.push_back(graph[r].id);
  return out;
}

Json statements_json(statement_list const& statements) {
  Json out = Json::array();
  for (auto const& s : statements)
    out.push_back({{"ordinal", s.ordinal},
                   {"kind", core::format::word(s.kind)},
                   {"transaction", core::format::word(s.mode)},
                   {"segment", s.segment},
                   {"file", s.file},
                   {"line", s.line},
                   {"summary", s.summary},
                   {"locks", s.locks}});
  return out;
}

Json text_or_null(Maybe<ast::Text> const& text) { return text ? Json(text->value) : Json(nullptr); }

Json irreversible(ast::Downgrade const& downgrade) {
  return std::visit(overloaded{[](ast::DowngradeAuto const&) { return Json(nullptr); },
                               [](ast::Block const&) { return Json(nullptr); },
                               [](ast::DowngradeIrreversible const& why) { return Json(why.reason.value); }},
                    downgrade.node);
}

}  // namespace

std::string diff_json(std::vector<model::Difference> const& differences, model::Changes const& changes,
                      std::vector<dialects::Unsaid> const& unsaid) {
  Json out{{"equal", differences.empty()},
           {"differences", Json::array()},
           {"statements", Json::array()},
           {"remaining", Json::array()},
           {"unsaid", Json::array()}};
  for (auto const& difference : differences) out["differences"].push_back(difference.message);
  for (auto const& change : changes.list) out["statements"].push_back(model::one_line(change.operation));
  for (auto const& difference : changes.remaining) out["remaining"].push_back(difference.message);
  for (auto const& [object, what] : unsaid) out["unsaid"].push_back({{"object", object}, {"what", what}});
  return line(out);
}

std::string verify_json(Verified const& verified) {
  Json steps = Json::array();
  for (auto const& step : verified.steps)
    steps.push_back({{"way", step.way},
                     {"revision", step.revision},
                     {"message", step.message},
                     {"ok", step.ok()},
                     {"compared", step.compared},
                     {"queries", step.queries},
                     {"differences", step.differences},
                     {"statements", step.statements},
                     {"faults", step.faults},
                     {"notes", step.notes},
                     {"rows", step.rows}});
  return line(Json{{"ok", verified.ok()},
                   {"database", verified.database},
                   {"dialect", verified.dialect},
                   {"steps", std::move(steps)},
                   {"stopped", verified.stopped.empty() ? Json() : Json(verified.stopped)}});
}

std::string heads_json(core::revision_graph const& graph) { return line(Json{{"heads", ids(graph, graph.heads())}}); }

std::string history_json(Workspace const& workspace, History const& history,
                         std::vector<core::revision_index> const& revisions, Marks const& marks, Losses const* losses) {
  Json list = Json::array();
  for (auto const r : revisions) {
    auto const& node = history.graph[r];
    auto const& file = *history.revisions[r];
    Json entry;
    entry["id"] = node.id;
    entry["message"] = file.message.value;
    entry["parents"] = node.parents;
    entry["depends_on"] = node.depends_on;
    entry["replaces"] = node.replaces;
    entry["labels"] = node.labels;
    entry["file"] = workspace.sources[history.revision_files[r]].name();
    entry["created"] = text_or_null(file.created);
    entry["description"] = text_or_null(file.description);
    entry["irreversible"] = irreversible(file.downgrade);
    entry["head"] = static_cast<bool>(marks.head[r]);
    if (marks.current[r]) entry["current"] = true;
    if (losses != nullptr) {
      entry["losses"] = Json::array();
      for (auto const& loss : (*losses)[r])
        entry["losses"].push_back({{"direction", core::format::word(loss.way)},
                                   {"kind", core::format::word(loss.kind)},
                                   {"sentence", loss.sentence}});
    }
    list.push_back(std::move(entry));
  }
  return line(Json{{"revisions", std::move(list)}});
}

std::string graph_json(Picture const& picture) {
  Json nodes = Json::array();
  Json edges = Json::array();
  for (auto const& node : picture.nodes) {
    nodes.push_back({{"id", node.id},
                     {"message", node.message},
                     {"labels", node.labels},
                     {"head", node.head},
                     {"current", node.current}});
    auto const add = [&](std::vector<std::size_t> const& others, char const* kind) {
      for (auto const other : others)
        edges.push_back({{"from", picture.nodes[other].id}, {"to", node.id}, {"kind", kind}});
    };
    add(node.parents, "parent");
    add(node.dependencies, "dependency");
  }
  return line(Json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}});
}

std::string plan_json(History const& history, core::planned_move const& move, Losses const* losses,
                      Statements const* statements) {
  Json steps = Json::array();
  std::size_t number = 0;
  for (auto const& step : move.steps) {
    Json entry{{"direction", core::format::word(step.way)},
               {"revision", history.graph[step.revision].id},
               {"message", history.revisions[step.revision]->message.value}};
    if (auto const* why = std::get_if<ast::DowngradeIrreversible>(&history.revisions[step.revision]->downgrade.node);
        why != nullptr && step.way == direction::downgrade)
      entry["irreversible"] = why->reason.value;
    if (losses != nullptr) {
      entry["losses"] = Json::array();
      for (auto const& loss : (*losses)[step.revision])
        if (loss.way == step.way)
          entry["losses"].push_back({{"kind", core::format::word(loss.kind)}, {"sentence", loss.sentence}});
    }
    if (statements != nullptr) entry["statements"] = statements_json((*statements)[number]);
    ++number;
    steps.push_back(std::move(entry));
  }
  return line(Json{{"steps", std::move(steps)}, {"heads", ids(history.graph, move.heads)}});
}

std::string branches_json(History const& history, std::vector<core::revision_index> const& revisions) {
  Json list = Json::array();
  for (auto const r : revisions) {
    auto const children = history.graph.children(r);
    list.push_back({{"id", history.graph[r].id},
                    {"message", history.revisions[r]->message.value},
                    {"children", ids(history.graph, {children.begin(), children.end()})}});
  }
  return line(Json{{"branches", std::move(list)}});
}

std::string draft_json(std::string const& file, Draft const& draft) {
  return line(Json{{"revision", draft.id}, {"file", file}});
}

std::string squash_json(std::string const& revision, std::string const& file, std::vector<std::string> const& replaces,
                        std::vector<std::string> const& removed) {
  return line(Json{{"revision", revision}, {"file", file}, {"replaces", replaces}, {"removed", removed}});
}

std::string release_json(std::vector<std::string> const& ids, std::vector<std::string> const& locks) {
  return line(Json{{"released", ids}, {"locks", locks}});
}

std::string keygen_json(std::string const& id, std::string const& private_file, std::string const& public_file,
                        bool password) {
  return line(Json{{"key", id}, {"private", private_file}, {"public", public_file}, {"password", password}});
}

std::string sign_json(std::string const& id, std::vector<std::string> const& bundles) {
  Json list = Json::array();
  for (auto const& bundle : bundles) list.push_back({{"bundle", bundle}, {"signature", bundle + ".sig"}});
  return line(Json{{"key", id}, {"signatures", std::move(list)}});
}

}  // namespace retort::cli
