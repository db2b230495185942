// SPDX-License-Identifier: Apache-2.0
// The drivers this library was built with: one list, written by the build, so that a driver that is linked is known
// without registering itself.
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort {

// nullptr where there is none.
[[nodiscard]] drivers::entry const* find_driver(dialect wanted) noexcept;
// drivers::entry::own_process() of each.
void own_process() noexcept;

}  // namespace retort
