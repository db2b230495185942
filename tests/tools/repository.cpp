// SPDX-License-Identifier: Apache-2.0
// Files and processes for the checks.
#include "tests/tools/repository.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <thread>

namespace retort::tools {

namespace fs = std::filesystem;

fs::path source_root() { return RETORT_SOURCE_DIR; }

std::vector<std::string> files_below(fs::path const& root, std::vector<std::string> const& folders,
                                     std::vector<std::string> const& extensions) {
  std::vector<std::string> out;
  for (auto const& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (auto const& entry : fs::recursive_directory_iterator(root / folder)) {
      auto const extension = entry.path().extension().string();
      if (entry.is_regular_file() && std::find(extensions.begin(), extensions.end(), extension) != extensions.end())
        out.push_back(fs::relative(entry.path(), root).generic_string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> folders_in(fs::path const& folder) {
  std::vector<std::string> out;
  for (auto const& entry : fs::directory_iterator(folder))
    if (entry.is_directory()) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto const end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string listed(std::vector<std::string> const& lines) {
  std::string out;
  for (auto const& line : lines) out += "\n  " + line;
  return out;
}

command_result run(std::string const& command) {
  struct closer {
    command_result& result;
    void operator()(FILE* pipe) const {
      int const status = pclose(pipe);
      result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 255;
    }
  };
  command_result result;
  std::string const script = "cd '" + source_root().string() + "' && ( " + command + " ) 2>&1";
  {
    std::unique_ptr<FILE, closer> const pipe(popen(script.c_str(), "r"), closer{result});
    if (!pipe) throw std::runtime_error("cannot start a shell");
    std::array<char, 4096> buffer{};
    while (auto const count = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
      result.output.append(buffer.data(), count);
  }
  return result;
}

command_result run_on_each(std::string const& command, std::vector<std::string> const& files) {
  auto const list = fs::temp_directory_path() / ("retort_tools_" + std::to_string(getpid()));
  {
    std::ofstream out(list);
    for (auto const& file : files) out << file << '\n';
  }
  auto const at_a_time = std::max(1U, std::thread::hardware_concurrency());
  auto result = run("xargs -P " + std::to_string(at_a_time) + " -n 1 " + command + " < '" + list.string() + "'");
  fs::remove(list);
  return result;
}

}  // namespace retort::tools
