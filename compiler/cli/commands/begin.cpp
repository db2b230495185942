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

std::optional<Emitter> built(Workspace& workspace, History const& history, Arguments const& arguments,
                             Console const& console) {
  Emitter emitter(workspace, history);
  auto const findings = check_history(workspace, history, [&](std::size_t target, LoweredRevision revision) {
    emitter.add(target, std::move(revision));
  });
  report(workspace.sources, findings, arguments, console);
  if (fail(findings, arguments)) return std::nullopt;
  return emitter;
}

}  // namespace retort::cli
