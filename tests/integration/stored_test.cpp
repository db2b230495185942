// SPDX-License-Identifier: Apache-2.0
// Downgrades that the database keeps: a program takes back revisions that it does not have, by the same rules as its
// own, and what was tampered with is not run.
#include <gmock/gmock.h>

#include "runtime/core/excerpt.hpp"
#include "runtime/src/bookkeeping.hpp"
#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class stored : public conformance {
 protected:
  [[nodiscard]] migrator program(std::vector<test_revision> const& revisions, bool store = false,
                                 bool allow_data_loss = false) const {
    options settings;
    settings.store_downgrade = store;
    settings.allow_data_loss = allow_data_loss;
    return {*session_, linked_bundle(make(revisions)), settings};
  }
  // Upgraded by a program with these revisions, which keeps the downgrades.
  void upgraded(std::vector<test_revision> const& revisions) const { program(revisions, true).upgrade(); }
  [[nodiscard]] std::vector<std::string> told() const {
    return column("select revision from retort_revision order by revision");
  }
  // What the program with these revisions says to a downgrade; nothing of it is run.
  template <class Refusal>
  [[nodiscard]] std::string refusal(std::vector<test_revision> const& revisions, std::string const& target = "r2") {
    auto const before = log();
    std::string said = "it went through";
    try {
      program(revisions).downgrade(target);
    } catch (Refusal const& refused) {
      said = refused.what();
    }
    EXPECT_EQ(log(), before);
    return said;
  }
};

TEST_P(stored, an_older_program_goes_back_to_what_it_knows) {
  upgraded(chain(4));
  EXPECT_THAT(told(), ElementsAre("r1", "r2", "r3", "r4"));
  auto const planned = program(chain(2)).plan(direction::downgrade, "r2");
  ASSERT_EQ(planned.steps.size(), 2U);
  EXPECT_EQ(planned.steps[0].message, "revision r4");
  EXPECT_EQ(planned.steps[0].statements.front().file, "r4.mig");
  EXPECT_EQ(planned.steps[0].statements.front().summary, "statement 1");

  auto const done = program(chain(2)).downgrade("r2");
  EXPECT_THAT(done.steps, ElementsAre(move_step{direction::downgrade, "r4"}, move_step{direction::downgrade, "r3"}));
  EXPECT_THAT(done.heads, ElementsAre("r2"));
  EXPECT_FALSE(has_table("r3"));
  EXPECT_TRUE(has_table("r2"));
  EXPECT_THAT(recorded(), ElementsAre("r2"));
  EXPECT_THAT(told(), ElementsAre("r1", "r2"));
  program(chain(2)).require_head();
  EXPECT_THAT(program(chain(2)).upgrade().steps, IsEmpty());
  EXPECT_THAT(program(chain(4)).upgrade().heads, ElementsAre("r4"));
  EXPECT_EQ(value("select downgrade from retort_revision where revision = 'r4'"), "") << "not asked for this time";
}

TEST_P(stored, steps_count_from_where_the_database_is) {
  upgraded(chain(4));
  EXPECT_THAT(program(chain(2)).downgrade("-1").heads, ElementsAre("r3"));
  EXPECT_THAT(program(chain(2)).downgrade("base").heads, IsEmpty());
  EXPECT_FALSE(has_table("r1"));
  EXPECT_THAT(told(), IsEmpty());
}

TEST_P(stored, nothing_is_kept_unasked) {
  program(chain(4)).upgrade();
  EXPECT_FALSE(has_table("retort_revision"));
  EXPECT_THAT(refusal<unknown_revision_in_database>(chain(2)), HasSubstr("--store-downgrade"));
  program(chain(4)).downgrade("r3");
  program(chain(4), true).upgrade();
  EXPECT_THAT(told(), ElementsAre("r4"));
  EXPECT_THAT(refusal<unknown_revision_in_database>(chain(2)), HasSubstr("it keeps no downgrade of 'r3'"));
  EXPECT_THAT(program(chain(3)).downgrade("r3").heads, ElementsAre("r3"));
}

TEST_P(stored, what_is_told_without_a_downgrade_leads_nowhere) {
  upgraded(chain(3));
  program(chain(4)).upgrade();
  EXPECT_THAT(refusal<unknown_revision_in_database>(chain(2)), HasSubstr("'r4' was applied without --store-downgrade"));
}

TEST_P(stored, nothing_but_a_downgrade_is_done_with_it) {
  upgraded(chain(4));
  EXPECT_THROW(program(chain(2)).upgrade(), unknown_revision_in_database);
  EXPECT_THROW(program(chain(2)).check_applied(), unknown_revision_in_database);
  EXPECT_THROW(program(chain(2)).require_head(), not_at_head);
  options settings;
  settings.run_stored_downgrades = false;
  try {
    migrator(*session_, linked_bundle(make(chain(2))), settings).downgrade("r2");
    FAIL();
  } catch (unknown_revision_in_database const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("nobody has signed it"));
  }
  EXPECT_THAT(recorded(), ElementsAre("r4"));
}

TEST_P(stored, repair_goes_by_what_is_kept_where_the_bundle_does_not_have_it) {
  auto newer = chain(3);
  newer[2].downgrade = {outside("drop table r3", 1, "select 1"), sql("insert into gate values (1)", 2)};
  upgraded(newer);
  EXPECT_THROW(program(chain(2)).downgrade("r2"), statement_failed);
  auto const found = program(chain(2)).diagnose();
  ASSERT_EQ(found.unfinished.size(), 1U);
  EXPECT_EQ(found.unfinished[0].problem, "");
  EXPECT_EQ(found.unfinished[0].statements.size(), 2U);
  EXPECT_EQ(found.unknown, std::vector<std::string>{"r3"});
  run("create table gate (id integer)");
  EXPECT_THAT(program(chain(2)).resume().heads, ElementsAre("r2"));
  EXPECT_FALSE(has_table("r3"));
}

TEST_P(stored, losses_and_irreversible_revisions_are_refused_as_ever) {
  auto lossy = chain(4);
  lossy[3].losses = {"drops table 'r4' and its rows"};
  upgraded(lossy);
  EXPECT_THAT(refusal<data_loss_refused>(chain(2)), HasSubstr("'r4': drops table 'r4' and its rows"));
  EXPECT_THAT(program(chain(2), false, true).downgrade("r3").heads, ElementsAre("r3"));

  lossy[3].irreversible = "the rows are gone";
  lossy[3].downgrade.clear();
  upgraded(lossy);
  EXPECT_THAT(refusal<irreversible>(chain(2)), HasSubstr("there is no way back from 'r4': the rows are gone"));
  EXPECT_THAT(recorded(), ElementsAre("r4"));
}

TEST_P(stored, a_step_in_cpp_is_refused_also_where_one_has_its_name) {
  static constexpr call_entry steps[] = {{"fix", [](step&) { FAIL() << "another program's step was meant"; }}};
  auto calling = chain(3);
  calling[2].downgrade = {call("fix"), sql("drop table r3")};
  upgraded(calling);
  try {
    migrator(*session_, linked_bundle(make(chain(2)), steps)).downgrade("r2");
    FAIL();
  } catch (missing_step const& refused) {
    EXPECT_EQ(refused.step(), "fix");
    EXPECT_THAT(refused.what(), AllOf(HasSubstr("r3.mig:1"), HasSubstr("run the program that has 'r3'")));
  }
  EXPECT_TRUE(has_table("r3"));
}

TEST_P(stored, what_was_changed_is_not_run) {
  upgraded(chain(3));
  auto const honest = value("select downgrade from retort_revision where revision = 'r3'");
  auto const set = [&](std::string const& column_name, std::string const& text) {
    *session_ << "update retort_revision set " + column_name + " = :text where revision = 'r3'", soci::use(text);
  };
  auto const checksum = value("select checksum from retort_revision where revision = 'r3'");
  for (std::size_t i = 0; i < honest.size(); i += 7) {
    auto changed = honest;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    set("downgrade", changed);
    ASSERT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("the row of 'r3' in the table 'retort_revision'")) << i;
  }
  set("downgrade", honest);
  set("parents", "r1");
  EXPECT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("was changed since it was written"));

  // Checksums that fit what is there, but not what was applied.
  auto other = chain(3);
  other[2].checksum = "c1:other";
  other[2].downgrade = {sql("drop table r1")};
  auto const content = make(other);
  auto const forged = [&](std::string const& downgrade) {
    told_revision const row{"r3", {"r2"}, {}, downgrade};
    set("parents", "r2");
    set("downgrade", downgrade);
    set("checksum", row.checksum());
  };
  forged(core::way_back(content, content.revisions()[2]));
  EXPECT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("another content than was applied"));
  forged(core::way_back(content, content.revisions()[0]));
  EXPECT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("that of something else"));
  forged(honest.substr(0, honest.size() - 5));
  EXPECT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("is truncated"));
  forged("drop table r1");
  EXPECT_THAT(refusal<checksum_mismatch>(chain(2)), HasSubstr("is foreign"));

  forged(honest);
  EXPECT_EQ(value("select checksum from retort_revision where revision = 'r3'"), checksum);
  EXPECT_THAT(program(chain(2)).downgrade("r2").heads, ElementsAre("r2"));
}

// root -> a, b -> m, and c, which depends on b by its label.
std::vector<test_revision> branched() {
  auto const make_one = [](std::string const& id, std::vector<std::string> parents) {
    test_revision out;
    out.id = id;
    out.parents = std::move(parents);
    out.upgrade = {sql("create table t_" + id + " (id integer)")};
    out.downgrade = {sql("drop table t_" + id)};
    return out;
  };
  std::vector<test_revision> out{make_one("root", {}), make_one("a", {"root"}), make_one("b", {"root"}),
                                 make_one("m", {"a", "b"}), make_one("c", {"a"})};
  out[2].labels = {"bees"};
  out[3].upgrade.clear();
  out[3].downgrade.clear();
  out[4].depends_on = {"bees"};
  return out;
}

TEST_P(stored, several_heads_merges_and_dependencies_lead_back) {
  auto const all = branched();
  program(all, true).upgrade("heads");
  EXPECT_THAT(recorded(), ElementsAre("c", "m"));
  std::vector<test_revision> const older{all[0], all[1]};
  // What stands on `a` goes, as ever; `b` does not, which the program does not have either.
  EXPECT_THAT(program(older).plan(direction::downgrade, "a").heads, ElementsAre("a", "b"));
  auto const done = program(older).downgrade("a");
  EXPECT_THAT(done.heads, ElementsAre("a", "b"));
  EXPECT_EQ(done.steps.size(), 2U);
  EXPECT_FALSE(has_table("t_c"));
  EXPECT_THAT(told(), ElementsAre("a", "b", "root"));
  EXPECT_THAT(program(older).downgrade("bees@-1").heads, ElementsAre("a"));
  EXPECT_FALSE(has_table("t_b"));
  EXPECT_TRUE(has_table("t_a"));
  EXPECT_THAT(told(), ElementsAre("a", "root"));
  program(older).require_head();
  // A program that has one of the two branches, and another that has the other.
  program(all, true).upgrade("heads");
  EXPECT_THAT(program({all[0], all[2]}).downgrade("base").heads, IsEmpty());
  EXPECT_FALSE(has_table("t_root"));
}

TEST_P(stored, of_a_squash_what_it_is_now_is_kept) {
  upgraded(squashed(4));
  EXPECT_THAT(told(), ElementsAre("r3", "r4"));
  EXPECT_THAT(program(squashed(3)).downgrade("r3").heads, ElementsAre("r3"));
  EXPECT_THAT(refusal<unknown_target>(chain(2), "r1"), HasSubstr("'r1', which is not applied"))
      << "a squash has no place inside itself to stop at";
}

TEST_P(stored, the_table_goes_by_the_version_table) {
  options settings;
  settings.store_downgrade = true;
  settings.version_table = "shop_version";
  migrator(*session_, linked_bundle(make(chain(3))), settings).upgrade();
  EXPECT_TRUE(has_table("shop_revision"));
  EXPECT_FALSE(has_table("retort_revision"));
  settings.store_downgrade = false;
  EXPECT_THAT(migrator(*session_, linked_bundle(make(chain(1))), settings).downgrade("r1").heads, ElementsAre("r1"));
}

TEST_P(stored, a_stamp_forgets_what_is_not_applied_any_more) {
  upgraded(chain(4));
  program(chain(4)).stamp("r2");
  EXPECT_THAT(told(), ElementsAre("r1", "r2"));
  program(chain(4)).stamp("base");
  EXPECT_THAT(told(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(databases, stored, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
