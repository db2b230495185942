// SPDX-License-Identifier: Apache-2.0
// XXH64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). In: bytes, piece by piece. Out:
// 64 bits. Finds damage at the speed of memory; no protection against anybody who means it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retort::core {

class xxh64 {
 public:
  xxh64();
  xxh64& update(std::string_view bytes);
  // Of everything given so far; more may follow.
  [[nodiscard]] std::uint64_t value() const;

 private:
  std::array<std::uint64_t, 4> lanes_;
  std::array<unsigned char, 32> pending_{};
  std::uint64_t size_ = 0;  // bytes given; the last size_ % 32 of them are in pending_
};

[[nodiscard]] std::uint64_t xxh64_of(std::string_view bytes);

}  // namespace retort::core
