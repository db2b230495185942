// SPDX-License-Identifier: Apache-2.0
// What a token says: the text under it in, the value out. Also the checks of texts that have a form of their own
// (times, durations). Nothing here reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort::syntax {

// The name that an identifier, a keyword or a quoted identifier ("…", or `…` and […] read as one) stands for: folded to
// lower case unless quoted, doubled quotes made single.
[[nodiscard]] std::string identifier_value(std::string_view token);

// The value of '…' or $tag$…$tag$: quotes off, doubled ones made single, CRLF made LF.
[[nodiscard]] std::string string_value(std::string_view token);

// Lines end with LF alone: carriage returns in front of one are gone, all of them, so that what is written is read as
// the same text again. One inside a line stays.
[[nodiscard]] std::string with_line_feeds(std::string_view text);

// The digits of x'00FF' in lower case: 00ff.
[[nodiscard]] std::string bytes_value(std::string_view token);

// A number of digits only that fits; nothing for any other token.
[[nodiscard]] std::optional<std::uint64_t> integer_value(std::string_view token);
[[nodiscard]] bool is_all_digits(std::string_view token);

// Blanks off at both ends, and the blanks that all lines have in common off at their beginnings. The first line does
// not count when it begins behind the opening quotes.
[[nodiscard]] std::string dedented(std::string_view text);

// Whether the text is a date and time of RFC 3339 that exists: 2026-11-22T11:00:00Z, with fractions and offsets.
[[nodiscard]] bool is_rfc3339(std::string_view text);

// Whether the text is a checksum of a revision: "c1:" and 64 hexadecimal digits, small ones. A later algorithm has
// another name.
[[nodiscard]] bool is_checksum(std::string_view text);

// Whether the text is a length of time: digits and one of ms, s, min, h.
[[nodiscard]] bool is_duration(std::string_view text);

// Whether the text is a rule of @allow: [a-z]+(-[a-z]+)*.
[[nodiscard]] bool is_rule_name(std::string_view text);

}  // namespace retort::syntax
