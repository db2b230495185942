/* SPDX-License-Identifier: Apache-2.0 */
/* The floor of "already at head": connect, take the lock a migrator takes, read the version, go. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int on_sqlite(char const* path) {
  sqlite3* db = NULL;
  sqlite3_stmt* statement = NULL;
  if (sqlite3_open(path, &db) != SQLITE_OK) return 1;
  if (sqlite3_prepare_v2(db, "select version_num from retort_version", -1, &statement, NULL) != SQLITE_OK) return 1;
  int rows = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) ++rows;
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return rows == 0;
}

static int ask(PGconn* connection, char const* sql) {
  PGresult* result = PQexec(connection, sql);
  int const ok = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0;
  PQclear(result);
  return ok;
}

static int on_postgresql(char const* uri, int lock) {
  PGconn* connection = PQconnectdb(uri);
  if (PQstatus(connection) != CONNECTION_OK) return 1;
  int const ok = (!lock || ask(connection, "select pg_try_advisory_lock(42)")) &&
                 ask(connection, "select version_num from retort_version");
  PQfinish(connection);
  return !ok;
}

/* at_head sqlite PATH | postgresql URI | postgresql-lock URI */
int main(int argc, char** argv) {
  if (argc != 3) return 2;
  if (strcmp(argv[1], "sqlite") == 0) return on_sqlite(argv[2]);
  return on_postgresql(argv[2], strcmp(argv[1], "postgresql-lock") == 0);
}
