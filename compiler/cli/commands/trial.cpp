// SPDX-License-Identifier: Apache-2.0
// The pipeline of `check`, on files that nobody has written yet.
#include "compiler/cli/commands/trial.hpp"

#include <algorithm>

#include "compiler/syntax/parse.hpp"

namespace retort::cli {

std::vector<Diagnostic> try_history(Facts& facts, std::vector<FileId> files, std::string const& name,
                                    std::string const& text, SchemasTo const& schemas) {
  auto& workspace = facts.workspace;
  workspace.sink = Sink();
  workspace.files = std::move(files);
  workspace.files.push_back(workspace.sources.add(name, text));
  facts.history = read_history(workspace, Rules::of_facts);
  return check_history(
      workspace, facts.history, [](std::size_t, LoweredRevision const&) {}, schemas);
}

bool has_errors(std::vector<Diagnostic> const& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](Diagnostic const& d) { return d.severity == Severity::error; });
}

std::string canonical(Sources& sources, std::string const& name, std::string const& text) {
  Sink sink;
  return syntax::format(sources, sources.add(name, text), sink).value_or(text);
}

}  // namespace retort::cli
