// SPDX-License-Identifier: Apache-2.0
// Faults of the graph in words. The graph finds them; here they get their places, the other party, and a suggestion.
#include "compiler/model/history_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/utf8.hpp"

namespace retort::model {

namespace {

using core::fault_kind;
using core::graph_fault;
using core::revision_index;
using Files = std::vector<ast::Revision const*>;

// So many revisions of a cycle, heads and bases get a note each.
constexpr std::size_t most_notes = 20;
// Each looks at every id; where more names are wrong than that, they are wrong for one reason.
constexpr std::size_t most_suggestions = 100;

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
// What no revision can be called was reported when the file was read.
bool can_be_found(std::string const& name) {
  auto const word = folded(name);
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), is_id_character) &&
         word != "base" && word != "head" && word != "heads" && word != "current";
}

// The files of which the end could not be read: what they do is not known.
std::set<std::uint32_t> files_cut_off(Sink const& sink) {
  std::set<std::uint32_t> out;
  for (auto const& d : sink.all())
    if (d.code == Code::RT0003 || d.code == Code::RT0004 || d.code == Code::RT0005 || d.code == Code::RT0006)
      out.insert(d.span.file.index);
  return out;
}

bool inside(Span inner, Span outer) {
  return outer.end != 0 && inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

// The files in whose headers something was not understood that may have been the parents: no parent is there, and a
// fault lies outside of the clauses that are.
std::set<std::uint32_t> files_without_parents(Files const& files, Sink const& sink) {
  std::set<std::uint32_t> faulty, out;
  for (auto const& d : sink.all())
    if (d.severity == Severity::error) faulty.insert(d.span.file.index);
  for (auto const* file : files) {
    auto const id = Span(file->id.where).file;
    if (!file->parents.empty() || !faulty.contains(id.index)) continue;
    auto const explained = [&](Span span) {
      auto const within = [&](auto const& part) { return inside(span, part.where); };
      return within(*file) || (file->created && within(*file->created)) ||
             (file->description && within(*file->description)) ||
             std::any_of(file->labels.begin(), file->labels.end(), within) ||
             std::any_of(file->depends_on.begin(), file->depends_on.end(), within);
    };
    bool const has_upgrade = Span(file->upgrade.where).end != 0;
    for (auto const& d : sink.all())
      if (d.severity == Severity::error && d.span.file == id &&
          (!has_upgrade || d.span.begin < file->upgrade.where.begin) && !explained(d.span))
        out.insert(id.index);
  }
  return out;
}

std::string list(std::vector<std::string> const& names, std::size_t most = 5) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += "'" + names[i] + "'";
  }
  if (names.size() > most) out += fmt::format(" and {} more", names.size() - most);
  return out;
}

class Reporter {
 public:
  Reporter(Files const& files, core::revision_graph const& graph, GraphOptions const& options, Sink& sink)
      : files_(files), graph_(graph), options_(options), sink_(sink) {}

  void report(graph_fault const& fault) {
    auto const& file = *files_[fault.revision];
    switch (fault.kind) {
      case fault_kind::duplicate_id:
        return duplicate_id(file, *files_[fault.others.front()]);
      case fault_kind::case_clash:
        return case_clash(file, *files_[fault.others.front()]);
      case fault_kind::unknown_parent:
        if (fault.item >= file.parents.size()) return;
        if (!fault.others.empty())
          return squashed(Code::RT0201, file.parents[fault.item], *files_[fault.others.front()]);
        return unknown(Code::RT0201, file, file.parents[fault.item]);
      case fault_kind::unknown_dependency:
        if (!fault.others.empty())
          return squashed(Code::RT0207, file.depends_on[fault.item], *files_[fault.others.front()]);
        return unknown(Code::RT0207, file, file.depends_on[fault.item]);
      case fault_kind::abbreviated_parent:
        return abbreviated(file.parents[fault.item], *files_[fault.others.front()]);
      case fault_kind::abbreviated_dependency:
        return abbreviated(file.depends_on[fault.item], *files_[fault.others.front()]);
      case fault_kind::self_parent:
        sink_.report(Code::RT0204, file.parents[fault.item].where,
                     fmt::format("revision '{}' revises itself", file.id.text)) |
            Note{"name the revision that it comes after, or base", std::nullopt};
        return;
      case fault_kind::cycle:
        return cycle(fault);
      case fault_kind::duplicate_label:
        return duplicate_label(file.labels[fault.item], *files_[fault.others.front()]);
      case fault_kind::label_is_id:
        sink_.report(
            Code::RT0208, file.labels[fault.item].where,
            fmt::format(
                "label '{}' is the id of a revision{}", file.labels[fault.item].text,
                file.labels[fault.item].text == files_[fault.others.front()]->id.text ? "" : " but for its case")) |
            Note{"the revision of that id is here", files_[fault.others.front()]->id.where};
        return;
      case fault_kind::redundant_parent:
        return redundant_parent(file, fault.item, *files_[fault.others.front()]);
      case fault_kind::replaced_is_there:
        return replaced_is_there(file, graph_[fault.revision].replaces[fault.item], *files_[fault.others.front()]);
      case fault_kind::replaced_twice:
        return replaced_twice(file, graph_[fault.revision].replaces[fault.item], *files_[fault.others.front()]);
    }
  }

  void several_bases() {
    auto const bases = graph_.bases();
    std::vector<std::string> unlabelled;
    ast::Revision const* last = nullptr;
    for (auto const r : bases)
      if (files_[r]->labels.empty()) {
        unlabelled.push_back(files_[r]->id.text);
        last = files_[r];
      }
    if (bases.size() < 2 || last == nullptr) return;
    auto& d = sink_.report(Code::RT0206, last->id.where,
                           fmt::format("{} revisions revise base, and {} {} no label", bases.size(), list(unlabelled),
                                       unlabelled.size() == 1 ? "has" : "have"));
    each(d, bases, [](ast::Revision const& file) {
      return file.labels.empty() ? std::string("no label") : fmt::format("label '{}'", file.labels.front().text);
    });
    d | Note{"give each of them a label of its own, 'labels NAME;', or let it revise what it comes after",
             std::nullopt};
  }

  void several_heads() {
    auto const heads = graph_.heads();
    if (heads.size() < 2) return;
    std::vector<std::string> ids;
    for (auto const r : heads) ids.push_back(files_[r]->id.text);
    auto& d = sink_.report(Code::RT0205, files_[heads.back()]->id.where,
                           fmt::format("the history has {} heads: {}", heads.size(), list(ids)));
    each(d, heads, [](ast::Revision const&) { return std::string("a head"); });
    if (heads.size() <= most_notes)
      d | Note{fmt::format("bring them together: retort merge {}", fmt::join(ids, " ")), std::nullopt};
    d | Note{"where several heads are meant: allow-heads = true in retort.toml, or --allow-heads", std::nullopt};
  }

 private:
  template <class Say>
  void each(Diagnostic& d, std::vector<revision_index> const& revisions, Say say) {
    for (std::size_t i = 0; i < std::min(revisions.size(), most_notes); ++i) {
      auto const& file = *files_[revisions[i]];
      d | Note{fmt::format("'{}' ({}): {}", file.id.text, printable(file.message.value), say(file)), file.id.where};
    }
    if (revisions.size() > most_notes)
      d | Note{fmt::format("and {} more", revisions.size() - most_notes), std::nullopt};
  }

  void duplicate_id(ast::Revision const& file, ast::Revision const& first) {
    sink_.report(Code::RT0202, file.id.where, fmt::format("there is another revision '{}'", file.id.text)) |
        Note{"the other one is here", first.id.where};
  }
  void case_clash(ast::Revision const& file, ast::Revision const& first) {
    sink_.report(Code::RT0202, file.id.where,
                 fmt::format("the ids '{}' and '{}' differ only in case", file.id.text, first.id.text)) |
        Note{"the other one is here", first.id.where};
  }

  void unknown(Code code, ast::Revision const& from, ast::RevisionId const& name) {
    if (!can_be_found(name.text) || options_.unread_files) return;
    bool const labels = code == Code::RT0207;
    auto& d = sink_.report(code, name.where,
                           fmt::format("there is no revision {}'{}'", labels ? "or label " : "", name.text));
    if (auto const carrier = graph_.find_label(name.text); carrier && !labels) {
      auto const& id = files_[*carrier]->id;
      d.label = fmt::format("did you mean '{}'?", id.text);
      d | Fix{name.where, id.text} | Note{fmt::format("'{}' is a label; parents are named by id", name.text), id.where};
      return;
    }
    if (++suggestions_ > most_suggestions) return;
    std::vector<std::string> ids, begun, same;
    for (auto const* file : files_) {
      if (file == &from) continue;
      ids.push_back(file->id.text);
      if (file->id.text.starts_with(name.text)) begun.push_back(file->id.text);
      if (folded(file->id.text) == folded(name.text)) same.push_back(file->id.text);
      if (labels)
        for (auto const& label : file->labels) ids.push_back(label.text);
    }
    auto const only = same.size() == 1                    ? std::optional(same.front())
                      : same.empty() && begun.size() == 1 ? std::optional(begun.front())
                      : same.empty() && begun.empty()     ? suggest(name.text, ids)
                                                          : std::nullopt;
    if (only) {
      d.label = fmt::format("did you mean '{}'?", *only);
      d | Fix{name.where, *only};
    } else if (begun.size() > 1) {
      d | Note{fmt::format("the ids {} begin with it", list(begun)), std::nullopt};
    }
  }

  static Span place_of(std::string const& id, ast::Revision const& squashed) {
    auto const item = std::find_if(squashed.replaces.begin(), squashed.replaces.end(),
                                   [&](ast::Replaced const& one) { return one.id.text == id; });
    return item == squashed.replaces.end() ? squashed.id.where : item->id.where;
  }
  void squashed(Code code, ast::RevisionId const& name, ast::Revision const& into) {
    auto& d =
        sink_.report(code, name.where, fmt::format("revision '{}' was squashed into '{}'", name.text, into.id.text));
    d.label = fmt::format("did you mean '{}'?", into.id.text);
    d | Fix{name.where, into.id.text} |
        Note{fmt::format("'{}' replaces it here", into.id.text), place_of(name.text, into)};
  }
  void replaced_is_there(ast::Revision const& squashed, std::string const& id, ast::Revision const& still) {
    sink_.report(Code::RT0213, place_of(id, squashed),
                 fmt::format("revision '{}' was squashed into '{}', and is still there", id, squashed.id.text)) |
        Note{"its file is to be removed: the other one does what it does", still.id.where};
  }
  void replaced_twice(ast::Revision const& squashed, std::string const& id, ast::Revision const& first) {
    sink_.report(Code::RT0213, place_of(id, squashed),
                 fmt::format("revision '{}' is replaced by '{}' already", id, first.id.text)) |
        Note{"it is replaced here", place_of(id, first)};
  }

  void abbreviated(ast::RevisionId const& name, ast::Revision const& meant) {
    auto& d = sink_.report(Code::RT0210, name.where,
                           fmt::format("'{}' is an abbreviated id, and files need the full one", name.text));
    d.label = fmt::format("did you mean '{}'?", meant.id.text);
    d | Fix{name.where, meant.id.text} | Note{"the revision of that id is here", meant.id.where};
  }

  struct Edge {
    char const* verb;
    Span where;
  };
  // How `file` needs `needed`.
  static Edge edge(ast::Revision const& file, ast::Revision const& needed) {
    auto const names = [&](ast::RevisionId const& name) {
      return name.text == needed.id.text || (can_be_found(name.text) && needed.id.text.starts_with(name.text));
    };
    if (auto const p = std::find_if(file.parents.begin(), file.parents.end(), names); p != file.parents.end())
      return {"revises", p->where};
    for (auto const& d : file.depends_on) {
      bool const by_label = std::any_of(needed.labels.begin(), needed.labels.end(),
                                        [&](ast::Identifier const& label) { return label.text == d.text; });
      if (names(d) || by_label) return {"depends on", d.where};
    }
    return {"needs", file.id.where};
  }

  void cycle(graph_fault const& fault) {
    auto const& round = fault.others;
    auto const file = [&](std::size_t i) -> ast::Revision const& { return *files_[round[i % round.size()]]; };
    Span const where = edge(file(0), file(1)).where;
    if (round.size() == 1) {
      sink_.report(Code::RT0203, where, fmt::format("revision '{}' depends on itself", file(0).id.text));
      return;
    }
    auto& d = sink_.report(
        Code::RT0203, where,
        fmt::format("revision '{}' comes before itself, in a cycle of {} revisions", file(0).id.text, round.size()));
    for (std::size_t i = 0; i < round.size(); ++i) {
      if (i >= most_notes && i + 1 < round.size()) continue;  // the last one shows how it closes
      auto const step = edge(file(i), file(i + 1));
      d | Note{fmt::format("'{}' {} '{}'", file(i).id.text, step.verb, file(i + 1).id.text), step.where};
    }
  }

  void duplicate_label(ast::Identifier const& label, ast::Revision const& first) {
    auto const other = std::find_if(first.labels.begin(), first.labels.end(),
                                    [&](ast::Identifier const& l) { return l.text == label.text; });
    sink_.report(Code::RT0208, label.where,
                 fmt::format("label '{}' belongs to revision '{}' already", label.text, first.id.text)) |
        Note{"it has it here", other == first.labels.end() ? Span(first.id.where) : Span(other->where)};
  }

  void redundant_parent(ast::Revision const& file, std::size_t item, ast::Revision const& other) {
    auto const& parent = file.parents[item];
    Span gone = parent.where;  // with one comma
    if (item > 0) {
      gone.begin = file.parents[item - 1].where.end;
    } else {
      gone.end = file.parents[item + 1].where.begin;
    }
    sink_.report(Code::RT0209, parent.where,
                 parent.text == other.id.text
                     ? fmt::format("parent '{}' is given twice", parent.text)
                     : fmt::format("parent '{}' is an ancestor of '{}', which is a parent as well", parent.text,
                                   other.id.text)) |
        Fix{gone, ""} | Note{fmt::format("'{}' is here", other.id.text), other.id.where};
  }

  Files const& files_;
  core::revision_graph const& graph_;
  GraphOptions const& options_;
  Sink& sink_;
  std::size_t suggestions_ = 0;
};

// Whether it leaves open who stands on whom.
bool moves_heads(graph_fault const& fault) {
  switch (fault.kind) {
    case fault_kind::duplicate_id:
    case fault_kind::unknown_parent:
    case fault_kind::self_parent:
    case fault_kind::unknown_dependency:
    case fault_kind::cycle:
    case fault_kind::replaced_is_there:
    case fault_kind::replaced_twice:
      return true;
    case fault_kind::case_clash:
    case fault_kind::abbreviated_parent:
    case fault_kind::abbreviated_dependency:
    case fault_kind::duplicate_label:
    case fault_kind::label_is_id:
    case fault_kind::redundant_parent:
      return false;
  }
  return false;
}

}  // namespace

core::revision_graph build_graph(Files const& files, GraphOptions const& given, Sink& sink) {
  GraphOptions options = given;
  // An id that is none was reported when it was read; what it was meant to be is not known.
  options.unread_files = options.unread_files || std::any_of(files.begin(), files.end(), [](auto const* file) {
                           return !can_be_found(file->id.text);
                         });
  auto not_whole = files_without_parents(files, sink);
  not_whole.merge(files_cut_off(sink));
  std::vector<core::revision_node> nodes;
  nodes.reserve(files.size());
  for (auto const* file : files) {
    core::revision_node node;
    node.id = file->id.text;
    for (auto const& p : file->parents) node.parents.push_back(p.text);
    // A parent that nothing can have: what stands on it is not replayed.
    if (not_whole.contains(Span(file->id.where).file.index)) node.parents.emplace_back();
    for (auto const& d : file->depends_on) node.depends_on.push_back(d.text);
    for (auto const& l : file->labels) node.labels.push_back(l.text);
    for (auto const& replaced : file->replaces) node.replaces.push_back(replaced.id.text);
    nodes.push_back(std::move(node));
  }
  std::vector<graph_fault> faults;
  auto graph = core::revision_graph::build(std::move(nodes), faults);
  Reporter reporter(files, graph, options, sink);
  for (auto const& fault : faults) reporter.report(fault);
  // One fault, one error: where an edge is missing, ends are where none are meant.
  if (options.unread_files || std::any_of(faults.begin(), faults.end(), moves_heads)) return graph;
  if (!options.allow_unlabelled_bases) reporter.several_bases();
  if (!options.allow_heads) reporter.several_heads();
  return graph;
}

}  // namespace retort::model
