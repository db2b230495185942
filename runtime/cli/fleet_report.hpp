// SPDX-License-Identifier: Apache-2.0
// What became of many databases, as text and as JSON. In: the outcomes of a fleet. Out: sentences, the report of
// --report, an exit code. No password is in any of them.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <retort/fleet.hpp>

#include "runtime/cli/failure.hpp"
#include "runtime/core/secrets.hpp"

namespace retort::cli {

struct reported_target {
  std::string name;
  std::vector<core::secret> secrets;                         // of its URL, to be left out of what is said of it
  std::vector<std::pair<std::string, std::string>> facts{};  // more members of its JSON: name, JSON
};
struct fleet_report {
  std::string command;                // "upgrade"
  std::vector<std::string> operands;  // of the command: "head"
  std::string bundle;                 // its name
  std::string signed_by;              // the id of the key, with --require-signature
  std::vector<std::string> heads;     // of the bundle
  std::string started;                // RFC 3339, UTC
  std::chrono::milliseconds duration{};
  std::vector<reported_target> targets;
  std::vector<target_outcome> outcomes;  // one a target, in the same order; empty: it has only begun
};

[[nodiscard]] std::string_view name_of(target_state state) noexcept;  // "done", "failed", "stopped", "not-started"
// Why it failed or was stopped, without passwords; of one that has a `problem`.
[[nodiscard]] failure failure_of(reported_target const& target, target_outcome const& outcome);

// 0 where all are done; else the gravest code of those that failed (the greatest number), and 1 where none failed but
// some were stopped or not begun.
[[nodiscard]] int exit_code(fleet_report const& report);
// "200 databases: 197 done, 2 failed, 1 not begun".
[[nodiscard]] std::string summary(fleet_report const& report);
// One sentence about what is left, for standard error; empty where all are done. `writes`: of a command that does.
[[nodiscard]] std::string what_is_left(fleet_report const& report, bool writes);
// One JSON object; a target a line where `in_lines`, so that two reports can be compared and searched.
[[nodiscard]] std::string json_of(fleet_report const& report, bool in_lines);
// Writes it to `file`, in place of what is there, as a whole or not at all. Throws environment_error.
void write_report(fleet_report const& report, std::string const& file);

// The names of those that failed or were stopped, of a report that write_report() wrote. Throws environment_error
// where the file cannot be read, or is none.
[[nodiscard]] std::vector<std::string> unfinished_in_report(std::string const& file);

}  // namespace retort::cli
