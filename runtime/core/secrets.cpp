// SPDX-License-Identifier: Apache-2.0
// Finds passwords by the signs around them.
#include "runtime/core/secrets.hpp"

#include <algorithm>
#include <string_view>

#include "runtime/core/spelling.hpp"

namespace retort::core {
namespace {

struct part_of_text {
  std::size_t begin, length;
};
// The values of `password=…` as a URL has it (up to the next '&') or the keywords of libpq (up to the next blank, or in
// quotes; https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE).
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view keyword = "password";
void find_keyword_parts(std::string_view text, bool in_url, std::vector<part_of_text>& out) {
  auto const folded = lower_case(text);
  for (auto found = folded.find(keyword); found != std::string::npos; found = folded.find(keyword, found)) {
    found += keyword.size();
    auto const equals = text.find_first_not_of(blanks, found);
    if (equals == std::string_view::npos || text[equals] != '=') continue;
    auto const begin = std::min(text.find_first_not_of(blanks, equals + 1), text.size());
    auto end = std::min(in_url ? text.find('&', begin) : text.find_first_of(blanks, begin), text.size());
    if (!in_url && begin < text.size() && text[begin] == '\'')
      for (end = begin + 1; end < text.size() && text[end] != '\'';) end += text[end] == '\\' ? 2U : 1U;
    end = std::min(end, text.size());
    if (end > begin) out.push_back({begin, end - begin});
    found = end;
  }
}
// Where passwords stand in an argument: between the ':' of a URL's login and its '@', and behind `password=`, with or
// without a URL around it.
std::vector<part_of_text> password_parts(std::string_view text) {
  std::vector<part_of_text> out;
  auto const scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    auto const colon = text.find(':', scheme + 3);
    auto const at = text.rfind('@');
    if (colon != std::string_view::npos && at != std::string_view::npos && at > colon)
      out.push_back({colon + 1, at - colon - 1});
  }
  find_keyword_parts(text, scheme != std::string_view::npos, out);
  return out;
}

}  // namespace

std::vector<secret> secrets_in(std::vector<std::string> const& words) {
  std::vector<secret> out;
  for (std::string_view const word : words) {
    for (auto const& part : password_parts(word)) {
      // With what stands before it, so that a short password is not found inside other words.
      auto const sign = word.find_last_not_of(blanks, part.begin - 1);
      bool const in_login = word[sign] == ':';
      auto const begin = in_login ? word.find("://") : word.find_last_not_of(blanks, sign - 1) + 1 - keyword.size();
      std::string const before(word.substr(begin, part.begin - begin));
      out.push_back({before + std::string(word.substr(part.begin, part.length)), before + "***"});
    }
  }
  return out;
}
std::vector<secret> secrets_in(int argc, char const* const* argv) {
  return argc < 2 ? std::vector<secret>() : secrets_in(std::vector<std::string>(argv + 1, argv + argc));
}

std::string without_secrets(std::string sentence, std::vector<secret> const& secrets) {
  for (auto const& [text, shown] : secrets)
    for (auto at = sentence.find(text); at != std::string::npos; at = sentence.find(text, at + shown.size()))
      sentence.replace(at, text.size(), shown);
  return sentence;
}

void cover_passwords(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    for (auto const& part : password_parts(argv[i])) std::fill_n(argv[i] + part.begin, part.length, '*');
}

}  // namespace retort::core
