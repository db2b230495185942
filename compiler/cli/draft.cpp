// SPDX-License-Identifier: Apache-2.0
// The text comes from the printer of the tree: there is one canonical form.
#include "compiler/cli/draft.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <random>
#include <utility>

#include "compiler/ast/print.hpp"

namespace retort::cli {

namespace {

std::vector<ast::RevisionId> ids_of(std::vector<std::string> const& texts) {
  std::vector<ast::RevisionId> out;
  for (auto const& text : texts) out.push_back({text, {}});
  return out;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string slug_of(std::string_view message, std::size_t length) {
  std::string out;
  std::size_t fits = 0;  // up to the end of the last word that fits
  for (std::size_t i = 0; i < message.size();) {
    std::string word;
    for (; i < message.size(); ++i) {
      char const c = message[i];
      char const small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (!is_word(small)) break;
      word += small;
    }
    ++i;
    if (word.empty()) continue;
    if (!out.empty()) out += '_';
    out += word;
    if (out.size() <= length) fits = out.size();
  }
  if (fits == 0 && out.size() > length) {  // one long word
    fits = length;
    while (fits > 0 && (static_cast<unsigned char>(out[fits]) & 0xC0U) == 0x80U) --fits;
  }
  return out.substr(0, fits);
}

// The value of a token, without its braces.
std::optional<std::string> value_of(std::string_view token, Draft const& draft, std::size_t slug_length) {
  if (token == "rev") return draft.id;
  if (token == "slug") return slug_of(draft.message, slug_length);
  if (token == "epoch") return std::to_string(draft.made);
  // 2026-11-25T22:30:00Z, or +01:00 behind it: the time is that of the place
  struct Part {
    std::string_view name;
    std::size_t at, length;
  };
  constexpr std::array parts{Part{"year", 0, 4},  Part{"month", 5, 2},   Part{"day", 8, 2},
                             Part{"hour", 11, 2}, Part{"minute", 14, 2}, Part{"second", 17, 2}};
  for (auto const& part : parts)
    if (part.name == token) return draft.created.substr(part.at, part.length);
  return std::nullopt;
}

// Calls `text` for what stands between the tokens and `token` for each, without its braces.
template <class Text, class Token>
void walk(std::string_view file_template, Text&& text, Token&& token) {
  while (true) {
    auto const begin = file_template.find('{');
    text(file_template.substr(0, begin));
    if (begin == std::string_view::npos) return;
    auto const end = file_template.find('}', begin);
    token(file_template.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1));
    if (end == std::string_view::npos) return;
    file_template.remove_prefix(end + 1);
  }
}

}  // namespace

std::string draft_text(Draft const& draft) {
  ast::Revision revision;
  revision.id = {draft.id, {}};
  revision.message = {draft.message, {}};
  revision.parents = ids_of(draft.parents);
  revision.depends_on = ids_of(draft.depends_on);
  for (auto const& label : draft.labels) {
    ast::Identifier name;
    name.text = label;
    revision.labels.push_back(std::move(name));
  }
  if (!draft.created.empty()) revision.created = ast::Text{draft.created, {}};
  ast::File file;
  file.content = std::move(revision);
  return ast::print(file);
}

std::string draft_file_name(Draft const& draft, std::string_view file_template, std::size_t slug_length) {
  std::string out;
  walk(
      file_template, [&](std::string_view text) { out += text; },
      [&](std::string_view token) { out += value_of(token, draft, slug_length).value_or(std::string()); });
  if (out.ends_with(".mig")) out.resize(out.size() - 4);
  while (!out.empty() && (out.back() == '_' || out.back() == '-')) out.pop_back();
  return (out.empty() ? draft.id : out) + ".mig";  // a hidden file would not be found again
}

std::string unknown_token(std::string_view file_template) {
  Draft nothing;
  nothing.created = "2026-01-01T00:00:00Z";
  std::string out;
  walk(
      file_template, [](std::string_view) {},
      [&](std::string_view token) {
        if (out.empty() && !value_of(token, nothing, 0)) out = "{" + std::string(token) + "}";
      });
  return out;
}

std::string random_id() {
  std::random_device random;
  std::uniform_int_distribution<std::uint64_t> digits(0, (std::uint64_t{1} << 48U) - 1);
  return fmt::format("{:012x}", digits(random));
}

}  // namespace retort::cli
