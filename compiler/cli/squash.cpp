// SPDX-License-Identifier: Apache-2.0
// Looks at every edge that leaves the range; the text comes from the printer of the tree, statements from their files.
#include "compiler/cli/squash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compiler/ast/print.hpp"
#include "compiler/base/utf8.hpp"
#include "runtime/core/spelling.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

using core::in_quotes;
using core::revision_index;
using core::target_error;

class Range {
 public:
  Range(core::revision_graph const& graph, std::string const& words) : graph_(graph), words_(words) {
    out_.members = core::resolve_range(graph, {}, words);
    std::reverse(out_.members.begin(), out_.members.end());
    if (out_.members.size() < 2)
      throw target_error(
          in_quotes(words) +
          (out_.members.empty() ? " has no revision" : " is only " + in_quotes(graph[out_.members.front()].id)) +
          ": there is nothing to squash");
    inside_.assign(graph.size(), false);
    for (auto const r : out_.members) inside_[r] = true;
  }

  SquashRange take() && {
    find_last();
    refuse_others();
    find_parents();
    find_dependencies();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool carries_a_member(revision_index r) const {
    auto const in = [&](revision_index other) { return static_cast<bool>(inside_[other]); };
    return std::any_of(graph_.children(r).begin(), graph_.children(r).end(), in) ||
           std::any_of(graph_.dependants(r).begin(), graph_.dependants(r).end(), in);
  }

  void find_last() {
    std::vector<std::string> ends;
    for (auto const r : out_.members) {
      if (carries_a_member(r)) continue;
      ends.push_back(graph_[r].id);
      out_.last = r;
    }
    if (ends.size() > 1)
      throw target_error(in_quotes(words_) + " ends at several revisions, " + in_quotes(ends) +
                         ": name the one that the others lead to");
  }

  // What stands on a member that will be gone stands on the wrong thing then.
  void refuse_others() const {
    for (auto const r : out_.members) {
      if (r == out_.last) continue;
      for (auto const list : {graph_.children(r), graph_.dependants(r)})
        for (auto const other : list)
          if (!inside_[other])
            throw target_error(in_quotes(graph_[other].id) + " stands on " + in_quotes(graph_[r].id) +
                               ", which would be gone: let the range end at " + in_quotes(graph_[r].id) +
                               ", or begin behind it");
    }
  }

  void find_parents() {
    std::optional<revision_index> first;
    for (auto const r : out_.members) {
      auto const parents = graph_.parents(r);
      auto const outside = std::count_if(parents.begin(), parents.end(), [&](auto p) { return !inside_[p]; });
      if (outside == 0 && !parents.empty()) continue;
      auto sorted = [&](revision_index of) {
        std::vector<std::string> ids;
        for (auto const p : graph_.parents(of)) ids.push_back(graph_[p].id);
        std::sort(ids.begin(), ids.end());
        return ids;
      };
      bool const partly = static_cast<std::size_t>(outside) != parents.size();
      if (partly || (first && sorted(*first) != sorted(r)))
        throw target_error(in_quotes(graph_[r].id) + " brings in what is no part of " + in_quotes(words_) + ": " +
                           (parents.empty() ? std::string("it revises base") : "it revises " + in_quotes(sorted(r))) +
                           "; begin the range where both sides come from");
      if (!first) {
        first = r;
        for (auto const p : parents) out_.parents.push_back(graph_[p].id);
      }
    }
  }

  void find_dependencies() {
    for (auto const r : out_.members)
      for (auto const& name : graph_[r].depends_on) {
        auto const id = graph_.find(name);
        auto const to = id ? id : graph_.find_label(name);
        if (to && inside_[*to]) continue;
        if (std::find(out_.depends_on.begin(), out_.depends_on.end(), name) == out_.depends_on.end())
          out_.depends_on.push_back(name);
      }
  }

  core::revision_graph const& graph_;
  std::string const& words_;
  std::vector<bool> inside_;
  SquashRange out_;
};

}  // namespace

SquashRange squash_range(core::revision_graph const& graph, std::string const& range) {
  return Range(graph, range).take();
}

bool changes_only_schema(std::vector<ast::Statement> const& upgrade) {
  return std::none_of(upgrade.begin(), upgrade.end(), [](ast::Statement const& statement) {
    auto const& operation = statement.operation;
    if (auto const* part = std::get_if<ast::ForDialects>(&operation)) return !changes_only_schema(part->statements);
    return std::holds_alternative<ast::Insert>(operation) || std::holds_alternative<ast::Update>(operation) ||
           std::holds_alternative<ast::Delete>(operation) || std::holds_alternative<ast::CallStep>(operation) ||
           std::holds_alternative<ast::Sql>(operation) || std::holds_alternative<ast::BadStatement>(operation);
  });
}

bool names_others(std::vector<ast::Statement> const& statements, std::vector<std::string> const& dialects) {
  return std::any_of(statements.begin(), statements.end(), [&](ast::Statement const& statement) {
    auto const* part = std::get_if<ast::ForDialects>(&statement.operation);
    if (part == nullptr) return false;
    auto const known = [&](ast::Identifier const& name) {
      return std::find(dialects.begin(), dialects.end(), name.text) != dialects.end();
    };
    return !std::all_of(part->dialects.begin(), part->dialects.end(), known) ||
           names_others(part->statements, dialects);
  });
}

ast::Revision squashed_revision(History const& history, SquashRange const& range,
                                std::vector<std::string> const& checksums, std::string const& message,
                                std::string const& created) {
  auto const add_new = [](auto& list, auto const& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  };
  ast::Revision out;
  auto const& last = *history.revisions[range.last];
  out.id = {last.id.text, {}};
  out.message = {message, {}};
  for (auto const& id : range.parents) out.parents.push_back({id, {}});
  for (auto const& name : range.depends_on) out.depends_on.push_back({name, {}});
  for (auto const r : range.members) {
    auto const& member = *history.revisions[r];
    for (auto const& label : member.labels) add_new(out.labels, label);
    // What a member was squashed from before, first of all itself as it was then, is known by databases as well.
    for (auto const& earlier : member.replaces) out.replaces.push_back(earlier);
    out.replaces.push_back({{member.id.text, {}}, {checksums[r], {}}});
  }
  if (!created.empty()) out.created = ast::Text{created, {}};
  std::string descriptions;
  for (auto const r : range.members)
    if (auto const& member = *history.revisions[r]; member.description)
      descriptions += fmt::format("{}{}: {}\n{}\n", descriptions.empty() ? "" : "\n", member.id.text,
                                  member.message.value, member.description->value);
  if (!descriptions.empty()) out.description = ast::Text{descriptions.substr(0, descriptions.size() - 1), {}};
  return out;
}

std::vector<ast::Operation> as_written(ast::Statement const& derived) {
  auto const* alter = std::get_if<ast::AlterTable>(&derived.operation);
  auto const* added =
      alter == nullptr || alter->actions.size() != 1 ? nullptr : std::get_if<ast::AddColumn>(&alter->actions[0].node);
  if (added == nullptr || !added->column.nullability || !added->column.nullability->not_null ||
      added->column.default_value || added->column.generated || added->column.identity)
    return {derived.operation};
  ast::AddColumn nullable = *added;
  nullable.column.nullability.reset();
  ast::AlterTable first = *alter, second = *alter;
  first.actions[0].node = std::move(nullable);
  second.actions[0].node = ast::SetNotNull{added->column.name};
  return {std::move(first), std::move(second)};
}

std::string whose(ast::Revision const& revision) {
  return fmt::format("-- {}: {}\n", revision.id.text, printable(revision.message.value));
}

std::string copied_statements(Workspace const& workspace, ast::Revision const& revision, ast::Block const& block) {
  auto text = workspace.sources.text(block.where);
  text.remove_prefix(1);  // the braces
  text.remove_suffix(1);
  auto const begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string() : whose(revision) + std::string(text.substr(begin)) + "\n";
}

}  // namespace retort::cli
