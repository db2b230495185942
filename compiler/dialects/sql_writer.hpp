// SPDX-License-Identifier: Apache-2.0
// Puts a statement with a body of several lines together: `create table t (`, one item a line, `)`. The text ends
// without ';' and without a newline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialects {

class SqlWriter {
 public:
  explicit SqlWriter(std::string_view head) : text_(head) {}

  // Text as it is.
  SqlWriter& text(std::string_view more) {
    text_ += more;
    return *this;
  }
  // " (\n  first,\n  second\n)".
  SqlWriter& body(std::vector<std::string> const& items) {
    text_ += " (";
    for (std::size_t i = 0; i < items.size(); ++i) text_.append(i == 0 ? "\n  " : ",\n  ").append(items[i]);
    text_ += "\n)";
    return *this;
  }
  // " word text", nothing when `clause` is empty.
  SqlWriter& clause(std::string_view word, std::string_view clause) {
    if (!clause.empty()) text_.append(" ").append(word).append(" ").append(clause);
    return *this;
  }
  [[nodiscard]] std::string str() const { return text_; }

 private:
  std::string text_;
};

}  // namespace retort::dialects
