// SPDX-License-Identifier: Apache-2.0
// Waiting for a database that does not accept connections yet: the command `wait`, and --wait of all others.
#include <iostream>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/progress.hpp"

namespace retort::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds of_the_command{60'000};

}  // namespace

patience patience_of(arguments const& given) {
  return {given.wait.value_or(given.command == "wait" ? of_the_command : milliseconds{0}), [](std::string const& why) {
            std::cerr << "waiting: " + one_line(why) + "\n" << std::flush;
          }};
}

int wait(arguments const& given, database const& db) {
  auto const begun = std::chrono::steady_clock::now();
  if (!db.exists()) throw environment_error("there is no database " + db.display() + ", and waiting makes none");
  (void)db.open(false);
  auto const waited = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun).count();
  if (given.json)
    print(json_object().flag("ready", true).number("waited_ms", static_cast<std::uint64_t>(waited)).str());
  else
    print("the database " + db.display() + " accepts connections");
  return 0;
}

}  // namespace retort::cli
