// SPDX-License-Identifier: Apache-2.0
// Where the text is put together: indentation, lines that are too long, the comments that stand beside a part.
#include "compiler/ast/print_writer.hpp"

#include "compiler/ast/print_parts.hpp"

namespace retort::ast::detail {

namespace {

constexpr std::size_t indent_width = 2;
constexpr std::size_t line_width = 100;

}  // namespace

void Writer::blank_line() { blank_pending_ = !at_opening_; }

void Writer::new_line() {
  if (!out_.empty()) out_ += blank_pending_ ? "\n\n" : "\n";
  blank_pending_ = false;
  at_opening_ = false;
  out_.append(indent_width * static_cast<std::size_t>(depth_), ' ');
}

void Writer::comment_lines(std::vector<CommentText> const& comments) {
  for (CommentText const& comment : comments) {
    if (comment.blank_before) blank_line();
    new_line();
    out_ += comment.text;
  }
}

void Writer::comments_behind(std::vector<std::string> const& comments) {
  for (std::string const& comment : comments) (out_ += ' ') += comment;
}

void Writer::begin(Part part, Shape shape, Where where, Blank blank) {
  open_parts_.push_back(decorator_ != nullptr ? decorator_->enter(part, shape, where) : Decoration{});
  Decoration const& decoration = open_parts_.back();
  if (blank == Blank::always) blank_line();
  comment_lines(decoration.above);
  if (decoration.blank_before && blank != Blank::never) blank_line();
  for (std::string const& comment : decoration.pulled) {
    new_line();
    out_ += comment;
  }
  new_line();
}

void Writer::end() {
  comments_behind(open_parts_.back().tail);
  open_parts_.pop_back();
  if (decorator_ != nullptr) decorator_->leave();
}

void Writer::begin_file() {
  open_parts_.push_back(decorator_ != nullptr ? decorator_->enter(Part::file, Shape::list, Where{}) : Decoration{});
}

void Writer::end_file() {
  comment_lines(open_parts_.back().inner);
  end();
  if (!out_.empty()) out_ += '\n';
}

void Writer::open() {
  comments_behind(open_parts_.back().head);
  ++depth_;
  at_opening_ = true;
}

void Writer::close(std::string_view text) {
  close();
  new_line();
  out_ += text;
}

void Writer::close() {
  comment_lines(open_parts_.back().inner);
  --depth_;
  at_opening_ = false;
}

bool Writer::has_inner_comments() const {
  return !open_parts_.back().head.empty() || !open_parts_.back().inner.empty();
}

void Writer::pieces(std::vector<std::string> const& pieces, int indent) {
  std::size_t total = indent_width * static_cast<std::size_t>(depth_);
  bool one_line = true;
  for (std::string const& piece : pieces) {
    total += width(piece) + 1;  // the blank or the ';' behind it
    if (piece.find('\n') != std::string::npos) one_line = false;
  }
  one_line = one_line && total <= line_width;
  bool first = true;
  for (std::string const& piece : pieces) {
    if (first) {
      first = false;
    } else if (one_line) {
      out_ += ' ';
    } else {
      depth_ += indent;
      new_line();
      depth_ -= indent;
    }
    out_ += piece;
  }
}

}  // namespace retort::ast::detail
