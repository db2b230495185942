// SPDX-License-Identifier: Apache-2.0
// Which comment belongs to which part of a file. In: the pieces of the text (tokens and comments) and the parts the
// printer asks about. Out: the decorations of these parts; every comment is in exactly one of them.
// Does not print and does not parse.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/ast/decorate.hpp"

namespace retort::syntax {

// A token or a comment, in the order of the text; bytes [begin, end).
struct Piece {
  bool comment = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Cuts a text that parsed without errors into its pieces.
[[nodiscard]] std::vector<Piece> split_pieces(std::string_view text);

// Runs through the parts of a file without printing anything around them, and remembers them.
class PartRecorder final : public ast::Decorator {
 public:
  struct Node {
    ast::Part part = ast::Part::file;
    ast::Shape shape = ast::Shape::line;
    ast::Where where;
    std::vector<std::size_t> children;
  };
  ast::Decoration enter(ast::Part part, ast::Shape shape, ast::Where where) override;
  void leave() override { path_.pop_back(); }
  // In the order of printing; the file itself is the first.
  [[nodiscard]] std::vector<Node> const& nodes() const { return nodes_; }

 private:
  std::vector<Node> nodes_;
  std::vector<std::size_t> path_;
};

// The decoration of each recorded part, in the same order.
[[nodiscard]] std::vector<ast::Decoration> place_comments(std::string_view text, std::vector<Piece> const& pieces,
                                                          std::vector<PartRecorder::Node> const& nodes);

// Answers with given decorations, one part after the other.
class PartDecorator final : public ast::Decorator {
 public:
  explicit PartDecorator(std::vector<ast::Decoration> decorations) : decorations_(std::move(decorations)) {}
  ast::Decoration enter(ast::Part part, ast::Shape shape, ast::Where where) override;
  void leave() override {}

 private:
  std::vector<ast::Decoration> decorations_;
  std::size_t next_ = 0;
};

}  // namespace retort::syntax
