// SPDX-License-Identifier: Apache-2.0
// The key that `retort sign` signs with, and its password: from where the command line or the environment says.
#pragma once

#include <optional>
#include <string>

#include "compiler/cli/arguments.hpp"
#include "compiler/cli/run.hpp"
#include "runtime/signature/secret_text.hpp"

namespace retort::cli {

// The private key of --key, else of the variable RETORT_SIGNING_KEY. An encrypted one is opened with the password
// below, or with one that is asked for at the terminal. Throws UsageError where none is named, FileError where it
// cannot be read or used.
[[nodiscard]] signatures::secret_text signing_key(Arguments const& arguments, Console const& console);

// That of --key-password-file, else of the variable RETORT_SIGNING_KEY_PASSWORD; nothing where neither is given. Throws
// FileError.
[[nodiscard]] std::optional<signatures::secret_text> key_password(Arguments const& arguments);

}  // namespace retort::cli
