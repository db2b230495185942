// SPDX-License-Identifier: Apache-2.0
// What a team makes of the rules: [lint] of retort.toml. In: findings. Out: findings, some of them gone, some of
// another severity.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"

namespace retort::lint {

enum class Level { off, warning, error };
using Levels = std::map<std::string, Level>;  // by rule

// Findings of a rule that is off are gone, the others of a rule with a level have its severity; the rest is as it was.
[[nodiscard]] std::vector<Diagnostic> at_levels(std::vector<Diagnostic> findings, Levels const& levels);

// Reports (RT1002) every update and delete without batches on a table that is expected to have many rows; `rows` by the
// names of tables as the files write them, without quotes: users, billing.invoices.
void report_unbatched(std::vector<ast::File> const& files, std::map<std::string, std::uint64_t> const& rows,
                      Sink& sink);

}  // namespace retort::lint
