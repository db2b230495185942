// SPDX-License-Identifier: Apache-2.0
// One statement of a bundle in a line, for the reader of a plan: "2. create index ix, outside a transaction; share on
// t; scans t  (0002.mig:7)". In: what a bundle knows of it.
#pragma once

#include <string>

#include <retort/bundle.hpp>

namespace retort::core {

[[nodiscard]] std::string statement_line(statement_info const& statement);

}  // namespace retort::core
