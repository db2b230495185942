// SPDX-License-Identifier: Apache-2.0
// tests/golden/fmt/<case>/in.mig formats to expected.mig. RETORT_BLESS=1 writes expected.mig instead.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/property/roundtrip.hpp"

namespace retort::test {
namespace {

namespace fs = std::filesystem;

std::string read(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> result;
  for (fs::directory_entry const& entry : fs::directory_iterator(fs::path(RETORT_SOURCE_DIR) / "tests/golden/fmt"))
    if (entry.is_directory()) result.push_back(entry.path());
  std::sort(result.begin(), result.end());
  return result;
}

class FmtGolden : public testing::TestWithParam<fs::path> {};

TEST_P(FmtGolden, InputFormatsToTheExpectedText) {
  std::string const in = read(GetParam() / "in.mig");
  std::string const out = format(in);
  if (std::getenv("RETORT_BLESS") != nullptr) std::ofstream(GetParam() / "expected.mig", std::ios::binary) << out;
  EXPECT_EQ(out, read(GetParam() / "expected.mig"));
  EXPECT_EQ(format(out), out) << "not stable";
  EXPECT_EQ(parse(out).file, parse(in).file) << "another meaning";
  EXPECT_EQ(parse(out).diagnostics, "");
}

INSTANTIATE_TEST_SUITE_P(Cases, FmtGolden, testing::ValuesIn(cases()),
                         [](auto const& golden) { return golden.param.filename().string(); });

}  // namespace
}  // namespace retort::test
