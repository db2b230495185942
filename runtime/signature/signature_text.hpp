// SPDX-License-Identifier: Apache-2.0
// The text of a signature, which stands in a file beside the bundle, and what is signed. In: a key and bytes. Out:
// text; and back. There is one way to write a signature: a text that differs in one byte is another signature or none.
#pragma once

#include <string>
#include <string_view>

#include "runtime/signature/ed25519.hpp"

namespace retort::signatures {

struct signature {
  std::string key;  // its id
  signature_bytes bytes{};
};

// The first sixteen hexadecimal digits of the SHA-256 of the key. It finds the key among those that are trusted; what
// convinces is the signature.
[[nodiscard]] std::string id_of(public_key const& key);

// What is signed: the bytes of a bundle behind a line that no other text signed with such a key begins with.
[[nodiscard]] std::string message_of(std::string_view bundle);

[[nodiscard]] std::string spell(signature const& made);
// Throws untrusted_bundle of fault damaged; `called` begins the sentence.
[[nodiscard]] signature parse(std::string_view text, std::string const& called);

// The text of the signature of a bundle.
[[nodiscard]] std::string sign_bundle(secret_text const& private_key, std::string_view bundle);

}  // namespace retort::signatures
