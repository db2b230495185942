// SPDX-License-Identifier: Apache-2.0
// XXH64, step by step as its specification has it.
#include "runtime/core/xxh64.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace retort::core {

namespace {

constexpr std::uint64_t p1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t p2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t p3 = 0x165667B19E3779F9;
constexpr std::uint64_t p4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t p5 = 0x27D4EB2F165667C5;

// The first sizeof(Word) bytes, the lowest first.
template <class Word>
Word little_endian(unsigned char const* bytes) {
  Word out = 0;
  std::memcpy(&out, bytes, sizeof(Word));
  if constexpr (std::endian::native == std::endian::big) {
    Word turned = 0;
    for (std::size_t i = 0; i < sizeof(Word); ++i) turned |= static_cast<Word>(Word{bytes[i]} << (8 * i));
    out = turned;
  }
  return out;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t word) { return std::rotl(lane + word * p2, 31) * p1; }
std::uint64_t merge(std::uint64_t hash, std::uint64_t lane) { return (hash ^ round(0, lane)) * p1 + p4; }

void stripe(std::array<std::uint64_t, 4>& lanes, unsigned char const* bytes) {
  for (std::size_t i = 0; i < 4; ++i) lanes[i] = round(lanes[i], little_endian<std::uint64_t>(bytes + 8 * i));
}

}  // namespace

xxh64::xxh64() : lanes_{p1 + p2, p2, 0, 0 - p1} {}

xxh64& xxh64::update(std::string_view bytes) {
  if (bytes.empty()) return *this;
  auto const* from = static_cast<unsigned char const*>(static_cast<void const*>(bytes.data()));
  std::size_t left = bytes.size();
  std::size_t const have = size_ % 32;
  size_ += left;
  if (have != 0) {
    std::size_t const taken = std::min(32 - have, left);
    std::memcpy(pending_.data() + have, from, taken);
    if (have + taken < 32) return *this;
    stripe(lanes_, pending_.data());
    from += taken;
    left -= taken;
  }
  auto lanes = lanes_;  // a copy the compiler may keep in registers
  for (; left >= 32; from += 32, left -= 32) stripe(lanes, from);
  lanes_ = lanes;
  if (left > 0) std::memcpy(pending_.data(), from, left);
  return *this;
}

std::uint64_t xxh64::value() const {
  std::uint64_t hash = p5;
  if (size_ >= 32) {
    hash = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) + std::rotl(lanes_[3], 18);
    for (auto const lane : lanes_) hash = merge(hash, lane);
  }
  hash += size_;
  auto const* from = pending_.data();
  std::size_t left = size_ % 32;
  for (; left >= 8; from += 8, left -= 8)
    hash = std::rotl(hash ^ round(0, little_endian<std::uint64_t>(from)), 27) * p1 + p4;
  if (left >= 4) {
    hash = std::rotl(hash ^ (little_endian<std::uint32_t>(from) * p1), 23) * p2 + p3;
    from += 4;
    left -= 4;
  }
  for (; left > 0; ++from, --left) hash = std::rotl(hash ^ (*from * p5), 11) * p1;
  hash = (hash ^ (hash >> 33U)) * p2;
  hash = (hash ^ (hash >> 29U)) * p3;
  return hash ^ (hash >> 32U);
}

std::uint64_t xxh64_of(std::string_view bytes) { return xxh64().update(bytes).value(); }

}  // namespace retort::core
