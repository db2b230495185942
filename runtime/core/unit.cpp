// SPDX-License-Identifier: Apache-2.0
// Segments are joined; what runs outside of transactions, and a batch, stands alone.
#include "runtime/core/unit.hpp"

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::core {

std::vector<unit> units_of(std::span<statement_info const> statements) {
  std::vector<unit> out;
  std::uint32_t segment = 0;
  for (auto const& statement : statements) {
    if (statement.kind == statement_kind::batch || statement.mode == transaction_mode::outside) {
      out.push_back(
          {statement.kind == statement_kind::batch ? unit::form::batch : unit::form::outside, false, {&statement}});
      segment = 0;
      continue;
    }
    if (segment == 0 || statement.segment != segment) out.emplace_back();
    segment = statement.segment;
    out.back().statements.push_back(&statement);
    if (statement.mode == transaction_mode::rebuild) out.back().rebuild = true;
  }
  if (out.empty()) out.emplace_back();
  return out;
}

std::string journal_checksum(bundle const& content, revision_info const& revision, unit const& part) {
  xxh64 sum;
  for (auto const* statement : part.statements) {
    auto const text = content.text(revision, *statement);
    sum.update(std::to_string(text.size()) + ' ');
    sum.update(text);
  }
  return revision.checksum + " " + format::spell_xxh64(sum.value());
}

}  // namespace retort::core
