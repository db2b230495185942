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

// A step failed by itself.
class step_failure : public error {
 public:
  using error::error;
};

// Calls the step. What it throws becomes drivers::database_error where the database refused a statement, and
// step_failure otherwise; canceled passes.
void run_step(call_entry const& called, step::backend& runtime);

}  // namespace retort
