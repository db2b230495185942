// SPDX-License-Identifier: Apache-2.0
// Lines, names, ${NAME}.
#include "runtime/cli/targets_file.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "runtime/cli/arguments.hpp"

namespace retort::cli {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_name_of_variable(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (char const c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}

// `text` with what its variables hold. `at`: "targets:3", for messages.
std::string expanded(std::string_view text, std::string const& at, variables const& environment) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i, 2) != "${") {
      out += text[i++];
      continue;
    }
    auto const close = text.find('}', i);
    auto const name = close == std::string_view::npos ? std::string_view{} : text.substr(i + 2, close - i - 2);
    if (!is_name_of_variable(name))
      throw usage_error(at +
                        ": behind '${' the name of a variable of the environment and a '}' are expected; write "
                        "'%24%7B' for the characters themselves");
    auto const value = environment(std::string(name));
    if (!value) throw environment_error(at + ": the variable " + std::string(name) + " of the environment is not set");
    bool const whole = i == 0 && close + 1 == text.size();
    out += whole ? *value : part_of_url(*value);
    i = close + 1;
  }
  return out;
}

// Without its quotes.
std::string display_of(database const& where) {
  auto const quoted = where.display();
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::vector<listed_target> parse_targets(std::string_view text, std::string const& file, variables const& environment) {
  std::vector<listed_target> out;
  std::map<std::string, std::size_t> line_of;  // by name
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto const end = text.find('\n');
    auto const line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto const at = file + ":" + std::to_string(number);
    auto const gap = line.find_first_of(blanks);
    auto const first = line.substr(0, gap);
    auto const rest = gap == std::string_view::npos ? std::string_view{} : trimmed(line.substr(gap));
    if (rest.find_first_of(blanks) != std::string_view::npos || (!rest.empty() && first.find("://") != first.npos))
      throw usage_error(at + ": a line is a URL, or a name, a blank and a URL; a blank in a URL is written '%20'");
    auto url = expanded(rest.empty() ? first : rest, at, environment);
    try {
      auto where = database::from_url(url);
      auto name = rest.empty() ? display_of(where) : std::string(first);
      auto const [before, is_new] = line_of.emplace(name, number);
      if (!is_new)
        throw usage_error(at + ": '" + name + "' is in line " + std::to_string(before->second) +
                          " already; write a name of its own in front of the URL");
      out.push_back({std::move(name), std::move(url), std::move(where)});
    } catch (bad_url const& wrong) {
      throw usage_error(at + ": " + wrong.what());
    }
  }
  if (out.empty()) throw usage_error("no database is in '" + file + "'; write a URL a line");
  return out;
}

std::vector<listed_target> read_targets(std::string const& file) {
  auto const all_of = [](std::istream& in) {
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  };
  std::string text;
  if (file == "-") {
    text = all_of(std::cin);
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw environment_error("the file '" + file + "' of --targets cannot be read");
    text = all_of(in);
  }
  return parse_targets(text, file == "-" ? "standard input" : file, [](std::string const& name) {
    char const* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  });
}

}  // namespace retort::cli
