// SPDX-License-Identifier: Apache-2.0
// An immutable value that is shared by its copies: copying costs a pointer, comparing equal copies costs nothing.
#pragma once

#include <memory>
#include <utility>

namespace retort {

template <class T>
class Shared {
 public:
  Shared() : value_(std::make_shared<T const>()) {}
  Shared(T value) : value_(std::make_shared<T const>(std::move(value))) {}  // NOLINT(google-explicit-constructor)

  T const& operator*() const { return *value_; }
  T const* operator->() const { return value_.get(); }

  friend bool operator==(Shared const& a, Shared const& b) { return a.value_ == b.value_ || *a.value_ == *b.value_; }

 private:
  std::shared_ptr<T const> value_;
};

}  // namespace retort
