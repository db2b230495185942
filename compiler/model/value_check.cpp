// SPDX-License-Identifier: Apache-2.0
// A literal is asked whether it fits, anything else for its type; and what comes out of a case or a coalesce is either.
#include "compiler/model/value_check.hpp"

#include <fmt/format.h>

#include "compiler/model/literal_check.hpp"

namespace retort::model {

namespace {
// The literals that an expression may come out as: of a case, of coalesce. False when one of them was reported.
bool literals_do(Context& context, ast::Expression const& e, ast::Type const& wanted, std::string const& what) {
  bool negative = false;
  if (auto const* lit = literal_of(e, negative)) {
    Kind const kind = value_type(wanted).kind;
    bool const fits_kind = lit->kind == ast::LiteralKind::number   ? is_number(kind)
                           : lit->kind == ast::LiteralKind::string ? !is_number(kind) && kind != Kind::boolean
                                                                   : false;
    return !fits_kind || literal_does(context, *lit, negative, e.where, wanted, what);
  }
  bool fine = true;
  if (auto const* choice = std::get_if<ast::Case>(&e.node)) {
    for (auto const& arm : choice->arms) fine = literals_do(context, arm.then, wanted, what) && fine;
    for (auto const& other : choice->otherwise) fine = literals_do(context, other, wanted, what) && fine;
  } else if (auto const* call = std::get_if<ast::Call>(&e.node); call != nullptr && call->function.text == "coalesce") {
    for (auto const& argument : call->arguments) fine = literals_do(context, argument, wanted, what) && fine;
  }
  return fine;
}
}  // namespace

void check_value(Context& context, ast::Expression const& e, Scope const& scope, ast::Type const& wanted,
                 std::string const& what) {
  bool negative = false;
  if (auto const* lit = literal_of(e, negative)) {
    literal_does(context, *lit, negative, e.where, wanted, what);
    return;
  }
  std::size_t const faults = context.errors;
  ValueType const is = type_of(context, e, scope), to = value_type(wanted);
  if (context.errors != faults || !literals_do(context, e, wanted, what)) return;
  // Literals that come out of an expression, as of a case, take the type of their place.
  if (is.kind == Kind::string_literal && to.kind != Kind::boolean && !is_number(to.kind)) return;
  if (!assignable(is, to))
    context.error(
        Code::RT0401, e.where,
        fmt::format("{} wants {}, this is {}", what.empty() ? "the place" : what, describe(wanted), describe(is)));
}

}  // namespace retort::model
