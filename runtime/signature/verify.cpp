// SPDX-License-Identifier: Apache-2.0
// retort::verify_signature and retort::open_signed: which trusted key signed a bundle.
#include <retort/signature.hpp>

#include <algorithm>

#include "runtime/core/bundle_bytes.hpp"
#include "runtime/core/mapped_file.hpp"
#include "runtime/signature/signature_text.hpp"

namespace retort {
namespace {

// How the sentences name what was given.
struct called {
  std::string bundle = "the bundle", signature = "the signature";
};

std::string list(std::vector<trusted_keys::key> const& keys) {
  std::string out;
  for (auto const& key : keys) out += (out.empty() ? "" : ", ") + key.id;
  return out;
}

trusted_keys::key keyed(signatures::public_key const& bytes) { return {signatures::id_of(bytes), bytes}; }

std::vector<trusted_keys::key> read_keys(std::string_view pem, std::string const& name) {
  std::vector<trusted_keys::key> out;
  for (auto const& bytes : signatures::public_keys_of(pem, name)) out.push_back(keyed(bytes));
  return out;
}

// `message` as message_of() makes it of the bytes of the bundle.
std::string verify(std::string_view message, std::string_view text, trusted_keys const& keys, called const& names) {
  auto const made = signatures::parse(text, names.signature);
  bool known = false;
  for (auto const& key : keys.keys()) {
    if (key.id != made.key) continue;
    known = true;
    if (signatures::verify(key.bytes, message, made.bytes)) return key.id;
  }
  if (!known)
    throw untrusted_bundle(names.bundle + " is signed with the key " + made.key + ", which is not trusted here (" +
                               list(keys.keys()) + (keys.keys().size() == 1 ? " is" : " are") +
                               "); sign it with a trusted key, or add the public key of that one",
                           signature_fault::unknown_key);
  throw untrusted_bundle(names.bundle + " is not what was signed with the key " + made.key +
                             ": it or its signature was changed since; take both anew from where they were made",
                         signature_fault::mismatch);
}

std::string bytes_of(std::filesystem::path const& file) { return std::string(core::mapped_file(file).bytes()); }

}  // namespace

trusted_keys trusted_keys::from_pem(std::string_view pem) {
  return trusted_keys(read_keys(pem, "the text of the trusted keys"));
}

trusted_keys trusted_keys::open(std::filesystem::path const& file) {
  return trusted_keys(read_keys(bytes_of(file), "the file '" + file.string() + "'"));
}

std::string verify_signature(std::string_view content, std::string_view signature, trusted_keys const& keys) {
  return verify(signatures::message_of(content), signature, keys, {});
}

std::string verify_signature(embedded_bundle const& content, trusted_keys const& keys,
                             std::filesystem::path const& signature) {
  core::bundle_bytes const bytes(content);
  called const names{"the bundle inside this program", "the signature '" + signature.string() + "'"};
  return verify(signatures::message_of(bytes.text(0, bytes.size())), bytes_of(signature), keys, names);
}

signed_bundle open_signed(std::filesystem::path const& file, trusted_keys const& keys,
                          std::filesystem::path const& signature) {
  auto beside = signature;
  if (beside.empty()) {
    beside = file;
    beside += ".sig";
  }
  auto const content = bytes_of(file);
  called const names{"the bundle '" + file.string() + "'", "the signature '" + beside.string() + "'"};
  std::error_code ignored;
  if (std::filesystem::status(beside, ignored).type() == std::filesystem::file_type::not_found)
    throw untrusted_bundle(names.bundle + " is not signed: there is no '" + beside.string() +
                               "'; 'retort sign' makes it where the bundle is built",
                           signature_fault::missing);
  auto id = verify(signatures::message_of(content), bytes_of(beside), keys, names);
  return {bundle::from_text(content, names.bundle), std::move(id)};
}

}  // namespace retort
