// SPDX-License-Identifier: Apache-2.0
// retort graph: the history, or a range of it, as a picture.
#include <fmt/format.h>

#include <ostream>
#include <random>
#include <span>

#include "compiler/base/files.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/picture.hpp"
#include "compiler/cli/shell.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

namespace fs = std::filesystem;

// A directory of its own that goes with the object.
class ScratchDirectory {
 public:
  // Throws FileError where none can be made.
  ScratchDirectory() {
    std::random_device random;
    try {
      do path_ = fs::temp_directory_path() / fmt::format("retort_{:08x}{:08x}", random(), random());
      while (!fs::create_directory(path_));
    } catch (fs::filesystem_error const& refused) {
      throw FileError("a directory for temporary files cannot be made: " + refused.code().message());
    }
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchDirectory(ScratchDirectory const&) = delete;
  ScratchDirectory& operator=(ScratchDirectory const&) = delete;

  [[nodiscard]] fs::path operator/(char const* name) const { return path_ / name; }

 private:
  fs::path path_;
};

Picture picture_of(Facts const& facts, std::vector<core::revision_index> const& shown, Marks const& marks) {
  auto const& graph = facts.history.graph;
  constexpr auto absent = ~std::size_t{0};
  std::vector<std::size_t> place(graph.size(), absent);
  for (std::size_t i = 0; i < shown.size(); ++i) place[shown[i]] = i;
  auto const places = [&](std::span<core::revision_index const> revisions) {
    std::vector<std::size_t> out;
    for (auto const r : revisions)
      if (place[r] != absent) out.push_back(place[r]);
    return out;
  };
  Picture out{facts.workspace.name, {}};
  for (auto const r : shown)
    out.nodes.push_back({graph[r].id, facts.history.revisions[r]->message.value, graph[r].labels, marks.head[r],
                         marks.current[r], places(graph.parents(r)), places(graph.dependencies(r))});
  return out;
}

// What Graphviz makes of it. Throws FileError where that is not installed or fails.
std::string svg(std::string const& dot) {
  ScratchDirectory const scratch;
  auto const in = scratch / "graph.dot";
  auto const out = scratch / "graph.svg";
  write_if_changed({{in, dot}});
  int const code = run_shell(fmt::format("dot -Tsvg -o {} {} 1>&2", shell_word(out), shell_word(in)));
  if (code == 0) return read_file(out);
  throw FileError(code == 127
                      ? "there is no Graphviz here (the program 'dot'); 'retort graph --format dot' prints what "
                        "it would draw"
                      : fmt::format("Graphviz (the program 'dot') failed with exit code {}", code));
}

}  // namespace

int graph(Arguments const& given, Console const& console) {
  Arguments arguments = given;
  auto const range = take_range(arguments);
  int code = done;
  auto const facts = read_facts(arguments, console, Depth::headers, code);
  if (!facts) return code;
  Picture picture;
  try {
    auto const indicated = resolve_targets(facts->history.graph, arguments.indicate);
    picture = picture_of(*facts, resolve_shown(facts->history.graph, range, indicated),
                         Marks(facts->history.graph, indicated));
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  if (arguments.json) {
    console.out << graph_json(picture);
    return done;
  }
  switch (arguments.drawing) {
    case Drawing::text:
      console.out << picture_text(picture);
      break;
    case Drawing::dot:
      console.out << picture_dot(picture);
      break;
    case Drawing::mermaid:
      console.out << picture_mermaid(picture);
      break;
    case Drawing::svg:
      console.out << svg(picture_dot(picture));
      break;
  }
  return done;
}

}  // namespace retort::cli
