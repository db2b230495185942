// SPDX-License-Identifier: Apache-2.0
// Which databases there are drivers for. The build defines RETORT_DRIVER_<NAME> for each that is linked.
#include "runtime/src/drivers_table.hpp"

#ifdef RETORT_DRIVER_SQLITE
#include "runtime/drivers/sqlite/sqlite.hpp"
#endif
#ifdef RETORT_DRIVER_POSTGRESQL
#include "runtime/drivers/postgresql/postgresql.hpp"
#endif

namespace retort {

drivers::entry const* find_driver(dialect wanted) noexcept {
  switch (wanted) {
    case dialect::sqlite: {
#ifdef RETORT_DRIVER_SQLITE
      static constexpr drivers::entry sqlite{"sqlite3", &drivers::sqlite::attach, &drivers::sqlite::connect,
                                             &drivers::sqlite::exists};
      return &sqlite;
#else
      return nullptr;
#endif
    }
    case dialect::postgresql: {
#ifdef RETORT_DRIVER_POSTGRESQL
      static constexpr drivers::entry postgresql{"postgresql", &drivers::postgresql::attach,
                                                 &drivers::postgresql::connect, &drivers::postgresql::exists};
      return &postgresql;
#else
      return nullptr;
#endif
    }
    case dialect::mysql:
    case dialect::mariadb:
    case dialect::mssql:
      return nullptr;
  }
  return nullptr;
}

}  // namespace retort
