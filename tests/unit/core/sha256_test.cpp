// SPDX-License-Identifier: Apache-2.0
// The checksums of the bundle against published values.
#include "runtime/core/sha256.hpp"

#include <gtest/gtest.h>

#include "runtime/core/xxh64.hpp"

namespace retort::core {
namespace {

// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, SHA-256, and the long message
// of FIPS 180-2.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(
      sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsm"
                 "nopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotCareHowTheBytesArrive) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::string_view const bytes = std::string_view(text).substr(0, size);
    auto const whole = sha256_hex(bytes);
    sha256 portable(true);
    ASSERT_EQ(portable.update(bytes).finish_hex(), whole) << size << " bytes, without the processor's instructions";
    for (std::size_t const step : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
      sha256 sum;
      for (std::size_t at = 0; at < size; at += step) sum.update(bytes.substr(at, step));
      ASSERT_EQ(sum.finish_hex(), whole) << size << " bytes, " << step << " at a time";
    }
  }
}

// From the documentation of the algorithm and its reference implementation, seed 0.
TEST(Xxh64, GivesThePublishedValues) {
  EXPECT_EQ(xxh64_of(""), 0xef46db3751d8e999U);
  EXPECT_EQ(xxh64_of("a"), 0xd24ec4f1a98c6e5bU);
  EXPECT_EQ(xxh64_of("abc"), 0x44bc2cf5ad770999U);
  EXPECT_EQ(xxh64_of("Nobody inspects the spammish repetition"), 0xfbcea83c8a378bf1U);
}

TEST(Xxh64, DoesNotCareHowTheBytesArrive) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += static_cast<char>(i * 11);
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::string_view const bytes = std::string_view(text).substr(0, size);
    for (std::size_t const step : {std::size_t{1}, std::size_t{31}, std::size_t{32}, std::size_t{33}}) {
      xxh64 sum;
      for (std::size_t at = 0; at < size; at += step) sum.update(bytes.substr(at, step));
      ASSERT_EQ(sum.value(), xxh64_of(bytes)) << size << " bytes, " << step << " at a time";
    }
  }
}

}  // namespace
}  // namespace retort::core
