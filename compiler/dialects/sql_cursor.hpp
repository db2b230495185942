// SPDX-License-Identifier: Apache-2.0
// A place among the tokens of a text, for readers that go down by recursion. What such a reader does not know ends the
// reading: Unreadable, which none lets out.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/dialects/sql_reader.hpp"

namespace retort::dialects {

struct Unreadable {};

class SqlCursor {
 protected:
  // As sql_tokens() gives them: the last is the end.
  explicit SqlCursor(std::vector<SqlToken> tokens) : tokens_(std::move(tokens)) {}

  [[nodiscard]] SqlToken const& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  // Whether an unquoted word or a symbol is next, or stands that far behind.
  [[nodiscard]] bool is(std::string_view text, std::size_t ahead = 0) const {
    auto const& t = peek(ahead);
    return (t.kind == SqlTokenKind::word || t.kind == SqlTokenKind::symbol) && t.text == text;
  }
  bool accept(std::string_view text) {
    if (!is(text)) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view text) {
    if (!accept(text)) throw Unreadable();
  }
  SqlToken take() {
    auto out = peek();
    if (out.kind == SqlTokenKind::end) throw Unreadable();
    ++at_;
    return out;
  }

  // While one is alive the text is one level deeper. What is deeper than any person writes would have no room on the
  // stack, here and wherever the tree goes: it cannot be read.
  class Level {
   public:
    explicit Level(SqlCursor& cursor) : depth_(cursor.depth_) {
      constexpr unsigned most = 400;
      if (depth_ == most) throw Unreadable();
      ++depth_;
    }
    ~Level() { --depth_; }
    Level(Level const&) = delete;
    Level& operator=(Level const&) = delete;

   private:
    unsigned& depth_;
  };

  std::vector<SqlToken> tokens_;
  std::size_t at_ = 0;

 private:
  unsigned depth_ = 0;
};

}  // namespace retort::dialects
