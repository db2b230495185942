// SPDX-License-Identifier: Apache-2.0
// Random histories that are valid by construction: chains, and graphs with branches, merges, several bases, labels and
// dependencies. In: a seed. Out: revisions. Branches change different things, so that merges commute. A fault may be
// put in on the way.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "retort/dialect.hpp"
#include "tests/property/random_statements.hpp"

namespace retort::test {

struct WrittenRevision {
  std::string id, message = "'A change'";
  std::vector<std::string> parents, depends_on, labels;
  std::string more;  // further clauses of the header
  std::vector<std::string> upgrade;
  enum class Downgrade { left_out, automatic, block, irreversible } downgrade = Downgrade::left_out;
  std::vector<std::string> block;

  [[nodiscard]] std::string text() const;
};

struct WrittenHistory {
  std::vector<WrittenRevision> revisions;  // each behind its parents
  std::vector<dialect> dialects;
  std::string head;    // the only one
  KnownSchema schema;  // after it

  [[nodiscard]] std::vector<std::string> texts() const;
};

// Writes a statement with one fault where the schema is as given, and what has to stand before it; nothing where it
// cannot. The schema is not changed by it.
using FaultyStatement = std::function<std::optional<std::string>(KnownSchema const&, RandomStatements&, Random&)>;
struct Injection {
  FaultyStatement write;
  bool irreversible = false;  // the statement has no inverse, which is not the fault that is meant
  bool both_databases = false;
  std::string text;  // afterwards: what was put in
};

// `injection` may be null. When its fault fits nowhere, its `text` stays empty.
[[nodiscard]] WrittenHistory random_history(std::uint64_t seed, Injection* injection);

}  // namespace retort::test
