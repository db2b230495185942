// SPDX-License-Identifier: Apache-2.0
// What choice.hpp declares, for the one file that instantiates a Choice.
#pragma once

#include <utility>

#include "compiler/base/choice.hpp"

namespace retort {

template <class List>
Choice<List>::Choice() = default;
template <class List>
Choice<List>::Choice(Choice const&) = default;
template <class List>
Choice<List>::Choice(Choice&&) noexcept = default;
template <class List>
Choice<List>& Choice<List>::operator=(Choice const&) = default;
template <class List>
Choice<List>& Choice<List>::operator=(Choice&&) noexcept = default;
template <class List>
Choice<List>::~Choice() = default;

template <class List>
Choice<List>::Choice(std::size_t index, void* value) {
  [&]<class... A>(std::variant<A...>& self) {
    std::size_t at = 0;
    ((at++ == index ? void(self.template emplace<A>(std::move(*static_cast<A*>(value)))) : void()), ...);
  }(*this);
}

template <class List>
bool Choice<List>::equals(Choice const& other) const {
  typename List::Variant const& left = *this;
  typename List::Variant const& right = other;
  return left == right;
}

}  // namespace retort
