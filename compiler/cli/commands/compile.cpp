// SPDX-License-Identifier: Apache-2.0
// retort compile: the whole pipeline; outputs appear together, and only when nothing is wrong.
#include <fmt/format.h>

#include <regex>

#include "compiler/base/files.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/depfile.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/codegen/generate.hpp"

namespace retort::cli {

namespace {

// The namespace of the generated code: the flag's, or the name of the history as an identifier.
std::string namespace_of(Arguments const& arguments, std::string const& name) {
  if (arguments.name_space) {
    static std::regex const form("[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*");
    if (!std::regex_match(*arguments.name_space, form) || !codegen::may_be_namespace(*arguments.name_space))
      throw UsageError(fmt::format("'{}' is not a namespace of C++, such as shop::migrations", *arguments.name_space));
    return *arguments.name_space;
  }
  std::string out = name;
  for (char& c : out)
    if (c == '-' || c == '.') c = '_';
  if (out[0] >= '0' && out[0] <= '9') out.insert(out.begin(), '_');
  return codegen::may_be_namespace(out) ? out : out + '_';
}

}  // namespace

int compile(Arguments const& arguments, Console const& console) {
  if (!arguments.output) throw UsageError("'compile' needs --output DIR");
  auto workspace = open_workspace(arguments);
  auto const name_space = namespace_of(arguments, workspace.name);
  if (!begin(workspace, arguments, console)) return wrong_usage;
  auto const history = read_history(workspace, Rules::of_a_build);
  auto emitter = built(workspace, history, arguments, console);
  if (!emitter) return answer_is_no;

  std::vector<Output> outputs;
  std::vector<std::string> names;
  for (auto& file : emitter->finish(arguments.cpp ? &name_space : nullptr)) {
    outputs.push_back(
        {std::filesystem::path(*arguments.output) / file.name, std::move(file.text), std::move(file.rest)});
    names.push_back(outputs.back().file.generic_string());
  }
  if (arguments.depfile) outputs.push_back({*arguments.depfile, depfile(names, workspace.depends_on)});
  write_if_changed(outputs);
  return done;
}

}  // namespace retort::cli
