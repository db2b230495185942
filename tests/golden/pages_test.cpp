// SPDX-License-Identifier: Apache-2.0
// docs/diagnostics: every code has a page, and the example of a page yields exactly its code. A fenced block with a
// file name behind its language is a file; one with the language `args` holds more arguments of `retort check`; blocks
// `mig-fixed NAME` put right what the example has wrong. In blocks of the language `mig-escaped`, \xHH is a byte that
// no page can hold.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "compiler/diagnostics/diagnostic.hpp"
#include "tests/golden/golden.hpp"

namespace retort::golden {
namespace {

namespace fs = std::filesystem;

struct Page {
  std::vector<std::string> headings;
  std::map<std::string, std::string> files, fixed;  // by name
};

std::string unescaped(std::string const& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool const escape = text.compare(at, 2, "\\x") == 0 && at + 4 <= text.size();
    out += escape ? static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)) : text[at];
    if (escape) at += 3;
  }
  return out;
}

Page parsed(std::string const& text) {
  Page out;
  std::string* block = nullptr;
  bool inside = false, escaped = false;
  std::string ignored;
  for (auto const& line : lines_of(text)) {
    if (line.starts_with("```")) {
      if (inside && escaped) *block = unescaped(*block);
      std::string language, name;
      std::istringstream(line.substr(3)) >> language >> name;
      block = inside                                     ? nullptr
              : language == "args"                       ? &out.files["args"]
              : language == "mig-fixed" && !name.empty() ? &out.fixed[name]
              : !name.empty()                            ? &out.files[name]
                                                         : &ignored;
      inside = !inside;
      escaped = inside && language == "mig-escaped" && !name.empty();
    } else if (block != nullptr) {
      *block += line + "\n";
    } else if (line.starts_with("#")) {
      out.headings.push_back(line);
    }
  }
  return out;
}

class GoldenPages : public ::testing::TestWithParam<Code> {
 protected:
  void SetUp() override {
    work_ = fs::temp_directory_path() / ("retort_page_" + std::to_string(getpid()));
    fs::remove_all(work_);
    fs::create_directories(work_);
    file_ = source_root() / "docs/diagnostics" / (std::string(info(GetParam()).name) + ".md");
    ASSERT_TRUE(fs::exists(file_)) << file_ << " is missing";
    page_ = parsed(read(file_));
  }
  void TearDown() override { fs::remove_all(work_); }
  [[nodiscard]] Result check() const { return run_in(work_, check_arguments(work_)); }
  // The codes on the first lines of the diagnostics.
  [[nodiscard]] static std::set<std::string> codes_in(std::string const& err) {
    std::set<std::string> out;
    for (auto const& line : lines_of(err))
      if ((line.find(": error: ") != std::string::npos || line.find(": warning: ") != std::string::npos) &&
          line.size() > 8 && line.ends_with("]"))
        out.insert(line.substr(line.size() - 7, 6));
    return out;
  }

  fs::path work_, file_;
  Page page_;
};

TEST_P(GoldenPages, HaveTheTitleOfTheTableAndAllSections) {
  auto const title = "# " + std::string(info(GetParam()).name) + ": " + std::string(info(GetParam()).title);
  EXPECT_EQ(page_.headings, (std::vector<std::string>{title, "## Example", "## Why", "## How to fix"}));
}

TEST_P(GoldenPages, HaveAnExampleThatYieldsTheCodeAndNoOther) {
  ASSERT_FALSE(page_.files.empty()) << file_ << " has no example";
  for (auto const& [name, text] : page_.files) write(work_ / name, text);
  auto const result = check();
  EXPECT_EQ(codes_in(result.err), std::set<std::string>{std::string(info(GetParam()).name)}) << result.err;
}

TEST_P(GoldenPages, HaveAFixThatMends) {
  if (page_.fixed.empty()) return;  // it is said in words
  for (auto const& [name, text] : page_.files) write(work_ / name, text);
  for (auto const& [name, text] : page_.fixed) write(work_ / name, text);
  auto const result = check();
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(codes_in(result.err), std::set<std::string>{}) << result.err;
}

std::string code_name(::testing::TestParamInfo<Code> const& parameter) {
  return std::string(info(parameter.param).name);
}
INSTANTIATE_TEST_SUITE_P(Codes, GoldenPages, ::testing::ValuesIn(all_codes()), code_name);

TEST(GoldenPagesFolder, HoldsPagesOfCodes) {
  for (auto const& entry : fs::directory_iterator(source_root() / "docs/diagnostics"))
    EXPECT_TRUE(find_code(entry.path().stem().string()) || entry.path().stem() == "README") << entry.path();
}

}  // namespace
}  // namespace retort::golden
