// SPDX-License-Identifier: Apache-2.0
// Tree -> printed text -> tokens -> SHA-256. Going through tokens keeps the layout of the printer, and its opinion on
// which names need quotes, out of the checksum.
#include "compiler/bundle/checksum.hpp"

#include <algorithm>
#include <string_view>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/base/side_by_side.hpp"
#include "runtime/core/sha256.hpp"

namespace retort::bundle_writer {

namespace {

void forget_annotations(std::vector<ast::Statement>& statements) {
  for (auto& statement : statements) {
    statement.annotations.clear();
    if (auto* part = std::get_if<ast::ForDialects>(&statement.operation)) forget_annotations(part->statements);
    if (auto* raw = std::get_if<ast::Sql>(&statement.operation); raw != nullptr && raw->effect)
      forget_annotations(*raw->effect);
  }
}

// Whether forget_annotations() has anything to do; most statements need no copy.
bool is_annotated(ast::Statement const& statement) {
  return !statement.annotations.empty() || std::holds_alternative<ast::ForDialects>(statement.operation) ||
         std::holds_alternative<ast::Sql>(statement.operation);
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_plain(std::string_view name) {
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Printed text, token by token. The printer is trusted to close what it opens.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // A word or a sign a line; texts with their length in front, so that no text can look like something else.
  void add_canonical(std::string& out) {
    while (at_ < text_.size()) {
      char const c = text_[at_];
      if (c == ' ' || c == '\n' || c == '\t') {
        ++at_;
      } else if (c == '\'') {
        add(out, '\'', until_quote('\''));
      } else if (c == '"') {
        auto const name = until_quote('"');
        if (is_plain(name))
          out += name + '\n';
        else
          add(out, '"', name);
      } else if (c == '$') {
        add(out, '\'', dollar_text());
      } else {
        auto const begin = at_++;
        if (is_word(c))
          while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        out += text_.substr(begin, at_ - begin);
        out += '\n';
      }
    }
  }

 private:
  static void add(std::string& out, char kind, std::string const& text) {
    out += kind;
    out += std::to_string(text.size()) + ':' + text + '\n';
  }
  std::string until_quote(char quote) {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != quote) return out;
      }
      out += text_[at_];
    }
    return out;
  }
  std::string dollar_text() {
    auto const tag_end = std::min(text_.find('$', at_ + 1), text_.size() - 1);
    auto const tag = text_.substr(at_, tag_end + 1 - at_);
    auto const end = std::min(text_.find(tag, tag_end + 1), text_.size());
    std::string out(text_.substr(tag_end + 1, end - tag_end - 1));
    at_ = std::min(end + tag.size(), text_.size());
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void add_statement(std::string& out, ast::Statement const& statement) {
  if (!is_annotated(statement)) {
    Tokens(ast::print(statement)).add_canonical(out);
    return;
  }
  std::vector<ast::Statement> plain{statement};
  forget_annotations(plain);
  Tokens(ast::print(plain.front())).add_canonical(out);
}

void add_block(std::string& out, std::string_view name, std::vector<ast::Statement> const& statements) {
  out += name;
  out += '\n';
  for (auto const& statement : statements) add_statement(out, statement);
}

}  // namespace

std::string canonical_text(ast::Statement const& statement) {
  std::string out;
  add_statement(out, statement);
  return out;
}

std::string canonical_text(ast::Revision const& revision) {
  std::string out;
  add_block(out, "{upgrade}", revision.upgrade.statements);
  std::visit(overloaded{
                 [&](ast::DowngradeAuto const&) { out += "{downgrade auto}\n"; },
                 [&](ast::Block const& block) { add_block(out, "{downgrade}", block.statements); },
                 [&](ast::DowngradeIrreversible const&) { out += "{downgrade irreversible}\n"; },
             },
             revision.downgrade.node);
  return out;
}

std::vector<std::string> checksums(core::revision_graph const& graph, std::vector<ast::Revision const*> const& files) {
  std::vector<std::string> contents(graph.size());  // the long part of the work, and the one that needs no order
  side_by_side(graph.size(), parts_of(graph.size(), 200), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto r = static_cast<core::revision_index>(begin); r < end; ++r)
      if (graph.is_whole(r)) contents[r] = canonical_text(*files[r]);
  });
  std::vector<std::string> out(graph.size());
  auto const handed_down = [&](core::revision_index r) {
    auto const& replaces = files[r]->replaces;
    auto const itself = std::find_if(replaces.begin(), replaces.end(),
                                     [&](ast::Replaced const& one) { return one.id.text == graph[r].id; });
    return itself == replaces.end() ? out[r] : itself->checksum.value;
  };
  for (auto const r : graph.order()) {
    if (!graph.is_whole(r)) continue;
    core::sha256 sum;
    sum.update("c1\n" + graph[r].id + '\n');
    std::vector<std::string> above;
    for (auto const parent : graph.parents(r))
      above.push_back("parent " + graph[parent].id + ' ' + handed_down(parent) + '\n');
    for (auto const& dependency : graph[r].depends_on) above.push_back("depends on " + dependency + '\n');
    std::sort(above.begin(), above.end());
    for (auto const& line : above) sum.update(line);
    for (auto const& one : files[r]->replaces) sum.update("replaces " + one.id.text + ' ' + one.checksum.value + '\n');
    out[r] = "c1:" + sum.update(contents[r]).finish_hex();
  }
  return out;
}

}  // namespace retort::bundle_writer
