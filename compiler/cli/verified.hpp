// SPDX-License-Identifier: Apache-2.0
// What a verification found, a step each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace retort::cli {

struct VerifiedStep {
  std::string way;  // "up", "down"; "again": up once more, where nothing is left to do
  std::string revision, message;
  bool compared = false;                 // whether the database was held against the model
  std::vector<std::string> queries;      // of the catalogue, which said something wrong
  std::vector<std::string> differences;  // between the model and the database
  std::vector<std::string> statements;   // that lead from the database to the model
  std::vector<std::string> faults;       // what rows should not have done or suffered, statements that ran once more
  std::vector<std::string> notes;        // what is no fault
  std::uint64_t rows = 0;                // that were added afterwards
  [[nodiscard]] bool ok() const { return queries.empty() && differences.empty() && faults.empty(); }
};
struct Verified {
  std::string database, dialect;
  std::vector<VerifiedStep> steps;
  std::string stopped;  // why there is no way down to the base; empty where there is
  [[nodiscard]] bool ok() const {
    for (auto const& step : steps)
      if (!step.ok()) return false;
    return true;
  }
};

}  // namespace retort::cli
