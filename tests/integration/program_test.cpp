// SPDX-License-Identifier: Apache-2.0
// retort-migrate as a user runs it: what it prints, what it exits with, and that it never shows a password.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <retort/migrate_main.hpp>

#include "runtime/script/script.hpp"
#include "runtime/signature/signature_text.hpp"
#include "tests/integration/fixture.hpp"
#include "tests/integration/program.hpp"

namespace retort::testing {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class program_on_database : public conformance {
 protected:
  void SetUp() override {
    conformance::SetUp();
    bundle_file_ = database_.directory() + "/shop.bundle";
    write(chain(3));
  }
  void write(std::vector<test_revision> const& revisions) const {
    std::ofstream(bundle_file_, std::ios::binary) << bundle_text(kind(), revisions);
  }
  [[nodiscard]] outcome run_program(std::vector<std::string> words) const {
    words.insert(words.end(), {"--bundle", bundle_file_, "--db", database_.url()});
    return program(std::move(words));
  }

  std::string bundle_file_;
};

TEST_P(program_on_database, says_what_was_squashed) {
  ASSERT_EQ(run_program({"upgrade", "r2"}).code, 0);
  write(squashed(4));
  EXPECT_THAT(run_program({"current"}).out, HasSubstr("r2 (squashed into 'r3')"));
  auto const up = run_program({"upgrade"});
  EXPECT_EQ(up.code, 1);
  EXPECT_THAT(up.err, HasSubstr("a program from before the squash"));
  EXPECT_THAT(run_program({"show", "r3"}).out, HasSubstr("\n  replaces r1, r2, r3\n"));
  EXPECT_THAT(run_program({"show", "r3", "--json"}).out, HasSubstr("\"replaces\":[\"r1\",\"r2\",\"r3\"]"));
  auto const inner = run_program({"show", "r1"});
  EXPECT_EQ(inner.code, 1);
  EXPECT_THAT(inner.err, HasSubstr("'r1' was squashed into 'r3'"));
}

TEST_P(program_on_database, writes_scripts) {
  auto const content = make(chain(3));
  EXPECT_EQ(run_program({"sql"}).out, script::write(content, {"base:head", {}, false}));
  EXPECT_EQ(run_program({"sql", "r1:r3", "--idempotent"}).out, script::write(content, {"r1:r3", {}, true}));
  options names;
  names.version_table = "own";
  EXPECT_EQ(run_program({"sql", "--version-table", "own"}).out, script::write(content, {"base:head", names, false}));
  auto const unknown = run_program({"sql", "base:nope"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("nope"));
  EXPECT_THAT(unknown.out, IsEmpty());
  EXPECT_THAT(log(), IsEmpty()) << "the database is not asked";
}

TEST_P(program_on_database, tells_why_a_database_is_not_at_the_head) {
  auto newer = chain(3);
  newer[2].compatible = {"r2"};
  write(newer);
  ASSERT_EQ(run_program({"upgrade"}).code, 0);
  write(chain(2));
  EXPECT_THAT(run_program({"current", "--json"}).out,
              HasSubstr(R"("at_head":false,"reason":"ahead","compatible":true})"));
  EXPECT_EQ(run_program({"current", "--check-heads"}).code, 1);
  EXPECT_EQ(run_program({"current", "--check-compatible"}).code, 0);
  EXPECT_EQ(run_program({"check"}).code, 1);
  auto const good = run_program({"check", "--check-compatible", "--json"});
  EXPECT_EQ(good.code, 0);
  EXPECT_THAT(good.out, AllOf(HasSubstr(R"({"ok":true,"reason":"ahead",)"), HasSubstr("programs of that still work")));
  auto const early = run_program({"upgrade"});
  EXPECT_EQ(early.code, 0) << early.err;
  EXPECT_THAT(early.out, HasSubstr("nothing to do, the database is newer: it is at r3"));
  write(chain(1));
  auto const late = run_program({"upgrade"});
  EXPECT_EQ(late.code, 1);
  EXPECT_THAT(late.err, HasSubstr("'r2' does not say that programs of that still work with it"));
  EXPECT_EQ(run_program({"current", "--check-compatible"}).code, 1);
  auto const old = run_program({"check", "--check-compatible", "--json"});
  EXPECT_EQ(old.code, 1);
  EXPECT_THAT(old.out, AllOf(HasSubstr(R"({"ok":false,"reason":"ahead",)"), HasSubstr("'r2' does not say")));
  EXPECT_EQ(run_program({"current", "--check-heads", "--check-compatible"}).code, 2);
  newer.push_back(chain(4)[3]);
  write(newer);
  EXPECT_THAT(run_program({"check", "--json"}).out, HasSubstr(R"({"ok":false,"reason":"behind",)"));
  ASSERT_EQ(run_program({"upgrade"}).code, 0);
  EXPECT_THAT(run_program({"check", "--json"}).out, HasSubstr(R"({"ok":true,"reason":"head",)"));
  newer.back().checksum = "c1:other";
  write(newer);
  EXPECT_THAT(run_program({"check", "--json"}).out, HasSubstr(R"({"ok":false,"reason":"checksum",)"));
}

TEST_P(program_on_database, makes_the_tables_and_says_so) {
  EXPECT_EQ(run_program({"ensure-version", "--json"}).out, "{\"ok\":true,\"current\":[]}\n");
  EXPECT_TRUE(has_table("retort_version"));
}

TEST_P(program_on_database, takes_back_what_the_database_keeps) {
  ASSERT_EQ(run_program({"upgrade", "--store-downgrade"}).code, 0);
  write(chain(2));
  auto const planned = run_program({"plan", "downgrade", "r2"});
  EXPECT_THAT(planned.out, HasSubstr("downgrade r3 revision r3\n  1. statement 1"));
  std::ofstream(database_.directory() + "/trusted.pub")
      << "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC "
         "KEY-----\n";
  signatures::secret_text const key(signatures::private_key_of(
      signatures::secret_text("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++"
                              "CXqI9EdVhC\n-----END PRIVATE KEY-----\n"),
      "the key", {}));
  std::ofstream(bundle_file_ + ".sig", std::ios::binary) << signatures::sign_bundle(key, bundle_text(kind(), chain(2)));
  auto const refused = run_program({"downgrade", "r2", "--require-signature", database_.directory() + "/trusted.pub"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("nobody has signed it"));
  EXPECT_THAT(run_program({"downgrade", "r2"}).out, StartsWith("downgrade r3 revision r3 "));
  EXPECT_EQ(run_program({"current", "--check-heads"}).code, 0);
  EXPECT_EQ(run_program({"downgrade", "--store-downgrade"}).code, 2);
}

TEST_P(program_on_database, goes_up_and_down_with_one_line_a_revision) {
  auto const up = run_program({"upgrade", "head"});
  EXPECT_EQ(up.code, 0) << up.err;
  EXPECT_THAT(up.out, AllOf(StartsWith("upgrade r1 "), HasSubstr("\nupgrade r2 "), HasSubstr("\nupgrade r3 ")));
  EXPECT_THAT(up.err, IsEmpty());
  auto const again = run_program({"upgrade"});
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(again.out, "nothing to do\n");
  auto const down = run_program({"downgrade", "-1"});
  EXPECT_EQ(down.code, 0) << down.err;
  EXPECT_THAT(down.out, StartsWith("downgrade r3 "));
  EXPECT_THAT(run_program({"current"}).out, HasSubstr("r2"));
  EXPECT_EQ(run_program({"current", "--check-heads"}).code, 1);
  EXPECT_EQ(run_program({"check"}).code, 1);
  EXPECT_EQ(run_program({"upgrade", "+1"}).code, 0);
  EXPECT_EQ(run_program({"current", "--check-heads"}).code, 0);
  EXPECT_EQ(run_program({"check"}).code, 0);
}

TEST_P(program_on_database, a_message_of_several_lines_is_shown_in_one) {
  auto revisions = chain(1);
  revisions[0].message = "first\nsecond\x1b[31m";
  write(revisions);
  for (auto const& words :
       std::vector<std::vector<std::string>>{{"history"}, {"heads"}, {"plan", "r1"}, {"upgrade"}, {"current"}})
    EXPECT_THAT(run_program(words).out, AllOf(HasSubstr("first second [31m"), Not(HasSubstr("\x1b")))) << words[0];
  EXPECT_THAT(run_program({"history", "--json"}).out, HasSubstr(R"("message":"first\nsecond\u001b[31m")"));
}

TEST_P(program_on_database, prints_facts_as_json) {
  auto const planned = run_program({"plan", "r1", "--json"});
  EXPECT_EQ(planned.code, 0);
  EXPECT_THAT(planned.out, AllOf(StartsWith("{\"steps\":[{\"direction\":\"upgrade\",\"revision\":\"r1\""),
                                 HasSubstr("\"heads\":[\"r1\"]")));
  EXPECT_EQ(run_program({"upgrade", "r1", "--json"}).out,
            "{\"steps\":[{\"direction\":\"upgrade\",\"revision\":\"r1\"}],\"heads\":[\"r1\"]}\n");
  EXPECT_EQ(run_program({"current", "--json"}).out,
            R"({"current":["r1"],"heads":["r3"],"at_head":false,"reason":"behind","compatible":false})"
            "\n");
  EXPECT_EQ(run_program({"heads", "--json"}).out, "{\"heads\":[\"r3\"]}\n");
  EXPECT_THAT(run_program({"history", "--json"}).out,
              AllOf(StartsWith("{\"revisions\":[{\"id\":\"r3\",\"message\":"), HasSubstr("\"parents\":[\"r2\"]"),
                    HasSubstr("\"depends_on\":[]"), HasSubstr("\"labels\":[]"), HasSubstr("\"file\":\"r3.mig\"")));
}

TEST_P(program_on_database, a_dry_run_changes_nothing) {
  auto const dry = run_program({"upgrade", "--dry-run"});
  EXPECT_EQ(dry.code, 0);
  EXPECT_THAT(dry.out, HasSubstr("r3.mig:1"));
  EXPECT_FALSE(has_table("r1"));
  EXPECT_FALSE(has_table("retort_version"));
}

TEST_P(program_on_database, the_reasons_of_a_refusal_are_told_apart_by_the_exit_code) {
  auto revisions = chain(3);
  revisions[1].irreversible = "it burnt";
  revisions[2].losses = {"table r3"};
  write(revisions);
  EXPECT_EQ(run_program({"upgrade", "nosuch"}).code, 1);
  EXPECT_EQ(run_program({"upgrade"}).code, 0);
  auto const loses = run_program({"downgrade", "-1"});
  EXPECT_EQ(loses.code, 1);
  EXPECT_THAT(loses.err, HasSubstr("table r3"));
  EXPECT_THAT(run_program({"plan", "-1"}).out, HasSubstr("loses: table r3"));
  EXPECT_EQ(run_program({"downgrade", "-1", "--allow-data-loss"}).code, 0);
  auto const stuck = run_program({"downgrade", "base"});
  EXPECT_EQ(stuck.code, 1);
  EXPECT_THAT(stuck.err, HasSubstr("it burnt"));
  revisions[2].upgrade[1].text = "insert into nowhere values (1)";
  write(revisions);
  auto const refused = run_program({"upgrade"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("r3.mig:2"), HasSubstr("nowhere")));
}

TEST_P(program_on_database, stamps_and_makes_its_tables) {
  EXPECT_EQ(run_program({"ensure-version"}).code, 0);
  EXPECT_TRUE(has_table("retort_version"));
  EXPECT_EQ(run_program({"stamp", "r2"}).out, "stamped r2\n");
  EXPECT_EQ(run_program({"stamp", "--purge", "head"}).out, "stamped r3\n");
  EXPECT_EQ(recorded(), std::vector<std::string>{"r3"});
}

TEST_P(program_on_database, a_step_in_cpp_needs_the_program_that_has_it) {
  test_revision revision;
  revision.id = "c1";
  revision.upgrade = {call("fill_names")};
  write({revision});
  auto const refused = run_program({"upgrade"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("fill_names"), HasSubstr("add_migrations")));
  EXPECT_FALSE(has_table("retort_version"));
}

TEST_P(program_on_database, repairs_what_is_half_way) {
  auto revisions = chain(2);
  revisions[1].upgrade = {sql("create table first (id integer)", 1).from(4),
                          sql("insert into later values (1)", 2).from(5)};
  revisions[1].downgrade = {sql("delete from later", 1).from(5), sql("drop table first", 2).from(4)};
  write(revisions);
  auto const in_order = run_program({"repair"});
  EXPECT_EQ(in_order.code, 0);
  EXPECT_THAT(in_order.out, HasSubstr("nothing to repair"));
  EXPECT_EQ(run_program({"repair", "--undo"}).code, 1) << "there is nothing to take back";
  auto const failed = run_program({"upgrade"});
  EXPECT_EQ(failed.code, 4);
  EXPECT_THAT(failed.err, AllOf(HasSubstr("error: r2.mig:5: statement 2 of the upgrade of 'r2'"),
                                HasSubstr("\n  before it: statement 1, which is committed\n"),
                                HasSubstr("\n  now: the database is at 'r1', with that part of 'r2'")));
  auto const found = run_program({"repair"});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, AllOf(HasSubstr("the upgrade of 'r2' (revision r2) was begun and is not finished:\n"),
                               HasSubstr("  1. statement 1  (r2.mig:4)  done, says the journal\n"),
                               HasSubstr("  2. statement 2  (r2.mig:5)  open\n")));
  EXPECT_THAT(run_program({"repair", "--json"}).out,
              AllOf(StartsWith(R"({"current":["r1"],"in_order":false,"lock":null,"unfinished":[{"revision":"r2",)"),
                    HasSubstr(R"("state":"open")"), HasSubstr(R"("undo":[{"ordinal":2,"file":"r2.mig","line":4,)")));
  EXPECT_EQ(run_program({"repair", "--undo", "--resume"}).code, 2);
  EXPECT_EQ(run_program({"repair", "r2"}).code, 2);
  EXPECT_EQ(run_program({"repair", "--mark", "maybe"}).code, 2);
  EXPECT_EQ(run_program({"repair", "--resume"}).code, 4) << "the cause is still there";
  auto const undone = run_program({"repair", "--undo", "--json"});
  EXPECT_EQ(undone.code, 0) << undone.err;
  EXPECT_THAT(undone.out, AllOf(StartsWith(R"({"action":"undo","revision":"r2","direction":"upgrade",)"),
                                HasSubstr(R"("heads":["r1"])")));
  EXPECT_FALSE(has_table("first"));
  EXPECT_EQ(run_program({"repair"}).code, 0);
}

TEST_P(program_on_database, tells_who_holds_the_lock_and_waits_for_the_database) {
  EXPECT_EQ(run_program({"ensure-version"}).code, 0);
  EXPECT_EQ(run_program({"unlock", "--json"}).out, "{\"held\":false,\"removed\":false,\"holder\":null}\n");
  EXPECT_EQ(program({"wait"}).code, 2) << "no database is named";
  auto const there = program({"wait", "--json", "--db", database_.url()});
  EXPECT_EQ(there.code, 0) << "no bundle is needed";
  EXPECT_THAT(there.out, StartsWith("{\"ready\":true,\"waited_ms\":"));
  auto const nobody = program({"wait", "--wait", "200ms", "--db", "postgresql://u:s3cr3t-pass@127.0.0.1:1/d"});
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.err, AllOf(HasSubstr("waiting: "), HasSubstr("gave up after"), Not(HasSubstr("s3cr3t"))));
}

TEST_P(program_on_database, the_bundle_can_be_inside) {
  auto const text = bundle_text(kind(), chain(2));
  char const* const pieces[] = {text.c_str()};
  embedded_history const inside[] = {{kind(), {pieces, 1, text.size(), text.size()}}};
  EXPECT_EQ(program({"upgrade", "--db", database_.url()}, inside).code, 0);
  EXPECT_EQ(recorded(), std::vector<std::string>{"r2"});
  EXPECT_EQ(program({"heads"}, inside).code, 0);
}

TEST_P(program_on_database, the_url_can_come_from_a_file_or_the_environment) {
  auto const file = database_.directory() + "/url";
  std::ofstream(file) << database_.url() << "\n";
  EXPECT_EQ(program({"upgrade", "r1", "--bundle", bundle_file_, "--db-file", file}).code, 0);
  ::setenv("RETORT_DB", database_.url().c_str(), 1);
  EXPECT_EQ(program({"upgrade", "r2", "--bundle", bundle_file_}).code, 0);
  ::unsetenv("RETORT_DB");
  EXPECT_EQ(recorded(), std::vector<std::string>{"r2"});
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file_, "--db-file", file + "x"}).code, 3);
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file_}).code, 2);
}

INSTANTIATE_TEST_SUITE_P(databases, program_on_database,
                         ::testing::Values(retort::dialect::sqlite, retort::dialect::postgresql),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

class program_alone : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / ("retort_program_" + std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
    for (auto const kind : {retort::dialect::sqlite, retort::dialect::postgresql})
      std::ofstream(file(kind), std::ios::binary) << bundle_text(kind, chain(2));
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string file(retort::dialect kind) const {
    return (directory_ / ("shop." + std::string(to_string(kind)) + ".bundle")).string();
  }
  [[nodiscard]] std::string sqlite_url(std::string const& name) const {
    return "sqlite:///" + (directory_ / name).string();
  }

  std::filesystem::path directory_;
};

TEST_F(program_alone, wrong_usage_is_two) {
  for (auto const& words : std::vector<std::vector<std::string>>{{},
                                                                 {"fly"},
                                                                 {"upgrade", "--fly"},
                                                                 {"upgrade", "a", "b"},
                                                                 {"show"},
                                                                 {"stamp"},
                                                                 {"upgrade", "--lock-wait", "soon"},
                                                                 {"upgrade", "--lock-wait", "597h"},
                                                                 {"upgrade", "--retries", "-1"},
                                                                 {"upgrade", "--retries=-1"},
                                                                 {"upgrade", "--db"},
                                                                 {"heads"},
                                                                 {"upgrade", "--undecided", "maybe"}}) {
    auto const result = program(words);
    EXPECT_EQ(result.code, 2) << (words.empty() ? "" : words.back()) << result.err;
    EXPECT_THAT(result.err, StartsWith("error: "));
  }
  EXPECT_EQ(program({"upgrade", "--bundle", file(retort::dialect::sqlite), "--db", "nonsense"}).code, 2);
  auto const other = program({"upgrade", "--bundle", file(retort::dialect::postgresql), "--db", sqlite_url("x.db")});
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, AllOf(HasSubstr("postgresql"), HasSubstr("sqlite")));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "x.db"));
}

// Who writes `stamp head --dry-run` does not want it stamped.
TEST_F(program_alone, a_flag_the_command_does_not_look_at_is_wrong_usage) {
  for (auto words : std::vector<std::vector<std::string>>{{"stamp", "head", "--dry-run"},
                                                          {"ensure-version", "--dry-run"},
                                                          {"upgrade", "--purge"},
                                                          {"check", "--check-heads"},
                                                          {"heads", "-r", "r1:r2"},
                                                          {"current", "-i"},
                                                          {"history", "--undecided", "skip"}}) {
    auto const command = words.front();
    words.insert(words.end(), {"--bundle", file(retort::dialect::sqlite), "--db", sqlite_url("x.db")});
    auto const result = program(words);
    EXPECT_EQ(result.code, 2) << command;
    EXPECT_THAT(result.err, HasSubstr("'" + command + "' does not take the flag '--"));
  }
  for (auto const& words : std::vector<std::vector<std::string>>{{"upgrade", "--version-table", ""},
                                                                 {"upgrade", "--journal-table", "retort_version"}})
    EXPECT_THAT(program(words).err, AllOf(HasSubstr(words[1]), HasSubstr("table")));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "x.db"));
}

TEST_F(program_alone, what_is_missing_outside_is_three) {
  auto const bundle_file = file(retort::dialect::sqlite);
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file + "x", "--db", sqlite_url("x.db")}).code, 3);
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file, "--db", sqlite_url("no/such/x.db")}).code, 3);
  EXPECT_EQ(program({"current", "--bundle", bundle_file, "--db", sqlite_url("no/such/x.db")}).code, 3);
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file, "--db", "sqlite:///" + directory_.string()}).code, 3);
  std::ofstream(directory_ / "damaged.bundle") << "this is no bundle";
  EXPECT_EQ(program({"heads", "--bundle", (directory_ / "damaged.bundle").string()}).code, 3);
  std::ofstream(directory_ / "text.db") << std::string(5000, 'x');
  auto const text = program({"current", "--bundle", bundle_file, "--db", sqlite_url("text.db")});
  EXPECT_EQ(text.code, 3);
  EXPECT_THAT(text.err, HasSubstr("text.db"));
  std::ofstream(file(retort::dialect::mssql), std::ios::binary) << bundle_text(retort::dialect::mssql, chain(1));
  auto const server =
      program({"current", "--bundle", file(retort::dialect::mssql), "--db", "mssql://h/d?driver=no-such"});
  EXPECT_EQ(server.code, 3);
  EXPECT_THAT(server.err, HasSubstr("the database 'mssql://h/d' cannot be reached: "));
}

TEST_F(program_alone, reading_commands_make_no_file) {
  auto const bundle_file = file(retort::dialect::sqlite);
  for (auto const& words : std::vector<std::vector<std::string>>{{"current"},
                                                                 {"check"},
                                                                 {"history"},
                                                                 {"plan"},
                                                                 {"upgrade", "--dry-run"},
                                                                 {"upgrade", "nosuch"},
                                                                 {"downgrade", "base"},
                                                                 {"stamp", "nosuch"}}) {
    auto all = words;
    all.insert(all.end(), {"--bundle", bundle_file, "--db", sqlite_url("new.db")});
    auto const result = program(all);
    EXPECT_LE(result.code, 1) << words.front() << result.err;
    EXPECT_FALSE(std::filesystem::exists(directory_ / "new.db")) << words.front();
  }
  auto revisions = chain(1);
  revisions[0].upgrade.push_back(call("missing"));
  std::ofstream(directory_ / "call.bundle", std::ios::binary) << bundle_text(retort::dialect::sqlite, revisions);
  auto const refused =
      program({"upgrade", "--bundle", (directory_ / "call.bundle").string(), "--db", sqlite_url("new.db")});
  EXPECT_EQ(refused.code, 1) << refused.err;
  EXPECT_FALSE(std::filesystem::exists(directory_ / "new.db")) << "a step is missing";
}

TEST_F(program_alone, a_password_shows_nowhere) {
  auto const bundle_file = file(retort::dialect::postgresql);
  std::string const secret = "s3cr3t-pass";
  for (auto const& url :
       {"postgresql://u:" + secret + "@127.0.0.1:1/d", "postgresql://u:" + secret + "@no.such.host.invalid/d",
        "postgresql://u:" + secret + "@127.0.0.1:1/d?bogus=" + secret, "oracle://u:" + secret + "@h/d",
        "postgresql://u@127.0.0.1:1/d?password=" + secret + "&bogus=1", "postgresql://u:" + secret + "@h:port/d"}) {
    std::vector<std::string> words{"retort-migrate", "upgrade", "--bundle", bundle_file, "--db", url};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    int const code = migrate_main(static_cast<int>(argv.size()), argv.data());
    auto const text = ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(code == 2 || code == 3) << code << text;
    EXPECT_THAT(text, AllOf(StartsWith("error: "), Not(HasSubstr(secret))));
    EXPECT_THAT(words.back(), Not(AnyOf(HasSubstr(secret + "@"), HasSubstr("password=" + secret))))
        << "the list of processes shows argv";
  }
}

TEST_F(program_alone, a_short_password_does_not_spoil_the_message) {
  auto const result = program({"current", "--bundle", file(retort::dialect::postgresql), "--db",
                               "postgresql://u:p@127.0.0.1:1/d?connect_timeout=5"});
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, AllOf(HasSubstr("port 1 failed"), Not(HasSubstr("\t"))));
}

// What libpq takes is no URL, and is refused; but it was meant for us.
TEST_F(program_alone, a_password_among_keywords_shows_nowhere_either) {
  auto const bundle_file = file(retort::dialect::postgresql);
  for (std::string const text : {"host=h password=s3cr3t dbname=d", "host=h PASSWORD = 's3 cr3t' dbname=d",
                                 "password='s3\\'cr3t' host=h", "host=h sslpassword=s3cr3t"})
    for (auto words : std::vector<std::vector<std::string>>{{"upgrade", "--bundle", bundle_file, "--db", text},
                                                            {"show", text, "--bundle", bundle_file},
                                                            {"heads", text},
                                                            {"heads", "--bundle", text},
                                                            {"upgrade", "--lock-wait=" + text}}) {
      words.insert(words.begin(), "retort-migrate");
      std::vector<char*> argv;
      for (auto& word : words) argv.push_back(word.data());
      ::testing::internal::CaptureStderr();
      EXPECT_THAT(migrate_main(static_cast<int>(argv.size()), argv.data()), AnyOf(1, 2, 3));
      EXPECT_THAT(::testing::internal::GetCapturedStderr(), AllOf(StartsWith("error: "), Not(HasSubstr("cr3t"))));
      for (auto const& word : words) EXPECT_THAT(word, Not(HasSubstr("cr3t"))) << "the list of processes shows argv";
    }
  EXPECT_THAT(program({"heads", "host=h password=s3cr3t dbname=d"}).err, HasSubstr("host=h password=*** dbname=d"));
}

TEST_F(program_alone, a_url_in_the_wrong_place_is_quoted_without_its_password) {
  auto const bundle_file = file(retort::dialect::sqlite);
  std::string const url = "postgresql://u:s3cr3t@h/d?sslpassword=s3cr3t";
  for (auto const& words :
       std::vector<std::vector<std::string>>{{"upgrade", url, "--bundle", bundle_file, "--db", sqlite_url("new.db")},
                                             {"upgrade", "head", url},
                                             {url},
                                             {"upgrade", "--fly=" + url},
                                             {"upgrade", "--lock-wait", url},
                                             {"upgrade", "--bundle", url},
                                             {"upgrade", "--db-file", url, "--bundle", bundle_file}}) {
    auto const result = program(words);
    EXPECT_THAT(result.code, AnyOf(1, 2, 3));
    EXPECT_THAT(result.out + result.err, Not(HasSubstr("s3cr3t")));
  }
  EXPECT_THAT(program({"upgrade", "head", url}).err, HasSubstr("postgresql://u:***@h/d"));
}

TEST_F(program_alone, what_needs_no_database_asks_none) {
  auto const bundle_file = file(retort::dialect::postgresql);
  std::string const url = "postgresql://u@127.0.0.1:1/d";
  for (auto const& words : std::vector<std::vector<std::string>>{
           {"heads"}, {"branches"}, {"history"}, {"show", "r1"}, {"history", "-r:r1"}}) {
    auto all = words;
    all.insert(all.end(), {"--bundle", bundle_file, "--db", url});
    EXPECT_EQ(program(all).code, 0) << words.front();
  }
  EXPECT_EQ(program({"history", "-i", "--bundle", bundle_file, "--db", url}).code, 3);
  EXPECT_EQ(program({"history", "-i", "--bundle", bundle_file}).code, 2);
}

TEST_F(program_alone, json_is_utf8_whatever_the_database_holds) {
  auto const url = sqlite_url("odd.db");
  auto const bundle_file = file(retort::dialect::sqlite);
  EXPECT_EQ(program({"upgrade", "--bundle", bundle_file, "--db", url}).code, 0);
  *database::from_url(url).open(true) << "update retort_version set version_num = cast(x'6f64ff64c3a9' as text)";
  EXPECT_THAT(program({"current", "--json", "--bundle", bundle_file, "--db", url}).out,
              StartsWith("{\"current\":[\"od\xef\xbf\xbd\x64\xc3\xa9\"]"));
}

TEST_F(program_alone, a_reader_who_goes_away_does_not_break_a_run_off) {
  auto const url = sqlite_url("piped.db");
  auto const bundle_file = file(retort::dialect::sqlite);
  auto const child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    int ends[2];
    if (pipe(ends) != 0 || close(ends[0]) != 0 || dup2(ends[1], STDOUT_FILENO) < 0 || dup2(ends[1], STDERR_FILENO) < 0)
      _exit(99);
    _exit(run_main({"upgrade", "--bundle", bundle_file, "--db", url}));
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status)) << "it died of a signal";
  EXPECT_EQ(WEXITSTATUS(status), 3) << "what it had to say could not be written";
  EXPECT_EQ(program({"current", "--check-heads", "--bundle", bundle_file, "--db", url}).code, 0);
}

TEST_F(program_alone, a_locked_file_is_the_databases_refusal) {
  auto const url = sqlite_url("busy.db");
  auto const writer = database::from_url(url).open(true);
  *writer << "create table t (id integer)";
  *writer << "begin immediate";
  auto const result =
      program({"upgrade", "--bundle", file(retort::dialect::sqlite), "--db", url, "--lock-wait", "100ms"});
  EXPECT_EQ(result.code, 4);
  EXPECT_THAT(result.err, HasSubstr("lock"));
}

TEST_F(program_alone, helps_and_tells_its_version) {
  EXPECT_THAT(program({"help"}).out, HasSubstr("upgrade [TARGET]"));
  EXPECT_EQ(program({"--help"}).code, 0);
  EXPECT_THAT(program({"version"}).out, HasSubstr("Retort"));
  EXPECT_EQ(program({"--version"}).code, 0);
}

}  // namespace
}  // namespace retort::testing
