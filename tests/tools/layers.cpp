// SPDX-License-Identifier: Apache-2.0
// Reads docs/layers.txt: `folder: folders` says what a folder may include, `<prefix>: folders` where alone an external
// header may be included. The longest folder that a file's name begins with is its layer.
#include "tests/tools/layers.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/tools/repository.hpp"

namespace retort::tools {
namespace {

struct Rules {
  std::map<std::string, std::set<std::string>> layers;                     // folder: what it may include
  std::vector<std::pair<std::string, std::vector<std::string>>> external;  // prefix: where alone
};

// A line may also be about one file.
bool is_below(std::string const& file, std::string const& folder) {
  return file == folder ||
         (file.size() > folder.size() && file.compare(0, folder.size(), folder) == 0 && file[folder.size()] == '/');
}

// The longest layer the file is in; empty when there is none.
std::string layer_of(Rules const& rules, std::string const& file) {
  std::string found;
  for (auto const& [folder, may] : rules.layers)
    if (folder.size() > found.size() && is_below(file, folder)) found = folder;
  return found;
}

Rules read_rules(std::string const& text, std::vector<std::string>& faults) {
  Rules rules;
  std::size_t number = 0;
  for (auto const& line : lines_of(text)) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    auto const colon = line.find(':');
    if (colon == std::string::npos) {
      faults.push_back("docs/layers.txt:" + std::to_string(number) + ": no ':' in this line");
      continue;
    }
    std::string const name = line.substr(0, colon);
    std::istringstream words(line.substr(colon + 1));
    std::vector<std::string> folders;
    for (std::string word; words >> word;) folders.push_back(word);
    if (name.front() == '<')
      rules.external.emplace_back(name.substr(1, name.size() - 2), folders);
    else if (!rules.layers.emplace(name, std::set<std::string>(folders.begin(), folders.end())).second)
      faults.push_back("docs/layers.txt:" + std::to_string(number) + ": '" + name + "' has two lines");
  }
  for (auto const& [folder, may] : rules.layers)
    for (auto const& other : may)
      if (!rules.layers.contains(other))
        faults.push_back("docs/layers.txt: '" + folder + "' may include '" + other + "', which is not a layer");
  return rules;
}

// A layer that may, by way of others, include itself makes the order of the folders a lie.
void find_cycles(Rules const& rules, std::vector<std::string>& faults) {
  for (auto const& [start, may] : rules.layers) {
    std::set<std::string> seen;
    std::function<void(std::string const&)> const visit = [&](std::string const& layer) {
      auto const found = rules.layers.find(layer);
      if (found == rules.layers.end()) return;
      for (auto const& next : found->second)
        if (seen.insert(next).second) visit(next);
    };
    visit(start);
    if (seen.contains(start)) faults.push_back("docs/layers.txt: '" + start + "' stands above itself");
  }
}

class Checker {
 public:
  Checker(std::filesystem::path root, Rules const& rules, std::vector<std::string>& faults)
      : root_(std::move(root)), rules_(rules), faults_(faults) {}

  void check(std::string const& file) {
    std::string const layer = layer_of(rules_, file);
    if (layer.empty()) {
      faults_.push_back(file + ":1: stands in no layer of docs/layers.txt");
      return;
    }
    static std::regex const include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::size_t number = 0;
    for (auto const& line : lines_of(read(root_ / file))) {
      ++number;
      std::smatch match;
      if (std::regex_search(line, match, include)) {
        where_ = file + ":" + std::to_string(number) + ": ";
        check_include(file, layer, match[2], match[1] == "\"");
      }
    }
  }

 private:
  void check_include(std::string const& file, std::string const& layer, std::string const& name, bool quoted) {
    if (name.rfind("retort/", 0) == 0) return check_layer(layer, "runtime/include", name);
    if (name.rfind("compiler/", 0) == 0 || name.rfind("runtime/", 0) == 0) {
      if (!quoted) faults_.push_back(where_ + "a file of ours is included with quotes");
      std::string const other = layer_of(rules_, name);
      if (other.empty()) return faults_.push_back(where_ + "'" + name + "' stands in no layer"), void();
      return check_layer(layer, other, name);
    }
    if (name.rfind("tests/", 0) == 0) return faults_.push_back(where_ + "the product may not include tests"), void();
    for (auto const& [prefix, folders] : rules_.external) {
      if (name != prefix && name.rfind(prefix + "/", 0) != 0 && name.rfind(prefix + ".", 0) != 0 &&
          name.rfind(prefix + "_", 0) != 0)
        continue;
      bool const allowed =
          std::any_of(folders.begin(), folders.end(), [&](std::string const& f) { return is_below(file, f); });
      if (!allowed) faults_.push_back(where_ + "<" + prefix + "> may not be included in " + layer);
      return;
    }
    if (quoted) faults_.push_back(where_ + "'" + name + "' is not named from the root of the repository");
  }

  void check_layer(std::string const& layer, std::string const& other, std::string const& name) {
    if (other == layer || rules_.layers.at(layer).contains(other)) return;
    faults_.push_back(where_ + layer + " may not include " + other + " (" + name + ")");
  }

  std::filesystem::path root_;
  Rules const& rules_;
  std::vector<std::string>& faults_;
  std::string where_;
};

}  // namespace

std::vector<std::string> layer_faults(std::filesystem::path const& root) {
  std::vector<std::string> faults;
  Rules const rules = read_rules(read(root / "docs/layers.txt"), faults);
  find_cycles(rules, faults);
  Checker checker(root, rules, faults);
  for (auto const& file : files_below(root, {"compiler", "runtime"}, {".hpp", ".cpp", ".h", ".def"}))
    checker.check(file);
  return faults;
}

}  // namespace retort::tools
