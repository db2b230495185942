// SPDX-License-Identifier: Apache-2.0
// For the tests of the program: a directory of its own for each test, files in it, runs of `retort` with it as the
// working directory.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/cli/run.hpp"

namespace retort::cli::test {

namespace fs = std::filesystem;

inline std::string const users =
    "revision a100 'Users';\nrevises base;\n\nupgrade {\n  create table users (\n    id integer primary key,\n"
    "    email varchar(255) not null\n  );\n}\n";
inline std::string const orders =
    "revision b200 'Orders';\nrevises a100;\n\nupgrade {\n  create table orders (\n    id integer primary key,\n"
    "    user_id integer not null references users (id)\n  );\n}\n";
// A column of a table that is not there: one error, on line 5.
inline std::string const mistake =
    "revision c300 'A mistake';\nrevises b200;\n\nupgrade {\n  alter table user add column age integer;\n}\n";

struct Ran {
  int code = 0;
  std::string out, err;
};

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    before_ = fs::current_path();
    root_ = fs::temp_directory_path() / ("retort_cli_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    fs::current_path(root_);
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(root_);
  }
  static void put(std::string const& name, std::string const& text) {
    if (auto const parent = fs::path(name).parent_path(); !parent.empty()) fs::create_directories(parent);
    std::ofstream(name, std::ios::binary) << text;
  }
  [[nodiscard]] static std::string text_of(std::string const& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // migrations/0001.mig and 0002.mig, a history without faults.
  static void put_history() {
    put("migrations/0001.mig", users);
    put("migrations/0002.mig", orders);
  }
  static Ran run(std::vector<std::string> const& args, std::string const& in = "", bool colour = false,
                 bool asks = false) {
    std::istringstream input(in);
    std::ostringstream out;
    std::ostringstream err;
    Ran result;
    result.code = cli::run(args, Console{input, out, err, colour, asks});
    result.out = out.str();
    result.err = err.str();
    return result;
  }
  // Every file below the working directory, sorted.
  static std::vector<std::string> files() {
    std::vector<std::string> out;
    for (auto const& entry : fs::recursive_directory_iterator("."))
      if (!entry.is_directory()) out.push_back(entry.path().lexically_normal().generic_string());
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  fs::path before_, root_;
};

}  // namespace retort::cli::test
