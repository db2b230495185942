// SPDX-License-Identifier: Apache-2.0
// Rows on a terminal. The cursor rests at the beginning of the row below the last one.
#include "runtime/cli/live_region.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "runtime/cli/json.hpp"

namespace retort::cli {
namespace {

std::uint32_t code_point(std::string_view sequence) {
  auto const byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(sequence[i]); };
  switch (sequence.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1fU) << 6U | (byte(1) & 0x3fU);
    case 3:
      return (byte(0) & 0x0fU) << 12U | (byte(1) & 0x3fU) << 6U | (byte(2) & 0x3fU);
    default:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3fU) << 12U | (byte(2) & 0x3fU) << 6U | (byte(3) & 0x3fU);
  }
}

struct range {
  std::uint32_t first, last;
};
// The large blocks of https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt with W or F, emoji among them;
// and the blocks of combining marks.
constexpr std::array wide{range{0x1100, 0x115f},  range{0x2e80, 0xa4cf},   range{0xac00, 0xd7a3},
                          range{0xf900, 0xfaff},  range{0xfe30, 0xfe6f},   range{0xff00, 0xff60},
                          range{0xffe0, 0xffe6},  range{0x1f300, 0x1f64f}, range{0x1f900, 0x1f9ff},
                          range{0x20000, 0x3fffd}};
constexpr std::array combining{range{0x300, 0x36f}, range{0x200b, 0x200f}, range{0x20d0, 0x20ff},
                               range{0xfe00, 0xfe0f}};

template <std::size_t N>
bool is_in(std::array<range, N> const& ranges, std::uint32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [&](range const& r) { return c >= r.first && c <= r.last; });
}

std::size_t width_of(std::uint32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || is_in(combining, c)) return 0;
  return is_in(wide, c) ? 2 : 1;
}

// Calls `take` with each character and its width until it says no.
template <class Take>
void each_character(std::string_view text, Take&& take) {
  for (std::size_t i = 0; i < text.size();) {
    auto const length = utf8_sequence(text.substr(i));
    auto const character = text.substr(i, std::max<std::size_t>(length, 1));
    if (!take(character, length == 0 ? 0 : width_of(code_point(character)))) return;
    i += character.size();
  }
}

}  // namespace

bool is_live_terminal() {
  char const* kind = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb" && *kind != '\0';
}

terminal_size size_of_terminal() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
  return {size.ws_col, size.ws_row};
}

bool wants_colour() {
  char const* no = std::getenv("NO_COLOR");
  return no == nullptr || *no == '\0';
}

std::size_t columns_of(std::string_view text) {
  std::size_t out = 0;
  each_character(text, [&](std::string_view, std::size_t width) {
    out += width;
    return true;
  });
  return out;
}

std::string fitted(std::string_view text, std::size_t columns) {
  bool const whole = columns_of(text) <= columns;
  std::size_t const room = whole ? columns : columns - std::min<std::size_t>(columns, 1);
  std::string out;
  std::size_t used = 0;
  each_character(text, [&](std::string_view character, std::size_t width) {
    if (used + width > room) return false;
    used += width;
    if (width > 0 || character.size() > 1) out += character;
    return true;
  });
  return whole || columns == 0 ? out : out + "…";
}

void live_region::show(std::vector<std::string> rows) {
  auto const size = size_();
  // One column less: a row that fills the last one may wrap. One row for the cursor.
  std::size_t const columns = size.columns > 1 ? size.columns - 1 : 1;
  std::size_t const most = size.rows > 1 ? size.rows - 1 : 1;
  if (rows.size() > most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
  for (auto& row : rows) row = fitted(row, columns);
  if (rows.size() < drawn_.size()) {
    clear();
  } else {
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      if (rows[i] == drawn_[i]) continue;
      auto const up = std::to_string(drawn_.size() - i);
      out_ << "\x1b[" << up << "A\r" << rows[i] << "\x1b[K\x1b[" << up << "B\r";
    }
  }
  for (std::size_t i = drawn_.size(); i < rows.size(); ++i) out_ << rows[i] << "\x1b[K\n";
  drawn_ = std::move(rows);
  out_ << std::flush;
}

void live_region::above(std::string const& line, std::vector<std::string> rows) {
  clear();
  out_ << line << '\n';
  show(std::move(rows));
}

void live_region::clear() {
  if (drawn_.empty()) return;
  out_ << "\x1b[" << drawn_.size() << "A\r\x1b[J" << std::flush;
  drawn_.clear();
}

}  // namespace retort::cli
