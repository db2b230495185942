// SPDX-License-Identifier: Apache-2.0
// Whether a text is JSON, as RFC 8259 has it. Only looks; keeps nothing.
#pragma once

#include <string_view>

namespace retort::model {

// One value with blanks around it. What PostgreSQL refuses in jsonb on top of the RFC is refused: \u0000, and halves of
// surrogate pairs (https://www.postgresql.org/docs/15/datatype-json.html); and so are numbers beyond a double and
// values nested deeper than 500, limits that the RFC (sections 6 and 9) leaves to who reads it.
[[nodiscard]] bool is_json(std::string_view text);

}  // namespace retort::model
