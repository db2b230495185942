// SPDX-License-Identifier: Apache-2.0
// The lanes: each waits for a revision that has been named as a parent. A revision takes the first lane that waits for
// it, the others end there; its first parent gets its lane, further ones get lanes of their own.
#include "compiler/cli/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compiler/base/utf8.hpp"

namespace retort::cli {

namespace {

class Lanes {
 public:
  // The lane of a revision; the lanes that end in it are drawn into `out`.
  std::size_t take(std::size_t node, std::string& out) {
    std::vector<std::size_t> waiting;
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
      if (lanes_[lane] == node) waiting.push_back(lane);
    if (waiting.empty()) {
      auto const lane = free_lane();
      lanes_[lane] = node;
      return lane;
    }
    auto const lane = waiting.front();
    waiting.erase(waiting.begin());
    join(lane, waiting, '\'', out);
    for (auto const ended : waiting) lanes_[ended].reset();
    shorten();
    return lane;
  }

  // What stands in front of a revision's text.
  [[nodiscard]] std::string row(std::size_t own, char mark) const {
    std::string out;
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      if (lane > 0) out += ' ';
      out += lane == own ? mark : lanes_[lane] ? '|' : ' ';
    }
    return out;
  }

  // The lane goes on to the parents; new ones are drawn into `out`.
  void go_on(std::size_t lane, std::vector<std::size_t> const& parents, std::string& out) {
    lanes_[lane].reset();
    if (!parents.empty()) lanes_[lane] = parents.front();
    std::vector<std::size_t> begun;
    for (std::size_t i = 1; i < parents.size(); ++i) {
      begun.push_back(free_lane());
      lanes_[begun.back()] = parents[i];
    }
    join(lane, begun, '.', out);
    shorten();
  }

 private:
  std::size_t free_lane() {
    auto const found = std::find(lanes_.begin(), lanes_.end(), std::nullopt);
    if (found != lanes_.end()) return static_cast<std::size_t>(found - lanes_.begin());
    lanes_.emplace_back();
    return lanes_.size() - 1;
  }
  void shorten() {
    while (!lanes_.empty() && !lanes_.back()) lanes_.pop_back();
  }

  // A line from `lane` to all of `others`, which begin or end there.
  void join(std::size_t lane, std::vector<std::size_t> const& others, char corner, std::string& out) const {
    if (others.empty()) return;
    auto const [least, most] = std::minmax_element(others.begin(), others.end());
    auto const first = std::min(lane, *least);
    auto const last = std::max(lane, *most);
    for (std::size_t l = 0; l < lanes_.size(); ++l) {
      bool const crossed = first <= l && l <= last;
      if (l == lane)
        out += first < l && l < last ? '+' : '|';
      else if (std::find(others.begin(), others.end(), l) != others.end())
        out += corner;
      else if (lanes_[l])
        out += crossed ? '+' : '|';
      else
        out += crossed ? '-' : ' ';
      out += first <= l && l < last ? '-' : ' ';
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }

  std::vector<std::optional<std::size_t>> lanes_;
};

std::string remarks(PictureNode const& node) {
  std::string out;
  if (!node.labels.empty()) out += fmt::format(" ({})", fmt::join(node.labels, ", "));
  if (node.head) out += " (head)";
  if (node.current) out += " (current)";
  return out;
}

std::string replaced(std::string const& text, std::string_view (*by)(char)) {
  std::string out;
  for (char const c : printable(text)) {
    auto const other = by(c);
    if (other.empty())
      out += c;
    else
      out += other;
  }
  return out;
}

// In a quoted string of Graphviz.
std::string dot_text(std::string const& text) {
  return replaced(text, [](char c) -> std::string_view { return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : ""; });
}

// In a quoted text of Mermaid, which reads HTML and its own #entities; in it.
std::string mermaid_text(std::string const& text) {
  return replaced(text, [](char c) -> std::string_view {
    switch (c) {
      case '"':
        return "#quot;";
      case '#':
        return "#35;";
      case '&':
        return "#amp;";
      case '<':
        return "#lt;";
      case '>':
        return "#gt;";
      case '`':
        return "#96;";
      default:
        return "";
    }
  });
}

}  // namespace

std::string picture_text(Picture const& picture) {
  Lanes lanes;
  std::string out;
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    auto const& node = picture.nodes[i];
    auto const lane = lanes.take(i, out);
    out += fmt::format("{}  {}{}, {}\n", lanes.row(lane, node.current ? '@' : '*'), node.id, remarks(node),
                       printable(node.message));
    lanes.go_on(lane, node.parents, out);
  }
  return out;
}

std::string picture_dot(Picture const& picture) {
  auto out = fmt::format("digraph \"{}\" {{\n  node [shape=box, fontname=\"sans-serif\"];\n", dot_text(picture.name));
  for (auto node = picture.nodes.rbegin(); node != picture.nodes.rend(); ++node)
    out += fmt::format("  \"{0}\" [label=\"{0}{1}\\n{2}\"{3}];\n", node->id, dot_text(remarks(*node)),
                       dot_text(node->message),
                       node->current ? ", penwidth=3"
                       : node->head  ? ", style=bold"
                                     : "");
  for (auto node = picture.nodes.rbegin(); node != picture.nodes.rend(); ++node) {
    for (auto const parent : node->parents)
      out += fmt::format("  \"{}\" -> \"{}\";\n", picture.nodes[parent].id, node->id);
    for (auto const needed : node->dependencies)
      out += fmt::format("  \"{}\" -> \"{}\" [style=dashed];\n", picture.nodes[needed].id, node->id);
  }
  return out + "}\n";
}

std::string picture_mermaid(Picture const& picture) {
  std::string out = "flowchart TB\n";
  // A word like `end` is no name for Mermaid: numbered from the base.
  auto const number = [&](std::size_t node) { return picture.nodes.size() - node; };
  for (std::size_t i = picture.nodes.size(); i-- > 0;) {
    auto const& node = picture.nodes[i];
    out += fmt::format("  r{}[\"{}{}<br/>{}\"]\n", number(i), node.id, mermaid_text(remarks(node)),
                       mermaid_text(node.message));
  }
  for (std::size_t i = picture.nodes.size(); i-- > 0;) {
    for (auto const parent : picture.nodes[i].parents) out += fmt::format("  r{} --> r{}\n", number(parent), number(i));
    for (auto const needed : picture.nodes[i].dependencies)
      out += fmt::format("  r{} -.-> r{}\n", number(needed), number(i));
  }
  return out;
}

}  // namespace retort::cli
