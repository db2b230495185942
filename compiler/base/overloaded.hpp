// SPDX-License-Identifier: Apache-2.0
// One lambda per alternative for std::visit. A forgotten alternative is a compile error: never add a catch-all arm.
#pragma once

namespace retort {

template <class... Arms>
struct overloaded : Arms... {
  using Arms::operator()...;
};
template <class... Arms>
overloaded(Arms...) -> overloaded<Arms...>;

}  // namespace retort
