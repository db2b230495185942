// SPDX-License-Identifier: Apache-2.0
// The runtime's side of retort::step, and what becomes of an exception a step throws.
#pragma once

#include <string>

#include <retort/error.hpp>
#include <retort/step.hpp>

#include "runtime/drivers/driver.hpp"

namespace retort {

class step::backend {
 public:
  soci::session& session;
  drivers::driver& driver;
  retort::dialect dialect;
  std::string const& revision;
  retort::direction way;
};

// A step failed for another reason than a lock that another try may get.
class step_failure : public error {
 public:
  using error::error;
  std::string sqlstate;
  long native_code = 0;
  bool connection_lost = false;
};

// Calls the step. What it throws becomes step_failure, or drivers::database_error where the database refused a
// statement and another try may succeed; canceled passes.
void run_step(call_entry const& called, step& given);

}  // namespace retort
