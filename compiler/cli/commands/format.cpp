// SPDX-License-Identifier: Apache-2.0
// retort fmt: files in their canonical form. A file with errors stays as it is.
#include <istream>
#include <iterator>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/workspace.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::cli {

namespace {

int format_standard_input(Arguments const& arguments, Console const& console) {
  Sources sources;
  Sink sink;
  std::string text((std::istreambuf_iterator<char>(console.in)), std::istreambuf_iterator<char>());
  auto const id = sources.add("<stdin>", std::move(text));
  auto const formatted = syntax::format(sources, id, sink);
  if (!formatted) {
    report(sources, sink.all(), arguments, console);
    return answer_is_no;
  }
  if (!arguments.check) {
    console.out << *formatted;
    return done;
  }
  if (*formatted == sources[id].text()) return done;
  console.out << "<stdin>\n";
  return answer_is_no;
}

}  // namespace

int format(Arguments const& arguments, Console const& console) {
  for (auto const& operand : arguments.operands)
    if (operand == "-") {
      if (arguments.operands.size() > 1)
        throw UsageError("'-' is the standard input; it cannot be formatted along with files");
      return format_standard_input(arguments, console);
    }

  auto workspace = open_workspace(arguments);
  if (workspace.sink.error_count() > 0) {
    report(workspace.sources, workspace.sink.all(), arguments, console);
    return wrong_usage;
  }
  std::vector<Output> changed;
  for (auto const id : workspace.files) {
    auto const& source = workspace.sources[id];
    auto formatted = syntax::format(workspace.sources, id, workspace.sink);
    if (formatted && *formatted != source.text()) changed.push_back({source.name(), std::move(*formatted)});
  }
  if (!workspace.sink.all().empty()) report(workspace.sources, workspace.sink.all(), arguments, console);
  bool const broken = workspace.sink.error_count() > 0;
  if (!arguments.check) {
    write_if_changed(changed);
    return broken ? answer_is_no : done;
  }
  for (auto const& file : changed) console.out << file.file.generic_string() << '\n';
  return broken || !changed.empty() ? answer_is_no : done;
}

}  // namespace retort::cli
