// SPDX-License-Identifier: Apache-2.0
// retort new, retort merge: a revision to be filled in, behind what it stands on. What cannot be read back, or
// does not fit into the graph, is not written.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/autogenerate.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/commands/hooks.hpp"
#include "compiler/cli/draft.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/local_time.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/model/history_graph.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/core/spelling.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

namespace fs = std::filesystem;
using core::revision_index;
using core::target_error;

std::string quoted_ids(core::revision_graph const& graph, std::vector<revision_index> const& revisions) {
  std::vector<std::string> out;
  for (auto const r : revisions) out.push_back("'" + graph[r].id + "'");
  return fmt::format("{}", fmt::join(out, ", "));
}

// What the revision is to stand on. Throws target_error, also for what is named twice, and for what is no head unless
// `splice` allows it.
std::vector<revision_index> named(core::revision_graph const& graph, std::vector<std::string> const& targets,
                                  bool splice) {
  std::vector<revision_index> out;
  for (auto const r : resolve_targets(graph, targets)) {
    if (std::find(out.begin(), out.end(), r) != out.end())
      throw target_error(fmt::format("revision '{}' is named twice", graph[r].id));
    if (!splice && !graph.children(r).empty())
      throw target_error(fmt::format("revision '{}' is not a head: {} stands on it; --splice begins a branch there",
                                     graph[r].id, quoted_ids(graph, {graph.children(r).front()})));
    out.push_back(r);
  }
  return out;
}

// Several bases are told apart by their labels.
void check_base(core::revision_graph const& graph, Arguments const& arguments) {
  auto const bases = graph.bases();
  if (bases.empty()) return;
  if (arguments.labels.empty())
    throw target_error(fmt::format("there is a base already: {}; another one needs a label of its own, --label NAME",
                                   quoted_ids(graph, {bases.begin(), bases.end()})));
  for (auto const r : bases)
    if (graph[r].labels.empty())
      throw target_error(
          fmt::format("of several bases each needs a label, and '{}' has none; give it one (`labels "
                      "NAME;` in its file), then make another",
                      graph[r].id));
}

std::vector<revision_index> parents_of_new(core::revision_graph const& graph, Arguments const& arguments) {
  if (arguments.heads == std::vector<std::string>{"base"}) {
    check_base(graph, arguments);
    return {};
  }
  if (!arguments.heads.empty()) return named(graph, arguments.heads, arguments.splice);
  auto const heads = graph.heads();
  if (heads.size() > 1)
    throw target_error(
        fmt::format("there are several heads: {}; name one with --head, or bring them together with "
                    "'retort merge heads'",
                    quoted_ids(graph, heads)));
  return heads;
}

// As the language folds what stands without quotation marks.
std::string folded(std::string const& label) {
  bool const plain = std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain ? core::lower_case(label) : label;
}

// A dependency by its full id; a label stays one.
std::string dependency(core::revision_graph const& graph, std::string const& target) {
  if (graph.find_label(target)) return target;
  return graph[core::resolve_one(graph, {}, target)].id;
}

bool same_directory(fs::path const& a, fs::path const& b) {
  std::error_code ignored;
  return fs::weakly_canonical(a, ignored) == fs::weakly_canonical(b, ignored);
}

// Where the file goes: where --path says, beside the first parent, or into the only directory there is.
fs::path directory_for(Facts const& facts, std::vector<revision_index> const& parents, Arguments const& arguments) {
  auto const& roots = facts.workspace.roots;
  if (arguments.path) {
    for (auto const& root : roots)
      if (same_directory(root, *arguments.path)) return root;
    std::vector<std::string> names;
    for (auto const& root : roots) names.push_back("'" + root.generic_string() + "'");
    throw UsageError(
        fmt::format("'{}' is none of the directories of the history: {}", *arguments.path, fmt::join(names, ", ")));
  }
  if (!parents.empty()) {
    auto const& name = facts.workspace.sources[facts.history.revision_files[parents.front()]].name();
    auto const beside = fs::path(name).parent_path();
    return beside.empty() ? fs::path(".") : beside;
  }
  if (roots.size() == 1) return roots.front();
  throw UsageError("the history has several directories; name one with --path");
}

// Nothing is wrong with the file, and nothing with the graph that has it: else it is said, as of any file. That there
// are several heads or bases is for `check` to say: they may be on their way to a merge.
bool fits(Facts& facts, std::string const& name, std::string const& text, Arguments const& arguments,
          Console const& console) {
  Sink sink;
  auto const file = syntax::parse(facts.workspace.sources, facts.workspace.sources.add(name, text), sink);
  auto revisions = facts.history.revisions;
  if (auto const* revision = std::get_if<ast::Revision>(&file.content)) revisions.push_back(revision);
  model::GraphOptions options;
  options.allow_heads = options.allow_unlabelled_bases = true;
  static_cast<void>(model::build_graph(revisions, options, sink));
  if (sink.error_count() > 0) report(facts.workspace.sources, sink.all(), arguments, console);
  return sink.error_count() == 0;
}

int write(Facts& facts, std::vector<revision_index> const& parents, std::string const& message,
          Arguments const& arguments, Console const& console) {
  auto const& graph = facts.history.graph;
  Draft draft;
  draft.id = arguments.rev_id.value_or(random_id());
  draft.message = message;
  for (auto const r : parents) draft.parents.push_back(graph[r].id);
  for (auto const& target : arguments.depends_on) draft.depends_on.push_back(dependency(graph, target));
  for (auto const& label : arguments.labels) draft.labels.push_back(folded(label));
  draft.created = rfc3339_now(facts.workspace.config.time_zone);
  draft.made = now();

  auto const& config = facts.workspace.config;
  auto const file =
      directory_for(facts, parents, arguments) / draft_file_name(draft, config.file_template, config.slug_length);
  auto const name = (file.has_parent_path() && file.parent_path() == "." ? file.filename() : file).generic_string();
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored))) throw FileError("the file '" + name + "' is there already");
  auto text = draft_text(draft);
  if (arguments.autogenerate) {
    int code = done;
    auto written = autogenerate(facts, parents, name, text, arguments, console, code);
    if (!written) return code;
    text = std::move(*written);
  } else if (!fits(facts, name, text, arguments, console)) {
    return answer_is_no;
  }
  write_if_changed({{file, text}});
  if (arguments.json)
    console.out << draft_json(name, draft);
  else
    console.out << fmt::format("revision {}: {}\n", draft.id, printable(name));
  return run_hooks(config, file, console);
}

}  // namespace

int new_revision(Arguments const& arguments, Console const& console) {
  for (auto const& [given, flag] :
       {std::pair{!arguments.renames.empty(), "--rename"}, {arguments.allow_drop, "--allow-drop"}})
    if (given && !arguments.autogenerate) throw UsageError(fmt::format("'{}' goes with --autogenerate", flag));
  if (!arguments.message) throw UsageError("'new' needs a message: retort new --message 'Users have an age'");
  int code = done;
  auto facts = read_facts(arguments, console, arguments.autogenerate ? Depth::whole : Depth::headers, code);
  if (!facts) return code;
  try {
    return write(*facts, parents_of_new(facts->history.graph, arguments), *arguments.message, arguments, console);
  } catch (target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
}

int merge(Arguments const& arguments, Console const& console) {
  if (arguments.operands.empty()) throw UsageError("'merge' needs the revisions to bring together, or heads");
  int code = done;
  auto facts = read_facts_for_targets(arguments, console, Depth::headers, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  try {
    auto const parents = named(graph, arguments.operands, arguments.splice);
    if (parents.size() < 2)
      throw target_error(parents.empty() ? "there is nothing to bring together"
                                         : fmt::format("there is nothing to bring together: '{}' is the only one",
                                                       graph[parents.front()].id));
    std::vector<std::string> ids;
    for (auto const r : parents) ids.push_back(graph[r].id);
    auto const message = arguments.message.value_or(fmt::format("Merge {}", fmt::join(ids, ", ")));
    return write(*facts, parents, message, arguments, console);
  } catch (target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
}

}  // namespace retort::cli
