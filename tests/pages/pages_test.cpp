// SPDX-License-Identifier: Apache-2.0
// Every command that docs/taking-over and docs/deploy show is run, in the order of the page, in a directory of its own,
// on files of SQLite. In a page:
// - a fenced block with a name behind its language is a file: ```mig migrations/0001_users.mig; one with `+` behind the
//   name is put behind what the file has;
// - in a block `console` a line `$ COMMAND` is run by sh (with `\` at its end it goes on), and what stands below it is
//   what it prints, both streams; numbers of milliseconds and times may differ. `[exit 1]` is the exit code, where it
//   is not 0;
// - a comment <!-- file NAME … --> is a file, and <!-- run … --> commands that have to succeed: what a reader has
//   already;
// - in every other block and file, lines that call retort, retort-migrate or shop-migrate are run behind the page's
// last
//   command, and have to succeed: what is in a unit, a Dockerfile or a pipeline. `shop-migrate` is retort-migrate with
//   the page's bundle shop.sqlite.bundle.
// RETORT_BLESS=1 writes what the commands print into the pages; read the difference.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace retort::pages {
namespace {

namespace fs = std::filesystem;

fs::path docs() { return fs::path(RETORT_SOURCE_DIR) / "docs"; }

std::string read_file(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

struct outcome {
  int code = -1;
  std::string text;  // both streams, as they came
};

outcome run_in(fs::path const& directory, std::string const& command) {
  auto const script = directory / ".command";
  std::ofstream(script) << "exec 2>&1 </dev/null\n" << command << "\n";
  outcome out;
  auto const line = "cd '" + directory.string() + "' && env -u RETORT_DB PATH='" + directory.string() +
                    "/.bin:" + RETORT_PROGRAMS + "':\"$PATH\" LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 sh ./.command";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.text.append(buffer.data(), n);
  int const status = pclose(pipe);
  out.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return out;
}

// What differs from run to run.
std::string steady(std::string text) {
  text = std::regex_replace(text, std::regex("\\b[0-9]+ ms\\b"), "N ms");
  text = std::regex_replace(text, std::regex("\"ms\":[0-9]+"), "\"ms\":N");
  return std::regex_replace(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"), "TIME");
}

// What stands behind a program in a unit or a pipeline, as sh takes it here: credentials and paths of another machine.
std::string on_this_machine(std::string command) {
  for (auto const& [there, here] : {std::pair<std::string, std::string>{"/run/secrets/", ""},
                                    {"${CREDENTIALS_DIRECTORY}/", ""},
                                    {"/usr/bin/", ""},
                                    {"/usr/local/bin/", ""},
                                    {"\"$SHOP_DB_FILE\"", "shop-db"}})
    for (auto at = command.find(there); at != std::string::npos; at = command.find(there, at + here.size()))
      command.replace(at, there.size(), here);
  return command;
}

// The command in a line of a unit, a Dockerfile, a pipeline or a list of YAML; empty where there is none.
std::string command_in(std::string const& line) {
  static std::regex const call(
      "^[ \\t]*(?:-[ \\t]+|ExecStart=|ExecStartPre=|RUN[ \\t]+|run:[ \\t]*|-[ \\t]+run:[ \\t]*|\\$[ \\t]+)?"
      "((?:/[a-z/]+/)?(?:retort|retort-migrate|shop-migrate)[ \\t].*)$");
  static std::regex const list("(?:command|args|ENTRYPOINT|CMD)[^\\[]*(\\[.*(?:retort|shop-migrate).*\\])");
  std::smatch found;
  if (std::regex_match(line, found, call)) return found[1];
  if (!std::regex_search(line, found, list)) return {};
  // ["a", "b"] as words.
  std::string const words = found[1];
  std::string out;
  static std::regex const word("\"([^\"]*)\"");
  for (std::sregex_iterator it(words.begin(), words.end(), word), end; it != end; ++it)
    out += (out.empty() ? "'" : " '") + (*it)[1].str() + "'";
  return out;
}

class page_run {
 public:
  explicit page_run(fs::path directory) : directory_(std::move(directory)) {
    fs::create_directories(directory_ / ".bin");
    auto const program = directory_ / ".bin/shop-migrate";
    std::ofstream(program) << "#!/bin/sh\nexec retort-migrate \"$@\" --bundle '" << directory_.string()
                           << "/shop.sqlite.bundle'\n";
    fs::permissions(program, fs::perms::owner_all);
  }

  void run(std::string const& page) {
    auto const lines = lines_of(page);
    for (at_ = 0; at_ < lines.size() && !::testing::Test::HasFatalFailure(); ++at_) {
      auto const& line = lines[at_];
      auto const begun = at_;
      if (line.starts_with("```") && line.size() > 3) {
        std::string language, name, mark;
        std::istringstream(line.substr(3)) >> language >> name >> mark;
        auto const begin = at_ + 1;
        auto const body = block(lines, "```");
        if (language == "console")
          console(body, begin);
        else
          keep(name, mark == "+", body);
        blessed_ += line + "\n";
        if (language != "console")
          for (auto const& kept : body) blessed_ += kept + "\n";
        else
          blessed_ += std::exchange(printed_, {});
        blessed_ += "```\n";
        continue;
      } else if (line.starts_with("<!-- file ")) {
        auto const name = line.substr(10);
        keep(name, false, block(lines, "-->"));
      } else if (line.starts_with("<!-- run")) {
        std::string commands;
        for (auto const& command : block(lines, "-->")) commands += command + "\n";
        auto const result = run_in(directory_, "set -e\n" + commands);
        ASSERT_EQ(result.code, 0) << commands << result.text;
      }
      for (auto i = begun; i <= at_ && i < lines.size(); ++i) blessed_ += lines[i] + "\n";
    }
    for (auto const& command : elsewhere_) {
      auto const result = run_in(directory_, on_this_machine(command));
      EXPECT_EQ(result.code, 0) << command << "\n" << result.text;
      ++commands_;
    }
  }
  [[nodiscard]] std::size_t commands() const { return commands_; }
  // The page with what its commands have printed now.
  [[nodiscard]] std::string const& blessed() const { return blessed_; }

 private:
  // The lines up to `end`, which is where at_ is then.
  std::vector<std::string> block(std::vector<std::string> const& lines, std::string const& end) {
    std::vector<std::string> out;
    while (++at_ < lines.size() && lines[at_] != end) out.push_back(lines[at_]);
    EXPECT_LT(at_, lines.size()) << "a block has no end";
    return out;
  }

  void keep(std::string const& name, bool behind, std::vector<std::string> const& body) {
    for (std::size_t i = 0; i < body.size(); ++i) {
      auto line = body[i];
      while (line.ends_with('\\') && i + 1 < body.size()) line = line.substr(0, line.size() - 1) + body[++i];
      if (auto const command = command_in(line); !command.empty()) elsewhere_.push_back(command);
    }
    if (name.empty()) return;
    fs::create_directories((directory_ / name).parent_path());
    std::ofstream out(directory_ / name, behind ? std::ios::app : std::ios::trunc);
    for (auto const& line : body) out << line << '\n';
  }

  void console(std::vector<std::string> const& body, std::size_t first_line) {
    for (std::size_t i = 0; i < body.size();) {
      ASSERT_TRUE(body[i].starts_with("$ ")) << "line " << first_line + i + 1 << ": " << body[i];
      auto const line = first_line + i + 1;
      auto command = body[i++].substr(2);
      while (command.ends_with('\\') && i < body.size()) command += "\n" + body[i++];
      std::string expected;
      int code = 0;
      for (; i < body.size() && !body[i].starts_with("$ "); ++i)
        if (body[i].starts_with("[exit "))
          code = std::stoi(body[i].substr(6));
        else
          expected += body[i] + "\n";
      auto const result = run_in(directory_, command);
      auto shown = result.text;
      if (!shown.empty() && shown.back() != '\n') shown += '\n';
      printed_ += "$ " + command + "\n" + (steady(shown) == steady(expected) ? expected : shown);
      if (result.code != 0) printed_ += "[exit " + std::to_string(result.code) + "]\n";
      ++commands_;
      if (std::getenv("RETORT_BLESS") != nullptr) continue;
      EXPECT_EQ(steady(shown), steady(expected)) << "line " << line << ": " << command;
      EXPECT_EQ(result.code, code) << "line " << line << ": " << command << "\n" << result.text;
    }
  }

  fs::path directory_;
  std::size_t at_ = 0, commands_ = 0;
  std::vector<std::string> elsewhere_;
  std::string blessed_, printed_;
};

std::vector<std::string> pages() {
  std::vector<std::string> out;
  for (auto const* folder : {"taking-over", "deploy"})
    for (auto const& entry : fs::directory_iterator(docs() / folder))
      if (entry.path().extension() == ".md") out.push_back(std::string(folder) + "/" + entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

class page : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("retort_pages_" + std::to_string(getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }
  fs::path directory_;
};

TEST_P(page, shows_what_happens) {
  page_run run(directory_);
  auto const file = docs() / (GetParam() + ".md");
  run.run(read_file(file));
  if (std::getenv("RETORT_BLESS") != nullptr) std::ofstream(file, std::ios::binary) << run.blessed();
  EXPECT_GT(run.commands(), 0U) << "a page without a command shows nothing";
}

INSTANTIATE_TEST_SUITE_P(docs, page, ::testing::ValuesIn(pages()), [](auto const& tested) {
  return std::regex_replace(tested.param, std::regex("[^a-zA-Z0-9]"), "_");
});

// The runner itself: a command that fails, prints something else, or is not accepted, is a failure.
TEST(pages, find_commands_in_files_of_every_kind) {
  EXPECT_EQ(command_in("    - retort check migrations"), "retort check migrations");
  EXPECT_EQ(command_in("      - run: retort check migrations"), "retort check migrations");
  EXPECT_EQ(command_in("ExecStart=/usr/bin/shop-migrate upgrade head"), "/usr/bin/shop-migrate upgrade head");
  EXPECT_EQ(command_in("RUN retort compile"), "retort compile");
  EXPECT_EQ(command_in("  command: [\"shop-migrate\", \"upgrade\"]"), "'shop-migrate' 'upgrade'");
  EXPECT_EQ(command_in("ENTRYPOINT [\"/usr/bin/shop-migrate\"]"), "'/usr/bin/shop-migrate'");
  EXPECT_EQ(command_in("# the program retort checks"), "");
  EXPECT_EQ(command_in("Description=retort of the shop"), "");
  EXPECT_EQ(on_this_machine("/usr/bin/shop-migrate --db-file ${CREDENTIALS_DIRECTORY}/shop-db"),
            "shop-migrate --db-file shop-db");
}

}  // namespace
}  // namespace retort::pages
