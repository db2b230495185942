// SPDX-License-Identifier: Apache-2.0
// A client library, loaded when the first of its functions is called. Such a library brings others with it, which cost
// a program that works on another database more than its work. Linked into programs in place of the library (with
// --as-needed the shared library is not asked for then): a file has the functions that a driver and SOCI's backend
// call. A program that calls one more asks for the shared library again: a test looks.
#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace retort::drivers {

// `Library` has `static constexpr char const* file`, the name of the shared library, and `words`, what it is.
template <class Library>
void* loaded() {
  static void* const handle = dlopen(Library::file, RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr)
    throw std::runtime_error(std::string(Library::words) + " (" + Library::file + ") is not installed");
  return handle;
}

// The function of that name in the library, looked up once.
template <class Library, auto Function>
decltype(Function) forward(char const* name) {
  static void* const found = dlsym(loaded<Library>(), name);
  if (found == nullptr) throw std::runtime_error(std::string(Library::file) + " is too old: it has no " + name);
  return reinterpret_cast<decltype(Function)>(found);
}

}  // namespace retort::drivers
