// SPDX-License-Identifier: Apache-2.0
// retort squash: one revision in the place of several. It is written when, on every database, the whole history with it
// has nothing wrong in it and leads to the same schema as before; what it replaces is removed then.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "compiler/ast/print.hpp"
#include "compiler/base/files.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/bundle/checksum.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/hooks.hpp"
#include "compiler/cli/commands/trial.hpp"
#include "compiler/cli/draft.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/local_time.hpp"
#include "compiler/cli/proposal.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/squash.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

namespace fs = std::filesystem;
using core::revision_index;

// What the replay knows of the range, for one database.
struct Replayed {
  std::string dialect;
  model::ReplayOptions options;
  model::Schema schema;                                       // at its last revision
  std::map<revision_index, std::vector<model::Change>> back;  // the statements of the downgrades, derived ones as well
};

std::vector<Replayed> replayed(Workspace const& workspace, History const& history, SquashRange const& range) {
  std::vector<bool> inside(history.revisions.size(), false);
  for (auto const r : range.members) inside[r] = true;
  std::vector<Replayed> out;
  for (auto const target : workspace.dialects) {
    auto& one = out.emplace_back();
    one.dialect = to_string(target);
    one.options = {target, workspace.config.naming};
    Sink ignored;
    model::replay(history.graph, history.revisions, one.options, ignored, [&](model::ReplayedRevision const& revision) {
      auto const r = revision.revision;
      if (r == range.last) one.schema = revision.after;
      if (!inside[r]) return;
      auto& back = one.back[r];
      for (auto const& step : revision.downgrade)
        for (auto& operation : as_written(step.statement)) back.push_back({std::move(operation), {}, false, {}, {}});
    });
  }
  return out;
}

class Squash {
 public:
  Squash(Facts& facts, Arguments const& arguments, Console const& console)
      : facts_(facts),
        arguments_(arguments),
        console_(console),
        range_(squash_range(facts.history.graph, arguments.operands.front())),
        old_(std::move(facts.history)),
        files_(facts.workspace.files),
        as_it_was_(replayed(facts.workspace, old_, range_)) {
    for (auto const r : range_.members) {
      replaced_files_.push_back(old_.revision_files[r]);
      std::erase(files_, old_.revision_files[r]);
    }
    head_ = squashed_revision(old_, range_, bundle_writer::checksums(old_.graph, old_.revisions), message(), created());
    place();
  }

  int run() {
    auto const text = prove();
    if (!text) return answer_is_no;
    write_if_changed({{file_, *text}});
    std::vector<std::string> removed;
    for (auto const id : replaced_files_) {
      auto const& name = facts_.workspace.sources[id].name();
      std::error_code failed;
      if (fs::equivalent(name, file_, failed)) continue;
      if (!fs::remove(name, failed))
        throw FileError(fmt::format("'{}' is written, and '{}', which it replaces, cannot be removed: {}", name_, name,
                                    failed.message()));
      removed.push_back(name);
    }
    std::vector<std::string> ids;
    for (auto const r : range_.members) ids.push_back(old_.graph[r].id);
    if (arguments_.json)
      console_.out << squash_json(head_.id.text, name_, ids, removed);
    else
      console_.out << fmt::format("{} revisions squashed into {}: {}\n", ids.size(), head_.id.text, printable(name_));
    return run_hooks(facts_.workspace.config, file_, console_);
  }

 private:
  [[nodiscard]] std::string message() const {
    return arguments_.message.value_or(
        fmt::format("Squash of {} to {}", old_.graph[range_.members.front()].id, old_.graph[range_.last].id));
  }
  [[nodiscard]] std::string created() const {
    auto const& last = *old_.revisions[range_.last];
    return last.created ? last.created->value : rfc3339_now(facts_.workspace.config.time_zone);
  }
  // Beside the last of them.
  void place() {
    auto const& config = facts_.workspace.config;
    Draft draft;
    draft.id = head_.id.text;
    draft.message = head_.message.value;
    draft.created = head_.created->value;
    auto const beside = fs::path(facts_.workspace.sources[old_.revision_files[range_.last]].name()).parent_path();
    file_ = beside / draft_file_name(draft, config.file_template, config.slug_length);
    name_ = file_.generic_string();
    std::error_code ignored;
    bool const replaced = std::any_of(replaced_files_.begin(), replaced_files_.end(), [&](FileId id) {
      return fs::equivalent(facts_.workspace.sources[id].name(), file_, ignored);
    });
    if (!replaced && fs::exists(fs::symlink_status(file_, ignored)))
      throw FileError("the file '" + name_ + "' is there already");
  }

  [[nodiscard]] std::string text_of(ast::Revision const& head, std::string const& upgrade,
                                    std::string const& downgrade) const {
    ast::File file;
    file.content = head;
    return canonical(facts_.workspace.sources, name_, with_blocks(ast::print(file), upgrade, downgrade));
  }

  // Whether the history has nothing wrong in it with `text` in the place of the range, and is where it was behind it.
  bool holds(std::string const& text) {
    findings_ = try_history(facts_, files_, name_, text);
    if (has_errors(findings_)) return false;
    auto const squashed = facts_.history.graph.find(head_.id.text);
    if (!squashed) return false;
    SquashRange only;
    only.last = *squashed;
    auto const now = replayed(facts_.workspace, facts_.history, only);
    for (std::size_t i = 0; i < now.size(); ++i) {
      differences_ = model::compare(now[i].schema, as_it_was_[i].schema, "in one revision", "in the history as it was");
      if (!differences_.empty()) return false;
    }
    return true;
  }

  // The text that does the same; nothing where none was found, which is said.
  std::optional<std::string> prove() {
    if (auto text = smallest()) return text;
    ast::Revision head = head_;
    std::string upgrade;
    for (auto const r : range_.members) {
      auto const& member = *old_.revisions[r];
      upgrade += copied_statements(facts_.workspace, member, member.upgrade);
      for (auto const& annotation : member.annotations)
        if (std::find(head.annotations.begin(), head.annotations.end(), annotation) == head.annotations.end())
          head.annotations.push_back(annotation);
    }
    for (auto const& downgrade : downgrades()) {
      auto text = text_of(head, upgrade, downgrade);
      if (holds(text)) return text;
    }
    report(facts_.workspace.sources, findings_, arguments_, console_);
    for (auto const& difference : differences_)
      console_.err << "retort: note: " << printable(difference.message) << '\n';
    refuse_target(fmt::format("{} cannot be squashed: in one revision their statements do not do the same",
                              printable(arguments_.operands.front())),
                  console_);
    return std::nullopt;
  }

  // On a new database only what the range leads to counts, where it has no rows and nothing stands below it.
  std::optional<std::string> smallest() {
    if (arguments_.keep_statements || !range_.parents.empty() || !range_.depends_on.empty()) return std::nullopt;
    for (auto const r : range_.members)
      if (!changes_only_schema(old_.revisions[r]->upgrade.statements)) return std::nullopt;
    std::vector<ProposedFor> proposed;
    for (auto const& one : as_it_was_)
      proposed.push_back({one.dialect, model::changes_between({}, one.schema, {}, one.options).list});
    auto text = text_of(head_, block_text(proposed, ""), "downgrade auto;");
    return holds(text) ? std::optional(std::move(text)) : std::nullopt;
  }

  // The ways back, in the order in which they are tried.
  std::vector<std::string> downgrades() {
    std::string blocks;
    std::optional<std::string> irreversible;
    bool all_derived = true;
    for (auto it = range_.members.rbegin(); it != range_.members.rend(); ++it) {
      auto const& member = *old_.revisions[*it];
      std::visit(overloaded{[&](ast::DowngradeAuto const&) { blocks += written_out(*it); },
                            [&](ast::Block const& block) {
                              blocks += copied_statements(facts_.workspace, member, block);
                              all_derived = false;
                            },
                            [&](ast::DowngradeIrreversible const& why) {
                              irreversible = fmt::format("'{}': {}", member.id.text, why.reason.value);
                            }},
                 member.downgrade.node);
    }
    if (irreversible) return {"downgrade irreversible " + ast::print_string(*irreversible) + ";"};
    std::vector<std::string> out;
    if (all_derived) out.emplace_back("downgrade auto;");
    out.push_back("downgrade {\n" + blocks + "}");
    return out;
  }

  // What is derived for one revision, as statements.
  [[nodiscard]] std::string written_out(revision_index r) const {
    std::vector<ProposedFor> proposed;
    for (auto const& one : as_it_was_) proposed.push_back({one.dialect, one.back.at(r)});
    auto const text = block_text(proposed, "");
    return text.empty() ? text : whose(*old_.revisions[r]) + text;
  }

  Facts& facts_;
  Arguments const& arguments_;
  Console const& console_;
  SquashRange range_;
  History old_;
  std::vector<FileId> files_, replaced_files_;
  std::vector<Replayed> as_it_was_;
  ast::Revision head_;
  fs::path file_;
  std::string name_;
  std::vector<Diagnostic> findings_;
  std::vector<model::Difference> differences_;
};

}  // namespace

int squash(Arguments const& arguments, Console const& console) {
  if (arguments.operands.size() != 1 || arguments.operands.front().find(':') == std::string::npos)
    throw UsageError("'squash' needs the first and the last of the revisions: retort squash 3f9a:77ab, or :77ab");
  auto files = arguments;
  files.operands.clear();
  files.operands_given = false;
  Facts facts{open_workspace(files), {}};
  if (!begin(facts.workspace, arguments, console)) return wrong_usage;
  facts.history = read_history(facts.workspace, Rules::of_facts);
  auto const findings = check_history(facts.workspace, facts.history, [](std::size_t, LoweredRevision const&) {});
  if (has_errors(findings)) {
    report(facts.workspace.sources, findings, arguments, console);
    return answer_is_no;
  }
  try {
    return Squash(facts, arguments, console).run();
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
}

}  // namespace retort::cli
