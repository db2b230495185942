// SPDX-License-Identifier: Apache-2.0
// Reads the header and the two indexes of a bundle: text in, values out. Trusts nothing; whatever is wrong is a
// bundle_error that begins with `subject` ("the bundle 'shop.sqlite.bundle'"). Knows nothing of where the bytes lie.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/core/sha256.hpp"

namespace retort::core {

struct bundle_section {
  std::uint64_t length = 0;
  std::uint64_t checksum = 0;  // XXH64
};
struct bundle_header {
  std::string name, generator;
  retort::dialect dialect = retort::dialect::sqlite;
  bundle_defaults defaults;
  std::vector<std::string> heads;
  std::uint32_t revisions = 0;
  bundle_section index, statements, sql;  // they follow the header in this order
};

// What the index says of a revision: `info` without its statements, and where those are.
struct revision_entry {
  revision_info info;
  std::uint32_t upgrade = 0, downgrade = 0;  // statements
  bundle_section statements;                 // behind those of the revision before
  std::uint64_t sql_length = 0;              // likewise
  sha256::digest sql_checksum{};
};
struct statement_lists {
  std::vector<statement_info> upgrade, downgrade;
};

// The first line, whose line end need not be there. Throws where the bundle is foreign or of a future format.
void check_first_line(std::string_view beginning, std::string const& subject);
// `text` up to and with the empty line that ends the header.
[[nodiscard]] bundle_header parse_header(std::string_view text, std::string const& subject);
[[nodiscard]] std::vector<revision_entry> parse_index(std::string_view text, bundle_header const& header,
                                                      std::string const& subject);
// The part of one revision. Places are relative to the SQL of the revision, and inside of it.
[[nodiscard]] statement_lists parse_statements(std::string_view text, std::string_view id, std::uint32_t upgrade,
                                               std::uint32_t downgrade, std::uint64_t sql_length,
                                               std::string const& subject);

[[noreturn]] void refuse_damaged(std::string const& subject, std::string const& what);

}  // namespace retort::core
