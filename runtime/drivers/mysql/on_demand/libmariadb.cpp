// SPDX-License-Identifier: Apache-2.0
// libmariadb on demand; it serves MySQL as well.
#include <mysql.h>

#include "runtime/core/on_demand.hpp"

namespace {

struct libmariadb {
  static constexpr char const* file = "libmariadb.so.3";
  static constexpr char const* words = "the client library of MariaDB and MySQL";
};

template <auto Function>
decltype(Function) forward(char const* name) {
  return retort::core::forward<libmariadb, Function>(name);
}

}  // namespace

extern "C" {
unsigned long long STDCALL mysql_affected_rows(MYSQL* a) {
  return forward<&mysql_affected_rows>("mysql_affected_rows")(a);
}
void STDCALL mysql_close(MYSQL* a) { forward<&mysql_close>("mysql_close")(a); }
unsigned int STDCALL mysql_errno(MYSQL* a) { return forward<&mysql_errno>("mysql_errno")(a); }
char const* STDCALL mysql_error(MYSQL* a) { return forward<&mysql_error>("mysql_error")(a); }
MYSQL_FIELD* STDCALL mysql_fetch_field_direct(MYSQL_RES* a, unsigned int b) {
  return forward<&mysql_fetch_field_direct>("mysql_fetch_field_direct")(a, b);
}
unsigned long* STDCALL mysql_fetch_lengths(MYSQL_RES* a) {
  return forward<&mysql_fetch_lengths>("mysql_fetch_lengths")(a);
}
MYSQL_ROW STDCALL mysql_fetch_row(MYSQL_RES* a) { return forward<&mysql_fetch_row>("mysql_fetch_row")(a); }
unsigned int STDCALL mysql_field_count(MYSQL* a) { return forward<&mysql_field_count>("mysql_field_count")(a); }
void STDCALL mysql_free_result(MYSQL_RES* a) { forward<&mysql_free_result>("mysql_free_result")(a); }
char* STDCALL mysql_get_server_info(MYSQL* a) { return forward<&mysql_get_server_info>("mysql_get_server_info")(a); }
MYSQL* STDCALL mysql_init(MYSQL* a) { return forward<&mysql_init>("mysql_init")(a); }
unsigned long long STDCALL mysql_insert_id(MYSQL* a) { return forward<&mysql_insert_id>("mysql_insert_id")(a); }
int STDCALL mysql_next_result(MYSQL* a) { return forward<&mysql_next_result>("mysql_next_result")(a); }
unsigned int STDCALL mysql_num_fields(MYSQL_RES* a) { return forward<&mysql_num_fields>("mysql_num_fields")(a); }
unsigned long long STDCALL mysql_num_rows(MYSQL_RES* a) { return forward<&mysql_num_rows>("mysql_num_rows")(a); }
int STDCALL mysql_ping(MYSQL* a) { return forward<&mysql_ping>("mysql_ping")(a); }
MYSQL* STDCALL mysql_real_connect(MYSQL* a, char const* b, char const* c, char const* d, char const* e, unsigned int f,
                                  char const* g, unsigned long h) {
  return forward<&mysql_real_connect>("mysql_real_connect")(a, b, c, d, e, f, g, h);
}
unsigned long STDCALL mysql_real_escape_string(MYSQL* a, char* b, char const* c, unsigned long d) {
  return forward<&mysql_real_escape_string>("mysql_real_escape_string")(a, b, c, d);
}
int STDCALL mysql_real_query(MYSQL* a, char const* b, unsigned long c) {
  return forward<&mysql_real_query>("mysql_real_query")(a, b, c);
}
MYSQL_ROW_OFFSET STDCALL mysql_row_seek(MYSQL_RES* a, MYSQL_ROW_OFFSET b) {
  return forward<&mysql_row_seek>("mysql_row_seek")(a, b);
}
MYSQL_ROW_OFFSET STDCALL mysql_row_tell(MYSQL_RES* a) { return forward<&mysql_row_tell>("mysql_row_tell")(a); }
void STDCALL mysql_server_end() { forward<&mysql_server_end>("mysql_server_end")(); }
int STDCALL mysql_server_init(int a, char** b, char** c) {
  return forward<&mysql_server_init>("mysql_server_init")(a, b, c);
}
int STDCALL mysql_set_server_option(MYSQL* a, enum_mysql_set_option b) {
  return forward<&mysql_set_server_option>("mysql_set_server_option")(a, b);
}
char const* STDCALL mysql_sqlstate(MYSQL* a) { return forward<&mysql_sqlstate>("mysql_sqlstate")(a); }
int STDCALL mysql_ssl_set(MYSQL* a, char const* b, char const* c, char const* d, char const* e, char const* f) {
  return forward<&mysql_ssl_set>("mysql_ssl_set")(a, b, c, d, e, f);
}
MYSQL_RES* STDCALL mysql_store_result(MYSQL* a) { return forward<&mysql_store_result>("mysql_store_result")(a); }
int STDCALL mysql_options(MYSQL* a, enum mysql_option b, void const* c) {
  return forward<&mysql_options>("mysql_options")(a, b, c);
}
}
