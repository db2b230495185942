// SPDX-License-Identifier: Apache-2.0
// The seam between the printer and what the tree does not hold (comments, blank lines). In: the parts of a file in the
// order of printing, each with its place in the source. Out: what to print around each of them.
// The printer decides where a part begins and ends; it knows nothing of comments but their text.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/file.hpp"

namespace retort::ast {

// A piece of a file that gets lines of its own.
enum class Part {
  file,
  annotation,
  revision,  // the first line of a revision: `revision id 'message';`
  revises,
  depends_on,
  replaces,
  labels,
  compatible,
  created,
  description,
  upgrade,
  downgrade,
  schema,  // `schema;`
  mixin,
  statement,
  element,  // of a table or a mixin
  action,   // of an `alter table` with several
  row       // of an `insert` with several
};

// How a part is laid out, and so where its inner parts stand in the source.
enum class Shape {
  line,    // no inner parts
  parens,  // inner parts between the first '(' and its ')'
  braces,  // inner parts between the first '{' and its '}'
  list     // inner parts up to the end of the last of them
};

// One comment as it is printed: "-- …" or "/* … */", without a line end.
struct CommentText {
  std::string text;
  bool blank_before = false;  // one empty line above it
};

// What is printed around a part.
struct Decoration {
  std::vector<CommentText> above;   // lines above the part
  bool blank_before = false;        // one empty line between `above` and what follows
  std::vector<std::string> pulled;  // lines directly above the part: comments from inside it
  std::vector<std::string> head;    // behind the line that opens its inner parts
  std::vector<CommentText> inner;   // lines behind its last inner part
  std::vector<std::string> tail;    // behind its last line
};

// Asked once for every part, outer before inner; `leave` follows after the inner parts.
class Decorator {
 public:
  Decorator() = default;
  Decorator(Decorator const&) = delete;
  Decorator& operator=(Decorator const&) = delete;
  virtual ~Decorator() = default;
  // `where` is the part's place in the source; parts of the header (from `revision` to `downgrade`) and the file have
  // none of their own.
  virtual Decoration enter(Part part, Shape shape, Where where) = 0;
  virtual void leave() = 0;
};

// The canonical text of a file with its decorations; ends with a newline. Without any decoration it differs from
// print(file) only in the blank lines between statements, which are the decorator's to ask for.
[[nodiscard]] std::string print(File const& file, Decorator& decorator);

}  // namespace retort::ast
