// SPDX-License-Identifier: Apache-2.0
// For the tests of the model: texts of .mig files in, the replayed history and its diagnostics out.
#pragma once

#include <string>
#include <vector>

#include "compiler/model/replay.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::model::test {

struct History {
  Sources sources;
  Sink sink;
  std::vector<ast::File> files;
  core::revision_graph graph;
  std::vector<ReplayedRevision> revisions;

  // The codes reported, in order: "RT0301 RT0601".
  [[nodiscard]] std::string codes() const {
    std::string out;
    for (auto const& d : sink.all()) out += (out.empty() ? "" : " ") + std::string(info(d.code).name);
    return out;
  }
  // Everything reported, for messages of failing tests.
  [[nodiscard]] std::string report() const {
    std::string out;
    for (auto const& d : sink.all()) {
      out += std::string(info(d.code).name) + " " + d.message;
      if (d.span.file.index != FileId::none) out += " [" + std::string(sources.text(d.span)) + "]";
      for (auto const& n : d.notes) out += "\n    " + n.message;
      out += "\n";
    }
    return out;
  }
  // The text under the caret of the only diagnostic.
  [[nodiscard]] std::string caret() const {
    if (sink.all().size() != 1) return "not one diagnostic: " + report();
    return std::string(sources.text(sink.all().front().span));
  }
  [[nodiscard]] Schema const& head() const { return revisions.back().after; }
};

// Replays the files as one history.
inline History replay_texts(std::vector<std::string> const& texts, dialect target = dialect::sqlite) {
  History out;
  std::vector<FileId> ids;
  for (std::size_t i = 0; i < texts.size(); ++i)
    ids.push_back(out.sources.add(std::to_string(i + 1) + ".mig", texts[i]));
  for (FileId const id : ids) out.files.push_back(syntax::parse(out.sources, id, out.sink));
  std::vector<ast::Revision const*> revisions;
  std::vector<core::revision_node> nodes;
  for (auto const& file : out.files) {
    auto const* revision = std::get_if<ast::Revision>(&file.content);
    if (revision == nullptr) continue;
    core::revision_node node;
    node.id = revision->id.text;
    for (auto const& p : revision->parents) node.parents.push_back(p.text);
    for (auto const& d : revision->depends_on) node.depends_on.push_back(d.text);
    for (auto const& l : revision->labels) node.labels.push_back(l.text);
    nodes.push_back(std::move(node));
    revisions.push_back(revision);
  }
  std::vector<core::graph_fault> faults;
  out.graph = core::revision_graph::build(std::move(nodes), faults);
  ReplayOptions options;
  options.target = target;
  replay(out.graph, revisions, options, out.sink,
         [&](ReplayedRevision const& revision) { out.revisions.push_back(revision); });
  return out;
}

// A chain of revisions r1, r2, …, one for each text: the statements of its upgrade, or, when it holds the word
// "upgrade {", everything behind the header.
inline History chain(std::vector<std::string> const& bodies, dialect target = dialect::sqlite) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    std::string const parent = i == 0 ? "base" : "r" + std::to_string(i);
    std::string text = "revision r" + std::to_string(i + 1) + " 'A change';\nrevises " + parent + ";\n";
    text += bodies[i].find("upgrade {") == std::string::npos ? "upgrade {\n" + bodies[i] + "\n}\n" : bodies[i];
    texts.push_back(std::move(text));
  }
  return replay_texts(texts, target);
}

}  // namespace retort::model::test
