// SPDX-License-Identifier: Apache-2.0
// A std::variant whose special members are compiled once. What copies, moves or destroys a std::variant makes the
// compiler write that out for all its alternatives, in each file that does it; with the forty operations of a history
// that was half of all its work.
#pragma once

#include <cstddef>
#include <type_traits>
#include <variant>

namespace retort {

template <class T, class Variant>
inline constexpr bool is_alternative = false;
template <class T, class... Alternatives>
inline constexpr bool is_alternative<T, std::variant<Alternatives...>> = (std::is_same_v<T, Alternatives> || ...);

// Visited and looked into as the std::variant that it is. `List::Variant` names that variant; its alternatives are all
// different. The header that uses Choice<List> declares `extern template class Choice<List>`, and one source file
// includes choice_members.hpp and instantiates it.
template <class List>
class Choice : public List::Variant {
 public:
  Choice();  // of the first alternative
  // Not explicit: as with std::variant, an alternative is a value of the choice.
  template <class T>
  requires is_alternative<T, typename List::Variant> Choice(T value)
      : Choice(index_of<T>(std::type_identity<typename List::Variant>()), &value) {}
  Choice(Choice const& other);
  Choice(Choice&& other) noexcept;
  Choice& operator=(Choice const& other);
  Choice& operator=(Choice&& other) noexcept;
  ~Choice();

  friend bool operator==(Choice const& a, Choice const& b) { return a.equals(b); }

 private:
  template <class T, class... Alternatives>
  static consteval std::size_t index_of(std::type_identity<std::variant<Alternatives...>>) {
    std::size_t index = 0;
    for (bool const same : {std::is_same_v<T, Alternatives>...}) {
      if (same) break;
      ++index;
    }
    return index;
  }
  // Moves from `value`, which is an alternative: the one of that index.
  Choice(std::size_t index, void* value);
  [[nodiscard]] bool equals(Choice const& other) const;
};

}  // namespace retort
