// SPDX-License-Identifier: Apache-2.0
// What is linked where libcrypto was not found when Retort was built: nothing is signed, and nothing is trusted.
#include "runtime/signature/ed25519.hpp"

#include <retort/signature.hpp>

namespace retort::signatures {
namespace {

[[noreturn]] void refuse() {
  throw key_error("this program was built without OpenSSL's libcrypto and knows nothing of signatures");
}

}  // namespace

secret_text generate() { refuse(); }
public_key public_of(secret_text const&) { refuse(); }
signature_bytes sign(secret_text const&, std::string_view) { refuse(); }
bool verify(public_key const&, std::string_view, signature_bytes const&) { refuse(); }
std::vector<public_key> public_keys_of(std::string_view, std::string const&) { refuse(); }
std::string pem_of(public_key const&) { refuse(); }
secret_text private_key_of(secret_text const&, std::string const&, password_source const&) { refuse(); }
secret_text pem_of_private(secret_text const&, secret_text const*) { refuse(); }

}  // namespace retort::signatures
