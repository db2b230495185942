// SPDX-License-Identifier: Apache-2.0
// Comments are told apart by what stands before and behind them on their line; the parts by the place they have in the
// text. In: pieces and parts. Out: a decoration for each part. Prints nothing.
#include "compiler/syntax/format_comments.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "compiler/syntax/literal.hpp"

namespace retort::syntax {

using ast::Decoration;
using ast::Part;
using ast::Shape;

namespace {

using Offset = std::uint32_t;
constexpr Offset nowhere = std::numeric_limits<Offset>::max();

// Where a part stands in the text. Parts that the text leaves out (`downgrade auto`) are nowhere.
struct Extent {
  Offset begin = nowhere, end = nowhere;
  Offset open = nowhere, close = nowhere;  // its inner parts are in [open, close)
  bool present() const { return begin != nowhere; }
  bool holds(Offset at) const { return begin <= at && at < end; }
  bool holds_inside(Offset at) const { return open <= at && at < close; }
};

// How a comment stands among the tokens around it.
struct Setting {
  bool own_line = false;   // no token before it on its line
  bool ends_line = false;  // no token behind it on its line
  bool blank_before = false;
};

bool is_line_comment(std::string_view comment) { return comment.substr(0, 2) == "--"; }

class Placement {
 public:
  Placement(std::string_view text, std::vector<Piece> const& pieces, std::vector<PartRecorder::Node> const& nodes)
      : text_(text),
        pieces_(pieces),
        nodes_(nodes),
        extents_(nodes.size()),
        children_(nodes.size()),
        decorations_(nodes.size()) {
    for (Piece const& piece : pieces_)
      if (!piece.comment) tokens_.push_back(piece);
  }

  std::vector<Decoration> run() {
    find_extents();
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (extents_[i].present()) decorations_[i].blank_before = blank_before(extents_[i].begin);
    std::vector<Setting> const settings = find_settings();
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].comment) place(pieces_[i], settings[i]);
    return std::move(decorations_);
  }

 private:
  std::string_view slice(Piece const& piece) const { return text_.substr(piece.begin, piece.end - piece.begin); }

  // ---- places of parts

  // The clauses of the header, the blocks and `schema;`: what stands at the top level and begins with a word.
  std::map<Part, Extent> find_clauses() const {
    static std::map<std::string_view, Part> const words{
        {"revision", Part::revision}, {"revises", Part::revises},         {"depends", Part::depends_on},
        {"replaces", Part::replaces}, {"labels", Part::labels},           {"compatible", Part::compatible},
        {"created", Part::created},   {"description", Part::description}, {"upgrade", Part::upgrade},
        {"schema", Part::schema},     {"downgrade", Part::downgrade},
    };
    std::map<Part, Extent> clauses;
    std::size_t i = skip_annotations(0);
    while (i < tokens_.size()) {
      std::size_t const last = clause_end(i);
      std::string word(slice(tokens_[i]));
      std::transform(word.begin(), word.end(), word.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      if (auto const found = words.find(word); found != words.end())
        clauses.emplace(found->second, Extent{tokens_[i].begin, tokens_[last].end, nowhere, nowhere});
      if (word == "schema") break;  // what follows are statements
      i = last + 1;
    }
    return clauses;
  }

  std::size_t skip_annotations(std::size_t i) const {
    while (i < tokens_.size() && text_[tokens_[i].begin] == '@') {
      i += 2;  // the sign and its word
      if (i < tokens_.size() && slice(tokens_[i]) == "(") i = matching(i) + 1;
    }
    return i;
  }

  // The token that ends the clause beginning at token i: its ';', or the '}' of a block.
  std::size_t clause_end(std::size_t i) const {
    for (; i < tokens_.size(); ++i) {
      std::string_view const token = slice(tokens_[i]);
      if (token == ";") return i;
      if (token == "{") return matching(i);
    }
    return tokens_.size() - 1;
  }

  // The token that closes what token i opens.
  std::size_t matching(std::size_t i) const {
    int depth = 0;
    for (; i < tokens_.size(); ++i) {
      std::string_view const token = slice(tokens_[i]);
      if (token == "(" || token == "{") ++depth;
      if (token == ")" || token == "}") --depth;
      if (depth == 0) return i;
    }
    return tokens_.size() - 1;
  }

  // Index of the first token that begins at or behind `at`.
  std::size_t token_at(Offset at) const {
    auto const found = std::lower_bound(tokens_.begin(), tokens_.end(), at,
                                        [](Piece const& token, Offset offset) { return token.begin < offset; });
    return static_cast<std::size_t>(found - tokens_.begin());
  }

  // From the first token under the span to the last, whatever blanks and comments the span has at its ends.
  Extent extent_of(Span span) const {
    std::size_t const first = token_at(span.begin);
    std::size_t const behind = token_at(span.end);
    if (first >= behind) return {span.begin, span.end, nowhere, nowhere};
    return {tokens_[first].begin, tokens_[behind - 1].end, nowhere, nowhere};
  }

  void find_extents() {
    std::map<Part, Extent> const clauses = find_clauses();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      Part const part = nodes_[i].part;
      Extent& extent = extents_[i];
      if (part == Part::file) {
        extent = {0, nowhere, 0, nowhere};
      } else if (part <= Part::schema && part != Part::annotation) {
        if (auto const found = clauses.find(part); found != clauses.end()) extent = found->second;
      } else {
        extent = extent_of(nodes_[i].where);
      }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (extents_[i].present() && nodes_[i].part != Part::file) find_inside(i);
      for (std::size_t const child : nodes_[i].children)
        if (extents_[child].present()) children_[i].push_back(child);
      std::stable_sort(children_[i].begin(), children_[i].end(),
                       [&](std::size_t a, std::size_t b) { return extents_[a].begin < extents_[b].begin; });
    }
  }

  void find_inside(std::size_t node) {
    Extent& extent = extents_[node];
    switch (nodes_[node].shape) {
      case Shape::line:
        return;
      case Shape::parens:
        return find_brackets(extent, "(");
      case Shape::braces:
        return find_brackets(extent, "{");
      case Shape::list: {
        std::vector<std::size_t> const& children = nodes_[node].children;
        if (children.empty()) return;
        std::size_t const first = token_at(extents_[children.front()].begin);
        extent.open = first > 0 ? tokens_[first - 1].end : extent.begin;
        // What follows on the last one's line is its own where the statement goes on, else the statement's.
        Offset const last = extents_[children.back()].end;
        std::size_t const next = token_at(last);
        extent.close = next < tokens_.size() && tokens_[next].begin < extent.end ? tokens_[next].begin : last;
        return;
      }
    }
  }

  void find_brackets(Extent& extent, std::string_view bracket) {
    for (std::size_t i = token_at(extent.begin); i < tokens_.size() && tokens_[i].begin < extent.end; ++i) {
      if (slice(tokens_[i]) != bracket) continue;
      extent.open = tokens_[i].end;
      extent.close = tokens_[matching(i)].begin;
      return;
    }
  }

  // ---- settings of comments

  std::size_t line_ends(Offset begin, Offset end) const {
    std::size_t count = 0;
    for (Offset at = begin; at < end; ++at)
      if (text_[at] == '\n' || (text_[at] == '\r' && (at + 1 == text_.size() || text_[at + 1] != '\n'))) ++count;
    return count;
  }
  std::size_t line_ends_before(std::size_t piece) const {
    return line_ends(piece == 0 ? 0 : pieces_[piece - 1].end, pieces_[piece].begin);
  }

  bool blank_before(Offset begin) const {
    auto const found = std::lower_bound(pieces_.begin(), pieces_.end(), begin,
                                        [](Piece const& piece, Offset offset) { return piece.begin < offset; });
    return found != pieces_.end() && line_ends_before(static_cast<std::size_t>(found - pieces_.begin())) > 1;
  }

  // Comments that share a line are treated alike: as the first of them towards the tokens before, as the last of them
  // towards those behind.
  std::vector<Setting> find_settings() const {
    std::vector<Setting> settings(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      std::size_t const breaks = line_ends_before(i);
      settings[i].blank_before = breaks > 1;
      settings[i].own_line = i == 0 || breaks > 0 || (pieces_[i - 1].comment && settings[i - 1].own_line);
    }
    for (std::size_t i = pieces_.size(); i-- > 0;) {
      bool const breaks = i + 1 == pieces_.size() || line_ends_before(i + 1) > 0;
      settings[i].ends_line = breaks || (pieces_[i + 1].comment && settings[i + 1].ends_line);
    }
    return settings;
  }

  // ---- placing

  std::string comment_text(Piece const& piece) const {
    std::string result = with_line_feeds(slice(piece));
    result.erase(result.find_last_not_of(" \t\r\n") + 1);
    return result;
  }

  void place(Piece const& comment, Setting setting) {
    std::size_t container = 0;
    while (true) {
      std::vector<std::size_t> const& children = children_[container];
      auto const next = std::partition_point(children.begin(), children.end(),
                                             [&](std::size_t child) { return extents_[child].end <= comment.begin; });
      if (next == children.end() || !extents_[*next].holds(comment.begin)) {
        auto const before = next == children.begin() ? std::nullopt : std::optional(*(next - 1));
        auto const behind = next == children.end() ? std::nullopt : std::optional(*next);
        return place_between(comment, setting, container, before, behind);
      }
      if (!extents_[*next].holds_inside(comment.begin)) {
        decorations_[*next].pulled.push_back(comment_text(comment));
        return;
      }
      container = *next;
    }
  }

  void place_between(Piece const& comment, Setting setting, std::size_t container, std::optional<std::size_t> before,
                     std::optional<std::size_t> behind) {
    std::string text = comment_text(comment);
    // Behind the last part of a container it is that part's as well where the container closes on the same line.
    if (!setting.own_line && (setting.ends_line || !behind) && (before || container != 0)) {
      std::vector<std::string>& line = before ? decorations_[*before].tail : decorations_[container].head;
      // Nothing can follow a comment that runs to the end of its line.
      if (line.empty() || !is_line_comment(line.back())) return line.push_back(std::move(text));
    }
    bool const blank = setting.own_line && setting.blank_before;
    std::vector<ast::CommentText>& lines = behind ? decorations_[*behind].above : decorations_[container].inner;
    lines.push_back({std::move(text), blank});
  }

  std::string_view text_;
  std::vector<Piece> const& pieces_;
  std::vector<PartRecorder::Node> const& nodes_;
  std::vector<Piece> tokens_;
  std::vector<Extent> extents_;
  // The parts inside each part in the order of the text (a header may be written in any order).
  std::vector<std::vector<std::size_t>> children_;
  std::vector<Decoration> decorations_;
};

}  // namespace

Decoration PartRecorder::enter(Part part, Shape shape, ast::Where where) {
  if (!path_.empty()) nodes_[path_.back()].children.push_back(nodes_.size());
  path_.push_back(nodes_.size());
  nodes_.push_back({part, shape, where, {}});
  return {};
}

Decoration PartDecorator::enter(Part /*part*/, Shape /*shape*/, ast::Where /*where*/) {
  return std::move(decorations_.at(next_++));
}

std::vector<Decoration> place_comments(std::string_view text, std::vector<Piece> const& pieces,
                                       std::vector<PartRecorder::Node> const& nodes) {
  return Placement(text, pieces, nodes).run();
}

}  // namespace retort::syntax
