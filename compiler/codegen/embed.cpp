// SPDX-License-Identifier: Apache-2.0
// What reads well stands in raw literals; bytes that a compiler or an editor might change are spelt out in ordinary
// ones.
#include "compiler/codegen/embed.hpp"

#include <algorithm>

namespace retort::codegen {

namespace {

constexpr std::size_t longest_raw = 15'900;   // bytes; delimiters come on top
constexpr std::size_t longest_spelt = 3'900;  // bytes, up to four characters each
constexpr std::size_t worth_a_raw = 64;       // fewer bytes than these are spelt out with their neighbours

// Whether the byte is the same in a raw literal whatever the compiler makes of character sets and line ends.
bool is_safe(char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t'; }

std::size_t safe_end(std::string_view bytes, std::size_t begin) {
  return static_cast<std::size_t>(
      std::find_if_not(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end(), is_safe) - bytes.begin());
}

void add_raw(std::string& out, std::string_view bytes) {
  std::string delimiter = "sql";
  for (unsigned i = 1; bytes.find(')' + delimiter + '"') != std::string_view::npos; ++i)
    delimiter = "sql" + std::to_string(i);
  out += "R\"" + delimiter + '(';
  out += bytes;
  out += ')' + delimiter + "\"\n";
}

void add_spelt(std::string& out, std::string_view bytes) {
  out += '"';
  for (char const c : bytes) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"' || c == '\\' || c == '?') {  // "?" might make a trigraph
      out += '\\';
      out += c;
    } else if (c >= 0x20 && c < 0x7f) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '\\';
      for (unsigned const shift : {6U, 3U, 0U}) out += static_cast<char>('0' + ((byte >> shift) & 7U));
    }
  }
  out += "\"\n";
}

}  // namespace

std::string literals(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8 + 64);
  for (std::size_t at = 0; at < bytes.size();) {
    auto end = std::min(safe_end(bytes, at), at + longest_raw);
    if (end - at >= worth_a_raw || end == bytes.size()) {
      add_raw(out, bytes.substr(at, end - at));
      at = end;
      continue;
    }
    auto const limit = std::min(bytes.size(), at + longest_spelt);
    while (end < limit) {
      if (!is_safe(bytes[end])) {
        ++end;
        continue;
      }
      auto const next = safe_end(bytes, end);
      if (next - end >= worth_a_raw) break;
      end = std::min(next, limit);
    }
    add_spelt(out, bytes.substr(at, end - at));
    at = end;
  }
  return out.empty() ? "\"\"\n" : out;
}

std::string pieces(std::string_view bytes) {
  std::string out = "char const* const pieces[] = {\n";
  out.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size(); at += piece_size) out += literals(bytes.substr(at, piece_size)) + ",\n";
  return out + "};\n";
}

}  // namespace retort::codegen
