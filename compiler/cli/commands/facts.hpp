// SPDX-License-Identifier: Apache-2.0
// What the commands that only look at the graph begin with: the history, if its graph is sound.
#pragma once

#include <optional>

#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/run.hpp"

namespace retort::cli {

struct Facts {
  Workspace workspace;
  History history;
};

// Reads the history and reports what is found. Nothing where there are errors; `code` is then the exit code.
[[nodiscard]] std::optional<Facts> read_facts(Arguments const& arguments, Console const& console, Depth depth,
                                              int& code);

// The same for a command whose operands are no files, but targets.
[[nodiscard]] std::optional<Facts> read_facts_for_targets(Arguments arguments, Console const& console, Depth depth,
                                                          int& code);

// Reads the blocks of a history of which only the headers were read. False where there are errors, which are reported.
[[nodiscard]] bool read_blocks(Facts& facts, Arguments const& arguments, Console const& console);

// `history a:b` and `history migrations a:b`: an operand with a colon that is no file is the range, and is taken out of
// the operands.
[[nodiscard]] std::optional<std::string> take_range(Arguments& arguments);

// The revisions of a range, or all, newest first. Throws core::target_error.
[[nodiscard]] std::vector<core::revision_index> resolve_shown(core::revision_graph const& graph,
                                                              std::optional<std::string> const& range,
                                                              std::vector<core::revision_index> const& current);

// The revisions of targets on a command line, as they were named; `heads` stands for all heads. Throws
// core::target_error.
[[nodiscard]] std::vector<core::revision_index> resolve_targets(core::revision_graph const& graph,
                                                                std::vector<std::string> const& targets);

// A target or a move that is refused: the sentence on err, and the exit code.
int refuse_target(std::string const& sentence, Console const& console);

}  // namespace retort::cli
