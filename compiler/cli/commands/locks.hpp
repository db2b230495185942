// SPDX-License-Identifier: Apache-2.0
// The lock files of a workspace, to be changed. In: their texts. Out: the texts of those that are another one then.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/base/files.hpp"
#include "compiler/cli/workspace.hpp"
#include "compiler/release/lock_file.hpp"

namespace retort::cli {

class Locks {
 public:
  // What cannot be read is reported to the sink of the workspace.
  explicit Locks(Workspace& workspace);

  [[nodiscard]] bool contains(std::string const& id) const { return file_of_.contains(id); }
  // Into the lock file beside `revision_file`, the name of a .mig file; in the place of what was there of the same id.
  void put(std::string const& revision_file, release::Entry entry);
  void forget(std::string const& id);  // nothing where it has no entry
  [[nodiscard]] std::vector<Output> changed() const;
  // From here on the workspace has them as they are here; nothing is written.
  void use_in(Workspace& workspace) const;

 private:
  std::map<std::string, std::vector<release::Entry>> entries_;  // by lock file
  std::map<std::string, std::string> file_of_;                  // by id
  std::set<std::string> changed_;
};

}  // namespace retort::cli
