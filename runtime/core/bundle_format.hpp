// SPDX-License-Identifier: Apache-2.0
// The words and the spelling of a bundle, for those who write one and those who read one: docs/bundle.md. In: values.
// Out: their text, and back. Knows nothing of sections and offsets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <retort/bundle.hpp>

#include "runtime/core/sha256.hpp"

namespace retort::core::format {

inline constexpr std::string_view magic = "retort bundle ";
inline constexpr std::uint64_t version = 6;                // the newest that is read
inline constexpr std::uint64_t first_version = 1;          // what is written where nothing asks for more
inline constexpr std::uint64_t version_of_squash = 2;      // has `replaces` lines
inline constexpr std::uint64_t version_of_limits = 3;      // has statements with limits of their own
inline constexpr std::uint64_t version_of_compatible = 4;  // has `compatible` lines
inline constexpr std::uint64_t version_of_oldest = 5;      // has a line `oldest`
inline constexpr std::uint64_t version_of_store = 6;       // has a line `store_downgrade`

// Each section opens with its title.
inline constexpr std::string_view index_title = "-- the revisions, in an order in which an upgrade may run them\n";
inline constexpr std::string_view statements_title =
    "-- the statements: direction, number, transaction segment, mode, kind, the place of the text in the SQL of the "
    "revision,\n-- the place of the query that tells whether it took effect; then origin, summary, locks\n";
inline constexpr std::string_view sql_title =
    "-- the SQL. Not a script: it holds the way back as well, and statements that need care; run it with "
    "retort-migrate\n";

[[nodiscard]] std::string_view word(direction way) noexcept;
[[nodiscard]] std::string_view word(statement_kind kind) noexcept;
[[nodiscard]] std::string_view word(transaction_mode mode) noexcept;
[[nodiscard]] std::string_view word(loss_kind kind) noexcept;
[[nodiscard]] std::optional<loss_kind> parse_loss(std::string_view text) noexcept;
[[nodiscard]] std::optional<direction> parse_direction(std::string_view text) noexcept;
[[nodiscard]] std::optional<statement_kind> parse_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<transaction_mode> parse_mode(std::string_view text) noexcept;

// Text within one line: control characters and the backslash are written as \n, \r, \t, \\, \x1b. An item of a list
// has no spaces either (\s), and is never empty (\e).
[[nodiscard]] std::string escape(std::string_view text);
void add_escaped(std::string& out, std::string_view text);  // escape(), behind what is there
[[nodiscard]] std::string escape_item(std::string_view text);
// Takes back either of them; false where `text` is neither.
[[nodiscard]] bool unescape(std::string_view text, std::string& out);

// A decimal number, digits only.
[[nodiscard]] bool parse_number(std::string_view text, std::uint64_t& out) noexcept;
[[nodiscard]] bool parse_number(std::string_view text, std::uint32_t& out) noexcept;
// "xxh64:" and 16 hexadecimal digits.
[[nodiscard]] std::string spell_xxh64(std::uint64_t value);
[[nodiscard]] bool parse_xxh64(std::string_view text, std::uint64_t& out) noexcept;

// The limits of a statement as it has them of its own, "lock 2000 statement 300000" in milliseconds; empty: none.
[[nodiscard]] std::string spell_limits(statement_info const& statement);
[[nodiscard]] bool parse_limits(std::string_view text, statement_info& out);

// The checksum of the rendered SQL of a revision takes every statement in turn: what decides how it is run, then its
// text and its query. Where a statement comes from, and what is said about it, are no part of it.
void add_to_sql_checksum(sha256& checksum, statement_info const& statement, std::string_view text,
                         std::string_view probe);

// The text of a statement of kind batch: the numbers, then each of the six texts behind its name and its length.
[[nodiscard]] std::string spell_batch(batch_text const& batch);
[[nodiscard]] std::optional<batch_text> parse_batch(std::string_view text);

}  // namespace retort::core::format
