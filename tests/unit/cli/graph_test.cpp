// SPDX-License-Identifier: Apache-2.0
// retort graph, history --indicate, edit, and the hooks of retort.toml: what other programs get to see.
#include <gmock/gmock.h>

#include <cstdlib>

#include "compiler/cli/shell.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;

// A variable of the environment for as long as the object lives.
class Variable {
 public:
  Variable(char const* name, char const* value) : name_(name) {
    if (char const* const before = std::getenv(name)) before_ = before, had_ = true;
    setenv(name, value, 1);
  }
  ~Variable() { had_ ? setenv(name_, before_.c_str(), 1) : unsetenv(name_); }
  Variable(Variable const&) = delete;
  Variable& operator=(Variable const&) = delete;

 private:
  char const* name_;
  std::string before_;
  bool had_ = false;
};

class Graph : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put_history();
  }
};

TEST_F(Graph, IsDrawn) {
  EXPECT_EQ(run({"graph"}).out, "*  b200 (head), Orders\n*  a100, Users\n");
  EXPECT_EQ(run({"graph", "migrations", "base:a100", "-i", "a100"}).out, "@  a100 (current), Users\n");
  EXPECT_THAT(run({"graph", "--format", "dot"}).out, HasSubstr("digraph \"migrations\" {\n"));
  EXPECT_THAT(run({"graph", "--format", "mermaid"}).out, HasSubstr("  r1 --> r2\n"));
  EXPECT_EQ(run({"graph", "--json"}).out,
            "{\"nodes\":[{\"id\":\"b200\",\"message\":\"Orders\",\"labels\":[],\"head\":true,\"current\":false},"
            "{\"id\":\"a100\",\"message\":\"Users\",\"labels\":[],\"head\":false,\"current\":false}],"
            "\"edges\":[{\"from\":\"a100\",\"to\":\"b200\",\"kind\":\"parent\"}]}\n");
}

TEST_F(Graph, RefusesWhatItDoesNotKnow) {
  auto const format = run({"graph", "--format", "dott"});
  EXPECT_EQ(format.code, wrong_usage);
  EXPECT_THAT(format.err,
              HasSubstr("the flag '--format' takes text, dot, mermaid, svg, not 'dott'; did you mean 'dot'?"));
  auto const unknown = run({"graph", "--indicate", "ffff"});
  EXPECT_EQ(unknown.code, answer_is_no);
  EXPECT_EQ(unknown.out, "");
  EXPECT_EQ(run({"graph", "--range", "ffff:"}).code, answer_is_no);
  EXPECT_THAT(run({"graph", "--indicate", "-1"}).err, ::testing::Not(HasSubstr("x01")));
}

TEST_F(Graph, IsDrawnByGraphvizWhereThereIsOne) {
  // A Graphviz that says what it was asked: `dot -Tsvg -o OUT IN`.
  put("bin/dot",
      "#!/bin/sh\necho noise; [ \"$1\" = -Tsvg ] && [ \"$2\" = -o ] && sed 's/^digraph.*/<svg>/' \"$4\" > \"$3\"\n");
  fs::permissions("bin/dot", fs::perms::owner_all);
  {
    Variable const path("PATH", (fs::current_path() / "bin").string().append(":").append(std::getenv("PATH")).c_str());
    ::testing::internal::CaptureStdout();
    auto const drawn = run({"graph", "--format", "svg"});
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "") << "what Graphviz prints is no picture";
    EXPECT_EQ(drawn.code, done) << drawn.err;
    EXPECT_THAT(drawn.out, ::testing::StartsWith("<svg>\n"));
  }
  put("bin/dot", "#!/bin/sh\nexit 9\n");
  {
    Variable const path("PATH", (fs::current_path() / "bin").c_str());
    auto const failed = run({"graph", "--format", "svg"});
    EXPECT_EQ(failed.code, environment);
    EXPECT_THAT(failed.err, HasSubstr("Graphviz (the program 'dot') failed with exit code 9"));
    Variable const temporary("TMPDIR", "/nowhere");
    auto const nowhere = run({"graph", "--format", "svg"});
    EXPECT_EQ(nowhere.code, environment);
    EXPECT_THAT(nowhere.err, HasSubstr("a directory for temporary files cannot be made"));
  }
  fs::create_directory("empty");
  Variable const path("PATH", "empty");
  auto const missing = run({"graph", "--format", "svg"});
  EXPECT_EQ(missing.code, environment);
  EXPECT_THAT(missing.err, HasSubstr("there is no Graphviz here"));
}

TEST_F(Graph, HistoryMarksWhatIsIndicated) {
  EXPECT_EQ(run({"history", "--indicate", "a100"}).out, "a100 -> b200 (head), Orders\nbase -> a100 (current), Users\n");
  EXPECT_THAT(run({"history", "-v", "-i", "head"}).out, HasSubstr("revision b200 Orders (head) (current)\n"));
  EXPECT_THAT(run({"history", "--json", "-i", "a100"}).out, HasSubstr("\"head\":false,\"current\":true}]}"));
  EXPECT_EQ(run({"history", "--indicate", "ffff"}).code, answer_is_no);
}

TEST_F(Graph, TheEditorGetsTheFiles) {
  put("migrations/it's $(here) c3.mig", "revision c300 'Odd name';\nrevises b200;\n\nupgrade { }\n");
  Variable const visual("VISUAL", "printf '%s\\n' >seen");
  EXPECT_EQ(run({"edit", "head", "a100"}).code, done);
  EXPECT_EQ(text_of("seen"), "migrations/it's $(here) c3.mig\nmigrations/0001.mig\n");
  EXPECT_EQ(run({"edit", "a100", "a100"}).code, done);
  EXPECT_EQ(text_of("seen"), "migrations/0001.mig\n") << "opened once";
  put("migrations/0004.mig", "revision broken");
  EXPECT_EQ(run({"edit", "a100"}).code, done) << "what is broken does not hide the others";
  EXPECT_EQ(text_of("seen"), "migrations/0001.mig\n");
  EXPECT_EQ(run({"edit", "0004"}).code, done) << "and is found by its name";
  EXPECT_EQ(text_of("seen"), "migrations/0004.mig\n");
  EXPECT_EQ(run({"edit", "nothing"}).code, answer_is_no);
  EXPECT_EQ(run({"edit", "migrations/0004.mig"}).code, done) << "a file that cannot be read is what is to be mended";
  fs::remove("migrations/0004.mig");

  Variable const failing("VISUAL", "");
  Variable const editor("EDITOR", "exit 3;");
  auto const failed = run({"edit", "head"});
  EXPECT_EQ(failed.code, answer_is_no);
  EXPECT_THAT(failed.err, HasSubstr("the editor 'exit 3;' ended with exit code 3"));
  Variable const missing("EDITOR", "no-such-editor");
  EXPECT_EQ(run({"edit", "head"}).code, environment);
  EXPECT_EQ(run({"edit"}).code, wrong_usage);
  EXPECT_EQ(run({"edit", "ffff"}).code, answer_is_no);
}

TEST_F(Graph, HooksRunOnWhatIsWritten) {
  put("migrations/retort.toml",
      "[hooks]\nafter-write = [\"echo one {file} >> log\", \"echo two >> log; cat {file}\"]\n");
  ::testing::internal::CaptureStdout();
  auto const made = run({"new", "-m", "Third", "--rev-id", "c300"});
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "") << "what a hook prints is no fact";
  EXPECT_EQ(made.code, done) << made.err;
  EXPECT_EQ(made.out, "revision c300: migrations/c300_third.mig\n");
  EXPECT_EQ(text_of("log"), "one migrations/c300_third.mig\ntwo\n");

  put("migrations/retort.toml", "[hooks]\nafter-write = [\"exit 7\", \"echo three >> log\"]\n");
  auto const failed = run({"new", "-m", "Fourth", "--rev-id", "d400"});
  EXPECT_EQ(failed.code, answer_is_no);
  EXPECT_THAT(failed.err, HasSubstr("the file is written, but the hook 'exit 7' ended with exit code 7"));
  EXPECT_EQ(text_of("log"), "one migrations/c300_third.mig\ntwo\n");
  EXPECT_TRUE(fs::exists("migrations/d400_fourth.mig"));

  put("migrations/retort.toml", "[hooks]\nafter-write = ['cat \"{file}\"']\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("with {file} outside of quotation marks"));
  put("migrations/retort.toml", "[hooks]\nafter_write = [\"true\"]\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("there is no setting 'hooks.after_write' [RT1103]"));
}

TEST_F(Graph, HooksOfAnotherUserAreNotRun) {
  put("migrations/retort.toml", "[hooks]\nafter-write = [\"touch ran\"]\n");
  EXPECT_TRUE(is_own_file("migrations/retort.toml"));
  EXPECT_TRUE(is_own_file("/")) << "root's";
  EXPECT_FALSE(is_own_file("nothing"));
  if (geteuid() != 0) return;  // only root can give a file away
  ASSERT_EQ(chown("migrations/retort.toml", 65534, 65534), 0);
  auto const made = run({"new", "-m", "Third", "--rev-id", "c300"});
  EXPECT_EQ(made.code, answer_is_no);
  EXPECT_THAT(made.err, HasSubstr("the hooks of 'migrations/retort.toml' are not run: it belongs to another user"));
  EXPECT_FALSE(fs::exists("ran"));
  EXPECT_TRUE(fs::exists("migrations/c300_third.mig"));
}

TEST(ShellWord, IsOneWordWhateverItsCharacters) {
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_word("-rf"), "'./-rf'");
}

}  // namespace
}  // namespace retort::cli::test
