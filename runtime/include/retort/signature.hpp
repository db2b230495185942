// SPDX-License-Identifier: Apache-2.0
// Whether a bundle is what somebody trusted has signed (`retort sign`), before anything of it is run. In: the bytes of
// a bundle, the text of its signature, public keys. Out: the id of the key that signed it, or untrusted_bundle. Asks no
// database. Link Retort::signature; docs/signing.md says what a signature does and does not protect.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>
#include <retort/error.hpp>

namespace retort {

enum class signature_fault {
  missing,      // there is no signature beside the bundle
  damaged,      // the signature is truncated, or no text that `retort sign` wrote
  unknown_key,  // it was made with a key that is not trusted here
  mismatch,     // bundle and signature do not belong together: one of them was changed
};

// The bundle is not signed by one of the trusted keys.
class untrusted_bundle : public error {
 public:
  untrusted_bundle(std::string const& sentence, signature_fault fault) : error(sentence), fault_(fault) {}
  [[nodiscard]] signature_fault fault() const noexcept { return fault_; }

 private:
  signature_fault fault_;
};

// A key cannot be used: it is no Ed25519 key in PEM, its password is another one, or this program was built without
// libcrypto. Never shows what was read.
class key_error : public error {
 public:
  using error::error;
};

// The public keys of those whose bundles are run: one, or several while an old one is being replaced by a new one.
class trusted_keys {
 public:
  struct key {
    std::string id;  // the first sixteen hexadecimal digits of the SHA-256 of `bytes`
    std::array<unsigned char, 32> bytes{};
    friend bool operator==(key const&, key const&) = default;
  };

  // Public keys in PEM, one behind the other; text between them is skipped. Throws key_error where there is none, where
  // one is damaged or of another kind, and where anything else in PEM stands among them (a private key).
  [[nodiscard]] static trusted_keys from_pem(std::string_view pem);
  // The same of a file, which errors name. Throws std::system_error where it cannot be read.
  [[nodiscard]] static trusted_keys open(std::filesystem::path const& file);

  [[nodiscard]] std::vector<key> const& keys() const noexcept { return keys_; }  // in the order given; not empty

 private:
  explicit trusted_keys(std::vector<key> keys) : keys_(std::move(keys)) {}
  std::vector<key> keys_;
};

// The id of the trusted key that made `signature`, the text of a file that `retort sign` wrote, of `content`, all bytes
// of a bundle. Throws untrusted_bundle; key_error where this program was built without libcrypto.
std::string verify_signature(std::string_view content, std::string_view signature, trusted_keys const& keys);
// The same of a bundle that add_migrations() embedded, and the file of a signature: its bytes are those of the bundle
// file of the same compilation. Also throws std::system_error where the file cannot be read.
std::string verify_signature(embedded_bundle const& content, trusted_keys const& keys,
                             std::filesystem::path const& signature);

struct signed_bundle {
  bundle content;
  std::string key;  // the id of that which signed it
};
// Reads the file once, into memory, and opens the bytes that were verified: who changes the file afterwards changes
// nothing. The signature is the file `signature`, or, where that is empty, `file` with ".sig" behind its name. Throws
// untrusted_bundle, key_error, bundle_error, and std::system_error where a file that is there cannot be read.
[[nodiscard]] signed_bundle open_signed(std::filesystem::path const& file, trusted_keys const& keys,
                                        std::filesystem::path const& signature = {});

}  // namespace retort
