// SPDX-License-Identifier: Apache-2.0
// Reads and writes in one pass: each function gives the text of a part and how tightly it binds.
#include "tests/unit/inspect/tsql_as_stored.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>
#include <vector>

namespace retort::inspect::test {
namespace {

struct Token {
  char kind = 'e';  // w word, n name in brackets, 0 number, s string, b bytes, . sign, e end
  std::string text;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  std::size_t at = 0;
  auto const letter = [&](std::size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_' ||
                               static_cast<unsigned char>(text[i]) >= 0x80);
  };
  while (at < text.size()) {
    char const c = text[at];
    auto const begin = at;
    if (c == ' ' || c == '\n' || c == '\t') {
      ++at;
    } else if (c == '\'' || (c == 'N' && at + 1 < text.size() && text[at + 1] == '\'')) {
      for (at += c == 'N' ? 2 : 1; at < text.size(); ++at)
        if (text[at] == '\'') {
          if (at + 1 == text.size() || text[at + 1] != '\'') break;
          ++at;
        }
      out.push_back({'s', std::string(text.substr(begin, ++at - begin))});
    } else if (c == '[') {
      for (++at; at < text.size(); ++at)
        if (text[at] == ']') {
          if (at + 1 == text.size() || text[at + 1] != ']') break;
          ++at;
        }
      out.push_back({'n', std::string(text.substr(begin, ++at - begin))});
    } else if (text.substr(at).starts_with("0x")) {
      for (at += 2; letter(at); ++at) {
      }
      out.push_back({'b', std::string(text.substr(begin, at - begin))});
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      while (letter(at) || (at < text.size() && text[at] == '.')) ++at;
      out.push_back({'0', std::string(text.substr(begin, at - begin))});
    } else if (letter(at)) {
      while (letter(at)) ++at;
      out.push_back({'w', std::string(text.substr(begin, at - begin))});
    } else {
      std::size_t length = 1;
      for (std::string_view const two : {"<=", ">=", "<>", "!="})
        if (text.substr(at).starts_with(two)) length = 2;
      out.push_back({'.', std::string(text.substr(at, length))});
      at += length;
    }
  }
  out.emplace_back();
  return out;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// How tightly the text binds: 1 or, 2 and, 3 not, 4 comparisons, 5 sums, 6 products, 7 the rest.
struct Part {
  std::string text;
  int binds = 7;
  [[nodiscard]] std::string in(int place) const { return binds < place ? "(" + text + ")" : text; }
};

class StoredText {
 public:
  StoredText(std::string_view text, std::string schema, Manner manner)
      : tokens_(tokens_of(text)), schema_(std::move(schema)), manner_(manner) {}

  std::string whole() {
    auto out = any();
    if (peek().kind != 'e') fail();
    return "(" + out.text + ")";
  }

 private:
  [[nodiscard]] Token const& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is(std::string_view word, std::size_t ahead = 0) const {
    auto const& token = peek(ahead);
    return (token.kind == 'w' || token.kind == '.') && lower(token.text) == word;
  }
  bool accept(std::string_view word) {
    bool const follows = is(word);
    if (follows) ++at_;
    return follows;
  }
  void expect(std::string_view word) {
    if (!accept(word)) fail();
  }
  [[noreturn]] void fail() const { throw std::runtime_error("not read: " + peek().text); }

  Part any() {
    auto left = both();
    while (accept("or")) left = {left.in(1) + " OR " + both().in(1), 1};
    return left;
  }
  Part both() {
    auto left = no();
    while (accept("and")) left = {left.in(2) + " AND " + no().in(2), 2};
    return left;
  }
  Part no() {
    if (accept("not")) return {"NOT " + no().in(3), 3};
    return comparison();
  }
  Part comparison() {
    auto left = sum();
    while (true) {
      bool const negated = is("not") && (is("in", 1) || is("like", 1) || is("between", 1));
      if (negated) ++at_;
      auto const turned = [&](Part part) { return negated ? Part{"NOT " + part.in(4), 3} : std::move(part); };
      if (accept("is")) {
        bool const there = accept("not");
        expect("null");
        left = {left.in(5) + (there ? " IS NOT NULL" : " IS NULL"), 4};
      } else if (accept("like")) {
        left = turned({left.in(5) + " like " + sum().in(5), 4});
      } else if (accept("between")) {
        auto const low = sum();
        expect("and");
        left = turned({left.in(5) + ">=" + low.in(5) + " AND " + left.in(5) + "<=" + sum().in(5), 2});
      } else if (accept("in")) {
        left = turned(list(left));
      } else {
        auto const& sign = peek();
        static constexpr std::string_view signs[] = {"=", "<>", "<", "<=", ">", ">="};
        if (sign.kind != '.' || std::find(std::begin(signs), std::end(signs), sign.text) == std::end(signs))
          return left;
        auto const text = sign.text;
        ++at_;
        left = {left.in(5) + text + sum().in(5), 4};
      }
    }
  }
  Part list(Part const& left) {
    expect("(");
    std::vector<std::string> items;
    do items.push_back(any().text);
    while (accept(","));
    expect(")");
    std::string out;
    if (manner_.keeps_in) {
      for (auto const& item : items) out += (out.empty() ? "" : ", ") + item;
      return {left.in(5) + " IN (" + out + ")", 4};
    }
    std::reverse(items.begin(), items.end());
    for (auto const& item : items) out += (out.empty() ? "" : " OR ") + left.in(5) + "=" + item;
    return {out, items.size() == 1 ? 4 : 1};
  }
  Part sum() {
    auto left = product();
    while (is("+") || is("-")) {
      auto const sign = tokens_[at_++].text;
      left = {left.in(5) + sign + product().in(6), 5};
    }
    return left;
  }
  Part product() {
    auto left = signed_value();
    while (is("*") || is("/") || is("%")) {
      auto const sign = tokens_[at_++].text;
      left = {left.in(6) + sign + signed_value().in(7), 6};
    }
    return left;
  }
  Part signed_value() {
    if (accept("-")) {
      if (peek().kind == '0') return {"(-" + number(tokens_[at_++].text) + ")"};
      return {"-" + signed_value().in(7), 7};
    }
    auto out = value();
    while (accept("collate")) out = {out.in(7) + " collate " + tokens_[at_++].text, 7};
    return out;
  }
  // Beyond an int it is a decimal.
  static std::string number(std::string const& digits) {
    constexpr std::size_t of_int = 10;
    bool const whole = digits.find_first_not_of("0123456789") == std::string::npos;
    return whole && (digits.size() > of_int || (digits.size() == of_int && digits > "2147483647")) ? digits + "."
                                                                                                   : digits;
  }
  std::string name() {
    auto const token = tokens_[at_++];
    if (token.kind != 'w' && token.kind != 'n') fail();
    return token.kind == 'n' ? token.text : "[" + token.text + "]";
  }
  std::string type() {
    auto const token = tokens_[at_++];
    auto out = token.kind == 'n' ? token.text : "[" + lower(token.text) + "]";
    if (!is("(")) return out;
    while (!is(")")) out += tokens_[at_++].text;
    ++at_;
    return out + ")";
  }
  Part value() {
    auto const token = peek();
    switch (token.kind) {
      case '0':
        ++at_;
        return {"(" + number(token.text) + ")"};
      case 's':
      case 'b':
        ++at_;
        return {token.text};
      case '.': {
        expect("(");
        auto out = any();
        expect(")");
        return out;
      }
      default:
        break;
    }
    if (accept("null")) return {"NULL"};
    if (accept("case")) return choice();
    if (is("next") && is("value", 1)) {
      at_ += 3;
      auto out = name();
      out = is(".") ? out + "." + (static_cast<void>(++at_), name()) : "[" + schema_ + "]." + out;
      return {"NEXT VALUE FOR " + out};
    }
    if (token.kind == 'w' && is("(", 1)) return call();
    auto out = name();
    while (accept(".")) out += "." + name();
    return {out};
  }
  Part call() {
    auto const function = lower(tokens_[at_++].text);
    expect("(");
    if (function == "cast") {
      auto const operand = any();
      expect("as");
      auto const to = type();
      expect(")");
      return {"CONVERT(" + to + "," + operand.text + ")"};
    }
    std::string out = function + "(";
    if (function == "convert") {
      out = "CONVERT(" + type() + ",";
      expect(",");
    }
    std::vector<Part> arguments;
    if (!is(")")) do
        arguments.push_back(function.starts_with("date") && arguments.empty() ? word() : any());
      while (accept(","));
    expect(")");
    if (function == "coalesce" && !manner_.keeps_coalesce) {
      std::string text = "case";
      for (std::size_t i = 0; i + 1 < arguments.size(); ++i)
        text += " when " + arguments[i].in(5) + " IS NOT NULL then " + arguments[i].text;
      return {text + " else " + arguments.back().text + " end"};
    }
    if (function == "nullif" && !manner_.keeps_coalesce)
      return {"case when " + arguments.at(0).in(5) + "=" + arguments.at(1).in(5) + " then NULL else " +
              arguments.at(0).text + " end"};
    for (std::size_t i = 0; i < arguments.size(); ++i) out += (i == 0 ? "" : ",") + arguments[i].text;
    return {out + ")"};
  }
  Part word() { return {tokens_[at_++].text}; }
  Part choice() {
    std::string out = "case";
    if (!is("when")) out += " " + any().text;
    while (accept("when")) {
      out += " when " + any().text;
      expect("then");
      out += " then " + any().text;
    }
    if (accept("else")) out += " else " + any().text;
    expect("end");
    return {out + " end"};
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::string schema_;
  Manner manner_;
};

}  // namespace

std::string as_stored(std::string_view expression, std::string const& schema, Manner manner) {
  return StoredText(expression, schema, manner).whole();
}

}  // namespace retort::inspect::test
