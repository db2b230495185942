// SPDX-License-Identifier: Apache-2.0
// Whether a signature belongs to a bundle: nothing that differs in one bit is taken, and each fault is told apart.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <optional>

#include <retort/signature.hpp>

#include "runtime/signature/signature_text.hpp"
#include "tests/unit/signature/keys.hpp"

namespace retort::signatures::test {
namespace {

using ::testing::HasSubstr;

struct answer {
  std::optional<signature_fault> fault;  // nothing: it was taken
  std::string sentence;
};

class SignedBundle : public ::testing::Test {
 protected:
  SignedBundle() {
    std::ifstream in(std::string(RETORT_SOURCE_DIR) + "/tests/unit/core/sample.bundle", std::ios::binary);
    content_.assign(std::istreambuf_iterator<char>(in), {});
    made_ = sign_bundle(key_, content_);
  }
  [[nodiscard]] answer ask(std::string_view content, std::string_view text) const {
    try {
      EXPECT_EQ(verify_signature(content, text, trusted_), key_id);
      return {};
    } catch (untrusted_bundle const& refused) {
      return {refused.fault(), refused.what()};
    }
  }

  secret_text key_ = private_key_of(secret_text(std::string(private_pem)), "it", [] { return secret_text(); });
  trusted_keys trusted_ = trusted_keys::from_pem(public_pem);
  std::string content_, made_;
};

TEST_F(SignedBundle, IsTaken) {
  ASSERT_FALSE(content_.empty());
  EXPECT_EQ(ask(content_, made_).fault, std::nullopt);
  EXPECT_EQ(sign_bundle(key_, content_), made_) << "the same bytes have the same signature";
}

TEST_F(SignedBundle, WhatIsSignedIsTheFileBehindALineOfItsOwn) {
  auto const bytes = parse(made_, "it").bytes;
  EXPECT_TRUE(verify(public_of(key_), "retort bundle signature 1\n" + content_, bytes));
  EXPECT_FALSE(verify(public_of(key_), content_, bytes)) << "what signs other things with the key signs no bundle";
}

TEST_F(SignedBundle, NoByteOfItMayChange) {
  for (std::size_t i = 0; i < content_.size(); ++i) {
    auto changed = content_;
    changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << (i % 8)));
    ASSERT_EQ(ask(changed, made_).fault, signature_fault::mismatch) << "byte " << i;
  }
  EXPECT_EQ(ask(content_ + "\n", made_).fault, signature_fault::mismatch);
  EXPECT_EQ(ask(content_.substr(0, content_.size() - 1), made_).fault, signature_fault::mismatch);
  EXPECT_EQ(ask("", made_).fault, signature_fault::mismatch);
}

TEST_F(SignedBundle, NoBitOfTheSignatureMayChange) {
  for (std::size_t i = 0; i < made_.size(); ++i)
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto changed = made_;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      ASSERT_NE(ask(content_, changed).fault, std::nullopt) << "byte " << i << ", bit " << bit;
    }
}

TEST_F(SignedBundle, ATruncatedSignatureIsSaidToBeOne) {
  for (std::size_t size = 0; size < made_.size(); ++size) {
    auto const said = ask(content_, std::string_view(made_).substr(0, size));
    ASSERT_EQ(said.fault, signature_fault::damaged) << size;
    ASSERT_THAT(said.sentence, HasSubstr("is truncated")) << size;
  }
  auto const longer = ask(content_, made_ + "\n");
  EXPECT_EQ(longer.fault, signature_fault::damaged);
  EXPECT_EQ(longer.sentence, "the signature is damaged: something follows its end");
}

TEST_F(SignedBundle, AFutureFormatIsSaidToBeOne) {
  auto future = made_;
  future.replace(0, future.find('\n'), "retort signature 2");
  EXPECT_THAT(ask(content_, future).sentence, HasSubstr("the format 2, which this program does not know"));
}

TEST_F(SignedBundle, AnotherKeyIsNamed) {
  auto const stranger = generate();
  auto const id = id_of(public_of(stranger));
  auto const said = ask(content_, sign_bundle(stranger, content_));
  EXPECT_EQ(said.fault, signature_fault::unknown_key);
  EXPECT_THAT(said.sentence,
              HasSubstr("signed with the key " + id + ", which is not trusted here (" + std::string(key_id) + " is)"));
  // Its id alone opens nothing.
  auto forged = sign_bundle(stranger, content_);
  forged.replace(forged.find(id), id.size(), key_id);
  EXPECT_EQ(ask(content_, forged).fault, signature_fault::mismatch);
}

TEST_F(SignedBundle, AnyOfSeveralKeysWill) {
  auto const next = generate();
  trusted_ = trusted_keys::from_pem(pem_of(public_of(next)) + std::string(public_pem));
  EXPECT_EQ(ask(content_, made_).fault, std::nullopt);
  EXPECT_EQ(verify_signature(content_, sign_bundle(next, content_), trusted_), id_of(public_of(next)));
}

TEST_F(SignedBundle, AnEmbeddedOneHasTheSameSignature) {
  constexpr std::size_t piece = 100;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < content_.size(); i += piece) parts.push_back(content_.substr(i, piece));
  std::vector<char const*> pointers;
  for (auto const& part : parts) pointers.push_back(part.data());
  auto const file = std::filesystem::temp_directory_path() / ("retort_signature_" + std::to_string(getpid()));
  std::ofstream(file, std::ios::binary) << made_;
  EXPECT_EQ(verify_signature(embedded_bundle{pointers.data(), pointers.size(), piece, content_.size()}, trusted_, file),
            key_id);
  parts[2][50] = static_cast<char>(parts[2][50] ^ 1);
  EXPECT_THROW(
      verify_signature(embedded_bundle{pointers.data(), pointers.size(), piece, content_.size()}, trusted_, file),
      untrusted_bundle);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace retort::signatures::test
