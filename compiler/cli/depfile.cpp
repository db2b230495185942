// SPDX-License-Identifier: Apache-2.0
// GNU Make's rules of quoting, as far as ninja follows them.
#include "compiler/cli/depfile.hpp"

namespace retort::cli {

namespace {
std::string quoted(std::string const& name) {
  std::string out;
  for (char const c : name) {
    if (c == ' ' || c == '#') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}
}  // namespace

std::string depfile(std::vector<std::string> const& outputs, std::vector<std::string> const& inputs) {
  std::string out;
  for (auto const& name : outputs) out += (out.empty() ? "" : " ") + quoted(name);
  out += ":";
  for (auto const& name : inputs) out += " \\\n  " + quoted(name);
  return out + "\n";
}

}  // namespace retort::cli
