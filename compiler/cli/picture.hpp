// SPDX-License-Identifier: Apache-2.0
// A history as a picture. In: revisions, children before their parents. Out: lines with lanes for a terminal, or the
// text that Graphviz or Mermaid draw. Reads and writes nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace retort::cli {

struct PictureNode {
  std::string id, message;
  std::vector<std::string> labels;
  bool head = false;
  bool current = false;                            // what a database is at, as the user says
  std::vector<std::size_t> parents, dependencies;  // positions in the picture; each is greater than the node's own
};

struct Picture {
  std::string name;                // of the history
  std::vector<PictureNode> nodes;  // children before their parents
};

// A line a revision, newest first, beside the lanes of the branches; `@` is a current one, `*` any other; dependencies
// in words:
//   *  3f9a (head), bring both together
//   |-.
//   | *  77aa (billing), invoices
//   * |  81c0, products
//   '-|
//     *  0b1d, users
[[nodiscard]] std::string picture_text(Picture const& picture);

// The language of Graphviz (https://graphviz.org/doc/info/lang.html): from the bases down; dependencies dashed.
[[nodiscard]] std::string picture_dot(Picture const& picture);

// A flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html), the same way up.
[[nodiscard]] std::string picture_mermaid(Picture const& picture);

}  // namespace retort::cli
