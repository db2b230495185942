// SPDX-License-Identifier: Apache-2.0
// Files and directories. In: paths. Out: their bytes, or FileError with one sentence for the user. What is written
// appears whole or not at all, and only when it differs from what is there.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/shared.hpp"
#include "compiler/base/spool.hpp"

namespace retort {

// what(): one sentence, lower case, no full stop, the path in quotes.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The bytes of a file, unchanged. Throws FileError: it does not exist, is a directory, cannot be read, or is larger
// than what a Span can point into (4 GiB).
[[nodiscard]] std::string read_file(std::filesystem::path const& file);

// The bytes of each, several read at once. Throws FileError for the first that read_file() would throw for.
[[nodiscard]] std::vector<std::string> read_files(std::vector<std::filesystem::path> const& files);

// The files of a directory whose names end in `extension` (".mig"), sorted by the bytes of their names. Neither hidden
// files nor sub-directories; `directory` stands in front of each name, except for ".". Throws FileError.
[[nodiscard]] std::vector<std::filesystem::path> list_files(std::filesystem::path const& directory,
                                                            std::string_view extension);

struct Output {
  std::filesystem::path file;
  std::string content;
  std::vector<Shared<Spool>> rest = {};  // what follows `content`
};
// Writes the outputs that differ from what is there; directories are made as needed. All of them are complete on the
// disk before the first one appears under its name, so that a full disk or a missing permission leaves everything as it
// was. A symbolic link stays one; permissions of a file that is replaced stay. Returns how many files were written.
// Throws FileError.
std::size_t write_if_changed(std::vector<Output> const& outputs);

}  // namespace retort
