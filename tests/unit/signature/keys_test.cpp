// SPDX-License-Identifier: Apache-2.0
// Keys in PEM and Ed25519 itself, by the examples of RFC 8032 and RFC 8410.
#include <gmock/gmock.h>

#include <retort/signature.hpp>

#include "tests/unit/signature/keys.hpp"

namespace retort::signatures::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string bytes_of(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}
template <class Array>
std::string text_of(Array const& bytes) {
  return {bytes.begin(), bytes.end()};
}
secret_text secret(std::string_view text) { return secret_text(std::string(text)); }
secret_text no_password() { throw key_error("a password was asked for"); }

std::string refusal(std::string_view pem) {
  try {
    static_cast<void>(trusted_keys::from_pem(pem));
  } catch (key_error const& refused) {
    return refused.what();
  }
  return "taken";
}

// RFC 8032, 7.1: TEST 1 (the empty message) and TEST 2 (one byte).
TEST(Ed25519, IsThatOfTheStandard) {
  struct example {
    std::string_view secret, key, message, signature;
  };
  for (auto const& e :
       {example{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5"
                "f0595bbe24655141438e7a100b"},
        example{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2e"
                "aeb4302aeeb00d291612bb0c00"}}) {
    auto const key = secret(bytes_of(e.secret));
    EXPECT_EQ(text_of(public_of(key)), bytes_of(e.key));
    auto const made = sign(key, bytes_of(e.message));
    EXPECT_EQ(text_of(made), bytes_of(e.signature));
    EXPECT_TRUE(verify(public_of(key), bytes_of(e.message), made));
    EXPECT_FALSE(verify(public_of(key), "another", made));
  }
}

TEST(Keys, AreReadFromPem) {
  auto const key = private_key_of(secret(private_pem), "it", no_password);
  EXPECT_EQ(public_of(key), public_keys_of(public_pem, "it").at(0));
  EXPECT_EQ(pem_of(public_of(key)), public_pem);
  EXPECT_EQ(pem_of_private(key, nullptr).view(), private_pem);
}

TEST(Keys, GeneratedOnesDiffer) {
  auto const one = generate();
  auto const other = generate();
  EXPECT_NE(one.view(), other.view());
  EXPECT_EQ(private_key_of(pem_of_private(one, nullptr), "it", no_password).view(), one.view());
}

TEST(Keys, MayHaveAPassword) {
  auto const key = generate();
  auto const password = secret("open sesame");
  auto const pem = pem_of_private(key, &password);
  EXPECT_THAT(std::string(pem.view()), StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  EXPECT_EQ(private_key_of(pem, "it", [] { return secret("open sesame"); }).view(), key.view());
  try {
    static_cast<void>(private_key_of(pem, "it", [] { return secret("close sesame"); }));
    FAIL();
  } catch (key_error const& refused) {
    EXPECT_STREQ(refused.what(), "the password does not open the private key of it");
  }
  int asked = 0;
  try {
    static_cast<void>(private_key_of(pem, "it", [&] {
      ++asked;
      return no_password();
    }));
    FAIL();
  } catch (key_error const& refused) {
    EXPECT_STREQ(refused.what(), "a password was asked for");
  }
  EXPECT_EQ(asked, 1) << "who gives up is not asked again";
}

TEST(Keys, WhatIsNoPrivateKeyIsRefused) {
  for (std::string const& text : {std::string(), std::string("secret"), std::string(public_pem),
                                  std::string(other_kind_private), std::string(private_pem.substr(0, 60))}) {
    try {
      static_cast<void>(private_key_of(secret(text), "the file 'k'", no_password));
      ADD_FAILURE() << text;
    } catch (key_error const& refused) {
      EXPECT_THAT(refused.what(), AllOf(HasSubstr("the file 'k'"), HasSubstr("keygen"))) << text;
      if (!text.empty()) {
        EXPECT_THAT(refused.what(), Not(HasSubstr(text)));
      }
    }
  }
}

TEST(TrustedKeys, AreOneOrSeveral) {
  auto const one = trusted_keys::from_pem(public_pem).keys();
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, key_id);
  auto const other = public_of(generate());
  auto const both =
      trusted_keys::from_pem("the old one:\n" + std::string(public_pem) + "\nthe new one:\n" + pem_of(other)).keys();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0], one[0]);
  EXPECT_EQ(both[1].bytes, other);
  EXPECT_NE(both[1].id, both[0].id);
}

TEST(TrustedKeys, WhatIsNoneIsRefusedAndNeverSkipped) {
  std::string const good(public_pem);
  EXPECT_THAT(refusal(""), HasSubstr("holds no public key"));
  EXPECT_THAT(refusal("retort"), HasSubstr("holds no public key"));
  EXPECT_THAT(refusal(private_pem), HasSubstr("holds a private key"));
  EXPECT_THAT(refusal(good + std::string(private_pem)),
              AllOf(HasSubstr("holds a private key"), Not(HasSubstr("MC4C"))));
  EXPECT_THAT(refusal(good + std::string(other_kind)), HasSubstr("the key number 2 in"));
  EXPECT_THAT(refusal(good + std::string(other_kind)), HasSubstr("not an Ed25519 key"));
  EXPECT_THAT(refusal(good + "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"),
              HasSubstr("the key number 2 in the text of the trusted keys is no public key"));
  auto broken = good;
  broken[40] = '!';
  EXPECT_THAT(refusal(broken + good), HasSubstr("the key number 1 in the text of the trusted keys is damaged"));
  EXPECT_THAT(refusal(good.substr(0, good.size() - 30) + "\n" + good), HasSubstr("damaged"));
}

}  // namespace
}  // namespace retort::signatures::test
