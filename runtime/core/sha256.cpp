// SPDX-License-Identifier: Apache-2.0
// SHA-256 as the standard writes it: https://doi.org/10.6028/NIST.FIPS.180-4, sections 4.1.2, 5 and 6.2.
#include "runtime/core/sha256.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define RETORT_SHA_INSTRUCTIONS
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace retort::core {

namespace {

constexpr std::array<std::uint32_t, 64> constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(unsigned char const* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24U | static_cast<std::uint32_t>(bytes[1]) << 16U |
         static_cast<std::uint32_t>(bytes[2]) << 8U | static_cast<std::uint32_t>(bytes[3]);
}

void add_block(std::array<std::uint32_t, 8>& state, unsigned char const* bytes) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t t = 0; t < 16; ++t) w[t] = big_endian(bytes + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    auto const s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
    auto const s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    auto const s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    auto const t1 = h + s1 + ((e & f) ^ (~e & g)) + constants[t] + w[t];
    auto const s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    auto const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  std::array<std::uint32_t, 8> const added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += added[i];
}

#ifdef RETORT_SHA_INSTRUCTIONS
// The same by the instructions that processors have for it, several times as fast. The state lies in two registers as
// they want it: the words a, b, e, f and c, d, g, h, the first in the highest place.
bool has_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

__attribute__((target("sha,sse4.1,ssse3"))) void add_blocks_fast(std::array<std::uint32_t, 8>& state,
                                                                 unsigned char const* bytes, std::size_t count) {
  auto const load = [](void const* from) { return _mm_loadu_si128(static_cast<__m128i const*>(from)); };
  __m128i const turned = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  auto const& s = state;
  auto const word = [](std::uint32_t value) { return static_cast<int>(value); };
  __m128i abef = _mm_set_epi32(word(s[0]), word(s[1]), word(s[4]), word(s[5]));
  __m128i cdgh = _mm_set_epi32(word(s[2]), word(s[3]), word(s[6]), word(s[7]));
  for (; count > 0; --count, bytes += 64) {
    __m128i const abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];  // an array of a template would lose their alignment
    for (std::size_t i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(load(bytes + 16 * i), turned);
    for (std::size_t t = 0; t < 64; t += 4) {
      auto& now = w[t / 4 % 4];
      if (t >= 16) {
        auto const &next = w[(t / 4 + 1) % 4], &third = w[(t / 4 + 2) % 4], &last = w[(t / 4 + 3) % 4];
        now =
            _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, next), _mm_alignr_epi8(last, third, 4)), last);
      }
      __m128i const sum = _mm_add_epi32(now, load(constants.data() + t));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  std::array<std::uint32_t, 4> one, two;
  _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(one.data())), abef);
  _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(two.data())), cdgh);
  state = {one[3], one[2], two[3], two[2], one[1], one[0], two[1], two[0]};
}
#endif

}  // namespace

sha256::sha256(bool portable) {
#ifdef RETORT_SHA_INSTRUCTIONS
  static bool const has = has_instructions();
  fast_ = has && !portable;
#else
  static_cast<void>(portable);
  fast_ = false;
#endif
}

void sha256::blocks(unsigned char const* bytes, std::size_t count) {
#ifdef RETORT_SHA_INSTRUCTIONS
  if (fast_) return add_blocks_fast(state_, bytes, count);
#endif
  for (; count > 0; --count, bytes += 64) add_block(state_, bytes);
}

sha256& sha256::update(std::string_view bytes) {
  if (bytes.empty()) return *this;
  auto const* from = static_cast<unsigned char const*>(static_cast<void const*>(bytes.data()));
  std::size_t left = bytes.size();
  std::size_t const have = size_ % 64;
  size_ += left;
  if (have != 0) {
    std::size_t const taken = std::min(64 - have, left);
    std::memcpy(pending_.data() + have, from, taken);
    if (have + taken < 64) return *this;
    blocks(pending_.data(), 1);
    from += taken;
    left -= taken;
  }
  if (left >= 64) blocks(from, left / 64);
  from += left / 64 * 64;
  left %= 64;
  if (left > 0) std::memcpy(pending_.data(), from, left);
  return *this;
}

sha256::digest sha256::finish() {
  std::uint64_t const bits = size_ * 8;
  std::size_t have = size_ % 64;
  pending_[have++] = 0x80;
  if (have > 56) {
    std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(have), pending_.end(), static_cast<unsigned char>(0));
    blocks(pending_.data(), 1);
    have = 0;
  }
  std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(have), pending_.end(), static_cast<unsigned char>(0));
  for (std::size_t i = 0; i < 8; ++i) pending_[56 + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
  blocks(pending_.data(), 1);
  digest out;
  for (std::size_t i = 0; i < 32; ++i) out[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}

std::string sha256::finish_hex() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(64);
  for (auto const byte : finish()) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string sha256_hex(std::string_view bytes) { return sha256().update(bytes).finish_hex(); }

}  // namespace retort::core
