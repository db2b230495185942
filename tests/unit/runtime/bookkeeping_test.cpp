// SPDX-License-Identifier: Apache-2.0
// What the journal packs into one text and takes out again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/src/bookkeeping.hpp"
#include "runtime/src/move_planner.hpp"
#include "runtime/words/concurrent_index.hpp"

namespace retort {
namespace {

TEST(batch_key, survives_any_text) {
  for (std::vector<std::string> const& key :
       {std::vector<std::string>{}, {""}, {"a"}, {"1:2", "", "x:"}, {"12:abc", std::string("a\nb")}})
    EXPECT_EQ(unpack(pack(key)), key);
}

TEST(batch_key, of_another_writer_is_refused) {
  for (auto const* foreign : {"x", "5:ab", ":", "1", "99999999999999999999:a"})
    EXPECT_THROW((void)unpack(foreign), error);
}

TEST(target, is_relative_when_it_counts_from_what_is_current) {
  for (auto const* target : {"+1", "-2", "billing@+1", "billing@-1", "current"})
    EXPECT_TRUE(is_relative(target)) << target;
  for (auto const* target : {"head", "base", "ae10+3", "head-2", "billing@head", "x"})
    EXPECT_FALSE(is_relative(target)) << target;
}

TEST(concurrent_index, is_found_in_the_statement_that_makes_it) {
  auto const parse = [](char const* text) {
    auto const found = words::parse_concurrent_index(text);
    return found.name + "/" + found.table;
  };
  EXPECT_EQ(parse("create index concurrently ix on t (a)"), "ix/t");
  EXPECT_EQ(parse("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"a \"\"b\" ON ONLY s.\"T\" (a)"),
            "\"a \"\"b\"/s.\"T\"");
  EXPECT_EQ(parse("/* x */ create -- y\n index concurrently ix on t using gin (a)"), "ix/t");
  EXPECT_EQ(parse("create index ix on t (a)"), "/");
  EXPECT_EQ(parse("create index concurrently on t (a)"), "/");
  EXPECT_EQ(parse("drop index concurrently ix"), "/");
  EXPECT_EQ(parse("create"), "/");
  EXPECT_EQ(parse("create index concurrently \"unterminated"), "/");
}

}  // namespace
}  // namespace retort
