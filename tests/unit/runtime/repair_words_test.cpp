// SPDX-License-Identifier: Apache-2.0
// How statements are counted and holders of the lock are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/drivers/driver.hpp"
#include "runtime/src/undo_plan.hpp"

namespace retort {
namespace {

TEST(ordinals, that_follow_each_other_are_one_range) {
  EXPECT_EQ(spell_ordinals({7}), "statement 7");
  EXPECT_EQ(spell_ordinals({2, 1}), "statements 1, 2");
  EXPECT_EQ(spell_ordinals({3, 1, 2}), "statements 1 to 3");
  EXPECT_EQ(spell_ordinals({1, 3, 4, 5, 9}), "statements 1, 3 to 5, 9");
}

TEST(holder_of_the_lock, is_told_as_far_as_the_database_knows) {
  lock_holder session;
  session.process = "process 4711";
  session.application = "shop-migrate";
  session.user = "app";
  session.host = "10.0.0.7";
  session.since = "2026-01-02 03:04:05";
  EXPECT_EQ(to_string(session),
            "process 4711 (shop-migrate) of user app from 10.0.0.7, connected since 2026-01-02 03:04:05 UTC");
  EXPECT_EQ(to_string(lock_holder{}), "somebody");
  EXPECT_FALSE(session.ran_out()) << "it has no end";
}

TEST(holder_of_the_lock, of_a_lease_comes_from_its_row) {
  EXPECT_FALSE(drivers::lease_holder({}));
  EXPECT_FALSE(drivers::lease_holder({{"", "", "", "0"}})) << "nobody has it";
  auto const alive = drivers::lease_holder({{"ab12", "process 7 of app@h", "2026-01-02 03:04:05", "12345"}});
  ASSERT_TRUE(alive);
  EXPECT_EQ(alive->left, std::chrono::milliseconds{12'345});
  EXPECT_FALSE(alive->ran_out());
  EXPECT_EQ(to_string(*alive),
            "process 7 of app@h, since 2026-01-02 03:04:05 UTC, by a lease that is renewed and has 12 s left");
  auto const dead = drivers::lease_holder({{"ab12", "process 7 of app@h", "2026-01-02 03:04:05", "-60001"}});
  ASSERT_TRUE(dead && dead->ran_out());
  EXPECT_THAT(to_string(*dead), ::testing::HasSubstr("whose lease ran out 60 s ago"));
}

}  // namespace
}  // namespace retort
