// SPDX-License-Identifier: Apache-2.0
// A revision that is about to be written. In: what is known of it. Out: its text and the name of its file. Writes
// nothing.
#pragma once

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

struct Draft {
  std::string id, message;
  std::vector<std::string> parents, depends_on, labels;
  std::string created;   // RFC 3339
  std::time_t made = 0;  // the same in seconds since 1970
};

// Canonical, as `retort fmt` would write it, with nothing to do in it.
[[nodiscard]] std::string draft_text(Draft const& draft);

// Tokens of a file template: {rev} {slug} {year} {month} {day} {hour} {minute} {second}, the times from `created`,
// {epoch} from `made`.
// The slug is the message in small letters, its words joined by '_', cut to `slug_length` bytes where a word ends; a
// '_' or '-' that an empty slug leaves at the end goes with it, and where nothing is left the id stands. Ends in
// ".mig".
[[nodiscard]] std::string draft_file_name(Draft const& draft, std::string_view file_template, std::size_t slug_length);
// The first {…} of a template that is no token; empty when there is none.
[[nodiscard]] std::string unknown_token(std::string_view file_template);

// Twelve hexadecimal digits that nobody can foresee.
[[nodiscard]] std::string random_id();

}  // namespace retort::cli
