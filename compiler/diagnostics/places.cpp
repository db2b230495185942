// SPDX-License-Identifier: Apache-2.0
// A step along the line from the place before; the whole way wherever that is not possible.
#include "compiler/diagnostics/places.hpp"

#include "compiler/base/utf8.hpp"

namespace retort {

LineColumn Places::at(FileId file, std::uint32_t offset) {
  auto const& source = sources_[file];
  auto const text = source.text();
  // From the middle of a character its rest would be counted once more.
  bool const whole = offset_ < text.size() && (static_cast<unsigned char>(text[offset_]) & 0xC0U) != 0x80U;
  bool const ahead = whole && file_ == file && offset_ <= offset && offset <= text.size() &&
                     source.line_start(place_.line + 1) > offset && source.line_start(place_.line) <= offset_;
  if (ahead)
    place_.column += static_cast<std::uint32_t>(code_points(text.substr(offset_, offset - offset_)));
  else
    place_ = source.position(offset);
  file_ = file;
  offset_ = offset;
  return place_;
}

}  // namespace retort
