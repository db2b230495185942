// SPDX-License-Identifier: Apache-2.0
// The shop's application, as far as migrations go: it opens its database, brings it to the head, and lists its orders.
// A new database gets some rows while it stands at billing_0001, so that the step written in C++ has invoices to
// number.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <exception>
#include <iomanip>
#include <iostream>
#include <retort/migrator.hpp>
#include <string>

#include <shop_migrations.hpp>

namespace {

void sell_something(soci::session& db) {
  soci::transaction sale(db);
  std::string const ada = "00000000-0000-4000-8000-0000000000a1";
  std::string const order = "00000000-0000-4000-8000-0000000000c1";
  db << "insert into users (id, email, name, display_name, age, status) "
        "values (:id, 'ada@shop.example', 'Ada', 'Ada L.', 36, 'ACTIVE')",
      soci::use(ada);
  db << "insert into orders (id, number, user_id, status, total) values (:id, '1001', :user, 'PAID', 59.80)",
      soci::use(order), soci::use(ada);
  struct product {
    std::string id, sku, name;
    double price;
    int quantity;
  };
  for (product const& p : {product{"00000000-0000-4000-8000-0000000000b1", "RT-FLASK", "Round flask", 19.90, 2},
                           product{"00000000-0000-4000-8000-0000000000b2", "RT-STAND", "Retort stand", 20.00, 1}}) {
    db << "insert into products (id, sku, name, price, stock) values (:id, :sku, :name, :price, 10)", soci::use(p.id),
        soci::use(p.sku), soci::use(p.name), soci::use(p.price);
    db << "insert into order_products (order_id, product_id, quantity, unit_price) values (:o, :p, :q, :price)",
        soci::use(order), soci::use(p.id), soci::use(p.quantity), soci::use(p.price);
  }
  db << "insert into invoices (id, order_id, amount) values ('00000000-0000-4000-8000-0000000000d1', :o, 59.80)",
      soci::use(order);
  sale.commit();
}

void list_orders(soci::session& db) {
  soci::rowset<soci::row> const rows =
      (db.prepare << "select u.display_name, o.number, p.name, l.quantity, i.number "
                     "from orders o join users u on u.id = o.user_id join order_products l on l.order_id = o.id "
                     "join products p on p.id = l.product_id join invoices i on i.order_id = o.id order by p.sku");
  std::cout << std::left << std::setw(10) << "customer" << std::setw(8) << "order" << std::setw(16) << "product"
            << std::setw(6) << "many"
            << "invoice\n";
  for (auto const& row : rows)
    std::cout << std::setw(10) << row.get<std::string>(0) << std::setw(8) << row.get<std::string>(1) << std::setw(16)
              << row.get<std::string>(2) << std::setw(6) << row.get<int>(3) << row.get<std::string>(4) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: shop FILE\n";
    return 2;
  }
  try {
    soci::session db(*soci::factory_sqlite3(), argv[1]);
    retort::migrator migrate(db, shop::migrations::bundle(retort::dialect::sqlite));
    if (migrate.current().empty()) {
      migrate.upgrade("billing_0001");
      sell_something(db);
    }
    auto const result = migrate.upgrade();
    std::cout << "applied " << result.steps.size() << " revisions, at " << result.heads.front() << '\n';
    list_orders(db);
  } catch (std::exception const& problem) {
    std::cerr << "shop: " << problem.what() << '\n';
    return 1;
  }
}
