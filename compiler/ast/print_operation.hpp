// SPDX-License-Identifier: Apache-2.0
// The spelling of the operations without inner parts, as pieces that may be broken between lines. No separators at the
// end. Not for other folders.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/statement.hpp"

namespace retort::ast::detail {

using Pieces = std::vector<std::string>;

[[nodiscard]] Pieces operation_pieces(CreateSchema const& node);
[[nodiscard]] Pieces operation_pieces(DropSchema const& node);
[[nodiscard]] Pieces operation_pieces(CreateType const& node);
[[nodiscard]] Pieces operation_pieces(AddEnumValue const& node);
[[nodiscard]] Pieces operation_pieces(RenameEnumValue const& node);
[[nodiscard]] Pieces operation_pieces(DropEnumValue const& node);
[[nodiscard]] Pieces operation_pieces(RenameType const& node);
[[nodiscard]] Pieces operation_pieces(DropType const& node);
[[nodiscard]] Pieces operation_pieces(DropTable const& node);
[[nodiscard]] Pieces operation_pieces(RenameTable const& node);
[[nodiscard]] Pieces operation_pieces(CreateIndex const& node);
[[nodiscard]] Pieces operation_pieces(DropIndex const& node);
[[nodiscard]] Pieces operation_pieces(RenameIndex const& node);
[[nodiscard]] Pieces operation_pieces(CreateView const& node);
[[nodiscard]] Pieces operation_pieces(DropView const& node);
[[nodiscard]] Pieces operation_pieces(CreateSequence const& node);
[[nodiscard]] Pieces operation_pieces(DropSequence const& node);
[[nodiscard]] Pieces operation_pieces(CommentOnTable const& node);
[[nodiscard]] Pieces operation_pieces(CommentOnColumn const& node);
[[nodiscard]] Pieces operation_pieces(Update const& node);
[[nodiscard]] Pieces operation_pieces(Delete const& node);
[[nodiscard]] Pieces operation_pieces(CallStep const& node);

// `insert into t (a, b)`
[[nodiscard]] std::string print_insert_start(Insert const& insert);
// `(1, 'x')`
[[nodiscard]] std::string print_row(Row const& row);
[[nodiscard]] std::string print_on_conflict(OnConflict const& on_conflict);

}  // namespace retort::ast::detail
