/* SPDX-License-Identifier: Apache-2.0 */
/* The floor of applying: sends the texts of a file one after the other, each in a message of its own, and waits for */
/* each answer. The file: a decimal length, LF, that many bytes, LF; again and again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(ON_SQLITE)
#include <sqlite3.h>
static sqlite3* db;
static int open_it(char** where) { return sqlite3_open(where[0], &db) != SQLITE_OK; }
static int send_it(char const* text, size_t length) {
  (void)length;
  return sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK;
}
static char const* words(void) { return sqlite3_errmsg(db); }
static void close_it(void) { sqlite3_close(db); }
#elif defined(ON_POSTGRESQL)
#include <libpq-fe.h>
static PGconn* db;
static int open_it(char** where) {
  db = PQconnectdb(where[0]);
  return PQstatus(db) != CONNECTION_OK;
}
static int send_it(char const* text, size_t length) {
  (void)length;
  PGresult* result = PQexec(db, text);
  ExecStatusType const status = PQresultStatus(result);
  PQclear(result);
  return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
}
static char const* words(void) { return PQerrorMessage(db); }
static void close_it(void) { PQfinish(db); }
#else
#include <mysql.h>
static MYSQL* db;
/* host port user database */
static int open_it(char** where) {
  db = mysql_init(NULL);
  return mysql_real_connect(db, where[0], where[2], "", where[3], (unsigned)atoi(where[1]), NULL, 0) == NULL;
}
static int send_it(char const* text, size_t length) {
  if (mysql_real_query(db, text, length) != 0) return 1;
  mysql_free_result(mysql_store_result(db));
  return 0;
}
static char const* words(void) { return mysql_error(db); }
static void close_it(void) { mysql_close(db); }
#endif

/* apply FILE WHERE… */
int main(int argc, char** argv) {
  if (argc < 3) return 2;
  FILE* in = fopen(argv[1], "rb");
  if (in == NULL) return 2;
  if (open_it(argv + 2) != 0) {
    fprintf(stderr, "%s\n", words());
    return 1;
  }
  size_t length = 0;
  while (fscanf(in, "%zu", &length) == 1) {
    char* text = malloc(length + 1);
    if (text == NULL || fgetc(in) != '\n' || fread(text, 1, length, in) != length) return 2;
    text[length] = '\0';
    if (send_it(text, length) != 0) {
      fprintf(stderr, "%s\n%s\n", words(), text);
      return 1;
    }
    free(text);
  }
  fclose(in);
  close_it();
  return 0;
}
