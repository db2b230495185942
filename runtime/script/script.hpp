// SPDX-License-Identifier: Apache-2.0
// A move as a script that the database's own client program runs as it stands. In: a bundle, two places of its history.
// Out: text: settings, a lock, a look at where the database is, the statements with what they lock, and the rows that
// the runtime keeps, so that it takes up what a script left, and a script what it left.
#pragma once

#include <stdexcept>
#include <string>

#include <retort/bundle.hpp>
#include <retort/options.hpp>

#include "runtime/core/targets.hpp"

namespace retort::script {

// A move that no script can make: one sentence that says why.
class script_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct request {
  std::string range;  // FROM:TO; FROM is base, head or ids separated by commas; without a colon TO, from base
  options settings;   // names and timeouts, and whether data may be lost
  // Each revision, and each part of one that is committed by itself, is left out where the database has it already; the
  // script begins wherever between FROM and TO the database is, and may run again and again.
  bool idempotent = false;
};

// Throws core::target_error, script_error, bundle_error.
[[nodiscard]] std::string write(bundle const& content, request const& wanted);

}  // namespace retort::script
