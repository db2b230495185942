// SPDX-License-Identifier: Apache-2.0
// Entries by file, and files by entry.
#include "compiler/cli/commands/locks.hpp"

namespace retort::cli {

Locks::Locks(Workspace& workspace) {
  for (auto const& lock : workspace.locks) {
    auto const& file = workspace.sources[lock.file].name();
    for (auto& entry : release::read_lock(workspace.sources, lock.file, workspace.sink)) {
      file_of_.emplace(entry.id, file);
      entries_[file].push_back(std::move(entry));
    }
  }
}

void Locks::put(std::string const& revision_file, release::Entry entry) {
  auto const file = (std::filesystem::path(revision_file).parent_path() / lock_name).generic_string();
  forget(entry.id);
  file_of_[entry.id] = file;
  entries_[file].push_back(std::move(entry));
  changed_.insert(file);
}

void Locks::forget(std::string const& id) {
  auto const found = file_of_.find(id);
  if (found == file_of_.end()) return;
  std::erase_if(entries_[found->second], [&](release::Entry const& entry) { return entry.id == id; });
  changed_.insert(found->second);
  file_of_.erase(found);
}

void Locks::use_in(Workspace& workspace) const {
  for (auto& lock : workspace.locks) {
    auto const name = workspace.sources[lock.file].name();
    if (changed_.contains(name)) lock.file = workspace.sources.add(name, release::lock_text(entries_.at(name)));
  }
}

std::vector<Output> Locks::changed() const {
  std::vector<Output> out;
  for (auto const& file : changed_) out.push_back({file, release::lock_text(entries_.at(file))});
  return out;
}

}  // namespace retort::cli
