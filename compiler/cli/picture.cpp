// SPDX-License-Identifier: Apache-2.0
// The lanes: each waits for one revision that has been named as a parent, and no two for the same one. A revision takes
// the lane that waits for it. Its lane goes on to the first parent that no other lane waits for; where there is none it
// ends in another lane.
#include "compiler/cli/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compiler/base/utf8.hpp"

namespace retort::cli {

namespace {

class Lanes {
 public:
  // The lane of a revision.
  std::size_t take(std::size_t node) {
    if (auto const waiting = lane_of(node)) return *waiting;
    auto const lane = free_lane();
    lanes_[lane] = node;
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

  // Goes on to the parents; lanes that meet or begin are drawn into `out`.
  void go_on(std::size_t lane, std::vector<std::size_t> const& parents, std::string& out) {
    lanes_[lane].reset();
    resting_.reset();
    std::vector<End> ends;
    for (auto const parent : parents)
      if (auto const other = lane_of(parent)) {
        ends.push_back({*other, '|'});
      } else if (!lanes_[lane]) {
        lanes_[lane] = parent;
      } else {
        auto const begun = free_lane();
        lanes_[begun] = parent;
        ends.push_back({begun, '.'});
      }
    if (!ends.empty())
      draw({lane, lanes_[lane] ? '|' : '\''}, ends, out);
    else if (!lanes_[lane])
      resting_ = lane;
    while (!lanes_.empty() && !lanes_.back()) lanes_.pop_back();
  }

 private:
  struct End {
    std::size_t lane;
    char mark;
  };

  [[nodiscard]] std::optional<std::size_t> lane_of(std::size_t node) const {
    auto const found = std::find(lanes_.begin(), lanes_.end(), node);
    if (found == lanes_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - lanes_.begin());
  }

  std::size_t free_lane() {
    for (std::size_t lane = 0;; ++lane) {
      if (lane == lanes_.size()) lanes_.emplace_back();
      if (!lanes_[lane] && lane != resting_) return lane;
    }
  }

  // A line from a lane to all of `others`.
  void draw(End own, std::vector<End> const& others, std::string& out) const {
    auto first = own.lane;
    auto last = own.lane;
    for (auto const& other : others) first = std::min(first, other.lane), last = std::max(last, other.lane);
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      bool const crossed = first <= lane && lane <= last;
      auto const other =
          std::find_if(others.begin(), others.end(), [&](End const& candidate) { return candidate.lane == lane; });
      if (lane == own.lane)
        out += own.mark;
      else if (other != others.end())
        out += other->mark;
      else if (lanes_[lane])
        out += crossed ? '+' : '|';
      else
        out += crossed ? '-' : ' ';
      out += first <= lane && lane < last ? '-' : ' ';
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }

  std::vector<std::optional<std::size_t>> lanes_;
  // Where a revision without parents has just been drawn: what came right below it would look like its parent.
  std::optional<std::size_t> resting_;
};

std::string remarks(PictureNode const& node) {
  std::string out;
  if (!node.labels.empty()) out += fmt::format(" ({})", fmt::join(node.labels, ", "));
  if (node.head) out += " (head)";
  if (node.current) out += " (current)";
  return out;
}

// In a quoted string of Graphviz, which reads HTML's entities in it.
std::string dot_text(std::string const& text) {
  std::string out;
  for (char const c : printable(text))
    out += c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

// In a quoted text of Mermaid, where Markdown, HTML, %%{directives}%%, $$formulas$$ and icons have a meaning: all that
// is no letter and no digit becomes an #entity;.
std::string mermaid_text(std::string const& text) {
  std::string out;
  for (char const c : printable(text)) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                       c == ',' || static_cast<unsigned char>(c) >= 0x80;
    out += plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
  }
  return out;
}

}  // namespace

std::string picture_text(Picture const& picture) {
  Lanes lanes;
  std::string out;
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    auto const& node = picture.nodes[i];
    auto const lane = lanes.take(i);
    std::vector<std::string_view> needed;
    for (auto const other : node.dependencies) needed.emplace_back(picture.nodes[other].id);
    out += fmt::format("{}  {}{}{}, {}\n", lanes.row(lane, node.current ? '@' : '*'), node.id, remarks(node),
                       needed.empty() ? "" : fmt::format(" (depends on {})", fmt::join(needed, ", ")),
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
