// SPDX-License-Identifier: Apache-2.0
// Checksums first; only what differs is parsed and compared.
#include "compiler/release/released.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/bundle/checksum.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/core/sha256.hpp"

namespace retort::release {

namespace {

using core::revision_index;

struct Difference {
  Span now;  // in the file; nowhere where it is gone
  std::string what;
  Span then;                       // in the released text; nowhere where there was nothing
  std::vector<std::string> lines;  // of a long statement, those that went and those that came
};

// What became of a text in a list: it is in both, or in one of them.
struct Edit {
  std::optional<std::size_t> then, now;  // positions
};
// From one list to the other; the longest common sequence decides what stayed.
std::vector<Edit> edits_between(std::vector<std::string> const& then, std::vector<std::string> const& now) {
  // What is the same at both ends stays; what is between them is mostly short.
  std::size_t same = 0, tail = 0;
  while (same < then.size() && same < now.size() && then[same] == now[same]) ++same;
  while (tail < then.size() - same && tail < now.size() - same &&
         then[then.size() - 1 - tail] == now[now.size() - 1 - tail])
    ++tail;
  constexpr std::size_t enough = 1000;  // that are looked at, of each side
  auto const middle = [&](std::vector<std::string> const& all) {
    auto const end = std::min(all.size() - tail, same + enough);
    return std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(same),
                                    all.begin() + static_cast<std::ptrdiff_t>(end));
  };
  auto const a = middle(then), b = middle(now);
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t k = b.size(); k-- > 0;)
      common[i][k] = a[i] == b[k] ? common[i + 1][k + 1] + 1 : std::max(common[i + 1][k], common[i][k + 1]);
  std::vector<Edit> out;
  for (std::size_t i = 0, k = 0; i < a.size() || k < b.size();) {
    if (i < a.size() && k < b.size() && a[i] == b[k])
      out.push_back({same + i++, same + k++});
    else if (k == b.size() || (i < a.size() && common[i + 1][k] >= common[i][k + 1]))
      out.push_back({same + i++, std::nullopt});
    else
      out.push_back({std::nullopt, same + k++});
  }
  return out;
}

// The canonical text without what only aligns it.
std::vector<std::string> lines_of(ast::Statement const& statement) {
  std::vector<std::string> out;
  std::string line;
  for (char const c : ast::print(statement) + "\n") {
    if (c != '\n') {
      if (c != ' ' || (!line.empty() && line.back() != ' ')) line += c;  // columns are aligned by blanks
      continue;
    }
    if (line.ends_with(',')) line.pop_back();
    out.push_back(std::exchange(line, {}));
  }
  return out;
}

// Two statements taken for the same one: what is said of it, and the lines that came and went, in their order:
// "- age integer", "+ age bigint". No lines for short ones.
void compare_lines(ast::Statement const& then, ast::Statement const& now, Difference& out) {
  auto a = lines_of(then), b = lines_of(now);
  if (a.size() < 2 && b.size() < 2) return;
  for (auto const& edit : edits_between(a, b)) {
    if (!edit.now) out.lines.push_back("- " + a[*edit.then]);
    if (!edit.then) out.lines.push_back("+ " + b[*edit.now]);
  }
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  if (a == b) out.what += ": its parts are in another order";
}

void compare_statements(char const* block, std::vector<ast::Statement> const& then,
                        std::vector<ast::Statement> const& now, std::vector<Difference>& out) {
  auto const texts = [](std::vector<ast::Statement> const& statements) {
    std::vector<std::string> list;
    for (auto const& statement : statements) list.push_back(bundle_writer::canonical_text(statement));
    return list;
  };
  std::vector<std::size_t> gone, fresh;
  // Of what is gone and what is new at one place, statements of one kind are taken for the same statement.
  auto const flush = [&] {
    for (auto const g : gone) {
      auto const match = std::find_if(fresh.begin(), fresh.end(), [&](std::size_t f) {
        return then[g].operation.index() == now[f].operation.index();
      });
      Difference d;
      d.then = then[g].where;
      d.what = fmt::format("statement {} of its {} is {}", g + 1, block, match == fresh.end() ? "gone" : "another one");
      if (match != fresh.end()) {
        d.now = now[*match].where;
        compare_lines(then[g], now[*match], d);
        fresh.erase(match);
      }
      out.push_back(std::move(d));
    }
    for (auto const f : fresh)
      out.push_back({now[f].where, fmt::format("a statement was added to its {}", block), Span{}, {}});
    gone.clear();
    fresh.clear();
  };
  for (auto const& edit : edits_between(texts(then), texts(now))) {
    if (edit.then && edit.now) flush();
    if (!edit.now) gone.push_back(*edit.then);
    if (!edit.then) fresh.push_back(*edit.now);
  }
  flush();
}

std::vector<std::string> sorted(std::vector<ast::RevisionId> const& ids) {
  std::vector<std::string> out;
  for (auto const& id : ids) out.push_back(id.text);
  std::sort(out.begin(), out.end());
  return out;
}
std::string list_of(std::vector<std::string> const& ids) {
  return ids.empty() ? "base" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string_view kind_of(ast::Downgrade const& downgrade) {
  return std::visit(
      overloaded{[](ast::DowngradeAuto const&) { return "derived"; }, [](ast::Block const&) { return "written out"; },
                 [](ast::DowngradeIrreversible const&) { return "irreversible"; }},
      downgrade.node);
}

std::vector<Difference> compare(ast::Revision const& then, ast::Revision const& now) {
  std::vector<Difference> out;
  auto const ids = [&](std::vector<ast::RevisionId> const& a, std::vector<ast::RevisionId> const& b, char const* verb) {
    auto const before = sorted(a), after = sorted(b);
    if (before == after) return;
    out.push_back({b.empty() ? now.id.where : b.front().where,
                   fmt::format("it {} {}, not {} as it did", verb, list_of(after), list_of(before)),
                   a.empty() ? then.id.where : a.front().where,
                   {}});
  };
  ids(then.parents, now.parents, "revises");
  ids(then.depends_on, now.depends_on, "depends on");
  if (!then.replaces.empty() && then.replaces != now.replaces)
    out.push_back({now.replaces.empty() ? now.id.where : now.replaces.front().id.where,
                   "it does not replace what it did",
                   then.replaces.front().id.where,
                   {}});
  compare_statements("upgrade", then.upgrade.statements, now.upgrade.statements, out);
  auto const *a = std::get_if<ast::Block>(&then.downgrade.node), *b = std::get_if<ast::Block>(&now.downgrade.node);
  if (a != nullptr && b != nullptr)
    compare_statements("downgrade", a->statements, b->statements, out);
  else if (then.downgrade.node.index() != now.downgrade.node.index())
    out.push_back(
        {now.downgrade.where,
         fmt::format("its downgrade is {}, not {} as it was", kind_of(now.downgrade), kind_of(then.downgrade)),
         then.downgrade.where,
         {}});
  return out;
}

// Whether the revision stands for what `entry` says, by that checksum.
bool replaces(ast::Revision const& revision, Entry const& entry) {
  return std::any_of(revision.replaces.begin(), revision.replaces.end(), [&](ast::Replaced const& one) {
    return one.id.text == entry.id && one.checksum.value == entry.checksum;
  });
}

bool is_somewhere(Span span) { return span.file.index != FileId::none; }

void report_change(Entry const& entry, ast::Revision const& now, std::vector<Difference> const& differences,
                   Sink& sink) {
  auto const& first = differences.front();
  auto& d = sink.report(Code::RT0902, is_somewhere(first.now) ? first.now : Span(now.id.where),
                        fmt::format("revision '{}' was released and has changed since: {}", entry.id, first.what));
  for (auto const& difference : differences) {
    if (&difference != &first)
      d | Note{difference.what, is_somewhere(difference.now) ? std::optional(difference.now) : std::nullopt};
    if (is_somewhere(difference.then)) d | Note{"as it was released", difference.then};
    for (auto const& line : difference.lines) d | Note{line, std::nullopt};
  }
  d | Note{"databases have it as it was: put it back, and write what has to change into a new revision", std::nullopt};
}

// A squash has to stand for what was released, not for what somebody has made of it.
void report_unknown_replaced(Entry const& entry, ast::Revision const& squashed, Sink& sink) {
  if (replaces(squashed, entry)) return;
  auto const item = std::find_if(squashed.replaces.begin(), squashed.replaces.end(),
                                 [&](ast::Replaced const& one) { return one.id.text == entry.id; });
  sink.report(
      Code::RT0902, item == squashed.replaces.end() ? squashed.id.where : item->id.where,
      fmt::format("'{}' replaces '{}' by another checksum than it was released with", squashed.id.text, entry.id)) |
      Note{"it was released here", entry.span} |
      Note{"databases have it as it was: put its file back, and squash again", std::nullopt};
}

// Until a squash of released revisions is in the lock file, nothing would hold it to what they did.
void report_unreleased(Entry const& entry, ast::Revision const& squashed, Sink& sink) {
  sink.report(Code::RT0902, squashed.id.where,
              fmt::format("'{}' stands for '{}', which was released, and is not in the lock file itself",
                          squashed.id.text, entry.id)) |
      Note{"it was released here", entry.span} |
      Note{"`retort squash` writes both, and version control brings them back", std::nullopt};
}

bool takes_a_name(ast::Statement const& statement) {
  auto const unnamed = [](ast::TableElement const& element) {
    if (auto const* c = std::get_if<ast::TableConstraint>(&element.node)) return !c->name;
    auto const* column = std::get_if<ast::Column>(&element.node);
    return column != nullptr &&
           ((column->primary_key && !column->primary_key->name) || (column->unique && !column->unique->name) ||
            (column->references && !column->references->name) ||
            std::any_of(column->checks.begin(), column->checks.end(),
                        [](ast::InlineCheck const& check) { return !check.name; }));
  };
  if (auto const* o = std::get_if<ast::CreateTable>(&statement.operation))
    return std::any_of(o->elements.begin(), o->elements.end(), unnamed);
  if (auto const* o = std::get_if<ast::CreateIndex>(&statement.operation)) return !o->name;
  if (auto const* o = std::get_if<ast::ForDialects>(&statement.operation))
    return std::any_of(o->statements.begin(), o->statements.end(), takes_a_name);
  auto const* alter = std::get_if<ast::AlterTable>(&statement.operation);
  return alter != nullptr &&
         std::any_of(alter->actions.begin(), alter->actions.end(), [&](ast::AlterAction const& action) {
           if (auto const* a = std::get_if<ast::AddConstraint>(&action.node)) return !a->constraint.name;
           auto const* a = std::get_if<ast::AddColumn>(&action.node);
           return a != nullptr && unnamed({a->column, {}});
         });
}

// What the checksum does not see: settings that give names, and labels that stand for a revision.
void report_other_meaning(Entry const& entry, ast::Revision const& now, Present const& present,
                          std::vector<std::vector<Entry const*>> const& entries, Sink& sink) {
  auto const& statements = now.upgrade.statements;
  if (entry.naming != present.naming && std::any_of(statements.begin(), statements.end(), takes_a_name))
    sink.report(Code::RT0902, now.id.where,
                fmt::format("revision '{}' was released under another naming convention, and has constraints or "
                            "indexes without a name: they have other names now",
                            entry.id)) |
        Note{"put [naming] of retort.toml back; what is new can be named by hand", std::nullopt};
  for (auto const& dependency : now.depends_on) {
    auto const named = present.graph.find(dependency.text) ? std::nullopt : present.graph.find_label(dependency.text);
    if (!named) continue;
    // The label has to be where it was when both were released: in the header of what it stands for.
    auto const carries = [&](Entry const* target) {
      auto const header = target->text.substr(0, target->text.find("\nupgrade "));
      auto const labels = header.find("\nlabels ");
      return labels != std::string::npos &&
             header.substr(labels, header.find('\n', labels + 1) - labels)
                     .find(ast::print(ast::Identifier{dependency.text, {}})) != std::string::npos;
    };
    if (std::none_of(entries[*named].begin(), entries[*named].end(), carries))
      sink.report(Code::RT0902, dependency.where,
                  fmt::format("revision '{}' was released and depends on label '{}', which has moved to '{}' since",
                              entry.id, dependency.text, present.graph[*named].id));
  }
}

}  // namespace

Entry entry_of(ast::Revision const& revision, std::string const& checksum, std::string const& naming) {
  ast::File file;
  file.content = revision;
  Entry out;
  out.id = revision.id.text;
  out.checksum = checksum;
  out.naming = naming;
  out.text = ast::print(file);
  return out;
}

std::string naming_of(std::vector<std::string> const& patterns, std::vector<std::string> const& usual) {
  if (patterns == usual) return {};
  core::sha256 sum;
  for (auto const& pattern : patterns) sum.update(pattern + '\n');
  return sum.finish_hex().substr(0, 16);
}

void check_released(std::vector<Entry> const& entries, Present const& present, Sources& sources, Sink& sink) {
  std::vector<bool> behind_change(present.graph.size(), false);  // it or an ancestor is not as it was
  std::vector<Entry const*> entry_of_revision(present.graph.size(), nullptr);
  std::vector<std::vector<Entry const*>> stands_for(present.graph.size());  // with those of what it replaces
  for (auto const& entry : entries) {
    auto const found = present.graph.find(entry.id);
    auto const into = present.graph.find_replacing(entry.id);
    if (into) {
      stands_for[*into].push_back(&entry);
      report_unknown_replaced(entry, *present.revisions[*into], sink);
      continue;
    }
    if (!found && !entry.whole) continue;
    if (!found) {
      sink.report(Code::RT0903, entry.span, fmt::format("revision '{}' was released and is gone", entry.id)) |
          Note{"databases may be at it: put its file back", std::nullopt};
      continue;
    }
    entry_of_revision[*found] = &entry;
    stands_for[*found].push_back(&entry);
  }
  for (auto const r : present.graph.order())
    if (!stands_for[r].empty() && entry_of_revision[r] == nullptr)
      report_unreleased(*stands_for[r].front(), *present.revisions[r], sink);
  for (auto const r : present.graph.order()) {
    if (!present.graph.is_whole(r)) continue;
    for (auto const parent : present.graph.parents(r)) behind_change[r] = behind_change[r] || behind_change[parent];
    Entry const* entry = entry_of_revision[r];
    if (entry == nullptr) continue;
    ast::Revision const& now = *present.revisions[r];
    if (entry->checksum == present.checksums[r]) {
      report_other_meaning(*entry, now, present, stands_for, sink);
      continue;
    }
    auto const id = sources.add(fmt::format("{}#{}", sources[entry->span.file].name(), entry->id), entry->text);
    Sink ignored;
    auto const file = syntax::parse(sources, id, ignored);
    auto const* then = std::get_if<ast::Revision>(&file.content);
    auto const differences =
        then == nullptr || ignored.error_count() > 0 ? std::vector<Difference>() : compare(*then, now);
    if (!differences.empty()) {
      report_change(*entry, now, differences, sink);
      behind_change[r] = true;
    } else if (!behind_change[r]) {
      sink.report(Code::RT0904, entry->span,
                  fmt::format("the checksum of revision '{}' is not that of what it says here", entry->id)) |
          Note{"`retort release` writes this file, and version control brings it back", std::nullopt};
    }
  }
}

}  // namespace retort::release
