// SPDX-License-Identifier: Apache-2.0
// Keys for the tests of signatures: the pair that RFC 8410 has as its example, and one of another kind.
#pragma once

#include <string_view>

#include "runtime/signature/ed25519.hpp"

namespace retort::signatures::test {

inline constexpr std::string_view private_pem =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
inline constexpr std::string_view public_pem =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    "-----END PUBLIC KEY-----\n";
// The first sixteen digits of what `sha256sum` says of the 32 bytes of that key.
inline constexpr std::string_view key_id = "e744c0791320c328";

// X25519, which signs nothing.
inline constexpr std::string_view other_kind =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEAprI5huvGOow3LyTaDXu4oKl1rC/8n+JUb6Yv6sDnsjk=\n"
    "-----END PUBLIC KEY-----\n";
inline constexpr std::string_view other_kind_private =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIHgCk2WxVr0K34YDc0rtV6jbssalIbT0nIyEPy6lZjF0\n"
    "-----END PRIVATE KEY-----\n";

}  // namespace retort::signatures::test
