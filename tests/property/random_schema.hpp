// SPDX-License-Identifier: Apache-2.0
// Random desired schemas. In: a seed. Out: the text of a schema file, valid by construction on PostgreSQL. Names come
// from a small pool, so that two of them have much in common and little that is equal.
#pragma once

#include <cstdint>
#include <string>

namespace retort::property {

[[nodiscard]] std::string random_schema(std::uint64_t seed);

}  // namespace retort::property
