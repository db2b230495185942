// SPDX-License-Identifier: Apache-2.0
// What of a revision is committed together. In: the statements of one direction, as the bundle has them. Out: units, in
// the order in which they run; the migrator and scripts go by them, and the journal names them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

namespace retort::core {

struct unit {
  enum class form { segment, outside, batch } kind = form::segment;
  bool rebuild = false;                           // a segment that is opened for a table rebuild
  std::vector<statement_info const*> statements;  // none: a merge, whose version row is all there is
  [[nodiscard]] std::uint32_t ordinal() const { return statements.empty() ? 0 : statements.back()->ordinal; }
};

// At least one. They point into `statements`, which must outlive them.
[[nodiscard]] std::vector<unit> units_of(std::span<statement_info const> statements);

// What the journal keeps of the content of a unit: the checksum of the revision, a blank, and one of the texts of its
// statements; the same content may be lowered in another way by another Retort. Throws bundle_error.
[[nodiscard]] std::string journal_checksum(bundle const& content, revision_info const& revision, unit const& part);

}  // namespace retort::core
