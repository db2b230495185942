// SPDX-License-Identifier: Apache-2.0
// Secrets come in from files and from a terminal, and go out into a file that nobody else may read. None is copied
// where it could be found later, and no error shows one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "runtime/signature/secret_text.hpp"

namespace retort::cli {

// The bytes of a file, a pipe or a file descriptor (/dev/fd/3). Throws FileError: it cannot be read, or holds more than
// a key or a password can have (64 KiB).
[[nodiscard]] signatures::secret_text read_secret(std::filesystem::path const& file);

// A line that somebody types at the terminal of this process, which does not show it. Throws FileError where there is
// no terminal, and where it was given up (Ctrl-C, Ctrl-D).
[[nodiscard]] signatures::secret_text ask_secret(std::string const& prompt);

// Makes a file, for its owner alone, whole or not at all. Throws FileError: also where one is there already, which
// stays as it is.
void write_secret(std::filesystem::path const& file, std::string_view content);
// The same, for everybody to read.
void write_new(std::filesystem::path const& file, std::string_view content);

}  // namespace retort::cli
