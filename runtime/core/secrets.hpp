// SPDX-License-Identifier: Apache-2.0
// Passwords on a command line: in URLs of databases, and behind `password=`. In: the words of the command line. Out:
// what a message has to leave out. Parses no URL: what is wrong with one may be about its password.
#pragma once

#include <string>
#include <vector>

namespace retort::core {

// A piece of an argument that holds a password, and how a message may show it: "://u:secret" as "://u:***",
// "password=secret" as "password=***".
struct secret {
  std::string text, shown;
};
[[nodiscard]] std::vector<secret> secrets_in(int argc, char const* const* argv);
[[nodiscard]] std::vector<secret> secrets_in(std::vector<std::string> const& words);
// The sentence with every secret as it may be shown.
[[nodiscard]] std::string without_secrets(std::string sentence, std::vector<secret> const& secrets);
// Overwrites the passwords, so that a list of processes does not show them.
void cover_passwords(int argc, char** argv);

}  // namespace retort::core
