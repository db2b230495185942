// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) and its keys in PEM (RFC 8410), by whatever library does it: openssl/ has libcrypto's, absent/ is
// linked where that was not found and refuses everything. In and out: bytes. What fails is a key_error.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/signature/secret_text.hpp"

namespace retort::signatures {

using public_key = std::array<unsigned char, 32>;
using signature_bytes = std::array<unsigned char, 64>;

// Asked for the password of an encrypted key, once; what it throws is passed on.
using password_source = std::function<secret_text()>;

// `private_key`s are the 32 bytes that RFC 8032 calls so, in a text that is wiped.
[[nodiscard]] secret_text generate();
[[nodiscard]] public_key public_of(secret_text const& private_key);
[[nodiscard]] signature_bytes sign(secret_text const& private_key, std::string_view message);
[[nodiscard]] bool verify(public_key const& key, std::string_view message, signature_bytes const& signature);

// All public keys of a text. `called` begins the sentences of errors: "the file 'a.pem'".
[[nodiscard]] std::vector<public_key> public_keys_of(std::string_view pem, std::string const& called);
[[nodiscard]] std::string pem_of(public_key const& key);
// The private key of a text.
[[nodiscard]] secret_text private_key_of(secret_text const& pem, std::string const& called,
                                         password_source const& password);
// PKCS #8, encrypted (PBES2, AES-256) where there is a password.
[[nodiscard]] secret_text pem_of_private(secret_text const& private_key, secret_text const* password);

}  // namespace retort::signatures
