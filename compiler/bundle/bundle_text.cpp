// SPDX-License-Identifier: Apache-2.0
// Section by section; the blocks are those of runtime/core/bundle_text.hpp.
#include "compiler/bundle/bundle_text.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "runtime/core/bundle_format.hpp"

namespace retort::bundle_writer {

namespace format = core::format;

Writer::Writer(std::string name, retort::dialect dialect, std::string generator, bundle_defaults defaults)
    : name_(std::move(name)),
      generator_(std::move(generator)),
      defaults_(std::move(defaults)),
      dialect_(dialect),
      index_(format::index_title),
      statements_(format::statements_title),
      sql_(format::sql_title) {}

void Writer::add(Revision const& revision) {
  core::render(revision, blocks_);
  format_ = std::max(format_, core::format_of(revision));
  index_.add(blocks_.index);
  statements_.add(blocks_.statements);
  sql_.add(blocks_.sql);

  auto& node = nodes_.emplace_back(Node{revision.id, revision.parents, revision.labels});
  node.stands_on.insert(node.stands_on.end(), revision.depends_on.begin(), revision.depends_on.end());
}

// What no other revision stands on, dependencies counted; a dependency may be a label.
std::vector<std::string> Writer::heads() const {
  std::unordered_map<std::string_view, std::string_view> labels;
  std::unordered_set<std::string_view> stood_on;
  for (auto const& node : nodes_) {
    stood_on.insert(node.stands_on.begin(), node.stands_on.end());
    for (auto const& label : node.labels) labels.emplace(label, node.id);
  }
  std::vector<std::string> out;
  for (auto const& node : nodes_) {
    bool on = stood_on.contains(node.id);
    for (auto const& label : node.labels) on = on || (stood_on.contains(label) && labels.at(label) == node.id);
    if (!on) out.push_back(node.id);
  }
  return out;
}

Text Writer::finish() {
  Text out;
  out.header = core::header_text({name_, dialect_, generator_, defaults_, heads(), nodes_.size(), format_,
                                  index_.facts(), statements_.facts(), sql_.facts()});
  for (auto* section : {&index_, &statements_, &sql_}) out.sections.emplace_back(std::move(section->bytes));
  return out;
}

std::string Text::whole() const {
  std::size_t size = header.size();
  for (auto const& section : sections) size += section->size();
  std::string out;
  out.reserve(size);
  out += header;
  for (auto const& section : sections)
    section->read([&](std::string_view piece) {
      out += piece;
      return true;
    });
  return out;
}

}  // namespace retort::bundle_writer
