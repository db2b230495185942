// SPDX-License-Identifier: Apache-2.0
// For the tests of generated code: a directory of its own, gone with the object, and commands run in it.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace retort::codegen {

class Scratch {
 public:
  Scratch() : root_(std::filesystem::temp_directory_path() / ("retort_codegen_" + std::to_string(getpid()))) {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;

  void put(std::string const& name, std::string const& text) const {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string get(std::string const& name) const {
    std::ifstream in(root_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // The status of a command of the shell.
  [[nodiscard]] int run(std::string const& command) const {
    return std::system(("cd '" + root_.string() + "' && " + command).c_str());
  }

 private:
  std::filesystem::path root_;
};

}  // namespace retort::codegen
