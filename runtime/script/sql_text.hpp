// SPDX-License-Identifier: Apache-2.0
// Looks into SQL that somebody wrote, as far as a client program does: what is quoted or a comment, and what is not.
// In: SQL. Out: its pieces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

enum class Quoting {
  postgresql,  // E'…' with backslashes, $tag$ … $tag$, comments in comments
  mysql        // backslashes, `…`, # comments
};

struct sql_piece {
  enum class kind { code, quoted, comment } what = kind::code;
  std::string_view text;
};
// One behind the other they are the whole text.
[[nodiscard]] std::vector<sql_piece> pieces_of(std::string_view sql, Quoting quoting);

// The statements of a text of MySQL, without comments around them; none is empty.
[[nodiscard]] std::vector<std::string> statements_of(std::string_view sql);
// The first words of a statement, in lower case.
[[nodiscard]] std::vector<std::string> first_words(std::string_view statement, std::size_t most);

}  // namespace retort::script
