// SPDX-License-Identifier: Apache-2.0
// A lock beside a database file. In: the path of the database. Out: a file `<path>-retort-lock` that is there while the
// lock is held. The system gives the lock up with the process that has it; a file that such a process leaves behind
// locks nobody out. Never opens the database file itself: closing it would
// take SQLite's own locks away (https://www.sqlite.org/howtocorrupt.html, 2.2).
#pragma once

#include <optional>
#include <string>

#include <retort/repair.hpp>

namespace retort::drivers::sqlite {

class file_lock {
 public:
  file_lock() = default;
  ~file_lock() { release(); }
  file_lock(file_lock const&) = delete;
  file_lock& operator=(file_lock const&) = delete;

  // One try; false where somebody else has it, and `holder` says who. Throws database_error where there can be no such
  // file.
  [[nodiscard]] bool try_acquire(std::string const& database, std::string& holder);
  void release() noexcept;
  // Who holds the lock of `database` now; nothing: nobody. Makes no file. Throws as try_acquire().
  [[nodiscard]] static std::optional<lock_holder> holder_of(std::string const& database);

 private:
  int file_ = -1;
  std::string path_;
};

}  // namespace retort::drivers::sqlite
