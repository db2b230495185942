// SPDX-License-Identifier: Apache-2.0
// Graphs for the tests, written in one line: "a b:a c:b+x#label" are three revisions; behind ':' stand parents, behind
// '+' dependencies, behind '#' labels, behind '=' what they replace, each separated by commas.
#pragma once

#include <gtest/gtest.h>
#include <sstream>

#include <string>
#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::core::test {

inline std::vector<std::string> split(std::string const& text, char by) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) out.push_back(part);
  return out;
}

inline revision_node node(std::string const& text) {
  revision_node out;
  std::vector<std::string>* into = nullptr;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find_first_of(":+#=", begin), text.size());
    auto const part = text.substr(begin, end - begin);
    if (into == nullptr) {
      out.id = part;
    } else {
      *into = split(part, ',');
    }
    if (end == text.size()) break;
    into = text[end] == ':'   ? &out.parents
           : text[end] == '+' ? &out.depends_on
           : text[end] == '#' ? &out.labels
                              : &out.replaces;
    begin = end + 1;
  }
  return out;
}

inline std::vector<revision_node> nodes(std::string const& text) {
  std::vector<revision_node> out;
  for (auto const& word : split(text, ' '))
    if (!word.empty()) out.push_back(node(word));
  return out;
}

inline revision_graph graph(std::string const& text, std::vector<graph_fault>& faults) {
  return revision_graph::build(nodes(text), faults);
}

// Ids separated by blanks.
template <class List>
std::string ids(revision_graph const& of, List const& list) {
  std::string out;
  for (auto const r : list) out += (out.empty() ? "" : " ") + of[r].id;
  return out;
}

inline std::vector<revision_index> indexes(revision_graph const& of, std::string const& text) {
  std::vector<revision_index> out;
  for (auto const& id : split(text, ' ')) out.push_back(of.find(id).value());
  return out;
}

// The graph of a history without a fault.
inline revision_graph sound(std::string const& history) {
  std::vector<graph_fault> faults;
  auto out = graph(history, faults);
  EXPECT_TRUE(faults.empty()) << history;
  return out;
}

}  // namespace retort::core::test
