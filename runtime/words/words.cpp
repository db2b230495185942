// SPDX-License-Identifier: Apache-2.0
// Names with a schema.
#include "runtime/words/words.hpp"

namespace retort::words {

std::string vocabulary::qualified(std::string const& schema, std::string const& table) const {
  return schema.empty() ? quote(table) : quote(schema) + "." + quote(table);
}

}  // namespace retort::words
