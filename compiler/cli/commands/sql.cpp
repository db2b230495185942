// SPDX-License-Identifier: Apache-2.0
// retort sql: the whole pipeline for one database, and a move of it as a script.
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/cli/pipeline.hpp"
#include "runtime/script/script.hpp"

namespace retort::cli {

int sql(Arguments const& arguments, Console const& console) {
  script::request wanted;
  wanted.range = arguments.operands.empty() ? "base:head" : arguments.operands.front();
  wanted.idempotent = arguments.idempotent;
  wanted.settings.allow_data_loss = arguments.allow_data_loss;

  auto files = arguments;
  files.operands.clear();
  files.operands_given = false;
  auto workspace = open_workspace(files);
  if (workspace.dialects.size() != 1)
    throw UsageError("'sql' writes for one database, and the history is for several: name it with --dialect");
  if (!begin(workspace, files, console)) return wrong_usage;
  auto const history = read_history(workspace, Rules::of_a_build);
  auto emitter = built(workspace, history, files, console);
  if (!emitter) return answer_is_no;

  std::string text;
  try {
    text = script::write(bundle::from_text(whole(emitter->finish(nullptr).front())), wanted);
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  } catch (script::script_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  if (arguments.output)
    write_if_changed({{*arguments.output, std::move(text)}});
  else
    console.out << text;
  return done;
}

}  // namespace retort::cli
