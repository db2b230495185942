// SPDX-License-Identifier: Apache-2.0
// Runs a fuzzer's function over the files of a corpus, once each and in the order of their names. In: files and folders
// as arguments. Out: 0, or the fuzzer aborts at the file named last; 1 when there was no file.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fs = std::filesystem;

int main(int count, char** arguments) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    fs::path const path = arguments[i];
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (fs::directory_entry const& entry : fs::directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (fs::path const& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::fprintf(stderr, "%s\n", file.filename().c_str());
    static_cast<void>(LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(text.data()), text.size()));
  }
  return files.empty() ? 1 : 0;
}
