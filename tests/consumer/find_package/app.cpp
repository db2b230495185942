// SPDX-License-Identifier: Apache-2.0
// Brings a database to the head, twice: the second time there is nothing to do. Prints what it finds.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>
#include <memory>
#include <retort/fleet.hpp>
#include <retort/migrator.hpp>

#include <notes_migrations.hpp>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  soci::session db(*soci::factory_sqlite3(), argv[1]);
  retort::migrator migrate(db, notes::migrations::bundle(retort::dialect::sqlite));
  std::cout << "steps " << migrate.upgrade().steps.size() << '\n';
  std::cout << "steps " << migrate.upgrade().steps.size() << '\n';
  migrate.require_head();
  db << "insert into notes (id, body, author) values (1, 'first', 'somebody')";
  std::string author;
  db << "select author from notes where id = 1", soci::into(author);
  std::cout << "author " << author << '\n';
  retort::fleet all({{"notes", [&] { return std::make_shared<soci::session>(*soci::factory_sqlite3(), argv[1]); }}},
                    notes::migrations::bundle(retort::dialect::sqlite));
  for (auto const& outcome : all.upgrade())
    if (outcome.state != retort::target_state::done || !outcome.steps.empty()) return 1;
}
