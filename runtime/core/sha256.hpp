// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4). In: bytes, piece by piece. Out: 32 bytes, or their 64 lower-case hexadecimal digits. For
// checksums, not for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace retort::core {

class sha256 {
 public:
  using digest = std::array<std::uint8_t, 32>;

  // `portable`: without the instructions that some processors have for it. The digest is the same; tests ask for both.
  explicit sha256(bool portable = false);

  sha256& update(std::string_view bytes);
  // The digest of everything given so far; the object is done with afterwards.
  [[nodiscard]] digest finish();
  [[nodiscard]] std::string finish_hex();

 private:
  void blocks(unsigned char const* bytes, std::size_t count);  // of 64 bytes

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_{};
  bool fast_;               // by the instructions of the processor
  std::uint64_t size_ = 0;  // bytes given; the last size_ % 64 of them are in pending_
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace retort::core
