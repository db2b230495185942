// SPDX-License-Identifier: Apache-2.0
// What `new --autogenerate` writes, as text. In: the changes for each database. Out: one block of statements, in which
// what is not for all of them stands in `for … { }`. Knows no files.
#pragma once

#include <string>
#include <vector>

#include "compiler/model/changes/changes.hpp"

namespace retort::cli {

struct ProposedFor {
  std::string dialect;
  std::vector<model::Change> changes;
};

// The statements between the braces of a block, a remark in front of each that has one; `accepted`: the reason that
// @allow(data-loss, …) gives, empty for none. Each database finds its own changes in their order.
[[nodiscard]] std::string block_text(std::vector<ProposedFor> const& proposed, std::string const& accepted);

// The text of a revision that has an empty upgrade and `downgrade auto` with these instead.
[[nodiscard]] std::string with_blocks(std::string const& revision, std::string const& upgrade,
                                      std::string const& downgrade);

}  // namespace retort::cli
