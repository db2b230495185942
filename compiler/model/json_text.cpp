// SPDX-License-Identifier: Apache-2.0
// A recogniser by recursive descent; the depth is bounded, so that no text can exhaust the stack.
#include "compiler/model/json_text.hpp"

#include <algorithm>

namespace retort::model {

namespace {
class Recogniser {
 public:
  explicit Recogniser(std::string_view text) : text_(text) {}

  bool whole() {
    blanks();
    if (!value(0)) return false;
    blanks();
    return text_.empty();
  }

 private:
  static constexpr int deepest = 500;

  void blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size())); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  bool digits() {
    std::size_t const count = std::min(text_.find_first_not_of("0123456789"), text_.size());
    text_.remove_prefix(count);
    return count != 0;
  }
  bool number() {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('-')) take('+');
    return digits();
  }
  // Four hexadecimal digits; -1 where there are none.
  long code_unit() {
    if (text_.size() < 4) return -1;
    long out = 0;
    for (char const c : text_.substr(0, 4)) {
      auto const digit =
          std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
      if (digit == std::string_view::npos) return -1;
      out = out * 16 + static_cast<long>(digit);
    }
    text_.remove_prefix(4);
    return out;
  }
  bool escape() {
    if (!take('u')) {
      if (text_.empty() || std::string_view("\"\\/bfnrt").find(text_.front()) == std::string_view::npos) return false;
      text_.remove_prefix(1);
      return true;
    }
    long const unit = code_unit();
    if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return false;
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    if (!take("\\u")) return false;
    long const low = code_unit();
    return low >= 0xDC00 && low <= 0xDFFF;
  }
  bool string() {
    if (!take('"')) return false;
    while (!text_.empty()) {
      char const c = text_.front();
      text_.remove_prefix(1);
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20 || (c == '\\' && !escape())) return false;
    }
    return false;
  }
  template <class Item>
  bool list(char end, Item&& item) {
    blanks();
    if (take(end)) return true;
    do {
      blanks();
      if (!item()) return false;
      blanks();
    } while (take(','));
    return take(end);
  }
  bool value(int depth) {
    if (depth > deepest) return false;
    if (take('[')) return list(']', [&] { return value(depth + 1); });
    if (take('{'))
      return list('}', [&] {
        if (!string()) return false;
        blanks();
        if (!take(':')) return false;
        blanks();
        return value(depth + 1);
      });
    if (!text_.empty() && text_.front() == '"') return string();
    return take("true") || take("false") || take("null") || number();
  }

  std::string_view text_;
};
}  // namespace

bool is_json(std::string_view text) { return Recogniser(text).whole(); }

}  // namespace retort::model
