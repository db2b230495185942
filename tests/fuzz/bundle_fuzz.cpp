// SPDX-License-Identifier: Apache-2.0
// Any bytes as a bundle: they are refused with bundle_error or read to the end, and nothing else happens. The parsers
// behind the checksums are given the bytes as well, for no fuzzer guesses a checksum.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <retort/bundle.hpp>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/bundle_index.hpp"

namespace {

using namespace retort;

// Reads everything there is.
void read_all(std::string_view text) {
  auto const opened = bundle::from_text(text);
  for (auto const& revision : opened.revisions())
    for (auto const* list : {&revision.upgrade, &revision.downgrade})
      for (auto const& statement : *list) {
        static_cast<void>(opened.text(revision, statement));
        static_cast<void>(opened.probe(revision, statement));
        if (statement.kind == statement_kind::batch) static_cast<void>(opened.batch(revision, statement));
      }
  opened.verify();
}

void parse(std::string_view text) {
  core::bundle_header header;
  header.statements.length = header.sql.length = std::uint64_t{1} << 40U;
  for (auto at = text.find("revision "); at != std::string_view::npos; at = text.find("revision ", at + 1))
    ++header.revisions;
  static_cast<void>(core::parse_index(text, header, "it"));
}

void parse_statements(std::string_view text) {
  if (text.size() < 2) return;
  constexpr std::uint64_t sql_length = 1000;
  auto const lists = core::parse_statements(text.substr(2), "b200", static_cast<unsigned char>(text[0]) & 7U,
                                            static_cast<unsigned char>(text[1]) & 7U, sql_length, "it");
  for (auto const* list : {&lists.upgrade, &lists.downgrade})
    for (auto const& statement : *list)
      if (statement.offset + statement.length > sql_length ||
          statement.probe_offset + statement.probe_length > sql_length)
        std::abort();
}

template <class Do>
void try_to(Do&& action, std::string_view text) {
  try {
    action(text);
  } catch (bundle_error const&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(static_cast<char const*>(static_cast<void const*>(data)), size);
  try_to(read_all, text);
  try_to(parse, text);
  try_to(parse_statements, text);
  try_to(
      [](std::string_view header) {
        if (header.size() >= 16 && header.ends_with("\n\n")) static_cast<void>(core::parse_header(header, "it"));
      },
      text);
  if (auto const batch = core::format::parse_batch(text); batch && core::format::spell_batch(*batch) != text) {
    // Another spelling of the same numbers, which must read the same.
    auto const again = core::format::parse_batch(core::format::spell_batch(*batch));
    if (!again || again->apply_all != batch->apply_all || again->size != batch->size) std::abort();
  }
  std::string back;
  if (!core::format::unescape(core::format::escape(text), back) || back != text) std::abort();
  return 0;
}
