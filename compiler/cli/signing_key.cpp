// SPDX-License-Identifier: Apache-2.0
// Flags before variables; nothing of a key is ever part of a sentence.
#include "compiler/cli/signing_key.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "compiler/base/files.hpp"
#include "compiler/cli/secret_file.hpp"
#include "runtime/signature/ed25519.hpp"

namespace retort::cli {

namespace {

constexpr char const* key_variable = "RETORT_SIGNING_KEY";
constexpr char const* password_variable = "RETORT_SIGNING_KEY_PASSWORD";

char const* variable(char const* name) {
  char const* const value = std::getenv(name);
  return value == nullptr || *value == '\0' ? nullptr : value;
}

}  // namespace

std::optional<signatures::secret_text> key_password(Arguments const& arguments) {
  if (arguments.key_password_file) {
    auto out = read_secret(*arguments.key_password_file);
    out.drop_line_end();
    if (out.size() == 0) throw FileError(fmt::format("the file '{}' holds no password", *arguments.key_password_file));
    return out;
  }
  if (char const* const value = variable(password_variable)) return signatures::secret_text(std::string(value));
  return std::nullopt;
}

signatures::secret_text signing_key(Arguments const& arguments, Console const& console) {
  char const* const from_environment = variable(key_variable);
  if (!arguments.key && from_environment == nullptr)
    throw UsageError(fmt::format("'sign' needs a private key: --key FILE, or the variable {}", key_variable));
  auto const called =
      arguments.key ? fmt::format("the file '{}'", *arguments.key) : fmt::format("the variable {}", key_variable);
  auto const pem = arguments.key ? read_secret(*arguments.key) : signatures::secret_text(std::string(from_environment));
  return signatures::private_key_of(pem, called, [&] {
    if (auto known = key_password(arguments)) return std::move(*known);
    if (!console.asks)
      throw FileError(
          fmt::format("the private key of {} has a password: say it with --key-password-file FILE, with the "
                      "variable {}, or at a terminal",
                      called, password_variable));
    return ask_secret(fmt::format("password of the private key of {}: ", called));
  });
}

}  // namespace retort::cli
