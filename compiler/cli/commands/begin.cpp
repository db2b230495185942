// SPDX-License-Identifier: Apache-2.0
// The common beginning of the commands that build.
#include "compiler/cli/commands/begin.hpp"

#include <ostream>

namespace retort::cli {

bool begin(Workspace const& workspace, Arguments const& arguments, Console const& console) {
  if (workspace.sink.error_count() > 0) {
    report(workspace.sources, workspace.sink.all(), arguments, console);
    return false;
  }
  if (workspace.dialects_assumed && arguments.format == Format::text)
    console.err << "retort: note: no dialect is named, by --dialect or in retort.toml: this is for sqlite\n";
  return true;
}

}  // namespace retort::cli
