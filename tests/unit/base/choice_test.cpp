// SPDX-License-Identifier: Apache-2.0
// A Choice is the variant that it stands for.
#include "compiler/base/choice.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>

#include "compiler/base/choice_members.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort {
namespace {

struct Nothing {
  friend bool operator==(Nothing const&, Nothing const&) = default;
};
struct Name {
  std::string text;
  friend bool operator==(Name const&, Name const&) = default;
};
struct List {
  using Variant = std::variant<Nothing, int, Name>;
};
using Any = Choice<List>;

static_assert(std::is_constructible_v<Any, Name>);
static_assert(!std::is_constructible_v<Any, std::string>);  // no alternative
static_assert(!std::is_constructible_v<Any, long>);         // not even one that converts to an alternative
static_assert(std::is_nothrow_move_constructible_v<Any>);

std::string told(Any const& any) {
  return std::visit(
      overloaded{[](Nothing const&) { return std::string("nothing"); },
                 [](int number) { return std::to_string(number); }, [](Name const& name) { return name.text; }},
      any);
}

TEST(Choice, IsItsFirstAlternativeUnlessToldOtherwise) {
  EXPECT_EQ(told(Any()), "nothing");
  EXPECT_EQ(told(7), "7");
  EXPECT_EQ(told(Name{"x"}), "x");
}

TEST(Choice, IsCopiedAndMoved) {
  Any const name = Name{"long enough to live on the heap, where it is seen when it is freed twice"};
  Any copy = name;
  EXPECT_EQ(copy, name);
  Any const moved = std::move(copy);
  EXPECT_EQ(moved, name);
  Any assigned = 7;
  assigned = name;
  EXPECT_EQ(assigned, name);
  assigned = Any(8);
  EXPECT_EQ(told(assigned), "8");
  assigned = Name{"y"};
  EXPECT_EQ(told(assigned), "y");
}

TEST(Choice, IsLookedIntoLikeAVariant) {
  Any any = Name{"x"};
  EXPECT_TRUE(std::holds_alternative<Name>(any));
  EXPECT_EQ(any.index(), 2U);
  ASSERT_NE(std::get_if<Name>(&any), nullptr);
  std::get<Name>(any).text = "y";
  EXPECT_EQ(told(any), "y");
  EXPECT_EQ(std::get_if<int>(&any), nullptr);
}

TEST(Choice, ComparesAlternativeAndValue) {
  EXPECT_EQ(Any(), Any(Nothing{}));
  EXPECT_NE(Any(), Any(0));
  EXPECT_NE(Any(1), Any(0));
  EXPECT_NE(Any(Name{"x"}), Any(Name{"y"}));
  EXPECT_EQ(Any(Name{"x"}), Any(Name{"x"}));
}

}  // namespace
}  // namespace retort
