// SPDX-License-Identifier: Apache-2.0
// The file of --targets: lines, names, variables, faults; and that no message shows a URL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/cli/arguments.hpp"
#include "runtime/cli/targets_file.hpp"

namespace retort::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::optional<std::string> environment(std::string const& name) {
  if (name == "PASSWORD") return "a:b@c/d%?e";
  if (name == "WHOLE") return "postgresql://u:p%40q@h/whole";
  if (name == "HOST") return "db.example";
  return std::nullopt;
}

std::vector<listed_target> parse(std::string_view text) { return parse_targets(text, "fleet.txt", &environment); }

std::string refusal_of(std::string_view text) {
  try {
    (void)parse(text);
    return "taken";
  } catch (usage_error const& wrong) {
    return std::string("usage: ") + wrong.what();
  } catch (environment_error const& wrong) {
    return std::string("environment: ") + wrong.what();
  }
}

TEST(targets_file, has_a_line_a_database) {
  auto const found = parse(
      "# our shops\r\n\n  berlin\tsqlite:///berlin.db  \r\nsqlite:////data/paris.db\n"
      "postgresql://u:secret@h:5433/rome?sslmode=require");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].name, "berlin");
  EXPECT_EQ(found[0].url, "sqlite:///berlin.db");
  EXPECT_EQ(found[1].name, "/data/paris.db");
  EXPECT_EQ(found[2].name, "postgresql://u@h:5433/rome");
  EXPECT_EQ(found[2].where.dialect(), retort::dialect::postgresql);
}

TEST(targets_file, takes_variables_of_the_environment) {
  auto const found = parse("a postgresql://u:${PASSWORD}@${HOST}/d\nb ${WHOLE}\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].url, "postgresql://u:a%3Ab%40c%2Fd%25%3Fe@db.example/d");
  EXPECT_EQ(found[0].where.display(), "'postgresql://u@db.example/d'");
  EXPECT_EQ(found[1].url, "postgresql://u:p%40q@h/whole") << "a whole URL is as it is";
}

TEST(targets_file, what_cannot_be_understood_is_refused_with_its_line) {
  EXPECT_THAT(refusal_of("a sqlite:///a.db\n\nb oracle://u:secret@h/d"),
              AllOf(HasSubstr("usage: fleet.txt:3: "), HasSubstr("oracle"), Not(HasSubstr("secret"))));
  EXPECT_THAT(refusal_of("postgresql://u:my secret@h/d"), AllOf(HasSubstr("fleet.txt:1: "), Not(HasSubstr("secret"))));
  EXPECT_THAT(refusal_of("a postgresql://u:my secret@h/d"),
              AllOf(HasSubstr("fleet.txt:1: "), Not(HasSubstr("secret"))));
  EXPECT_THAT(refusal_of("a sqlite:///a.db\na sqlite:///b.db"), HasSubstr("fleet.txt:2: 'a' is in line 1 already"));
  EXPECT_THAT(refusal_of("sqlite:///a.db\nsqlite:///a.db"), HasSubstr("'a.db' is in line 1 already"));
  EXPECT_THAT(refusal_of("a postgresql://u:${NO_SUCH}@h/d"),
              HasSubstr("environment: fleet.txt:1: the variable NO_SUCH of the environment is not set"));
  EXPECT_THAT(refusal_of("a postgresql://u:${oh no}@h/d"), HasSubstr("usage: fleet.txt:1: "));
  EXPECT_THAT(refusal_of("a postgresql://u:${PASSWORD"), HasSubstr("usage: fleet.txt:1: "));
  EXPECT_THAT(refusal_of("# nothing\n\n"), HasSubstr("no database is in 'fleet.txt'"));
}

}  // namespace
}  // namespace retort::cli
