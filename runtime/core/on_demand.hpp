// SPDX-License-Identifier: Apache-2.0
// A shared library, loaded when the first of its functions is called: the client of a database, libcrypto. Such a
// library brings others with it, which cost a program that does without it more than its work. Linked into programs in
// place of the library (with --as-needed the shared library is not asked for then): a file has the functions that are
// called. A program that calls one more asks for the shared library again: a test looks.
#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace retort::core {

// It is not installed, or too old: one sentence.
class library_missing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `Library` has `static constexpr char const* file`, the name of the shared library, and `words`, what it is.
template <class Library>
void* loaded() {
  static void* const handle = dlopen(Library::file, RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr)
    throw library_missing(std::string(Library::words) + " (" + Library::file + ") is not installed");
  return handle;
}

// The function of that name in the library, looked up once.
template <class Library, auto Function>
decltype(Function) forward(char const* name) {
  static void* const found = dlsym(loaded<Library>(), name);
  if (found == nullptr) throw library_missing(std::string(Library::file) + " is too old: it has no " + name);
  return reinterpret_cast<decltype(Function)>(found);
}

}  // namespace retort::core
