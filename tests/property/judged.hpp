// SPDX-License-Identifier: Apache-2.0
// The whole compiler on a history. In: the texts of its files, and databases. Out: all that was found, in words, and
// what does not hold of the steps.
#pragma once

#include <string>
#include <vector>

#include "retort/dialect.hpp"

namespace retort::test {

struct Judged {
  std::vector<std::string> codes;     // of every finding, sorted
  std::vector<std::string> messages;  // "RT0301 there is no table 't'", sorted
  std::vector<std::string> places;    // "2.mig:4:3: RT0301 there is …", in the order of reporting
  // "r3: the downgrade does not give back …": what the replay promises of every revision of a history without faults.
  std::vector<std::string> broken;

  // What decides whether two failures are the same one.
  friend bool operator==(Judged const& a, Judged const& b) { return a.messages == b.messages && a.broken == b.broken; }
};

// Parses, replays, plans and lowers. A history without errors is replayed once more to look at its steps.
[[nodiscard]] Judged judge(std::vector<std::string> const& texts, std::vector<dialect> const& dialects);

}  // namespace retort::test
