// SPDX-License-Identifier: Apache-2.0
// The persistent map against std::map as the oracle: random edits, old copies that must stay as they were, differences.
#include "compiler/base/persistent_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace {

struct Key {
  int number = 0;
  friend auto operator<=>(Key const&, Key const&) = default;
};
// Among them some that have the same hash, and some whose hashes differ in the last bits alone.
std::uint64_t stable_hash(Key const& key) {
  if (key.number % 10 == 3) return 3;
  if (key.number % 10 == 4) return 4 | static_cast<std::uint64_t>(key.number) << 60U;
  return retort::stable_hash(std::to_string(key.number));
}

using Map = retort::PersistentMap<Key, std::string>;
using Oracle = std::map<Key, std::string>;

Oracle contents(Map const& map) {
  Oracle result;
  map.for_each([&](Key const& key, std::string const& value) { result.emplace(key, value); });
  return result;
}

// What differs between two oracles, in the shape for_each_difference reports it.
using Differences = std::map<Key, std::pair<std::string, std::string>>;
Differences expected_differences(Oracle const& a, Oracle const& b) {
  Differences result;
  for (auto const& [key, value] : a) {
    auto const other = b.find(key);
    if (other == b.end()) result[key] = {value, "-"};
    if (other != b.end() && other->second != value) result[key] = {value, other->second};
  }
  for (auto const& [key, value] : b) {
    if (!a.contains(key)) result[key] = {"-", value};
  }
  return result;
}
Differences differences(Map const& a, Map const& b) {
  Differences result;
  Map::for_each_difference(a, b, [&](Key const& key, std::string const* left, std::string const* right) {
    result[key] = {left != nullptr ? *left : "-", right != nullptr ? *right : "-"};
  });
  return result;
}

TEST(PersistentMap, AgreesWithAnOrderedMapUnderRandomEditsAndKeepsOldCopies) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Map map;
    Oracle oracle;
    std::vector<std::pair<Map, Oracle>> kept;
    for (int step = 0; step < 600; ++step) {
      Key const key{static_cast<int>(random() % 120)};
      if (random() % 3 == 0) {
        EXPECT_EQ(map.erase(key), oracle.erase(key) == 1);
      } else {
        std::string const value = std::to_string(random() % 5);
        map.set(key, value);
        oracle[key] = value;
      }
      ASSERT_EQ(map.size(), oracle.size());
      if (step % 50 == 0) kept.emplace_back(map, oracle);
    }
    ASSERT_EQ(contents(map), oracle);
    for (auto const& [old_map, old_oracle] : kept) {
      EXPECT_EQ(contents(old_map), old_oracle);
      EXPECT_EQ(differences(old_map, map), expected_differences(old_oracle, oracle));
    }
  }
}

TEST(PersistentMap, IsEqualWhateverTheOrderOfTheEdits) {
  Map forwards, backwards;
  for (int i = 0; i < 500; ++i) forwards.set({i}, std::to_string(i));
  for (int i = 499; i >= 0; --i) backwards.set({i}, std::to_string(i));
  EXPECT_EQ(forwards, backwards);
  backwards.set({77}, "another");
  EXPECT_FALSE(forwards == backwards);
  backwards.set({77}, "77");
  backwards.set({1000}, "more");
  backwards.erase({1000});
  EXPECT_EQ(forwards, backwards);
}

TEST(PersistentMap, FindsWhatIsThereAndNothingElse) {
  Map map;
  EXPECT_TRUE(map.empty());
  EXPECT_EQ(map.find({1}), nullptr);
  EXPECT_FALSE(map.erase({1}));
  map.set({1}, "one");
  ASSERT_NE(map.find({1}), nullptr);
  EXPECT_EQ(*map.find({1}), "one");
  EXPECT_EQ(map.find({2}), nullptr);
}

}  // namespace
