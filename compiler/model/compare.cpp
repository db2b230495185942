// SPDX-License-Identifier: Apache-2.0
// What differs between two schemas, a sentence each. Column order, and the order of constraints and indexes, is none.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/context.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::model {

namespace {

class Comparison {
 public:
  Comparison(std::string_view left, std::string_view right) : left_(left), right_(right) {}

  std::vector<Difference> differences;

  void only(std::string const& what, bool in_left, Span made) {
    add(fmt::format("{} exists {} but not {}", what, in_left ? left_ : right_, in_left ? right_ : left_),
        in_left ? made : Span{}, in_left ? Span{} : made);
  }
  void differs(std::string const& what, std::string const& a, std::string const& b, Span left, Span right) {
    if (a != b) add(fmt::format("{} {} {}, {} {}", what, a, left_, b, right_), left, right);
  }

  void objects(ObjectName const& name, Shared<Object> const* a, Shared<Object> const* b) {
    object_ = name;
    if (a == nullptr || b == nullptr) {
      Object const& there = a == nullptr ? **b : **a;
      if (std::holds_alternative<IndexEntry>(there)) return;  // its table says so
      only(fmt::format("{} '{}'", kind_of(there), to_string(name)), a != nullptr, made(there));
      return;
    }
    if ((*a)->index() != (*b)->index()) {
      differs(fmt::format("'{}' is a", to_string(name)), kind_of(**a), kind_of(**b), made(**a), made(**b));
      return;
    }
    std::visit(overloaded{[&](Table const& left) { table(left, std::get<Table>(**b)); },
                          [&](View const& left) { view(left, std::get<View>(**b)); },
                          [&](Sequence const& left) { sequence(left, std::get<Sequence>(**b)); },
                          [&](EnumType const& left) { type(left, std::get<EnumType>(**b)); }, [](IndexEntry const&) {}},
               **a);
  }

 private:
  void add(std::string message, Span left, Span right) {
    differences.push_back({std::move(message), object_, ast::Where(left), ast::Where(right)});
  }
  static Span made(Object const& object) {
    return std::visit(
        overloaded{[](Table const& o) -> Span { return o.made; }, [](View const& o) -> Span { return o.made; },
                   [](Sequence const& o) -> Span { return o.made; }, [](EnumType const& o) -> Span { return o.made; },
                   [](IndexEntry const&) -> Span { return {}; }},
        object);
  }
  static std::string shown(Maybe<ast::Expression> const& e) { return e ? ast::print(*e) : "none"; }
  static std::string shown(std::optional<std::string> const& s) { return s ? ast::print_string(*s) : "none"; }

  template <class T, class F>
  void parts(std::string const& of, char const* what, std::vector<T> const& a, std::vector<T> const& b, F&& both) {
    auto const find = [](std::vector<T> const& list, std::string const& name) -> T const* {
      for (auto const& item : list)
        if (item.name == name) return &item;
      return nullptr;
    };
    for (auto const& item : a) {
      T const* other = find(b, item.name);
      if (other == nullptr) {
        only(fmt::format("{}: {} '{}'", of, what, item.name), true, item.made);
      } else if (!(item == *other)) {
        both(item, *other);
      }
    }
    for (auto const& item : b)
      if (find(a, item.name) == nullptr) only(fmt::format("{}: {} '{}'", of, what, item.name), false, item.made);
  }

  void column(std::string const& of, Column const& a, Column const& b) {
    std::string const what = fmt::format("{}: column '{}'", of, a.name);
    differs(what + " is", describe(a.type), describe(b.type), a.made, b.made);
    differs(what + " is", a.not_null ? "not null" : "nullable", b.not_null ? "not null" : "nullable", a.made, b.made);
    differs(what + " has the default", shown(a.default_value), shown(b.default_value), a.made, b.made);
    auto const generated = [](Column const& c) {
      return c.generated ? ast::print(c.generated->expression) + (c.generated->stored ? " stored" : " virtual") : "not";
    };
    differs(what + " is generated as", generated(a), generated(b), a.made, b.made);
    differs(what + " is", a.identity ? "an identity" : "no identity", b.identity ? "an identity" : "no identity",
            a.made, b.made);
    differs(what + " has the comment", shown(a.comment), shown(b.comment), a.made, b.made);
  }
  static std::string shown(Constraint const& c) {
    ast::TableConstraint const tree = to_ast(c);
    return ast::print(tree);
  }
  void table(Table const& a, Table const& b) {
    std::string const of = fmt::format("table '{}'", to_string(a.name));
    differs(of + " has the comment", shown(a.comment), shown(b.comment), a.made, b.made);
    if (!(a.options == b.options)) add(fmt::format("{}: its options differ", of), a.made, b.made);
    parts(of, "column", a.columns, b.columns, [&](Column const& x, Column const& y) { column(of, x, y); });
    parts(of, "constraint", a.constraints, b.constraints, [&](Constraint const& x, Constraint const& y) {
      differs(fmt::format("{}: constraint '{}' is", of, x.name), shown(x), shown(y), x.made, y.made);
    });
    parts(of, "index", a.indexes, b.indexes, [&](Index const& x, Index const& y) {
      ast::Statement left, right;
      left.operation = to_ast(x, a.name);
      right.operation = to_ast(y, b.name);
      differs(fmt::format("{}: index '{}' is", of, x.name), ast::print(left), ast::print(right), x.made, y.made);
    });
  }
  void view(View const& a, View const& b) {
    if (!same(a, b)) add(fmt::format("view '{}' says something else", to_string(a.name)), a.made, b.made);
  }
  void sequence(Sequence const& a, Sequence const& b) {
    std::string const of = fmt::format("sequence '{}'", to_string(a.name));
    differs(of + " starts with", std::to_string(a.start), std::to_string(b.start), a.made, b.made);
    differs(of + " goes by", std::to_string(a.increment), std::to_string(b.increment), a.made, b.made);
  }
  void type(EnumType const& a, EnumType const& b) {
    auto const list = [](EnumType const& t) {
      std::string out;
      for (auto const& v : t.values) out += (out.empty() ? "" : ", ") + ast::print_string(v);
      return "(" + out + ")";
    };
    differs(fmt::format("type '{}' is", to_string(a.name)), list(a), list(b), a.made, b.made);
  }

  std::string_view left_, right_;
  ObjectName object_;  // under comparison
};

}  // namespace

// The order of the columns of a view is no more of a difference than that of a table, from which `*` may have it.
bool same(View const& a, View const& b) {
  if (a.body == b.body) return true;
  auto const *x = std::get_if<ast::Select>(&a.body), *y = std::get_if<ast::Select>(&b.body);
  if (x == nullptr || y == nullptr || x->cores.size() != 1 || y->cores.size() != 1) return false;
  auto const &left = x->cores.front().items, &right = y->cores.front().items;
  if (!std::is_permutation(left.begin(), left.end(), right.begin(), right.end())) return false;
  ast::Select in_order = *x;
  in_order.cores.front().items = right;
  return in_order == *y;
}

std::vector<Difference> compare(Schema const& left, Schema const& right, std::string_view left_side,
                                std::string_view right_side) {
  Comparison comparison(left_side, right_side);
  decltype(Schema::schemas)::for_each_difference(
      left.schemas, right.schemas, [&](ObjectName const& name, ast::Where const* a, ast::Where const* b) {
        comparison.only(fmt::format("schema '{}'", name.name), a != nullptr, a != nullptr ? *a : *b);
      });
  decltype(Schema::objects)::for_each_difference(
      left.objects, right.objects, [&](ObjectName const& name, Shared<Object> const* a, Shared<Object> const* b) {
        comparison.objects(name, a, b);
      });
  return std::move(comparison.differences);
}
std::vector<Difference> compare(Schema const& left, Schema const& right) {
  return compare(left, right, "here", "there");
}

}  // namespace retort::model
