// SPDX-License-Identifier: Apache-2.0
// What the drivers share.
#include "runtime/drivers/driver.hpp"

namespace retort::drivers {

std::string qualified(driver const& words, std::string const& schema, std::string const& table) {
  if (schema.empty()) return words.quote(table);
  return words.quote(schema) + "." + words.quote(table);
}

}  // namespace retort::drivers
