// SPDX-License-Identifier: Apache-2.0
// The command line of retort-migrate. In: argv and the environment. Out: a command and its settings, or usage_error.
// Opens nothing but the file of --db-file.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <retort/options.hpp>

namespace retort::cli {

// Wrong usage: exit code 2.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// Something outside is missing: exit code 3.
class environment_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What is said of many databases; see the flags of these names.
struct fleet_arguments {
  std::string targets, tenants, shared_schema;  // of the first two one is given
  std::size_t jobs = 4, canary = 0;
  std::optional<std::size_t> max_failures;  // zero: none
  std::string report, failed_first;
};

struct arguments {
  std::string command;  // "help" and "version" as well
  std::vector<std::string> operands;
  std::string bundle;                    // --bundle; empty: not given
  std::string trusted_keys;              // --require-signature: the file of public keys; empty: not given
  std::string signature;                 // --signature; empty: beside the bundle
  std::optional<std::string> db;         // --db, --db-file, RETORT_DB in this order
  std::optional<fleet_arguments> fleet;  // where there are many databases
  options settings;
  std::string range;           // history -r
  std::string take_over, map;  // of stamp
  bool json = false, dry_run = false, check_heads = false, purge = false, verbose = false, indicate_current = false;
  bool idempotent = false;
};

// Overwrites passwords in argv. Throws usage_error, environment_error.
[[nodiscard]] arguments parse_arguments(int argc, char** argv);
[[nodiscard]] std::string usage(std::string_view program);

// "500ms", "30s", "5min", "1h", or a number of seconds. Throws usage_error.
[[nodiscard]] std::chrono::milliseconds parse_duration(std::string const& text, std::string const& flag);

}  // namespace retort::cli
