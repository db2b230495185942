// SPDX-License-Identifier: Apache-2.0
// Texts of the catalogue, token by token: what of them is Retort's own way to say something, and what is the rest.
#include <algorithm>
#include <set>

#include "compiler/dialects/mssql/catalogue.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

using Op = ast::BinaryOperator;
using Kind = SqlTokenKind;

bool is_column(ast::Expression const& e, std::string const& name) {
  auto const* column = std::get_if<ast::ColumnReference>(&e.node);
  return column != nullptr && column->column.text == name;
}
std::string const* text_of(ast::Expression const& e) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::string ? &literal->text : nullptr;
}

// The texts of a chain of `= or =`, as they stand; false where it is something else.
bool collect(ast::Expression const& e, std::string const& column, std::vector<std::string>& out) {
  auto const* n = std::get_if<ast::Binary>(&e.node);
  if (n == nullptr) return false;
  if (n->op == Op::or_) return collect(*n->left, column, out) && collect(*n->right, column, out);
  auto const* text = text_of(*n->right);
  if (n->op != Op::equal || !is_column(*n->left, column) || text == nullptr) return false;
  out.push_back(*text);
  return true;
}

bool is_name(SqlToken const& token) { return token.kind == Kind::word || token.kind == Kind::quoted; }
bool is_word(SqlToken const& token, std::string_view text) { return token.kind == Kind::word && token.text == text; }
bool is_sign(SqlToken const& token, std::string_view text) { return token.kind == Kind::symbol && token.text == text; }
bool is_schema(SqlToken const& token, std::string const& schema) {
  return is_name(token) && model::fold(token.text) == model::fold(schema);
}

// The text without those stretches of it, which are in order.
std::string without(std::string const& text, std::vector<std::pair<std::size_t, std::size_t>> const& stretches) {
  std::string out;
  std::size_t at = 0;
  for (auto const& [begin, end] : stretches) {
    out += text.substr(at, begin - at);
    at = end;
  }
  return out + text.substr(at);
}

// Words, names and signs of the beginning of a view, whatever comes behind.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-view-transact-sql
class Head {
 public:
  explicit Head(std::string_view text) : text_(text) { next(); }

  std::optional<std::string> body() {
    bool const alters = accept("alter");
    if (!alters && !accept("create")) return std::nullopt;
    if (!alters && accept("or") && !accept("alter")) return std::nullopt;
    if (!accept("view")) return std::nullopt;
    do next();
    while (accept("."));
    std::string columns;
    if (word_ == "(") {
      auto const begin = begin_;
      while (word_ != ")" && !word_.empty()) next();
      columns = std::string(text_.substr(begin, at_ - begin));
      next();
    }
    if (accept("with")) do
        next();
      while (accept(","));
    if (word_ != "as") return std::nullopt;
    auto const begin = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    auto out = std::string(text_.substr(begin));
    out.erase(out.find_last_not_of(" \t\r\n;") + 1);
    if (out.empty()) return std::nullopt;
    if (columns.empty()) return out;
    // Neither `with` nor an order stands in a table of a `from`.
    next();
    auto const tokens = sql_tokens(out, catalogue().sql());
    // What is behind the last word is a comment, or an end of the statement.
    if (tokens && tokens->size() > 1) {
      auto last = tokens->end() - 2;
      while (last != tokens->begin() && is_sign(*last, ";")) --last;
      out.resize(last->end);
    }
    bool const ordered = !tokens || std::any_of(tokens->begin(), tokens->end(), [](SqlToken const& token) {
      return is_word(token, "order") || is_word(token, "for") || is_word(token, "option");
    });
    if (word_ != "select" || ordered) return std::nullopt;
    return "select * from (" + out + ") as named " + columns;
  }

 private:
  bool accept(std::string_view word) {
    if (word_ != word) return false;
    next();
    return true;
  }
  void skip() {
    while (at_ < text_.size()) {
      auto const rest = text_.substr(at_);
      if (rest.starts_with("--")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/slash-star-comment-transact-sql: one may stand
        // in another
        std::size_t depth = 0;
        do {
          auto const next = text_.substr(at_);
          bool const begins = next.starts_with("/*"), ends = next.starts_with("*/");
          depth += begins ? 1 : 0;
          depth -= ends ? 1 : 0;
          at_ += begins || ends ? 2 : 1;
        } while (depth > 0 && at_ < text_.size());
      } else if (std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos) {
        ++at_;
      } else {
        return;
      }
    }
  }
  // A word in lower case, a name as "?", a sign; empty at the end.
  void next() {
    skip();
    begin_ = at_;
    word_.clear();
    if (at_ == text_.size()) return;
    char const first = text_[at_];
    if (first == '[' || first == '"') {
      char const close = first == '[' ? ']' : '"';
      for (++at_; at_ < text_.size(); ++at_)
        if (text_[at_] == close && (at_ + 1 == text_.size() || text_[at_ + 1] != close))
          break;
        else if (text_[at_] == close)
          ++at_;
      at_ = std::min(at_ + 1, text_.size());
      word_ = "?";
      return;
    }
    constexpr std::string_view ends = " \t\r\n()[],.;\"'/-";
    do ++at_;
    while (ends.find(first) == std::string_view::npos && at_ < text_.size() &&
           ends.find(text_[at_]) == std::string_view::npos);
    word_ = model::fold(text_.substr(begin_, at_ - begin_));
  }

  std::string_view text_;
  std::string word_;
  std::size_t begin_ = 0, at_ = 0;  // of the word, and behind it
};

// What is joined by `and`, parentheses around it taken off, `levels` of them at most.
void conjuncts(std::string const& text, std::vector<std::string>& out, int levels = 100) {
  auto const tokens = sql_tokens(text, catalogue().sql());
  if (!tokens || tokens->size() < 2 || levels == 0) return out.push_back(text);
  int depth = 0;
  bool wrapped = is_sign(tokens->front(), "(");
  std::size_t begin = 0;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
    auto const& token = (*tokens)[i];
    if (is_sign(token, "(")) ++depth;
    if (is_sign(token, ")") && --depth == 0 && i + 2 < tokens->size()) wrapped = false;
    if (depth == 0 && is_word(token, "and")) {
      parts.push_back(text.substr(begin, token.begin - begin));
      begin = token.end;
    }
  }
  if (wrapped) {
    auto const from = tokens->front().end;
    return conjuncts(text.substr(from, (*tokens)[tokens->size() - 2].begin - from), out, levels - 1);
  }
  if (parts.empty()) return out.push_back(text);
  parts.push_back(text.substr(begin));
  for (auto const& part : parts) conjuncts(part, out, levels - 1);
}

bool is_there(ast::Expression const& e, std::string const& column) {
  auto const* null = std::get_if<ast::IsNull>(&e.node);
  return null != nullptr && null->negated && is_column(*null->operand, column);
}
// Whether no row has a null there.
bool compares(ast::Expression const& e, std::string const& column) {
  if (auto const* n = std::get_if<ast::Binary>(&e.node))
    return n->op >= Op::equal && n->op < Op::concat && (is_column(*n->left, column) || is_column(*n->right, column));
  auto const* in = std::get_if<ast::InList>(&e.node);
  return in != nullptr && is_column(*in->operand, column);
}

}  // namespace

std::optional<std::vector<std::string>> values_of_check(std::string const& condition, std::string const& column) {
  auto const tree = read_expression(condition, catalogue().sql());
  if (!tree) return std::nullopt;
  std::vector<std::string> out;
  if (auto const* in = std::get_if<ast::InList>(&tree->node)) {
    if (in->negated || !is_column(*in->operand, column)) return std::nullopt;
    for (auto const& item : in->list) {
      auto const* text = text_of(item);
      if (text == nullptr) return std::nullopt;
      out.push_back(*text);
    }
  } else {
    if (!collect(*tree, column, out)) return std::nullopt;
    std::reverse(out.begin(), out.end());
  }
  if (std::set<std::string>(out.begin(), out.end()).size() != out.size()) return std::nullopt;
  return out;
}

bool is_json_check(std::string const& condition, std::string const& column) {
  auto const tree = read_expression(condition, catalogue().sql());
  auto const* n = tree ? std::get_if<ast::Binary>(&tree->node) : nullptr;
  auto const* call = n == nullptr || n->op != Op::equal ? nullptr : std::get_if<ast::Call>(&n->left->node);
  auto const* one = call == nullptr ? nullptr : std::get_if<ast::Literal>(&n->right->node);
  return one != nullptr && one->text == "1" && call->function.text == "isjson" && call->arguments.size() == 1 &&
         is_column(call->arguments.front(), column);
}

std::optional<std::string> view_body(std::string const& definition) { return Head(definition).body(); }

std::string without_schema_of_sequences(std::string const& expression, std::string const& schema) {
  auto const tokens = sql_tokens(expression, catalogue().sql());
  if (!tokens) return expression;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i + 5 < tokens->size(); ++i)
    if (is_word((*tokens)[i], "next") && is_word((*tokens)[i + 1], "value") && is_word((*tokens)[i + 2], "for") &&
        is_schema((*tokens)[i + 3], schema) && is_sign((*tokens)[i + 4], "."))
      found.emplace_back((*tokens)[i + 3].begin, (*tokens)[i + 5].begin);
  return without(expression, found);
}

std::string without_schema_of_tables(std::string const& select, std::string const& schema) {
  auto const& sql = catalogue().sql();
  auto const tokens = sql_tokens(select, sql);
  if (!tokens || !read_select(select, sql)) return select;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  // Where it is the alias of a table as well, nobody knows what is meant.
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i)
    if (is_schema((*tokens)[i], schema) && !is_sign((*tokens)[i + 1], ".")) return select;
  for (std::size_t i = 0; i + 3 < tokens->size(); ++i) {
    bool const behind_point = i > 0 && is_sign((*tokens)[i - 1], ".");
    if (!behind_point && is_schema((*tokens)[i], schema) && is_sign((*tokens)[i + 1], ".") &&
        is_name((*tokens)[i + 2]) && !is_sign((*tokens)[i + 3], "("))
      found.emplace_back((*tokens)[i].begin, (*tokens)[i + 2].begin);
  }
  return without(select, found);
}

std::optional<std::string> without_nulls(std::string const& filter, std::vector<std::string> const& columns) {
  std::vector<std::string> parts;
  conjuncts(filter, parts);
  std::vector<std::optional<ast::Expression>> trees;
  for (auto const& part : parts) trees.push_back(read_expression(part, catalogue().sql()));
  std::vector<bool> taken(parts.size(), false);
  for (auto const& column : columns) {
    bool has_none = false;
    for (std::size_t i = 0; i < parts.size() && !has_none; ++i) {
      has_none = !taken[i] && trees[i] && is_there(*trees[i], column);
      if (has_none) taken[i] = true;
    }
    for (auto const& tree : trees) has_none = has_none || (tree && compares(*tree, column));
    if (!has_none) return std::nullopt;
  }
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!taken[i]) out += (out.empty() ? "" : " and ") + parts[i];
  return out;
}

}  // namespace retort::dialects::mssql
