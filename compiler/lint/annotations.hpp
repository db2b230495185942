// SPDX-License-Identifier: Apache-2.0
// What @allow accepts. In: the trees of the files and the findings about them. Out: the findings that are left, with
// those about the annotations themselves. Knows no rule by name: a rule is the `rule` column of codes.def.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/diagnostic.hpp"

namespace retort::lint {

// How much of the files was looked at: an annotation can only be called unused where its findings would have shown.
struct Checked {
  std::vector<bool> files;            // by FileId: replayed from end to end, on a schema without faults
  std::vector<std::string> dialects;  // the databases it was replayed for
};

// Takes away each finding whose rule an annotation accepts: one before a statement what stands inside that statement
// (the innermost annotation is asked first), one before `revision` or `schema` what stands in the file. Adds RT0110 for
// every unknown rule, and RT1001 for every annotation that accepted nothing, in files without errors.
[[nodiscard]] std::vector<Diagnostic> accept(std::vector<ast::File> const& files, std::vector<Diagnostic> findings,
                                             Checked const& checked);

}  // namespace retort::lint
