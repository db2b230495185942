// SPDX-License-Identifier: Apache-2.0
// Changes of several tables that refer to each other and have an enum in common, mixed in one revision: what a rebuild
// puts together and moves must mean what the statements said in their order.
#include <gtest/gtest.h>

#include "tests/property/random.hpp"
#include "tests/unit/dialects/sqlite_database.hpp"

namespace retort::dialects::test {
namespace {

// p and q by the names that they and their columns have at the time.
class Mixture {
 public:
  explicit Mixture(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] static std::string start() {
    return "create type e as enum ('a', 'b');"
           "create table p (k integer primary key, u integer not null unique, w integer not null unique, s e);"
           "create table q (k integer primary key, r integer references p (u), t integer references p, s e not null,"
           " constraint ck check (s <> 'b' or r > 0));";
  }
  [[nodiscard]] static std::string rows() {
    return "insert into p values (1, 10, 20, 'a'), (2, 20, 10, 'b'), (3, 30, 30, null);"
           "insert into q values (1, 10, 1, 'a'), (2, 20, 2, 'b'), (3, null, null, 'a');";
  }
  [[nodiscard]] std::string revision() {
    std::string out;
    for (std::size_t n = 2 + random_.below(4); n > 0; --n) out += statement();
    return out;
  }

 private:
  std::string alter(std::string const& table, std::string const& action) {
    return "alter table " + table + " " + action + ";\n";
  }
  std::string rename(std::string const& table, std::string& column) {
    auto const from = column;
    column = random_.fresh("c");
    return alter(table, "rename column " + from + " to " + column);
  }
  std::string statement() {
    switch (random_.below(10)) {
      case 0:
      case 1:
        return "alter type e add value '" + random_.fresh("v") + "';\n";
      case 2: {
        auto const from = value_;
        value_ = random_.fresh("v");
        return "alter type e rename value '" + from + "' to '" + value_ + "';\n";
      }
      case 3:
        return rename(p_, random_.one_in(2) ? u_ : k_);
      case 4: {  // the names of two columns change hands
        auto const was = u_, free = random_.fresh("c");
        auto const out = alter(p_, "rename column " + was + " to " + free + ", rename column " + w_ + " to " + was);
        u_ = free;
        w_ = was;
        return out;
      }
      case 5:
        return rename(q_, random_.one_in(2) ? r_ : t_);
      case 6: {
        auto& table = random_.one_in(2) ? p_ : q_;
        auto const from = table;
        table = random_.fresh("t");
        return "rename table " + from + " to " + table + ";\n";
      }
      case 7:
        return alter(q_, "add column " + random_.fresh("c") + " text");
      case 8:
        return alter(q_, std::string("alter column ") + r_ + " type " + (random_.one_in(2) ? "bigint" : "integer"));
      default:
        return alter(p_,
                     "add constraint " + random_.fresh("k") + " check (" + u_ + " <> " + w_ + " or " + k_ + " = 3)");
    }
  }

  retort::test::Random random_;
  std::string p_ = "p", q_ = "q", k_ = "k", u_ = "u", w_ = "w", r_ = "r", t_ = "t", value_ = "b";
};

TEST(SqliteMixture, MeansWhatItsStatementsMeanInTheirOrder) {
  std::size_t run = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Mixture mixture(seed);
    auto const text = mixture.revision();
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + text);
    auto const h = sqlite_chain({Mixture::start(), text});
    if (!faults(h).empty()) continue;  // a change that changes nothing
    ++run;
    SqliteDatabase db;
    db.apply(h.up.at(0));
    db.execute(Mixture::rows());
    ASSERT_EQ(db.apply_refusal(h.up.at(1)), "");
    expect_catalogue(db, h.history.revisions[1].after);
    EXPECT_EQ(db.query("pragma foreign_key_check"), Rows{});
    ASSERT_EQ(db.apply_refusal(h.down.at(1)), "");
    expect_catalogue(db, h.history.revisions[1].before);
    EXPECT_EQ(db.query("select k, u, w, s from p order by 1"),
              (Rows{{"1", "10", "20", "a"}, {"2", "20", "10", "b"}, {"3", "30", "30", "NULL"}}));
    EXPECT_EQ(db.query("select k, r, t, s from q order by 1"),
              (Rows{{"1", "10", "1", "a"}, {"2", "20", "2", "b"}, {"3", "NULL", "NULL", "a"}}));
    if (testing::Test::HasFailure()) break;
  }
  EXPECT_GT(run, 150U);
}

}  // namespace
}  // namespace retort::dialects::test
