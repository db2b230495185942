// SPDX-License-Identifier: Apache-2.0
// libcrypto on demand: most runs sign and verify nothing.
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include "runtime/core/on_demand.hpp"

namespace {

struct libcrypto {
  static constexpr char const* file = "libcrypto.so.3";
  static constexpr char const* words = "the cryptographic library of OpenSSL";
};

template <auto Function>
decltype(Function) forward(char const* name) {
  return retort::core::forward<libcrypto, Function>(name);
}

}  // namespace

extern "C" {
long BIO_ctrl(BIO* a, int b, long c, void* d) { return forward<&BIO_ctrl>("BIO_ctrl")(a, b, c, d); }
int BIO_free(BIO* a) { return forward<&BIO_free>("BIO_free")(a); }
BIO* BIO_new(BIO_METHOD const* a) { return forward<&BIO_new>("BIO_new")(a); }
BIO* BIO_new_mem_buf(void const* a, int b) { return forward<&BIO_new_mem_buf>("BIO_new_mem_buf")(a, b); }
BIO_METHOD const* BIO_s_mem() { return forward<&BIO_s_mem>("BIO_s_mem")(); }
void ERR_clear_error() { forward<&ERR_clear_error>("ERR_clear_error")(); }
int EVP_DigestSign(EVP_MD_CTX* a, unsigned char* b, size_t* c, unsigned char const* d, size_t e) {
  return forward<&EVP_DigestSign>("EVP_DigestSign")(a, b, c, d, e);
}
int EVP_DigestSignInit(EVP_MD_CTX* a, EVP_PKEY_CTX** b, EVP_MD const* c, ENGINE* d, EVP_PKEY* e) {
  return forward<&EVP_DigestSignInit>("EVP_DigestSignInit")(a, b, c, d, e);
}
int EVP_DigestVerify(EVP_MD_CTX* a, unsigned char const* b, size_t c, unsigned char const* d, size_t e) {
  return forward<&EVP_DigestVerify>("EVP_DigestVerify")(a, b, c, d, e);
}
int EVP_DigestVerifyInit(EVP_MD_CTX* a, EVP_PKEY_CTX** b, EVP_MD const* c, ENGINE* d, EVP_PKEY* e) {
  return forward<&EVP_DigestVerifyInit>("EVP_DigestVerifyInit")(a, b, c, d, e);
}
EVP_MD_CTX* EVP_MD_CTX_new() { return forward<&EVP_MD_CTX_new>("EVP_MD_CTX_new")(); }
void EVP_MD_CTX_free(EVP_MD_CTX* a) { forward<&EVP_MD_CTX_free>("EVP_MD_CTX_free")(a); }
void EVP_PKEY_free(EVP_PKEY* a) { forward<&EVP_PKEY_free>("EVP_PKEY_free")(a); }
int EVP_PKEY_get_base_id(EVP_PKEY const* a) { return forward<&EVP_PKEY_get_base_id>("EVP_PKEY_get_base_id")(a); }
int EVP_PKEY_get_raw_private_key(EVP_PKEY const* a, unsigned char* b, size_t* c) {
  return forward<&EVP_PKEY_get_raw_private_key>("EVP_PKEY_get_raw_private_key")(a, b, c);
}
int EVP_PKEY_get_raw_public_key(EVP_PKEY const* a, unsigned char* b, size_t* c) {
  return forward<&EVP_PKEY_get_raw_public_key>("EVP_PKEY_get_raw_public_key")(a, b, c);
}
EVP_PKEY* EVP_PKEY_new_raw_private_key(int a, ENGINE* b, unsigned char const* c, size_t d) {
  return forward<&EVP_PKEY_new_raw_private_key>("EVP_PKEY_new_raw_private_key")(a, b, c, d);
}
EVP_PKEY* EVP_PKEY_new_raw_public_key(int a, ENGINE* b, unsigned char const* c, size_t d) {
  return forward<&EVP_PKEY_new_raw_public_key>("EVP_PKEY_new_raw_public_key")(a, b, c, d);
}
EVP_CIPHER const* EVP_aes_256_cbc() { return forward<&EVP_aes_256_cbc>("EVP_aes_256_cbc")(); }
EVP_PKEY* PEM_read_bio_PUBKEY(BIO* a, EVP_PKEY** b, pem_password_cb* c, void* d) {
  return forward<&PEM_read_bio_PUBKEY>("PEM_read_bio_PUBKEY")(a, b, c, d);
}
EVP_PKEY* PEM_read_bio_PrivateKey(BIO* a, EVP_PKEY** b, pem_password_cb* c, void* d) {
  return forward<&PEM_read_bio_PrivateKey>("PEM_read_bio_PrivateKey")(a, b, c, d);
}
int PEM_write_bio_PKCS8PrivateKey(BIO* a, EVP_PKEY const* b, EVP_CIPHER const* c, char const* d, int e,
                                  pem_password_cb* f, void* g) {
  return forward<&PEM_write_bio_PKCS8PrivateKey>("PEM_write_bio_PKCS8PrivateKey")(a, b, c, d, e, f, g);
}
int PEM_write_bio_PUBKEY(BIO* a, EVP_PKEY const* b) {
  return forward<&PEM_write_bio_PUBKEY>("PEM_write_bio_PUBKEY")(a, b);
}
int RAND_priv_bytes(unsigned char* a, int b) { return forward<&RAND_priv_bytes>("RAND_priv_bytes")(a, b); }
}
