// SPDX-License-Identifier: Apache-2.0
// Random ranges of random histories: a squash is refused for what stands in the graph, or it is written, and then the
// whole history has nothing wrong in it. (That it leads to the same schema the squash has proven itself.)
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/cli/run.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random.hpp"
#include "tests/property/random_history.hpp"

namespace retort::test {
namespace {

namespace fs = std::filesystem;

class Directory {
 public:
  Directory(std::vector<std::string> const& texts, std::vector<dialect> const& dialects)
      : path_(fs::temp_directory_path() / ("retort_squash_" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::string names;
    for (auto const one : dialects) names += (names.empty() ? "\"" : ", \"") + std::string(to_string(one)) + "\"";
    std::ofstream(path_ / "retort.toml") << "dialects = [" << names << "]\n";
    for (std::size_t i = 0; i < texts.size(); ++i)
      std::ofstream(path_ / (std::to_string(10'000 + i) + ".mig"), std::ios::binary) << texts[i];
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(Directory const&) = delete;
  Directory& operator=(Directory const&) = delete;

  [[nodiscard]] int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--dir", path_.string()});
    std::ostringstream out, err;
    int const code = cli::run(arguments, out, err);
    err_ = err.str();
    return code;
  }
  [[nodiscard]] std::string const& err() const { return err_; }

 private:
  fs::path path_;
  std::string err_;
};

// What the graph forbids.
bool is_about_the_graph(std::string const& err) {
  for (auto const* words :
       {" stands on '", " brings in what is no part of ", " ends at several revisions", ": there is nothing to squash",
        " leads nowhere", " has statements for a database that this history is not checked for"})
    if (err.find(words) != std::string::npos) return true;
  return false;
}

std::string shown(std::vector<std::string> const& texts) {
  std::string out;
  for (auto const& text : texts) out += "---\n" + text;
  return out;
}

TEST(Squash, OfARandomRangeIsRefusedByTheGraphOrDoesTheSame) {
  std::uint64_t const last = first_seed() + case_count(60);
  int written = 0, refused = 0;
  for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
    auto const history = random_history(seed, nullptr);
    auto const texts = history.texts();
    Random random(seed);
    auto const any = [&] { return random.any(history.revisions).id; };
    for (auto const& range : {":" + history.head, ":" + any(), any() + ":" + history.head, any() + ":" + any()}) {
      Directory directory(texts, history.dialects);
      std::vector<std::string> arguments{"squash", range};
      if (random.one_in(3)) arguments.emplace_back("--keep-statements");
      int const code = directory.run(arguments);
      if (code == 0) {
        ++written;
        if (directory.run({"check"}) != 0)
          ADD_FAILURE() << range << " of seed " << seed << ": " << directory.err() << shown(texts);
      } else if (code == 1 && is_about_the_graph(directory.err())) {
        ++refused;
      } else {
        ADD_FAILURE() << range << " of seed " << seed << ": " << directory.err() << shown(texts);
      }
      if (HasFailure()) {
        std::cerr << repeat_command(seed) << '\n';
        return;
      }
    }
  }
  EXPECT_GT(written, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace retort::test
