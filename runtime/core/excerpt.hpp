// SPDX-License-Identifier: Apache-2.0
// Parts of bundles as bundles: the way back from one revision, which a database can keep; and a history with such ways
// back behind it, for a program that is older than the database. In: bundles. Out: texts that retort::bundle opens.
#pragma once

#include <string>
#include <vector>

#include <retort/bundle.hpp>

namespace retort::core {

// The id of the revision that is meant by an id or a label; `name` itself where there is none.
[[nodiscard]] std::string id_of(bundle const& content, std::string const& name);

// A bundle with this revision alone and none of its upgrade: what a downgrade of it takes. Throws bundle_error.
[[nodiscard]] std::string way_back(bundle const& content, revision_info const& revision);

// The revisions of `known`, behind them those of `beyond`, whose bundles hold one each; without any upgrade. `beyond`
// may come in any order; what it stands on has to be among them or known. Throws bundle_error.
[[nodiscard]] std::string with_ways_back(bundle const& known, std::vector<bundle> const& beyond);

}  // namespace retort::core
