// SPDX-License-Identifier: Apache-2.0
// Which databases there are drivers for. The build defines RETORT_DRIVER_<NAME> for each that is linked.
#include "runtime/src/drivers_table.hpp"

#ifdef RETORT_DRIVER_SQLITE
#include "runtime/drivers/sqlite/sqlite.hpp"
#endif
#ifdef RETORT_DRIVER_MSSQL
#include "runtime/drivers/mssql/mssql.hpp"
#endif
#ifdef RETORT_DRIVER_MYSQL
#include "runtime/drivers/mysql/mysql.hpp"
#endif
#ifdef RETORT_DRIVER_POSTGRESQL
#include "runtime/drivers/postgresql/postgresql.hpp"
#endif

namespace retort {

drivers::entry const* find_driver(dialect wanted) noexcept {
  switch (wanted) {
    case dialect::sqlite: {
#ifdef RETORT_DRIVER_SQLITE
      static constexpr drivers::entry sqlite{"sqlite3",
                                             &drivers::sqlite::attach,
                                             &drivers::sqlite::connect,
                                             &drivers::sqlite::exists,
                                             &drivers::sqlite::may_pass,
                                             &drivers::sqlite::own_process};
      return &sqlite;
#else
      return nullptr;
#endif
    }
    case dialect::postgresql: {
#ifdef RETORT_DRIVER_POSTGRESQL
      static constexpr drivers::entry postgresql{"postgresql", &drivers::postgresql::attach,
                                                 &drivers::postgresql::connect, &drivers::postgresql::exists,
                                                 &drivers::postgresql::may_pass};
      return &postgresql;
#else
      return nullptr;
#endif
    }
    case dialect::mysql: {
#ifdef RETORT_DRIVER_MYSQL
      static constexpr drivers::entry mysql{"mysql", &drivers::mysql::attach_mysql, &drivers::mysql::connect,
                                            &drivers::mysql::exists, &drivers::mysql::may_pass};
      return &mysql;
#else
      return nullptr;
#endif
    }
    case dialect::mariadb: {
#ifdef RETORT_DRIVER_MYSQL
      static constexpr drivers::entry mariadb{"mysql", &drivers::mysql::attach_mariadb, &drivers::mysql::connect,
                                              &drivers::mysql::exists, &drivers::mysql::may_pass};
      return &mariadb;
#else
      return nullptr;
#endif
    }
    case dialect::mssql: {
#ifdef RETORT_DRIVER_MSSQL
      static constexpr drivers::entry mssql{"odbc", &drivers::mssql::attach, &drivers::mssql::connect,
                                            &drivers::mssql::exists, &drivers::mssql::may_pass};
      return &mssql;
#else
      return nullptr;
#endif
    }
  }
  return nullptr;
}

void own_process() noexcept {
  for (auto const each : {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb, dialect::mssql})
    if (auto const* found = find_driver(each); found != nullptr && found->own_process != nullptr) found->own_process();
}

}  // namespace retort
