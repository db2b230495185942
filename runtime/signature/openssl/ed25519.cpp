// SPDX-License-Identifier: Apache-2.0
// Ed25519 by OpenSSL's libcrypto. The only place that knows it, with the list of its functions in on_demand/.
#include "runtime/signature/ed25519.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <climits>
#include <exception>
#include <memory>

#include <retort/signature.hpp>

#include "runtime/core/on_demand.hpp"

namespace retort::signatures {
namespace {

struct release {
  void operator()(BIO* owned) const { BIO_free(owned); }
  void operator()(EVP_PKEY* owned) const { EVP_PKEY_free(owned); }
  void operator()(EVP_MD_CTX* owned) const { EVP_MD_CTX_free(owned); }
};
template <class T>
using owned = std::unique_ptr<T, release>;

[[noreturn]] void fail() {
  ERR_clear_error();
  throw key_error("libcrypto cannot do Ed25519 here: it may be too old, or be told not to (FIPS)");
}

// Every function of ours that calls libcrypto: where a program loads it on demand it may not be there.
template <class Function>
auto with_library(Function&& function) {
  try {
    return function();
  } catch (core::library_missing const& missing) {
    throw key_error(missing.what());
  }
}

owned<BIO> reader(std::string_view text) {
  if (text.size() > INT_MAX) throw key_error("a key of this size is none");
  owned<BIO> out(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!out) fail();
  return out;
}
owned<BIO> writer() {
  owned<BIO> out(BIO_new(BIO_s_mem()));
  if (!out) fail();
  return out;
}
std::string written(BIO& memory) {
  char* begin = nullptr;
  auto const size = BIO_ctrl(&memory, BIO_CTRL_INFO, 0, static_cast<void*>(&begin));
  if (size <= 0 || begin == nullptr) fail();
  return {begin, static_cast<std::size_t>(size)};
}

owned<EVP_PKEY> private_handle(secret_text const& key) {
  owned<EVP_PKEY> out(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, key.bytes(), key.size()));
  if (!out) fail();
  return out;
}
owned<EVP_PKEY> public_handle(public_key const& key) {
  owned<EVP_PKEY> out(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  if (!out) fail();
  return out;
}

public_key public_bytes(EVP_PKEY const& key) {
  public_key out{};
  auto size = out.size();
  if (EVP_PKEY_get_raw_public_key(&key, out.data(), &size) != 1 || size != out.size()) fail();
  return out;
}

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

// What libcrypto's callback is given: it may not throw through C.
struct question {
  password_source const& ask;
  bool asked = false;
  std::exception_ptr thrown{};
};
int answer(char* buffer, int size, int, void* asker) {
  auto& about = *static_cast<question*>(asker);
  if (about.thrown) return -1;  // libcrypto tries again, as another kind of key
  about.asked = true;
  try {
    auto const password = about.ask();
    if (password.size() > static_cast<std::size_t>(size))
      throw key_error("a password of more than " + std::to_string(size) + " bytes is not taken");
    password.view().copy(buffer, password.size());
    return static_cast<int>(password.size());
  } catch (...) {
    about.thrown = std::current_exception();
    return -1;
  }
}

}  // namespace

secret_text generate() {
  return with_library([] {
    std::string bytes(std::tuple_size_v<public_key>, '\0');
    if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) fail();
    return secret_text(std::move(bytes));
  });
}

public_key public_of(secret_text const& private_key) {
  return with_library([&] { return public_bytes(*private_handle(private_key)); });
}

signature_bytes sign(secret_text const& private_key, std::string_view message) {
  return with_library([&] {
    auto const key = private_handle(private_key);
    owned<EVP_MD_CTX> const work(EVP_MD_CTX_new());
    signature_bytes out{};
    auto size = out.size();
    if (!work || EVP_DigestSignInit(work.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(work.get(), out.data(), &size, bytes_of(message), message.size()) != 1 || size != out.size())
      fail();
    return out;
  });
}

bool verify(public_key const& key, std::string_view message, signature_bytes const& signature) {
  return with_library([&] {
    auto const handle = public_handle(key);
    owned<EVP_MD_CTX> const work(EVP_MD_CTX_new());
    if (!work || EVP_DigestVerifyInit(work.get(), nullptr, nullptr, nullptr, handle.get()) != 1) fail();
    bool const right =
        EVP_DigestVerify(work.get(), signature.data(), signature.size(), bytes_of(message), message.size()) == 1;
    ERR_clear_error();
    return right;
  });
}

std::vector<public_key> public_keys_of(std::string_view pem, std::string const& called) {
  return with_library([&] {
    // libcrypto skips what it does not look for; a key that is skipped would be one that somebody believes in.
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::string_view wanted = "-----BEGIN PUBLIC KEY-----";
    std::vector<public_key> out;
    for (auto at = pem.find(begin); at != std::string_view::npos; at = pem.find(begin, at + 1)) {
      if (pem.substr(at).starts_with("-----BEGIN PRIVATE KEY") ||
          pem.substr(at).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY"))
        throw key_error(called + " holds a private key, which has no business here: the public one is wanted, " +
                        "FILE.pub of 'retort keygen'");
      auto const which = "the key number " + std::to_string(out.size() + 1) + " in " + called;
      if (!pem.substr(at).starts_with(wanted)) throw key_error(which + " is no public key in PEM");
      auto const next = pem.find(begin, at + 1);
      auto const text = reader(pem.substr(at, next == std::string_view::npos ? next : next - at));
      owned<EVP_PKEY> const key(PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr));
      ERR_clear_error();
      if (!key) throw key_error(which + " is damaged");
      if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
        throw key_error(which + " is not an Ed25519 key; 'retort keygen' makes one");
      out.push_back(public_bytes(*key));
    }
    if (out.empty()) throw key_error(called + " holds no public key in PEM; 'retort keygen' makes one");
    return out;
  });
}

std::string pem_of(public_key const& key) {
  return with_library([&] {
    auto const out = writer();
    if (PEM_write_bio_PUBKEY(out.get(), public_handle(key).get()) != 1) fail();
    return written(*out);
  });
}

secret_text private_key_of(secret_text const& pem, std::string const& called, password_source const& password) {
  return with_library([&] {
    auto const text = reader(pem.view());
    question about{password};
    owned<EVP_PKEY> const key(PEM_read_bio_PrivateKey(text.get(), nullptr, &answer, &about));
    ERR_clear_error();
    if (about.thrown) std::rethrow_exception(about.thrown);
    if (!key)
      throw key_error(about.asked ? "the password does not open the private key of " + called
                                  : called + " holds no private key in PEM; 'retort keygen' makes one");
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
      throw key_error("the private key of " + called + " is not an Ed25519 key; 'retort keygen' makes one");
    std::string bytes(std::tuple_size_v<public_key>, '\0');
    auto size = bytes.size();
    if (EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) fail();
    return secret_text(std::move(bytes));
  });
}

secret_text pem_of_private(secret_text const& private_key, secret_text const* password) {
  return with_library([&] {
    auto const out = writer();  // libcrypto wipes it
    if (password != nullptr && password->size() > INT_MAX) fail();
    int const done = PEM_write_bio_PKCS8PrivateKey(
        out.get(), private_handle(private_key).get(), password == nullptr ? nullptr : EVP_aes_256_cbc(),
        password == nullptr ? nullptr : password->view().data(),
        password == nullptr ? 0 : static_cast<int>(password->size()), nullptr, nullptr);
    if (done != 1) fail();
    return secret_text(written(*out));
  });
}

}  // namespace retort::signatures
