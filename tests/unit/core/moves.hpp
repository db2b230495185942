// SPDX-License-Identifier: Apache-2.0
// For the tests of targets: a move, a stamp or a range on a small graph, and what comes of it as one line. The graphs
// that several tests use.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "runtime/core/targets.hpp"
#include "tests/unit/core/history.hpp"

namespace retort::core::test {

// What comes of it as one line, or "! why not".
template <class Do>
inline std::string outcome(Do run) {
  try {
    return run();
  } catch (target_error const& refused) {
    return std::string("! ") + refused.what();
  }
}

inline std::string upgrade(revision_graph const& g, std::string const& current, std::string const& target) {
  return outcome([&] {
    auto const move = plan_upgrade(g, indexes(g, current), target);
    std::string out;
    for (auto const& step : move.steps) {
      EXPECT_EQ(step.way, direction::upgrade);
      out += g[step.revision].id + " ";
    }
    return out + "-> " + ids(g, move.heads);
  });
}
inline std::string downgrade(revision_graph const& g, std::string const& current, std::string const& target) {
  return outcome([&] {
    auto const move = plan_downgrade(g, indexes(g, current), target);
    std::string out;
    for (auto const& step : move.steps) {
      EXPECT_EQ(step.way, direction::downgrade);
      out += g[step.revision].id + " ";
    }
    return out + "-> " + ids(g, move.heads);
  });
}
inline std::string stamp(revision_graph const& g, std::string const& current, std::string const& targets) {
  return outcome([&] { return ids(g, plan_stamp(g, indexes(g, current), split(targets, ' '))); });
}
inline std::string range(revision_graph const& g, std::string const& current, std::string const& text) {
  return outcome([&] { return ids(g, resolve_range(g, indexes(g, current), text)); });
}
inline std::string one(revision_graph const& g, std::string const& current, std::string const& target) {
  return outcome([&] { return g[resolve_one(g, indexes(g, current), target)].id; });
}

struct move_case {
  char const *current, *target, *outcome;  // an outcome that begins with '!' is part of a sentence
};

template <class Run>
void expect_all(std::string const& history, Run run, std::vector<move_case> const& cases) {
  auto const g = sound(history);
  for (auto const& c : cases) {
    auto const got = run(g, c.current, c.target);
    std::string const wanted = c.outcome;
    std::string const where = "{" + std::string(c.current) + "} " + c.target + " in " + history;
    if (wanted.starts_with("!")) {
      EXPECT_TRUE(got.starts_with("! ")) << where << ": " << got;
      EXPECT_THAT(got, ::testing::HasSubstr(wanted.substr(2))) << where;
    } else {
      EXPECT_EQ(got, wanted) << where;
    }
  }
}

inline std::string const chain = "aaaa1 bbbb2:aaaa1 cccc3:bbbb2#third dddd4:cccc3 eeee5:dddd4";
inline std::string const branched = "a b:a c1:b#c1branch d1:c1 c2:b#c2branch d2:c2";
inline std::string const merged = "a b:a c1:b d1:c1 c2:b#c2branch d2:c2 e:d1,d2 f:e";
inline std::string const forest = "a1#one b1:a1 a2#two b2:a2";
inline std::string const crossed = "a b:a c1:b#c1branch d1:c1 c2:b#c2branch d2:c2+c1";

}  // namespace retort::core::test
