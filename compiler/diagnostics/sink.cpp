// SPDX-License-Identifier: Apache-2.0
// Findings with an open-addressed table of those that are there already.
#include "compiler/diagnostics/sink.hpp"

#include "compiler/base/persistent_map.hpp"

namespace retort {

namespace {
std::uint64_t hash_of(Code code, Span span, std::string_view message) {
  std::uint64_t hash = stable_hash(message);
  for (std::uint64_t const part : {static_cast<std::uint64_t>(code), static_cast<std::uint64_t>(span.file.index),
                                   static_cast<std::uint64_t>(span.begin), static_cast<std::uint64_t>(span.end)})
    hash = (hash ^ part) * 1099511628211ULL;
  return hash ^ hash >> 29U;
}
}  // namespace

Diagnostic& Sink::report(Code code, Span span, std::string message) {
  // Buckets hold an index into diagnostics_ plus one; zero is free. Never more than half full.
  auto const slot_of = [this](Code c, Span s, std::string_view text) {
    std::size_t slot = static_cast<std::size_t>(hash_of(c, s, text)) & (buckets_.size() - 1);
    while (buckets_[slot] != 0) {
      auto const& there = diagnostics_[buckets_[slot] - 1];
      if (there.code == c && there.span == s && there.message == text) break;
      slot = (slot + 1) & (buckets_.size() - 1);
    }
    return slot;
  };
  if (buckets_.size() < 2 * (diagnostics_.size() + 1)) {
    buckets_.assign(buckets_.empty() ? 16 : 2 * buckets_.size(), 0);
    for (std::size_t i = 0; i < diagnostics_.size(); ++i)
      buckets_[slot_of(diagnostics_[i].code, diagnostics_[i].span, diagnostics_[i].message)] = i + 1;
  }
  Diagnostic found{code, info(code).severity, span, std::move(message), {}, {}, {}};
  std::size_t const slot = slot_of(code, span, found.message);
  if (buckets_[slot] != 0) {
    duplicate_ = std::move(found);
    return duplicate_;
  }
  ++(found.severity == Severity::error ? errors_ : warnings_);
  diagnostics_.push_back(std::move(found));
  buckets_[slot] = diagnostics_.size();
  return diagnostics_.back();
}

void Sink::add(Diagnostic const& found) { report(found.code, found.span, found.message) = found; }

}  // namespace retort
