// SPDX-License-Identifier: Apache-2.0
// Finds the index a `create index concurrently` makes, in the text the compiler wrote or a user's raw SQL.
#include "runtime/words/concurrent_index.hpp"

#include <algorithm>
#include <cctype>

namespace retort::words {
namespace {

// Words, quoted identifiers and single characters; blanks and comments are passed over.
class tokens {
 public:
  explicit tokens(std::string_view text) : text_(text) {}

  bool keyword(std::string_view wanted) {
    auto const before = text_;
    auto const found = next();
    bool same = found.size() == wanted.size();
    for (std::size_t i = 0; same && i < found.size(); ++i)
      same = std::tolower(static_cast<unsigned char>(found[i])) == wanted[i];
    if (!same) text_ = before;
    return same;
  }
  // A name of one or more parts, as written.
  std::string name() {
    std::string out(next());
    for (;;) {
      auto const before = text_;
      if (next() != ".") {
        text_ = before;
        return out;
      }
      out.append(".").append(next());
    }
  }

 private:
  static bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || static_cast<signed char>(c) < 0;
  }
  void skip_blanks() {
    for (;;) {
      while (!text_.empty() && std::isspace(static_cast<unsigned char>(text_.front())) != 0) text_.remove_prefix(1);
      if (text_.starts_with("--"))
        text_.remove_prefix(std::min(text_.find('\n'), text_.size()));
      else if (text_.starts_with("/*"))
        text_.remove_prefix(std::min(text_.find("*/"), text_.size() - 2) + 2);
      else
        return;
    }
  }
  std::string_view take(std::size_t count) {
    auto const out = text_.substr(0, count);
    text_.remove_prefix(out.size());
    return out;
  }
  std::string_view next() {
    skip_blanks();
    if (text_.empty()) return {};
    std::size_t length = 1;
    if (text_.front() == '"') {
      while (length < text_.size() && (text_[length] != '"' || text_.substr(length).starts_with("\"\"")))
        length += text_[length] == '"' ? 2U : 1U;
      return take(length + 1);
    }
    if (!is_word(text_.front())) return take(1);
    while (length < text_.size() && is_word(text_[length])) ++length;
    return take(length);
  }

  std::string_view text_;
};

}  // namespace

concurrent_index parse_concurrent_index(std::string_view sql) {
  tokens in(sql);
  if (!in.keyword("create")) return {};
  in.keyword("unique");
  if (!in.keyword("index") || !in.keyword("concurrently")) return {};
  if (in.keyword("if") && (!in.keyword("not") || !in.keyword("exists"))) return {};
  if (in.keyword("on")) return {};  // the database makes the name
  concurrent_index out;
  out.name = in.name();
  if (!in.keyword("on")) return {};
  in.keyword("only");
  out.table = in.name();
  return out;
}

}  // namespace retort::words
