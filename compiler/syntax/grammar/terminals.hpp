// SPDX-License-Identifier: Apache-2.0
// The words and marks of the grammar as Spirit parsers, the directives and the semantic actions that the rules are
// written with, and what the rules do after a fault. Only the .cpp files of this folder include Spirit.
#pragma once

#include <boost/spirit/home/x3.hpp>

#include <type_traits>
#include <utility>

#include "compiler/syntax/grammar/parts.hpp"
#include "compiler/syntax/grammar/session.hpp"

namespace retort::syntax::grammar {

namespace x3 = boost::spirit::x3;

struct SessionTag;
// The one context every rule is instantiated with.
using Context = x3::context<SessionTag, Session>;

template <class SomeContext>
Session& session_of(SomeContext const& context) {
  return x3::get<SessionTag>(context);
}

// ---- terminals

struct TokenParser : x3::parser<TokenParser> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;

  TokenKind kind;
  constexpr explicit TokenParser(TokenKind k) : kind(k) {}

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& /*last*/, C const& context, R const& /*rule*/, A& /*attribute*/) const {
    return session_of(context).accept(first, kind);
  }
};

// The keywords, by their names in keywords.def.
namespace word {
#define RETORT_KEYWORD(enumerator, text) inline constexpr TokenParser enumerator{TokenKind::enumerator};
#include "compiler/syntax/keywords.def"
#undef RETORT_KEYWORD
}  // namespace word

inline constexpr TokenParser open_paren{TokenKind::left_paren};
inline constexpr TokenParser close_paren{TokenKind::right_paren};
inline constexpr TokenParser open_brace{TokenKind::left_brace};
inline constexpr TokenParser close_brace{TokenKind::right_brace};
inline constexpr TokenParser comma{TokenKind::comma};
inline constexpr TokenParser semicolon{TokenKind::semicolon};

// A function `bool(Session&, Iterator&, Attribute&)` as a parser.
template <class Attribute, bool (*function)(Session&, Iterator&, Attribute&)>
struct FunctionParser : x3::parser<FunctionParser<Attribute, function>> {
  using attribute_type = Attribute;
  static bool const has_attribute = true;

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& /*last*/, C const& context, R const& /*rule*/, A& attribute) const {
    if constexpr (std::is_same_v<A, Attribute>) {
      return function(session_of(context), first, attribute);
    } else {
      Attribute value{};
      return function(session_of(context), first, value);
    }
  }
};
// A function `bool(Session&, Iterator&)` as a parser without an attribute.
template <bool (*function)(Session&, Iterator&)>
struct CheckParser : x3::parser<CheckParser<function>> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& /*last*/, C const& context, R const& /*rule*/, A& /*attribute*/) const {
    return function(session_of(context), first);
  }
};

inline constexpr FunctionParser<ast::Identifier, parse_name> name{};
inline constexpr FunctionParser<ast::QualifiedName, parse_qualified_name> qualified_name{};
inline constexpr FunctionParser<ast::Text, parse_text> text{};
inline constexpr FunctionParser<ast::Text, parse_enum_value> enum_value{};
inline constexpr FunctionParser<ast::Type, parse_type> type{};
inline constexpr FunctionParser<ast::Expression, parse_expression> expression{};
inline constexpr FunctionParser<ast::Expression, parse_value> value{};
inline constexpr FunctionParser<ast::Expression, parse_index_expression> index_expression{};
inline constexpr FunctionParser<ast::Select, parse_select> select_query{};

// ---- directives

// Writes the place of what the subject matched into `where` of the rule's attribute.
template <class Subject>
struct LocatedParser : x3::unary_parser<Subject, LocatedParser<Subject>> {
  using x3::unary_parser<Subject, LocatedParser<Subject>>::unary_parser;
  static bool const is_pass_through_unary = true;

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& last, C const& context, R& rule_attribute, A& attribute) const {
    Iterator const begin = first;
    if (!this->subject.parse(first, last, context, rule_attribute, attribute)) return false;
    rule_attribute.where = session_of(context).span(begin, first);
    return true;
  }
};
// Where nothing in the subject fits, its category is expected instead of all that could begin it.
template <class Subject, Category category>
struct CategoryParser : x3::unary_parser<Subject, CategoryParser<Subject, category>> {
  using x3::unary_parser<Subject, CategoryParser<Subject, category>>::unary_parser;
  static bool const is_pass_through_unary = true;

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& last, C const& context, R& rule_attribute, A& attribute) const {
    Session& session = session_of(context);
    auto const before = session.expectations();
    if (this->subject.parse(first, last, context, rule_attribute, attribute)) return true;
    session.collapse(first, before, category);
    return false;
  }
};
// One level of nesting.
template <class Subject>
struct GuardedParser : x3::unary_parser<Subject, GuardedParser<Subject>> {
  using x3::unary_parser<Subject, GuardedParser<Subject>>::unary_parser;
  static bool const is_pass_through_unary = true;

  template <class C, class R, class A>
  bool parse(Iterator& first, Iterator const& last, C const& context, R& rule_attribute, A& attribute) const {
    Session::Level const level(session_of(context), first);
    return this->subject.parse(first, last, context, rule_attribute, attribute);
  }
};

template <template <class> class Parser>
struct Directive {
  template <class Subject>
  constexpr auto operator[](Subject const& subject) const {
    return Parser<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject));
  }
};
inline constexpr Directive<LocatedParser> located{};
inline constexpr Directive<GuardedParser> guarded{};

template <Category category>
struct CategoryDirective {
  template <class Subject>
  constexpr auto operator[](Subject const& subject) const {
    return CategoryParser<typename x3::extension::as_parser<Subject>::value_type, category>(x3::as_parser(subject));
  }
};
template <Category category>
inline constexpr CategoryDirective<category> expecting{};

// ---- semantic actions: what is done with the attribute of a part

// Is the value of the rule (an alternative of its variant).
inline constexpr auto put = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context)); };
// Is a member of the value.
template <auto member>
inline constexpr auto set = [](auto& context) { x3::_val(context).*member = std::move(x3::_attr(context)); };
// Is one more element of a member, or of the value itself.
template <auto member>
inline constexpr auto push =
    [](auto& context) { (x3::_val(context).*member).push_back(std::move(x3::_attr(context))); };
inline constexpr auto append = [](auto& context) { x3::_val(context).push_back(std::move(x3::_attr(context))); };
// The part says that a member has this value.
template <auto member, auto constant>
inline constexpr auto be = [](auto& context) { x3::_val(context).*member = constant; };
// The part is the value.
template <auto constant>
inline constexpr auto is = [](auto& context) { x3::_val(context) = constant; };

// ---- after a fault

struct RecoverStatement {
  template <class C>
  x3::error_handler_result on_error(Iterator& first, Iterator const& /*last*/,
                                    x3::expectation_failure<Iterator> const& failure, C const& context) {
    first = session_of(context).recover_statement(first, failure.where());
    return x3::error_handler_result::accept;
  }
};
struct RecoverClause {
  template <class C>
  x3::error_handler_result on_error(Iterator& first, Iterator const& /*last*/,
                                    x3::expectation_failure<Iterator> const& failure, C const& context) {
    first = session_of(context).recover_clause(first, failure.where());
    return x3::error_handler_result::accept;
  }
};
struct RecoverItem {
  template <class C>
  x3::error_handler_result on_error(Iterator& first, Iterator const& /*last*/,
                                    x3::expectation_failure<Iterator> const& failure, C const& context) {
    first = session_of(context).recover_item(first, failure.where());
    return x3::error_handler_result::accept;
  }
};
struct RecoverAnnotation {
  template <class C>
  x3::error_handler_result on_error(Iterator& first, Iterator const& /*last*/,
                                    x3::expectation_failure<Iterator> const& failure, C const& context) {
    first = session_of(context).recover_annotation(first, failure.where());
    return x3::error_handler_result::accept;
  }
};
struct RecoverElement {
  template <class C>
  x3::error_handler_result on_error(Iterator& first, Iterator const& /*last*/,
                                    x3::expectation_failure<Iterator> const& failure, C const& context) {
    Iterator const at = session_of(context).recover_element(first, failure.where());
    if (at == nullptr) return x3::error_handler_result::rethrow;
    first = at;
    return x3::error_handler_result::accept;
  }
};

// Declares a rule that other files of the grammar use: its definition is name##_def beside RETORT_DEFINE_RULE.
#define RETORT_DECLARE_RULE(name, attribute)             \
  struct name##_class;                                   \
  using name##_rule = x3::rule<name##_class, attribute>; \
  inline constexpr name##_rule name{#name};              \
  BOOST_SPIRIT_DECLARE(name##_rule)
#define RETORT_INSTANTIATE_RULE(name) BOOST_SPIRIT_INSTANTIATE(name##_rule, Iterator, Context)

}  // namespace retort::syntax::grammar
