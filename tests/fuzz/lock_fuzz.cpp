// SPDX-License-Identifier: Apache-2.0
// Any bytes as a lock file. In: bytes. What must hold: findings point into it, and what was read is read again from
// what is written of it.
#include <cstdint>
#include <string>

#include "compiler/release/lock_file.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace retort;
using fuzz::require;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  Sources sources;
  Sink sink;
  auto const entries = release::read_lock(sources, sources.add("migrations.lock", text), sink);
  for (Diagnostic const& diagnostic : sink.all())
    require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= text.size(), "a span at no place",
            diagnostic.message);
  auto const written = release::lock_text(entries);
  Sink again;
  auto const read = release::read_lock(sources, sources.add("written.lock", written), again);
  require(again.all().empty(), "what was written cannot be read", written);
  require(read.size() == entries.size() && release::lock_text(read) == written, "something else is read", written);
  return 0;
}
