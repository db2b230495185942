// SPDX-License-Identifier: Apache-2.0
// The last rows of a terminal, drawn again and again. In: rows as text. Out: the control sequences that change what has
// changed and nothing else. Knows no terminal but by a stream, its width and its height.
#pragma once

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {

struct terminal_size {
  std::size_t columns = 80, rows = 24;
};
// Whether standard output is a terminal on which a row can be drawn again.
[[nodiscard]] bool is_live_terminal();
// That of standard output; 80 by 24 where it does not tell.
[[nodiscard]] terminal_size size_of_terminal();
// Whether colours are wanted: not with NO_COLOR (https://no-color.org).
[[nodiscard]] bool wants_colour();

// The columns that UTF-8 text takes; control characters and ill-formed bytes take none.
[[nodiscard]] std::size_t columns_of(std::string_view text);
// As much of it as fits, with '…' where something is left out.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);

class live_region {
 public:
  // `out` must outlive it. `size` is asked whenever something is drawn, for a window can be resized.
  live_region(std::ostream& out, std::function<terminal_size()> size) : out_(out), size_(std::move(size)) {}
  // What was drawn is taken away.
  ~live_region() { clear(); }
  live_region(live_region const&) = delete;
  live_region& operator=(live_region const&) = delete;

  // These rows in place of those that were drawn last; only those that differ are written. Rows that are too long are
  // cut, and what does not fit on the terminal is left out.
  void show(std::vector<std::string> rows);
  // A line that stays, and below it these rows. It may have colours, and wraps as the terminal does it.
  void above(std::string const& line, std::vector<std::string> rows);
  void clear();

 private:
  std::ostream& out_;
  std::function<terminal_size()> size_;
  std::vector<std::string> drawn_;
};

}  // namespace retort::cli
