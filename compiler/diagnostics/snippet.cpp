// SPDX-License-Identifier: Apache-2.0
// A line is a row of cells, one a code point, each with its text and its width on a terminal.
#include "compiler/diagnostics/snippet.hpp"

#include <algorithm>
#include <vector>

#include "compiler/base/utf8.hpp"

namespace retort {

namespace {

constexpr std::size_t tab_width = 4;

struct Cell {
  std::string text;
  std::size_t width = 1;
  std::size_t offset = 0;  // of its first byte
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    CodePoint const c = decode(line, i);
    Cell cell;
    cell.offset = i;
    if (c.value == U'\t') {
      cell.width = tab_width - column % tab_width;
      cell.text = std::string(cell.width, ' ');
    } else {
      auto const raw = line.substr(i, c.length);
      cell.text = printable(raw);
      cell.width = cell.text == raw ? terminal_width(c.value) : cell.text.size();  // what was spelt out is ASCII
    }
    column += cell.width;
    i += c.length;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::size_t width_of(std::vector<Cell> const& cells, std::size_t first, std::size_t last) {
  std::size_t width = 0;
  for (std::size_t i = first; i < last; ++i) width += cells[i].width;
  return width;
}

}  // namespace

Snippet make_snippet(std::string_view line, std::size_t begin, std::size_t end, std::size_t max_width) {
  // Of a very long line only what is around the mark is looked at.
  std::size_t const window = 40 * max_width;
  if (line.size() > 2 * window) {
    std::size_t first = begin > window ? begin - window : 0;
    while (first > 0 && first < line.size() && (static_cast<unsigned char>(line[first]) & 0xC0U) == 0x80U) --first;
    return make_snippet(line.substr(first, 2 * window), begin - first, std::max(end, begin) - first, max_width);
  }
  auto const cells = cells_of(line);
  auto const index_of = [&](std::size_t offset) {
    auto const at = std::lower_bound(cells.begin(), cells.end(), offset,
                                     [](Cell const& cell, std::size_t wanted) { return cell.offset < wanted; });
    return static_cast<std::size_t>(at - cells.begin());
  };
  std::size_t const mark_begin = index_of(begin);
  std::size_t mark_end = std::max(index_of(end), mark_begin);

  // The part of the line that is shown: all of it, or what fits with a third of the room in front of the mark.
  std::size_t first = 0;
  std::size_t last = cells.size();
  if (width_of(cells, 0, cells.size()) > max_width) {
    std::size_t room = max_width / 3;
    first = mark_begin;
    while (first > 0 && cells[first - 1].width <= room) room -= cells[--first].width;
    room = max_width - width_of(cells, first, mark_begin);
    last = mark_begin;
    while (last < cells.size() && cells[last].width <= room) room -= cells[last++].width;
    while (first > 0 && cells[first - 1].width <= room) room -= cells[--first].width;
    mark_end = std::min(mark_end, last);
  }

  Snippet out;
  if (first > 0) out.line = "…";
  for (std::size_t i = first; i < last; ++i) out.line += cells[i].text;
  if (last < cells.size()) out.line += "…";
  out.line.erase(out.line.find_last_not_of(' ') + 1);
  out.indent = (first > 0 ? 1 : 0) + width_of(cells, first, mark_begin);
  std::size_t const marked = std::max<std::size_t>(width_of(cells, mark_begin, mark_end), 1);
  out.underline = std::string(out.indent, ' ') + '^' + std::string(marked - 1, '~');
  return out;
}

}  // namespace retort
