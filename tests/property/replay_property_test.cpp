// SPDX-License-Identifier: Apache-2.0
// Random valid histories with fixed seeds: no diagnostics, every step begins where the last one ended, every downgrade
// gives back the schema before; and one fault put into such a history gives exactly the code that belongs to it.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/unit/model/history.hpp"

namespace retort::model::test {
namespace {

// What the generator knows of the schema it has made so far; much less than the model does.
struct KnownColumn {
  std::string type;
  bool not_null = false, has_default = false, key = false;
  int users = 0;
};
struct KnownTable {
  std::map<std::string, KnownColumn> columns;
  std::map<std::string, std::string> indexes, checks;  // name to column
  bool referred = false;
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::map<std::string, KnownTable> tables;

  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  std::string fresh(std::string const& prefix) { return prefix + std::to_string(++count_); }
  template <class Map>
  typename Map::iterator any(Map& map) {
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(below(map.size())));
  }

  std::string revision() {
    std::string out;
    std::size_t const statements = 1 + below(5);
    for (std::size_t i = 0; i < statements; ++i) out += statement() + "\n";
    return out;
  }

 private:
  static std::string literal(std::string const& type) {
    if (type == "text" || type == "varchar(40)") return "'abc'";
    if (type == "boolean") return "true";
    if (type == "timestamptz") return "now()";
    if (type == "uuid") return "gen_uuid()";
    return "7";
  }
  std::string type() {
    static char const* const all[] = {"integer", "bigint",      "text", "varchar(40)",
                                      "boolean", "timestamptz", "uuid", "numeric(10,2)"};
    return all[below(std::size(all))];
  }
  std::string column(KnownTable& table) {
    std::string const name = fresh("c");
    KnownColumn made;
    made.type = type();
    made.has_default = below(2) == 0;
    made.not_null = made.has_default && below(2) == 0;
    std::string out = name + " " + made.type;
    if (made.not_null) out += " not null";
    if (made.has_default) out += " default " + literal(made.type);
    if (below(4) == 0) out += " comment 'it''s " + name + "'";
    table.columns[name] = made;
    return out;
  }
  std::string create_table() {
    std::string const name = fresh("t");
    KnownTable table;
    std::string out = "create table " + name + " (id bigint primary key";
    table.columns["id"] = {"bigint", true, false, true, 1};
    for (std::size_t i = below(5); i-- > 0;) out += ", " + column(table);
    if (!tables.empty() && below(3) == 0) {
      auto const other = any(tables);
      if (other->second.columns.contains("id")) {
        std::string const reference = fresh("r");
        out += ", " + reference + " bigint references " + other->first + " (id) on delete cascade";
        table.columns[reference] = {"bigint", false, false, false, 1};
        other->second.referred = true;
      }
    }
    tables[name] = table;
    return out + ");";
  }

  std::string statement() {
    if (tables.empty() || below(5) == 0) return create_table();
    auto const at = any(tables);
    std::string const name = at->first;
    KnownTable& table = at->second;
    auto const column_at = any(table.columns);
    std::string const column_name = column_at->first;
    KnownColumn& c = column_at->second;
    std::string const alter = "alter table " + name + " ";
    switch (below(13)) {
      case 0:
        return alter + "add column " + column(table) + ";";
      case 1:
        if (c.users == 0 && (!c.not_null || c.has_default)) {
          table.columns.erase(column_at);
          return "@allow(data-loss, 'random') " + alter + "drop column " + column_name + ";";
        }
        break;
      case 2:
        if (!c.key) {
          std::string const to = fresh("c");
          KnownColumn const moved = c;
          table.columns.erase(column_at);
          table.columns[to] = moved;
          for (auto& [index, of] : table.indexes)
            if (of == column_name) of = to;
          for (auto& [check, of] : table.checks)
            if (of == column_name) of = to;
          return alter + "rename column " + column_name + " to " + to + ";";
        }
        break;
      case 3: {
        std::string const to = fresh("t");
        KnownTable const moved = table;
        tables.erase(at);
        tables[to] = moved;
        return "rename table " + name + " to " + to + ";";
      }
      case 4:
        if (!c.not_null) {
          c.not_null = true;
          return alter + "alter column " + column_name + " set not null;";
        }
        break;
      case 5:
        if (c.not_null && !c.key) {
          c.not_null = false;
          return alter + "alter column " + column_name + " drop not null;";
        }
        break;
      case 6:
        if (c.has_default) {
          c.has_default = false;
          return alter + "alter column " + column_name + " drop default;";
        }
        c.has_default = true;
        return alter + "alter column " + column_name + " set default " + literal(c.type) + ";";
      case 7: {
        std::string const index = fresh("i");
        table.indexes[index] = column_name;
        ++c.users;
        return "create index " + index + " on " + name + " (" + column_name + (below(2) == 0 ? " desc);" : ");");
      }
      case 8:
        if (!table.indexes.empty()) {
          auto const index = any(table.indexes);
          std::string const gone = index->first;
          --table.columns[index->second].users;
          table.indexes.erase(index);
          return "drop index " + gone + ";";
        }
        break;
      case 9: {
        std::string const check = fresh("k");
        table.checks[check] = column_name;
        ++c.users;
        return alter + "add constraint " + check + " check (" + column_name + " is not null);";
      }
      case 10:
        if (!table.checks.empty()) {
          auto const check = any(table.checks);
          std::string const gone = check->first;
          --table.columns[check->second].users;
          table.checks.erase(check);
          return alter + "drop constraint " + gone + ";";
        }
        break;
      case 11:
        if (!table.referred) {
          tables.erase(at);
          return "@allow(data-loss, 'random') drop table " + name + ";";
        }
        break;
      case 12:
        return "comment on table " + name + " is 'n" + std::to_string(++count_) + "';";
      default:
        break;
    }
    return create_table();
  }

  std::mt19937 random_;
  int count_ = 0;
};

std::string faults_of(History const& h) {  // losses are findings that the annotations accept
  std::string out;
  for (auto const& d : h.sink.all())
    if (info(d.code).family != Family::data_loss) out += (out.empty() ? "" : " ") + std::string(info(d.code).name);
  return out;
}

class RandomHistory : public testing::TestWithParam<unsigned> {};

TEST_P(RandomHistory, IsAcceptedAndEveryDowngradeLeadsBack) {
  Generator generator(GetParam());
  std::vector<std::string> bodies;
  for (int i = 0; i < 30; ++i) bodies.push_back(generator.revision());
  History const h = chain(bodies);
  ASSERT_EQ(faults_of(h), "") << h.report();
  ASSERT_EQ(h.revisions.size(), bodies.size());
  Schema last;
  for (auto const& r : h.revisions) {
    EXPECT_TRUE(compare(last, r.before).empty());
    Schema at = r.before;
    for (auto const& step : r.upgrade) {
      EXPECT_TRUE(compare(at, step.before).empty());
      at = step.after;
    }
    EXPECT_TRUE(compare(at, r.after).empty());
    for (auto const& step : r.downgrade) {
      EXPECT_TRUE(compare(at, step.before).empty());
      at = step.after;
    }
    auto const differences = compare(r.before, at);
    EXPECT_TRUE(differences.empty()) << differences.front().message;
    last = r.after;
  }
}

TEST_P(RandomHistory, WithOneFaultGivesItsCode) {
  Generator generator(GetParam() + 1000);
  std::vector<std::string> bodies;
  for (int i = 0; i < 10; ++i) bodies.push_back(generator.revision());
  while (generator.tables.empty()) bodies.push_back(generator.revision());
  std::string const table = generator.any(generator.tables)->first;
  std::vector<std::pair<std::string, std::string>> const faults = {
      {"alter table " + table + " drop column nowhere;", "RT0302"},
      {"create table " + table + " (id bigint);", "RT0308"},
      {"drop table nowhere;", "RT0301"},
      {"alter table " + table + " add column id bigint;", "RT0309"},
      {"alter table " + table + " add column fresh_one bigint not null;", "RT0415"},
      {"alter table " + table + " add column fresh_one nowhere;", "RT0303"},
      {"alter table " + table + " alter column id set not null;", "RT0318"},
      {"create index on " + table + " (nowhere);", "RT0302"},
      {"drop index nowhere;", "RT0305"},
      {"alter table " + table + " add column fresh_one integer default '1';", "RT0402"},
      {"create table fresh_one (x integer references " + table + ");", "RT0503"},
      {"update " + table + " set nowhere = 1;", "RT0302 RT0601"},
      {"create view fresh_one as select nowhere from " + table + ";", "RT0302"}};
  for (auto const& [statement, code] : faults) {
    auto with = bodies;
    with.push_back(statement);
    History const h = chain(with);
    EXPECT_EQ(faults_of(h), code) << statement << "\n" << h.report();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistory, testing::Range(1U, 13U));

}  // namespace
}  // namespace retort::model::test
