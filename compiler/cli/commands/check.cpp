// SPDX-License-Identifier: Apache-2.0
// retort check: the whole pipeline, with nothing written at its end.
#include <fmt/format.h>

#include <ostream>

#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/report.hpp"

namespace retort::cli {

int check(Arguments const& arguments, Console const& console) {
  auto workspace = open_workspace(arguments);
  if (!begin(workspace, arguments, console)) return wrong_usage;
  auto const history = read_history(workspace, Rules::of_a_build);
  auto const findings = check_history(workspace, history, [](std::size_t, LoweredRevision const&) {});
  report(workspace.sources, findings, arguments, console);
  if (fail(findings, arguments)) return answer_is_no;
  if (arguments.format == Format::text) {
    std::vector<std::string_view> names;
    for (auto const dialect : workspace.dialects) names.push_back(to_string(dialect));
    auto const count = history.revisions.size();
    console.out << fmt::format("{} revision{} checked for {}\n", count, count == 1 ? "" : "s", fmt::join(names, ", "));
  }
  return done;
}

}  // namespace retort::cli
