// SPDX-License-Identifier: Apache-2.0
// Lines are found once, columns are counted when they are asked for: most places are never printed.
#include "compiler/source/source_file.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "compiler/base/utf8.hpp"

namespace retort {

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  if (text_.size() > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a source of more than 4 GiB");
  // The byte order mark is no part of the first line.
  line_starts_.push_back(text_.starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0U);
  for (auto at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::uint32_t SourceFile::line_at(std::uint32_t offset) const {
  auto const at = std::min<std::size_t>(offset, text_.size());
  auto const after = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
  if (after == line_starts_.begin()) return 1;  // inside the byte order mark
  return static_cast<std::uint32_t>(after - line_starts_.begin());
}

LineColumn SourceFile::position(std::uint32_t offset) const {
  auto const line = line_at(offset);
  auto const at = std::min<std::size_t>(offset, text_.size());
  auto const start = std::min<std::size_t>(line_starts_[line - 1], at);  // at is less inside the byte order mark
  return {line, static_cast<std::uint32_t>(code_points(std::string_view(text_).substr(start, at - start))) + 1};
}

std::string_view SourceFile::line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  std::size_t const begin = line_starts_[line - 1];
  std::size_t const end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  auto text = std::string_view(text_).substr(begin, end - begin);
  if (line < line_starts_.size() && text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t SourceFile::line_start(std::uint32_t line) const {
  if (line == 0) return 0;
  return line <= line_starts_.size() ? line_starts_[line - 1] : static_cast<std::uint32_t>(text_.size());
}

FileId Sources::add(std::string name, std::string text) {
  files_.emplace_back(std::move(name), std::move(text));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

std::string_view Sources::text(Span span) const {
  if (span.file.index == FileId::none) return {};
  auto const whole = (*this)[span.file].text();
  auto const begin = std::min<std::size_t>(span.begin, whole.size());
  auto const end = std::clamp<std::size_t>(span.end, begin, whole.size());
  return whole.substr(begin, end - begin);
}

}  // namespace retort
