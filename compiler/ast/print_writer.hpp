// SPDX-License-Identifier: Apache-2.0
// Lines, indentation and decorations: the printer says which part it prints, the writer puts it on the page.
// Knows nothing of the tree. Not for other folders.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/decorate.hpp"

namespace retort::ast::detail {

enum class Blank {
  asked,   // an empty line above the part where the decorator asks for one
  never,   // none directly above the part
  always,  // one above the part and the comments above it
};

class Writer {
 public:
  // Without a decorator nothing but the tree is printed. The decorator has to outlive the writer.
  explicit Writer(Decorator* decorator) : decorator_(decorator) {}
  [[nodiscard]] bool decorated() const { return decorator_ != nullptr; }

  // Begins a part on a new line, below the comments that belong above it. Every begin() has its end().
  void begin(Part part, Shape shape, Where where, Blank blank);
  // Ends the part: what stands behind its last line. The part's own text is complete with its separator.
  void end();
  // Begins the part that is the whole file; it has no line of its own.
  void begin_file();
  void end_file();

  // Appends to the current line. The text may hold line ends of its own (strings, bodies).
  void write(std::string_view text) { out_ += text; }
  // Behind the text that opens the inner parts of the current part: they stand one step further in.
  void open();
  // Behind the last inner part; `text` ('}' or ')') gets a line of its own.
  void close(std::string_view text);
  // Back out again where nothing closes the inner parts.
  void close();
  // Whether the current part has comments where its inner parts stand, so that `{ }` will not do.
  [[nodiscard]] bool has_inner_comments() const;
  // Writes the pieces with blanks between them when they fit, else each on its own line, `indent` steps further in
  // from the second one on.
  void pieces(std::vector<std::string> const& pieces, int indent);
  // Writes the text on a new line of the same part.
  void line(std::string_view text) {
    new_line();
    out_ += text;
  }
  // Asks for an empty line above the next line; there is none directly behind an opening.
  void blank_line();

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  void new_line();
  void comment_lines(std::vector<CommentText> const& comments);
  void comments_behind(std::vector<std::string> const& comments);

  Decorator* decorator_;
  std::vector<Decoration> open_parts_;
  std::string out_;
  int depth_ = 0;
  bool at_opening_ = true;      // nothing printed yet inside the innermost open part: no empty line there
  bool blank_pending_ = false;  // an empty line goes above the next line
};

}  // namespace retort::ast::detail
