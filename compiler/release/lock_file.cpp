// SPDX-License-Identifier: Apache-2.0
// Lines to entries and back.
#include "compiler/release/lock_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "compiler/syntax/literal.hpp"

namespace retort::release {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  return out;
}
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size() || (text[i] != 'n' && text[i] != '\\')) return std::nullopt;
    out += text[i] == 'n' ? '\n' : '\\';
  }
  return out;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::optional<Entry> entry_of(std::string_view line) {
  auto const first = line.find(' ');
  auto const second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  Entry out;
  out.id = line.substr(0, first);
  out.checksum = line.substr(first + 1, second - first - 1);
  auto rest = line.substr(second + 1);
  if (rest.starts_with("naming:")) {
    auto const end = std::min(rest.find(' '), rest.size());
    out.naming = rest.substr(7, end - 7);
    if (out.naming.empty()) return std::nullopt;  // none is no word
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  auto text = unescaped(rest);
  if (!is_id(out.id) || !syntax::is_checksum(out.checksum) || !text) return std::nullopt;
  out.text = std::move(*text);
  return out;
}

}  // namespace

std::vector<Entry> read_lock(Sources const& sources, FileId file, Sink& sink) {
  std::vector<Entry> out;
  std::map<std::string, std::size_t> seen;  // place in `out`
  std::string_view const text = sources[file].text();
  for (std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    auto line = text.substr(begin, end - begin);
    while (line.ends_with('\r')) line.remove_suffix(1);  // more than one where ends of lines were changed twice
    auto const at = static_cast<std::uint32_t>(begin);
    begin = end + 1;
    if (line.empty() || line.starts_with('#')) continue;
    auto entry = entry_of(line);
    if (!entry) {
      auto const length = std::min(line.find(' '), line.size());
      sink.report(Code::RT0904, Span{file, at, at + static_cast<std::uint32_t>(length)},
                  "this line of the lock file cannot be read") |
          Note{"`retort release` writes this file, and version control brings it back", std::nullopt};
      continue;
    }
    entry->span = Span{file, at, at + static_cast<std::uint32_t>(entry->id.size())};
    auto const [there, fresh] = seen.emplace(entry->id, out.size());
    if (!fresh) {
      if (out[there->second] == *entry) continue;  // two branches released it
      sink.report(Code::RT0904, entry->span, fmt::format("revision '{}' is released twice", entry->id)) |
          Note{"the other line is here", out[there->second].span};
      continue;
    }
    out.push_back(std::move(*entry));
  }
  return out;
}

std::string lock_text(std::vector<Entry> entries) {
  std::sort(entries.begin(), entries.end(), [](Entry const& a, Entry const& b) { return a.id < b.id; });
  std::string out =
      "# Released revisions, which are not changed any more. Written by `retort release`; belongs into version "
      "control.\n";
  for (auto const& entry : entries)
    out += entry.id + ' ' + entry.checksum + ' ' + (entry.naming.empty() ? "" : "naming:" + entry.naming + ' ') +
           escaped(entry.text) + '\n';
  return out;
}

}  // namespace retort::release
