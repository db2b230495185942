// SPDX-License-Identifier: Apache-2.0
// Rows on a terminal: what a terminal shows after what was written, and that little is written where little changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "runtime/cli/activity.hpp"
#include "runtime/cli/live_region.hpp"

namespace retort::cli {
namespace {

// As much of a terminal as is used: rows of characters, the cursor, four control sequences. Anything else is a failure.
class emulated {
 public:
  void take(std::string const& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      char const c = text[i];
      if (c == '\n') {
        ++row_;
        column_ = 0;
      } else if (c == '\r') {
        column_ = 0;
      } else if (c == '\x1b') {
        ASSERT_EQ(text[++i], '[');
        std::size_t number = 0;
        bool given = false;
        while (++i < text.size() && text[i] >= '0' && text[i] <= '9') {
          number = number * 10 + static_cast<std::size_t>(text[i] - '0');
          given = true;
        }
        if (!given) number = 1;
        if (text[i] == 'A') {
          ASSERT_LE(number, row_) << "above the first row";
          row_ -= number;
        } else if (text[i] == 'B') {
          row_ += number;
        } else if (text[i] == 'K') {
          at().resize(std::min(at().size(), column_));
        } else if (text[i] == 'J') {
          at().resize(std::min(at().size(), column_));
          rows_.resize(row_ + 1);
        } else {
          FAIL() << "an unknown sequence: " << text[i];
        }
      } else {
        at().resize(std::max(at().size(), column_ + 1), ' ');
        at()[column_++] = c;
      }
    }
  }
  [[nodiscard]] std::string shown() const {
    std::string out;
    for (auto const& row : rows_)
      if (!row.empty()) out += row + "\n";
    return out;
  }

 private:
  std::string& at() {
    if (rows_.size() <= row_) rows_.resize(row_ + 1);
    return rows_[row_];
  }
  std::vector<std::string> rows_;
  std::size_t row_ = 0, column_ = 0;
};

class drawn_region : public ::testing::Test {
 protected:
  std::string shown() {
    terminal_.take(out_.str());
    last_ = out_.str().size();
    out_.str("");
    return terminal_.shown();
  }

  terminal_size size_{20, 10};
  std::ostringstream out_;
  emulated terminal_;
  std::size_t last_ = 0;
  live_region region_{out_, [this] { return size_; }};
};

TEST_F(drawn_region, shows_the_last_rows) {
  region_.show({"one", "two"});
  EXPECT_EQ(shown(), "one\ntwo\n");
  region_.show({"one", "2"});
  EXPECT_EQ(shown(), "one\n2\n");
  region_.show({"1", "2", "three"});
  EXPECT_EQ(shown(), "1\n2\nthree\n");
  region_.show({"only"});
  EXPECT_EQ(shown(), "only\n");
  region_.clear();
  EXPECT_EQ(shown(), "");
}

TEST_F(drawn_region, writes_only_what_has_changed) {
  region_.show({"aaaa", "bbbb", "cccc"});
  (void)shown();
  region_.show({"aaaa", "bbbb", "cccc"});
  (void)shown();
  EXPECT_EQ(last_, 0U);
  region_.show({"aaaa", "BBBB", "cccc"});
  EXPECT_NE(out_.str().find("BBBB"), std::string::npos);
  EXPECT_EQ(out_.str().find("aaaa"), std::string::npos);
  EXPECT_EQ(out_.str().find("cccc"), std::string::npos);
  EXPECT_EQ(shown(), "aaaa\nBBBB\ncccc\n");
}

TEST_F(drawn_region, keeps_lines_above_the_rows) {
  region_.show({"at work", "1 done"});
  region_.above("first is done", {"at work", "2 done"});
  region_.above("second is done", {"at work", "3 done"});
  EXPECT_EQ(shown(), "first is done\nsecond is done\nat work\n3 done\n");
}

TEST_F(drawn_region, cuts_what_does_not_fit) {
  size_ = {10, 3};
  region_.show({"0123456789abc", "second", "third"});
  EXPECT_EQ(shown(), "01234567…\nsecond\n");
}

TEST(columns, are_those_of_a_terminal) {
  EXPECT_EQ(columns_of("abc"), 3U);
  EXPECT_EQ(columns_of("Grüße"), 5U);
  EXPECT_EQ(columns_of("東京"), 4U);
  EXPECT_EQ(columns_of("e\xcc\x81"), 1U) << "a combining accent";
  EXPECT_EQ(columns_of("a\x1b\xff"), 1U) << "what shows nothing";
  EXPECT_EQ(fitted("Grüße", 5), "Grüße");
  EXPECT_EQ(fitted("Grüße", 4), "Grü…");
  EXPECT_EQ(fitted("東京都", 4), "東…");
  EXPECT_EQ(fitted("a\nb\x1b[31mc", 9), "ab[31mc") << "no sequence of somebody else gets through";
  EXPECT_EQ(fitted("abc", 0), "");
}

TEST(activity, tells_revision_statement_rows_and_time) {
  auto const start = activity::moment{};
  auto const after = [&](int seconds) { return start + std::chrono::seconds(seconds); };
  activity at(start);
  EXPECT_EQ(at.text(after(3)), "0:03  begins");
  at.lock_awaited({"process 7", std::chrono::milliseconds{900}});
  EXPECT_EQ(at.text(after(3)), "0:03  waits for the lock of process 7");
  revision_info revision;
  revision.id = "r2";
  at.revision_begins({direction::upgrade, revision, 2, 5, {}}, after(4));
  EXPECT_EQ(at.text(after(4)), "0:04  [2/5] upgrade r2");
  statement_info statement;
  statement.ordinal = 3;
  statement.summary = "update\nusers";
  at.statement_begins({direction::upgrade, revision, statement, {}, false}, after(10));
  EXPECT_EQ(at.text(after(10)), "0:10  [2/5] upgrade r2, statement 3 of 0: update users");
  at.batch_advances({direction::upgrade, revision, statement, 4, 12345});
  EXPECT_EQ(at.text(after(3700)),
            "1:01:40  [2/5] upgrade r2, statement 3 of 0: update users; 12,345 rows in 4 batches, 3 rows/s");
  at.batch_advances({direction::upgrade, revision, statement, 4, 12345, {}, 0.416, std::chrono::milliseconds{129'400}});
  EXPECT_EQ(
      at.text(after(3700)),
      "1:01:40  [2/5] upgrade r2, statement 3 of 0: update users; 12,345 rows in 4 batches, 3 rows/s, 41 %, about "
      "2:10 left");
}

}  // namespace
}  // namespace retort::cli
