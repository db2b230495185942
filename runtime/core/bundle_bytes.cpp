// SPDX-License-Identifier: Apache-2.0
// Ranges of bytes across the pieces of an embedded bundle.
#include "runtime/core/bundle_bytes.hpp"

#include <algorithm>

namespace retort::core {

bundle_bytes::bundle_bytes(embedded_bundle const& pieces) : embedded_(pieces) {
  std::uint64_t const wanted =
      pieces.piece_size == 0 ? 0 : pieces.size / pieces.piece_size + (pieces.size % pieces.piece_size != 0 ? 1 : 0);
  if (wanted != pieces.piece_count || (pieces.piece_size == 0 && pieces.size != 0) ||
      (pieces.pieces == nullptr && pieces.piece_count != 0))
    throw bundle_error("the embedded bundle is damaged: its pieces do not add up to its size");
}

std::string_view bundle_bytes::part_at(std::uint64_t offset, std::uint64_t length) const {
  auto const piece = static_cast<std::size_t>(offset / embedded_->piece_size);
  auto const inside = static_cast<std::size_t>(offset % embedded_->piece_size);
  auto const taken = static_cast<std::size_t>(std::min<std::uint64_t>(embedded_->piece_size - inside, length));
  return {embedded_->pieces[piece] + inside, taken};
}

void bundle_bytes::looked_at(std::uint64_t length) const noexcept {
  constexpr std::uint64_t many = std::uint64_t{512} * 1024, page = 4096;
  auto const taken = length + page;
  if (!mapped_ || looked_at_.fetch_add(taken, std::memory_order_relaxed) + taken < many) return;
  looked_at_.store(0, std::memory_order_relaxed);
  mapped_->forget();
}

std::string_view bundle_bytes::view(std::uint64_t offset, std::uint64_t length, std::string& scratch) const {
  if (length == 0) return {};
  if (!embedded_) return whole().substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
  if (auto const part = part_at(offset, length); part.size() == length) return part;
  scratch = text(offset, length);
  return scratch;
}

std::string bundle_bytes::text(std::uint64_t offset, std::uint64_t length) const {
  std::string out;
  out.reserve(static_cast<std::size_t>(length));
  for_each_part(offset, length, [&](std::string_view part) { out += part; });
  return out;
}

}  // namespace retort::core
