// SPDX-License-Identifier: Apache-2.0
// The whole history of the shop on SQLite: up, down to nothing, up again, with and without rows; the catalogue is
// compared with the model behind every revision.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/dialects/sqlite_database.hpp"

namespace retort::dialects::test {
namespace {

model::test::History shop() {
  std::vector<std::string> texts;
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/migrations"))
    if (entry.path().extension() == ".mig" && entry.path().filename() != "schema.mig") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (auto const& file : files) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    texts.push_back(text.str());
  }
  return model::test::replay_texts(texts, retort::dialect::sqlite);
}

// The revisions that are applied, merged: a branch does not know what the other one made.
bool is_on_one_line(SqliteHistory const& h, std::size_t upto) {
  for (std::size_t i = 1; i <= upto; ++i) {
    auto const parents = h.history.graph.parents(h.plans[i].revision);
    if (parents.size() != 1 || parents[0] != h.plans[i - 1].revision) return false;
  }
  return true;
}

TEST(SqliteShop, GoesUpAndDownRevisionByRevision) {
  auto const h = lower_all(shop());
  ASSERT_EQ(h.history.codes(), "") << h.history.report();
  ASSERT_EQ(h.up.size(), 13U);
  SqliteDatabase db;
  for (int round = 0; round < 2; ++round) {
    db.split_rebuilds = round == 1;
    for (std::size_t i = 0; i < h.up.size(); ++i) {
      SCOPED_TRACE("up " + h.history.graph[h.plans[i].revision].id);
      db.apply(h.up[i]);
      if (is_on_one_line(h, i) || i + 1 == h.up.size()) expect_catalogue(db, h.history.revisions[i].after);
    }
    for (std::size_t i = h.down.size(); i-- > 0;) {
      SCOPED_TRACE("down " + h.history.graph[h.plans[i].revision].id);
      if (h.plans[i].irreversible) GTEST_FAIL() << "the shop can go back";
      db.apply(h.down[i]);
      if (is_on_one_line(h, i)) expect_catalogue(db, h.history.revisions[i].before);
    }
    EXPECT_EQ(db.value("select count(*) from sqlite_master where name not like 'sqlite!_%' escape '!'"), "0");
  }
}

TEST(SqliteShop, KeepsTheRowsOnTheWay) {
  auto const h = lower_all(shop());
  SqliteDatabase db;
  for (std::size_t i = 0; i < 5; ++i) db.apply(h.up[i]);
  db.execute(
      "insert into users (email, name, age) values ('a@x', 'A', 20), ('b@x', 'B', 30), ('c@x', 'C', 40);"
      "insert into profiles (user_id, nickname) select id, name from users where email <> 'admin@shop.example';"
      "insert into products (sku, name, price) values ('s1', 'One', 1.5), ('s2', 'Two', 2);"
      "insert into orders (number, user_id) select 'n' || name, id from users;"
      "insert into order_products (order_id, product_id, unit_price) select o.id, p.id, p.price from orders o, "
      "products p;");
  auto const counts = [&] {
    std::string out;
    for (auto const* table : {"users", "profiles", "products", "orders", "order_products"})
      out += db.value(std::string("select count(*) from ") + table) + " ";
    return out;
  };
  auto const before = counts();
  EXPECT_EQ(before, "4 4 2 4 8 ");
  auto const ids = db.query("select id from users order by id");
  for (std::size_t i = 5; i < h.up.size(); ++i) db.apply(h.up[i]);
  EXPECT_EQ(counts(), before);  // no cascade fired while tables were made anew
  EXPECT_EQ(db.query("select id from users order by id"), ids);
  EXPECT_EQ(db.value("select count(*) from users where display_name = name"), "4");
  EXPECT_NE(db.refusal("insert into users (email, name, age) values ('d@x', 'D', 50)"), "");  // display_name
  expect_catalogue(db, h.history.revisions.back().after);
  for (std::size_t i = h.down.size(); i-- > 5;) db.apply(h.down[i]);
  EXPECT_EQ(counts(), before);
  expect_catalogue(db, h.history.revisions[4].after);
  // References still do what they say.
  db.execute("delete from users where email = 'a@x'");
  EXPECT_EQ(counts(), "3 4 2 3 6 ");
}

TEST(SqliteShop, FillsInDefaults) {
  auto const h = lower_all(shop());
  SqliteDatabase db;
  db.apply(h.up[0]);
  db.execute("insert into users (email, name, age) values ('a@x', 'A', 20), ('b@x', 'B', 20)");
  EXPECT_EQ(db.value("select count(distinct id) from users where id like '________-____-4___-____-____________' and "
                     "substr(id, 20, 1) in ('8', '9', 'a', 'b') and replace(id, '-', '') not glob '*[^0-9a-f]*'"),
            "2");
  EXPECT_EQ(db.value("select count(*) from users where created_at like '____-__-__T__:__:__.___Z' and created_at = "
                     "strftime('%Y-%m-%dT%H:%M:%fZ', created_at)"),
            "2");
  EXPECT_EQ(db.query("select distinct status, balance, is_deleted, deleted_at from users"),
            (Rows{{"PENDING", "0", "0", "NULL"}}));
  EXPECT_NE(db.refusal("update users set status = 'pending'"), "");
  EXPECT_NE(db.refusal("update users set is_deleted = 2"), "");
  EXPECT_NE(db.refusal("update users set age = 17"), "");
  EXPECT_NE(db.refusal("update users set name = printf('%.101c', 'x')"), "");
  EXPECT_EQ(db.refusal("update users set name = printf('%.100c', 'x')"), "");
}

}  // namespace
}  // namespace retort::dialects::test
