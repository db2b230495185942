// SPDX-License-Identifier: Apache-2.0
// Order of the parts: which, what, how, at what cost, from where.
#include "runtime/core/statement_line.hpp"

namespace retort::core {

std::string statement_line(statement_info const& statement) {
  std::string out = std::to_string(statement.ordinal) + ". " + statement.summary;
  if (statement.kind == statement_kind::batch) out += ", in batches";
  if (statement.mode == transaction_mode::outside) out += ", outside a transaction";
  if (!statement.locks.empty()) out += "; " + statement.locks;
  return out + "  (" + statement.file + ":" + std::to_string(statement.line) + ")";
}

}  // namespace retort::core
