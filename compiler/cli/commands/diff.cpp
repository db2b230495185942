// SPDX-License-Identifier: Apache-2.0
// retort diff: the statements that lead from one schema to another, each of them a revision, a schema file or a live
// database; for each dialect that is named, where there is no database. Changes nothing.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/ast/print.hpp"
#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

// One of the two schemas.
struct Side {
  std::string word;  // for messages; never a URL
  std::string url;   // of a live database; empty otherwise
  bool is_file = false;
  std::optional<LiveDatabase> live;
  model::Schema schema;
};

Side side_of(std::string const& word, Arguments const& arguments) {
  Side out;
  out.word = word;
  if (word == "db") out.url = url_of(arguments);
  if (is_url(word)) out.url = word;
  out.is_file = out.url.empty() && word.ends_with(".mig");
  if (!out.url.empty()) {
    out.live.emplace(out.url);
    out.word = out.live->display();
  }
  return out;
}

// What is found for some dialects.
struct Found {
  std::vector<dialect> which;
  std::vector<model::Difference> differences;
  model::Changes changes;

  // Whether another dialect finds the same.
  [[nodiscard]] bool same(Found const& other) const {
    auto const messages = [](std::vector<model::Difference> const& list) {
      std::vector<std::string> out;
      for (auto const& one : list) out.push_back(one.message);
      return out;
    };
    return messages(differences) == messages(other.differences) &&
           messages(changes.remaining) == messages(other.changes.remaining) &&
           std::equal(changes.list.begin(), changes.list.end(), other.changes.list.begin(), other.changes.list.end(),
                      [](model::Change const& x, model::Change const& y) { return x.operation == y.operation; });
  }
};

class Diff {
 public:
  Diff(Arguments const& arguments, Console const& console) : arguments_(arguments), console_(console) {}

  int run() {
    // One word is what the database is compared with.
    auto words = arguments_.operands;
    if (words.empty()) throw UsageError("'diff' needs what is compared: head, a revision, a schema file or a URL");
    if (words.size() == 1) words.insert(words.begin(), "db");
    Side a = side_of(words[0], arguments_), b = side_of(words[1], arguments_);
    bool const reads_history = (a.url.empty() && !a.is_file) || (b.url.empty() && !b.is_file);
    if (!settings(reads_history)) return code_;
    std::vector<Found> found;
    for (auto const target : dialects_for(a, b)) {
      options_.target = target;
      options_.rules_broken = rules_of(built_dialect(target));
      try {
        if (!read(a) || !read(b)) return code_;
      } catch (core::target_error const& refused) {
        return refuse_target(refused.what(), console_);
      }
      if (a.live) look(a, b.live ? nullptr : &b.schema);
      if (b.live) look(b, &a.schema);
      auto one = compared(a, b);
      auto const same = std::find_if(found.begin(), found.end(), [&](Found const& f) { return f.same(one); });
      if (same == found.end())
        found.push_back(std::move(one));
      else
        same->which.push_back(target);
    }
    warn_of(unsaid_, console_);
    return print(found);
  }

 private:
  bool settings(bool reads_history) {
    if (reads_history) {
      facts_ = read_facts_for_targets(arguments_, console_, Depth::whole, code_);
      if (!facts_) return false;
      settings_ = {facts_->workspace.config, facts_->workspace.filter};
      return true;
    }
    auto found = live_settings(arguments_, console_);
    code_ = wrong_usage;
    if (found) settings_ = std::move(*found);
    return found.has_value();
  }

  // A database is of one kind; what is written down is compared for all it is meant for.
  std::vector<dialect> dialects_for(Side const& a, Side const& b) {
    std::vector<dialect> out;
    if (a.live && b.live && a.live->which() != b.live->which())
      throw UsageError(fmt::format("{} and {} are databases of different kinds", a.word, b.word));
    if (a.live || b.live) {
      out.push_back(a.live ? a.live->which() : b.live->which());
    } else {
      std::vector<std::string> names = arguments_.dialects;
      for (auto const& choice : settings_.config.dialects)
        if (arguments_.dialects.empty()) names.push_back(choice.name);
      if (names.empty()) console_.err << "retort: note: no dialect is named: this is for sqlite\n";
      out = names.empty() ? std::vector<dialect>{dialect::sqlite} : parse_dialects(names);
    }
    options_.naming = settings_.config.naming;
    for (auto const target : out) static_cast<void>(built_dialect(target));  // or an error
    return out;
  }

  // What needs no database.
  bool read(Side& side) {
    if (side.live) return true;
    code_ = answer_is_no;
    side.schema = {};
    if (side.is_file) return read_file_of(side);
    if (side.word == "base") return true;
    auto& workspace = facts_->workspace;
    std::optional<core::revision_index> revision;
    if (side.word != "head" && side.word != "heads") revision = core::resolve_one(facts_->history.graph, {}, side.word);
    auto schema = schema_at(workspace, facts_->history, options_.target, revision);
    if (!schema) {
      report(workspace.sources, workspace.sink.all(), arguments_, console_);
      return false;
    }
    side.schema = std::move(*schema);
    return true;
  }
  bool read_file_of(Side& side) {
    Sources sources;
    Sink sink;
    auto const file = syntax::parse(sources, sources.add(side.word, read_file(side.word)), sink);
    auto const* desired = std::get_if<ast::DesiredSchema>(&file.content);
    if (desired == nullptr && sink.error_count() == 0)
      throw UsageError(fmt::format("'{}' is a revision, not a schema file", side.word));
    if (desired != nullptr) side.schema = model::desired_schema(*desired, options_, sink);
    if (sink.error_count() == 0) return true;
    report(sources, sink.all(), arguments_, console_);
    return false;
  }

  void look(Side& side, model::Schema const* known) {
    auto found = inspect_database(*side.live, settings_.config, settings_.filter, known);
    side.schema = std::move(found.schema);
    for (auto& one : found.unsaid)
      if (std::find(unsaid_.begin(), unsaid_.end(), one) == unsaid_.end()) unsaid_.push_back(std::move(one));
  }

  [[nodiscard]] Found compared(Side const& a, Side const& b) const {
    auto const wanted = model::filtered(a.schema, b.schema, settings_.filter);
    Found out{{options_.target}, model::compare(a.schema, wanted, "in " + a.word, "in " + b.word), {}};
    if (!out.differences.empty()) out.changes = model::changes_between(a.schema, wanted, {}, options_);
    return out;
  }

  // A statement for some of the dialects only.
  static ast::Operation for_some(ast::Operation operation, Found const& found) {
    ast::ForDialects out;
    for (auto const which : found.which) out.dialects.push_back({std::string(to_string(which)), {}});
    ast::Statement statement;
    statement.operation = std::move(operation);
    out.statements.push_back(std::move(statement));
    return out;
  }
  static std::string names_of(Found const& found) {
    std::string out;
    for (auto const which : found.which) out += (out.empty() ? "" : ", ") + std::string(to_string(which));
    return out;
  }

  // Where the dialects do not agree, each part says for which it is.
  [[nodiscard]] int print(std::vector<Found> found) const {
    Found all;
    for (auto& one : found) {
      bool const some = found.size() > 1;
      auto const told = [&](std::vector<model::Difference> const& from, std::vector<model::Difference>& to) {
        for (auto difference : from) {
          if (some) difference.message = "for " + names_of(one) + ": " + difference.message;
          to.push_back(std::move(difference));
        }
      };
      told(one.differences, all.differences);
      told(one.changes.remaining, all.changes.remaining);
      for (auto& change : one.changes.list) {
        if (some) change.operation = for_some(std::move(change.operation), one);
        all.changes.list.push_back(std::move(change));
      }
    }
    if (arguments_.json) {
      console_.out << diff_json(all.differences, all.changes, unsaid_);
    } else {
      for (auto const& change : all.changes.list) {
        ast::Statement statement;
        statement.operation = change.operation;
        console_.out << ast::print(statement) << '\n';
      }
      for (auto const& left : all.changes.remaining)
        console_.err << fmt::format("retort: note: no statement leads there: {}\n", printable(left.message));
      if (all.changes.list.empty())
        for (auto const& difference : all.differences)
          console_.err << "retort: note: " << printable(difference.message) << '\n';
    }
    return all.differences.empty() ? done : answer_is_no;
  }

  Arguments const& arguments_;
  Console const& console_;
  int code_ = done;
  std::optional<Facts> facts_;
  LiveSettings settings_;
  model::ReplayOptions options_;
  std::vector<dialects::Unsaid> unsaid_;
};

}  // namespace

int diff(Arguments const& arguments, Console const& console) { return Diff(arguments, console).run(); }

}  // namespace retort::cli
