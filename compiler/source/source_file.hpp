// SPDX-License-Identifier: Apache-2.0
// The text of the files under compilation and places in it. In: file names and bytes. Out: spans, lines and columns.
// Nothing here reads a disk: the command line and the tests put texts in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

// Index into Sources. The default means "no file": a diagnostic about the environment.
struct FileId {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  std::uint32_t index = none;
  friend bool operator==(FileId, FileId) = default;
};

// Bytes [begin, end) of a file. An empty span marks a point (the place where something is missing).
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(Span const&, Span const&) = default;
};

// Both counted from 1; columns in code points, a tab is one.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(LineColumn, LineColumn) = default;
};

class SourceFile {
 public:
  SourceFile(std::string name, std::string text);

  // As the user gave it: printed in diagnostics unchanged.
  [[nodiscard]] std::string const& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  // Place of a byte offset; an offset past the end is the place of the end.
  [[nodiscard]] LineColumn position(std::uint32_t offset) const;
  // Its line alone, which costs less.
  [[nodiscard]] std::uint32_t line_at(std::uint32_t offset) const;
  // Line `line` (from 1) without its line end (LF or CRLF); empty past the last one.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  // Byte offset at which line `line` (from 1) begins.
  [[nodiscard]] std::uint32_t line_start(std::uint32_t line) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;  // filled by the constructor in one pass
};

// All files of one compilation, in the order in which they were added.
class Sources {
 public:
  FileId add(std::string name, std::string text);
  [[nodiscard]] SourceFile const& operator[](FileId id) const { return files_.at(id.index); }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  // The text under a span.
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  std::vector<SourceFile> files_;
};

}  // namespace retort
