// SPDX-License-Identifier: Apache-2.0
// retort squash: one revision in the place of several. It is written when, on every database, the whole history with it
// has nothing wrong in it and leads to the same schema as before; what it replaces is removed then.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "compiler/ast/print.hpp"
#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/bundle/checksum.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/hooks.hpp"
#include "compiler/cli/commands/locks.hpp"
#include "compiler/cli/commands/trial.hpp"
#include "compiler/cli/draft.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/local_time.hpp"
#include "compiler/cli/proposal.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/squash.hpp"
#include "compiler/release/released.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

namespace fs = std::filesystem;
using core::revision_index;

// The schema at a revision, on each database.
std::vector<model::Schema> schemas_at(Workspace const& workspace, History const& history, revision_index wanted) {
  std::vector<model::Schema> out;
  for (auto const target : workspace.dialects) {
    auto& schema = out.emplace_back();
    Sink ignored;
    model::replay(history.graph, history.revisions, {target, workspace.config.naming}, ignored,
                  [&](model::ReplayedRevision const& revision) {
                    if (revision.revision == wanted) schema = revision.after;
                  });
  }
  return out;
}

// The statements of the downgrades of all revisions, those that were derived as well, for one database.
using WaysBack = std::map<revision_index, std::vector<model::Change>>;
WaysBack ways_back(Workspace const& workspace, History const& history, dialect target) {
  WaysBack out;
  Sink ignored;
  model::replay(history.graph, history.revisions, {target, workspace.config.naming}, ignored,
                [&](model::ReplayedRevision const& revision) {
                  auto& back = out[revision.revision];
                  for (auto const& step : revision.downgrade)
                    for (auto& operation : as_written(step.statement))
                      back.push_back({std::move(operation), {}, false, {}, {}});
                });
  return out;
}

class Squash {
 public:
  Squash(Facts& facts, Arguments const& arguments, Console const& console)
      : facts_(facts),
        arguments_(arguments),
        console_(console),
        range_(squash_range(facts.history.graph, arguments.operands.front())),
        locks_(facts.workspace),
        old_(std::move(facts.history)),
        files_(facts.workspace.files),
        as_it_was_(schemas_at(facts.workspace, old_, range_.last)) {
    for (auto const name : facts.workspace.dialects) dialects_.emplace_back(to_string(name));
    for (auto const r : range_.members) {
      auto const file = old_.revision_files[r];
      if (fs::is_symlink(name_of(file)))
        throw FileError(fmt::format("'{}' is a symbolic link: squash where its file is", name_of(file)));
      replaced_files_.push_back(file);
      std::erase(files_, file);
      released_ = released_ || locks_.contains(old_.graph[r].id);
      locks_.forget(old_.graph[r].id);
    }
    locks_.use_in(facts.workspace);
    head_ = squashed_revision(old_, range_, bundle_writer::checksums(old_.graph, old_.revisions), message(), created());
    place();
  }

  int run() {
    auto const text = prove();
    if (!text) return answer_is_no;
    write(*text);
    std::vector<std::string> removed, ids;
    for (auto const id : replaced_files_) {
      std::error_code failed;
      if (fs::equivalent(name_of(id), file_, failed)) continue;
      if (!fs::remove(name_of(id), failed))
        throw FileError(fmt::format("'{}' is written, and '{}', which it replaces, cannot be removed: {}", name_,
                                    name_of(id), failed.message()));
      removed.push_back(name_of(id));
    }
    for (auto const r : range_.members) ids.push_back(old_.graph[r].id);
    if (arguments_.json)
      console_.out << squash_json(head_.id.text, name_, ids, removed);
    else
      console_.out << fmt::format("{} revisions squashed into {}: {}\n", ids.size(), head_.id.text, printable(name_));
    return run_hooks(facts_.workspace.config, file_, console_);
  }

 private:
  [[nodiscard]] std::string const& name_of(FileId file) const { return facts_.workspace.sources[file].name(); }
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
    auto const beside = fs::path(name_of(old_.revision_files[range_.last])).parent_path();
    file_ = beside / draft_file_name(draft, config.file_template, config.slug_length);
    name_ = file_.generic_string();
    std::error_code ignored;
    bool const replaced = std::any_of(replaced_files_.begin(), replaced_files_.end(),
                                      [&](FileId id) { return fs::equivalent(name_of(id), file_, ignored); });
    if (!replaced && fs::exists(fs::symlink_status(file_, ignored)))
      throw FileError("the file '" + name_ + "' is there already");
  }

  // What was released stays so: its line of the lock file appears together with the revision.
  void write(std::string const& text) {
    std::vector<Output> outputs{{file_, text}};
    if (released_) {
      auto const& now = facts_.history;
      auto const r = *now.graph.find(head_.id.text);
      locks_.put(name_, release::entry_of(*now.revisions[r], bundle_writer::checksums(now.graph, now.revisions)[r],
                                          naming_of(facts_.workspace)));
      for (auto& output : locks_.changed()) outputs.push_back(std::move(output));
    }
    write_if_changed(outputs);
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
    differences_.clear();
    if (has_errors(findings_)) return false;
    auto const squashed = facts_.history.graph.find(head_.id.text);
    if (!squashed) return false;
    auto const now = schemas_at(facts_.workspace, facts_.history, *squashed);
    for (std::size_t i = 0; i < now.size() && differences_.empty(); ++i)
      differences_ = model::compare(now[i], as_it_was_[i], "in one revision", "in the history as it was");
    return differences_.empty();
  }

  // The text that does the same; nothing where none was found, which is said.
  std::optional<std::string> prove() {
    if (auto text = with_a_way_back(head_, smallest_upgrade())) return text;
    ast::Revision head = head_;
    std::string upgrade;
    for (auto const r : range_.members) {
      auto const& member = *old_.revisions[r];
      upgrade += copied_statements(facts_.workspace, member, member.upgrade);
      for (auto const& annotation : member.annotations)
        if (std::find(head.annotations.begin(), head.annotations.end(), annotation) == head.annotations.end())
          head.annotations.push_back(annotation);
    }
    if (auto text = with_a_way_back(head, upgrade)) return without_idle_annotations(head, upgrade, std::move(*text));
    report(facts_.workspace.sources, findings_, arguments_, console_);
    for (auto const& difference : differences_)
      console_.err << "retort: note: " << printable(difference.message) << '\n';
    refuse_target(fmt::format("{} cannot be squashed: in one revision their statements do not do the same",
                              printable(arguments_.operands.front())),
                  console_);
    return std::nullopt;
  }

  // What accepted nothing before, or was given twice, is not taken along.
  std::string without_idle_annotations(ast::Revision head, std::string const& upgrade, std::string text) {
    auto const& written = facts_.history.revisions[*facts_.history.graph.find(head_.id.text)]->annotations;
    std::vector<ast::Annotation> used;
    for (std::size_t i = 0; i < written.size(); ++i)
      if (std::none_of(findings_.begin(), findings_.end(),
                       [&](Diagnostic const& d) { return d.code == Code::RT1001 && d.span == Span(written[i].where); }))
        used.push_back(head.annotations[i]);
    if (used.size() == head.annotations.size()) return text;
    head.annotations = std::move(used);
    if (auto shorter = with_a_way_back(head, upgrade)) return std::move(*shorter);
    static_cast<void>(holds(text));
    return text;
  }

  // On a new database only what the range leads to counts, where it has no rows and nothing stands below it. Nothing
  // where it is not so.
  [[nodiscard]] std::optional<std::string> smallest_upgrade() const {
    if (arguments_.keep_statements || !range_.parents.empty() || !range_.depends_on.empty()) return std::nullopt;
    std::vector<ProposedFor> proposed;
    for (auto const r : range_.members) {
      auto const& upgrade = old_.revisions[r]->upgrade.statements;
      if (!changes_only_schema(upgrade) || names_others(upgrade, dialects_)) return std::nullopt;
    }
    for (std::size_t i = 0; i < dialects_.size(); ++i) {
      auto const options = replay_options(facts_.workspace, facts_.workspace.dialects[i]);
      proposed.push_back({dialects_[i], model::changes_between({}, as_it_was_[i], {}, options).list});
    }
    return block_text(proposed, "");
  }

  // The text with this upgrade and the first way back that works: derived where all of them were, else written out,
  // none where one had none.
  std::optional<std::string> with_a_way_back(ast::Revision const& head, std::optional<std::string> const& upgrade) {
    if (!upgrade) return std::nullopt;
    auto const attempt = [&](std::string const& downgrade) -> std::optional<std::string> {
      auto text = text_of(head, *upgrade, downgrade);
      return holds(text) ? std::optional(std::move(text)) : std::nullopt;
    };
    bool all_derived = true, one_irreversible = false;
    for (auto const r : range_.members) {
      auto const& way = old_.revisions[r]->downgrade.node;
      all_derived = all_derived && std::holds_alternative<ast::DowngradeAuto>(way);
      one_irreversible = one_irreversible || std::holds_alternative<ast::DowngradeIrreversible>(way);
    }
    if (one_irreversible) {
      auto text = attempt("downgrade irreversible " + ast::print_string(why_irreversible()) + ";");
      if (text) console_.err << fmt::format("retort: note: there is no way back from '{}'\n", head_.id.text);
      return text;
    }
    if (all_derived)
      if (auto text = attempt("downgrade auto;")) return text;
    return attempt("downgrade {\n" + all_written_out() + "}");
  }

  [[nodiscard]] std::string why_irreversible() const {
    std::vector<std::string> reasons;
    for (auto const r : range_.members) {
      auto const& member = *old_.revisions[r];
      if (auto const* why = std::get_if<ast::DowngradeIrreversible>(&member.downgrade.node))
        // A squash says already whose reasons they are.
        reasons.push_back(member.replaces.empty() ? fmt::format("{}: {}", member.id.text, why->reason.value)
                                                  : why->reason.value);
    }
    return fmt::format("{}", fmt::join(reasons, "; "));
  }

  // Throws target_error where a derived one cannot be known.
  [[nodiscard]] std::string all_written_out() const {
    std::vector<WaysBack> back;
    for (auto const target : facts_.workspace.dialects) back.push_back(ways_back(facts_.workspace, old_, target));
    std::string out;
    for (auto it = range_.members.rbegin(); it != range_.members.rend(); ++it) {
      auto const& member = *old_.revisions[*it];
      if (auto const* block = std::get_if<ast::Block>(&member.downgrade.node)) {
        out += copied_statements(facts_.workspace, member, *block);
        continue;
      }
      if (names_others(member.upgrade.statements, dialects_))
        throw core::target_error(
            fmt::format("'{}' has statements for a database that this history is not checked for, and what takes them "
                        "back has to be written out: name the database in retort.toml",
                        member.id.text));
      std::vector<ProposedFor> proposed;
      for (std::size_t i = 0; i < dialects_.size(); ++i) proposed.push_back({dialects_[i], back[i].at(*it)});
      auto const text = block_text(proposed, "");
      if (!text.empty()) out += whose(member) + text;
    }
    return out;
  }

  Facts& facts_;
  Arguments const& arguments_;
  Console const& console_;
  SquashRange range_;
  Locks locks_;
  History old_;
  std::vector<FileId> files_, replaced_files_;
  std::vector<std::string> dialects_;
  std::vector<model::Schema> as_it_was_;  // behind the range
  bool released_ = false;                 // one of the members was
  ast::Revision head_;
  fs::path file_;
  std::string name_;
  std::vector<Diagnostic> findings_;
  std::vector<model::Difference> differences_;
};

// What is not read cannot be looked at before something that it stands on is removed.
void require_all(Workspace const& workspace) {
  for (auto const& root : workspace.roots)
    if (!fs::is_directory(root))
      throw UsageError(fmt::format("'squash' needs the whole history: '{}' is one file of it", root.generic_string()));
  for (auto const& needed : workspace.config.directories) {
    auto const same = [&](fs::path const& root) {
      std::error_code ignored;
      return fs::equivalent(root, needed, ignored);
    };
    if (std::none_of(workspace.roots.begin(), workspace.roots.end(), same))
      throw UsageError(
          fmt::format("'squash' needs the whole history: '{}' of retort.toml is left out", needed.generic_string()));
  }
}

}  // namespace

int squash(Arguments const& arguments, Console const& console) {
  if (arguments.operands.size() != 1 || arguments.operands.front().find(':') == std::string::npos)
    throw UsageError("'squash' needs the first and the last of the revisions: retort squash 3f9a:77ab, or :77ab");
  auto files = arguments;
  files.operands.clear();
  files.operands_given = false;
  Facts facts{open_workspace(files), {}};
  if (!begin(facts.workspace, arguments, console)) return wrong_usage;
  require_all(facts.workspace);
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
