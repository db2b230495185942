// SPDX-License-Identifier: Apache-2.0
// Selects, and whole texts.
#include "compiler/dialects/sql_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/dialects/sql_expressions.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::dialects {

namespace {

using Kind = SqlTokenKind;

using Layer = std::vector<ast::Expression const*>;

void add_parts(ast::Select const& select, Layer& to) {
  for (auto const& core : select.cores) {
    for (auto const& item : core.items)
      if (item.expression) to.push_back(&*item.expression);
    if (core.from)
      for (auto const& join : core.from->joins) to.push_back(&join.on);
    if (core.where_clause) to.push_back(&*core.where_clause);
    for (auto const& x : core.group_by) to.push_back(&x);
    if (core.having) to.push_back(&*core.having);
  }
  for (auto const& item : select.order_by) to.push_back(&item.expression);
  if (select.limit) to.push_back(&*select.limit);
}

// Chains of operators are as tall as they are long, without any nesting. Layer by layer, for there may be no room on
// the stack to go down. What is taller than the language has it could not be written into a file either.
void refuse_tall(Layer layer) {
  constexpr unsigned most = 1000;
  for (unsigned height = 0; !layer.empty(); ++height) {
    if (height == most) throw Unreadable();
    Layer below;
    for (auto const* e : layer)
      model::for_each_child(
          *e, [&](ast::Expression const& child) { below.push_back(&child); },
          [&](ast::Select const& select) { add_parts(select, below); });
    layer = std::move(below);
  }
}

class Reader final : public ExpressionReader {
 public:
  Reader(std::string_view text, std::vector<SqlToken> tokens, SqlWords const& words)
      : ExpressionReader(text, std::move(tokens), words) {}

  ast::Expression whole_expression() {
    auto out = expression();
    if (peek().kind != Kind::end) throw Unreadable();
    refuse_tall({&out});
    return out;
  }
  ast::Select whole_select() {
    auto out = select();
    accept(";");
    if (peek().kind != Kind::end) throw Unreadable();
    Layer parts;
    add_parts(out, parts);
    refuse_tall(std::move(parts));
    return out;
  }

 private:
  ast::Select select() override {
    Level const level(*this);
    ast::Select out;
    auto around = std::exchange(top_, std::nullopt);
    do {
      if (accept("(")) {
        auto inner = select();
        expect(")");
        bool const groups = inner.cores.size() > 1 && !out.cores.empty();  // to the right
        if (groups || !inner.order_by.empty() || inner.limit) throw Unreadable();
        std::move(inner.cores.begin(), inner.cores.end(), std::back_inserter(out.cores));
        out.union_all.insert(out.union_all.end(), inner.union_all.begin(), inner.union_all.end());
      } else {
        out.cores.push_back(core());
      }
      if (!accept("union")) break;
      out.union_all.push_back(accept("all"));
    } while (true);
    if (accept("order")) {
      expect("by");
      do {
        ast::OrderItem item{expression(), false};
        item.descending = accept("desc");
        if (!item.descending) accept("asc");
        out.order_by.push_back(std::move(item));
      } while (accept(","));
    }
    if (accept("limit")) out.limit = expression();
    if (words_.transact) ended(out);
    top_ = std::move(around);
    return out;
  }
  // https://learn.microsoft.com/en-us/sql/t-sql/queries/select-order-by-clause-transact-sql
  void ended(ast::Select& out) {
    if (top_ && out.cores.size() > 1) throw Unreadable();  // it is one of theirs
    if (auto limit = std::exchange(top_, std::nullopt)) out.limit = std::move(*limit);
    if (!accept("offset")) return;
    if (take().text != "0" || !(accept("rows") || accept("row")) || out.limit) throw Unreadable();
    if (!accept("fetch")) return;
    if (!accept("next")) expect("first");
    out.limit = expression();
    if (!accept("rows")) expect("row");
    expect("only");
  }
  // https://learn.microsoft.com/en-us/sql/t-sql/queries/top-transact-sql
  void top() {
    if (!is("top") || (!is("(", 1) && peek(1).kind != Kind::number)) return;
    ++at_;
    if (top_) throw Unreadable();  // two selects of a union have one each
    top_ = primary();
    if (is("percent") || is("with")) throw Unreadable();
  }
  ast::SelectCore core() {
    expect("select");
    ast::SelectCore out;
    out.distinct = accept("distinct");
    if (words_.transact) top();
    do out.items.push_back(item());
    while (accept(","));
    if (accept("from")) {
      ast::From from;
      from_item(from);
      if (is(",")) throw Unreadable();
      out.from = std::move(from);
    }
    if (accept("where")) out.where_clause = expression();
    if (accept("group")) {
      expect("by");
      do out.group_by.push_back(expression());
      while (accept(","));
    }
    if (accept("having")) out.having = expression();
    return out;
  }
  ast::SelectItem item() {
    ast::SelectItem out;
    if (accept("*")) {
      out.star = true;
      return out;
    }
    if (is_name() && is(".", 1) && is("*", 2)) {
      ast::QualifiedName table;
      table.name = name();
      at_ += 2;
      out.star = true;
      out.star_table = std::move(table);
      return out;
    }
    if (words_.transact && is_name() && is("=", 1)) {  // `name = value`
      out.alias = name();
      ++at_;
      out.expression = expression();
      return out;
    }
    out.expression = expression();
    if (accept("as")) out.alias = name();
    return out;
  }
  // A table, or joins in parentheses to the left.
  void from_item(ast::From& out) {
    if (accept("(")) {
      from_item(out);
      expect(")");
    } else {
      out.table = table();
    }
    while (is("join") || is("inner") || is("left")) {
      ast::Join join;
      join.left = accept("left");
      if (join.left)
        accept("outer");
      else
        accept("inner");
      expect("join");
      join.table = table();
      expect("on");
      join.on = expression();
      out.joins.push_back(std::move(join));
    }
  }
  ast::TableReference table() {
    ast::TableReference out;
    out.table = qualified_name();
    static constexpr std::string_view clauses[] = {
        "join",  "inner", "left",  "on",      "where", "group", "order",  "limit",  "union",     "having",
        "right", "full",  "cross", "natural", "using", "with",  "option", "except", "intersect", "outer"};
    bool const explicit_alias = accept("as");
    bool const follows = peek().kind == Kind::quoted ||
                         (peek().kind == Kind::word &&
                          std::find(std::begin(clauses), std::end(clauses), peek().text) == std::end(clauses));
    if (explicit_alias || follows) out.alias = name();
    return out;
  }

  std::optional<ast::Expression> top_;  // of the innermost select that is read
};

// What is longer is not read, and compared and shown as text.
std::optional<std::vector<SqlToken>> readable_tokens(std::string_view text, SqlWords const& words) {
  constexpr std::size_t most = 16'000;
  auto out = sql_tokens(text, words);
  if (out && out->size() > most) out.reset();
  return out;
}

}  // namespace

std::optional<ast::Expression> read_expression(std::string_view text, SqlWords const& words) {
  auto tokens = readable_tokens(text, words);
  if (!tokens) return std::nullopt;
  try {
    return Reader(text, std::move(*tokens), words).whole_expression();
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

std::optional<ast::Select> read_select(std::string_view text, SqlWords const& words) {
  auto tokens = readable_tokens(text, words);
  if (!tokens) return std::nullopt;
  try {
    return Reader(text, std::move(*tokens), words).whole_select();
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

ast::Expression expression_of(decltype(ast::Expression::node) node) {
  ast::Expression out;
  out.node = std::move(node);
  return out;
}
ast::Expression call_of(std::string const& function, std::vector<ast::Expression> arguments) {
  ast::Call call;
  call.function.text = function;
  call.arguments = std::move(arguments);
  return expression_of(std::move(call));
}
ast::Expression unread(std::string words) {
  ast::DialectText spelling;
  spelling.text.value = std::move(words);
  return expression_of(ast::NativeExpression{{std::move(spelling)}});
}

}  // namespace retort::dialects
