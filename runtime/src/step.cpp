// SPDX-License-Identifier: Apache-2.0
// retort::step over a driver.
#include <retort/step.hpp>

#include <soci/soci.h>

#include "runtime/src/step_backend.hpp"

namespace retort {
namespace {

// What step::execute() throws: an error for the application, and for the runner the database's own.
class refused_in_step : public error {
 public:
  explicit refused_in_step(drivers::database_error const& refused) : error(refused.what()), cause(refused) {}
  drivers::database_error cause;
};

}  // namespace

soci::session& step::session() const { return runtime_.session; }
retort::dialect step::dialect() const { return runtime_.dialect; }
std::string const& step::revision() const { return runtime_.revision; }
retort::direction step::direction() const { return runtime_.way; }

void step::execute(std::string_view sql) const {
  try {
    runtime_.driver.execute(sql);
  } catch (drivers::database_error const& refused) {
    throw refused_in_step(refused);
  }
}

std::vector<row> step::query(std::string_view sql, std::span<std::string const> parameters) const {
  try {
    return runtime_.driver.query(sql, parameters);
  } catch (drivers::database_error const& refused) {
    throw refused_in_step(refused);
  }
}

void run_step(call_entry const& called, step::backend& runtime) {
  step given(runtime);
  try {
    called.run(given);
  } catch (canceled const&) {
    throw;
  } catch (refused_in_step const& refused) {
    throw drivers::database_error(refused.cause);
  } catch (soci::soci_error const& refused) {
    throw runtime.driver.as_error(refused);
  } catch (std::exception const& refused) {
    throw step_failure(refused.what());
  } catch (...) {
    throw step_failure("the step '" + std::string(called.name) + "' threw something that is no std::exception");
  }
}

}  // namespace retort
