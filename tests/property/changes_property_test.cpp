// SPDX-License-Identifier: Apache-2.0
// Any two schemas: the statements from one to the other are found, are accepted as a revision, and lead there exactly.
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "compiler/model/changes/changes.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_schema.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::model::test {
namespace {

Schema schema_of(std::string const& text, std::string& faults) {
  Sources sources;
  Sink sink;
  auto const file = syntax::parse(sources, sources.add("schema.mig", text), sink);
  Schema out;
  if (auto const* desired = std::get_if<ast::DesiredSchema>(&file.content))
    out = desired_schema(*desired, {dialect::postgresql, {}}, sink);
  for (auto const& d : sink.all()) faults += d.message + "\n";
  return out;
}

std::string text_of(Changes const& changes) {
  std::string out;
  for (auto const& change : changes.list) {
    ast::Statement statement;
    statement.operation = change.operation;
    out += (change.losses.empty() ? "" : "@allow(data-loss, 'random') ") + ast::print(statement) + "\n";
  }
  return out;
}

std::string listed(std::vector<Difference> const& differences) {
  std::string out;
  for (auto const& d : differences) out += d.message + "\n";
  return out;
}

TEST(RandomSchemas, AreReachedFromEachOther) {
  ReplayOptions const options{dialect::postgresql, {}};
  for (auto seed = retort::test::first_seed(), end = seed + retort::test::case_count(200); seed < end; ++seed) {
    auto const a_text = property::random_schema(2 * seed), b_text = property::random_schema(2 * seed + 1);
    SCOPED_TRACE(retort::test::repeat_command(seed) + "\n" + a_text + "-- to\n" + b_text);
    std::string faults;
    auto const a = schema_of(a_text, faults), b = schema_of(b_text, faults);
    ASSERT_EQ(faults, "");
    auto const made = changes_between({}, a, {}, options), changed = changes_between(a, b, {}, options);
    ASSERT_EQ(listed(made.remaining), "");
    ASSERT_EQ(listed(changed.remaining), "") << text_of(changed);
    auto const history =
        chain({"upgrade {\n" + text_of(made) + "}\ndowngrade irreversible 'no way back is looked for';",
               "upgrade {\n" + text_of(changed) + "}\ndowngrade irreversible 'no way back is looked for';"},
              dialect::postgresql);
    for (auto const& d : history.sink.all())
      if (info(d.code).severity == Severity::error && info(d.code).family != Family::data_loss)
        FAIL() << d.message << "\n" << text_of(changed);
    ASSERT_EQ(history.revisions.size(), 2U);
    ASSERT_EQ(listed(compare(history.head(), b)), "");
  }
}

TEST(RandomSchemas, NeedNoChangesToThemselves) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    std::string faults;
    auto const a = schema_of(property::random_schema(seed), faults);
    auto const b = schema_of(property::random_schema(seed), faults);
    EXPECT_TRUE(changes_between(a, b, {}, {dialect::postgresql, {}}).list.empty()) << seed;
  }
}

}  // namespace
}  // namespace retort::model::test
