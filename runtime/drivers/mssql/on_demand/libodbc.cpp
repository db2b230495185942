// SPDX-License-Identifier: Apache-2.0
// The driver manager unixODBC on demand; it loads the driver of SQL Server itself.
#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include "runtime/core/on_demand.hpp"

namespace {

struct libodbc {
  static constexpr char const* file = "libodbc.so.2";
  static constexpr char const* words = "the driver manager unixODBC, over which SQL Server is reached,";
};

template <auto Function>
decltype(Function) forward(char const* name) {
  return retort::core::forward<libodbc, Function>(name);
}

}  // namespace

extern "C" {
SQLRETURN SQL_API SQLAllocHandle(SQLSMALLINT a, SQLHANDLE b, SQLHANDLE* c) {
  return forward<&SQLAllocHandle>("SQLAllocHandle")(a, b, c);
}
SQLRETURN SQL_API SQLBindCol(SQLHSTMT a, SQLUSMALLINT b, SQLSMALLINT c, SQLPOINTER d, SQLLEN e, SQLLEN* f) {
  return forward<&SQLBindCol>("SQLBindCol")(a, b, c, d, e, f);
}
SQLRETURN SQL_API SQLBindParameter(SQLHSTMT a, SQLUSMALLINT b, SQLSMALLINT c, SQLSMALLINT d, SQLSMALLINT e, SQLULEN f,
                                   SQLSMALLINT g, SQLPOINTER h, SQLLEN i, SQLLEN* j) {
  return forward<&SQLBindParameter>("SQLBindParameter")(a, b, c, d, e, f, g, h, i, j);
}
SQLRETURN SQL_API SQLCloseCursor(SQLHSTMT a) { return forward<&SQLCloseCursor>("SQLCloseCursor")(a); }
SQLRETURN SQL_API SQLDescribeCol(SQLHSTMT a, SQLUSMALLINT b, SQLCHAR* c, SQLSMALLINT d, SQLSMALLINT* e, SQLSMALLINT* f,
                                 SQLULEN* g, SQLSMALLINT* h, SQLSMALLINT* i) {
  return forward<&SQLDescribeCol>("SQLDescribeCol")(a, b, c, d, e, f, g, h, i);
}
SQLRETURN SQL_API SQLDisconnect(SQLHDBC a) { return forward<&SQLDisconnect>("SQLDisconnect")(a); }
SQLRETURN SQL_API SQLDriverConnect(SQLHDBC a, SQLHWND b, SQLCHAR* c, SQLSMALLINT d, SQLCHAR* e, SQLSMALLINT f,
                                   SQLSMALLINT* g, SQLUSMALLINT h) {
  return forward<&SQLDriverConnect>("SQLDriverConnect")(a, b, c, d, e, f, g, h);
}
SQLRETURN SQL_API SQLDrivers(SQLHENV a, SQLUSMALLINT b, SQLCHAR* c, SQLSMALLINT d, SQLSMALLINT* e, SQLCHAR* f,
                             SQLSMALLINT g, SQLSMALLINT* h) {
  return forward<&SQLDrivers>("SQLDrivers")(a, b, c, d, e, f, g, h);
}
SQLRETURN SQL_API SQLEndTran(SQLSMALLINT a, SQLHANDLE b, SQLSMALLINT c) {
  return forward<&SQLEndTran>("SQLEndTran")(a, b, c);
}
SQLRETURN SQL_API SQLExecDirect(SQLHSTMT a, SQLCHAR* b, SQLINTEGER c) {
  return forward<&SQLExecDirect>("SQLExecDirect")(a, b, c);
}
SQLRETURN SQL_API SQLExecDirectW(SQLHSTMT a, SQLWCHAR* b, SQLINTEGER c) {
  return forward<&SQLExecDirectW>("SQLExecDirectW")(a, b, c);
}
SQLRETURN SQL_API SQLExecute(SQLHSTMT a) { return forward<&SQLExecute>("SQLExecute")(a); }
SQLRETURN SQL_API SQLFetch(SQLHSTMT a) { return forward<&SQLFetch>("SQLFetch")(a); }
SQLRETURN SQL_API SQLFreeHandle(SQLSMALLINT a, SQLHANDLE b) { return forward<&SQLFreeHandle>("SQLFreeHandle")(a, b); }
SQLRETURN SQL_API SQLGetConnectAttr(SQLHDBC a, SQLINTEGER b, SQLPOINTER c, SQLINTEGER d, SQLINTEGER* e) {
  return forward<&SQLGetConnectAttr>("SQLGetConnectAttr")(a, b, c, d, e);
}
SQLRETURN SQL_API SQLGetData(SQLHSTMT a, SQLUSMALLINT b, SQLSMALLINT c, SQLPOINTER d, SQLLEN e, SQLLEN* f) {
  return forward<&SQLGetData>("SQLGetData")(a, b, c, d, e, f);
}
SQLRETURN SQL_API SQLGetDiagField(SQLSMALLINT a, SQLHANDLE b, SQLSMALLINT c, SQLSMALLINT d, SQLPOINTER e, SQLSMALLINT f,
                                  SQLSMALLINT* g) {
  return forward<&SQLGetDiagField>("SQLGetDiagField")(a, b, c, d, e, f, g);
}
SQLRETURN SQL_API SQLGetDiagRecA(SQLSMALLINT a, SQLHANDLE b, SQLSMALLINT c, SQLCHAR* d, SQLINTEGER* e, SQLCHAR* f,
                                 SQLSMALLINT g, SQLSMALLINT* h) {
  return forward<&SQLGetDiagRecA>("SQLGetDiagRecA")(a, b, c, d, e, f, g, h);
}
SQLRETURN SQL_API SQLGetDiagRecW(SQLSMALLINT a, SQLHANDLE b, SQLSMALLINT c, SQLWCHAR* d, SQLINTEGER* e, SQLWCHAR* f,
                                 SQLSMALLINT g, SQLSMALLINT* h) {
  return forward<&SQLGetDiagRecW>("SQLGetDiagRecW")(a, b, c, d, e, f, g, h);
}
SQLRETURN SQL_API SQLGetInfo(SQLHDBC a, SQLUSMALLINT b, SQLPOINTER c, SQLSMALLINT d, SQLSMALLINT* e) {
  return forward<&SQLGetInfo>("SQLGetInfo")(a, b, c, d, e);
}
SQLRETURN SQL_API SQLGetInfoW(SQLHDBC a, SQLUSMALLINT b, SQLPOINTER c, SQLSMALLINT d, SQLSMALLINT* e) {
  return forward<&SQLGetInfoW>("SQLGetInfoW")(a, b, c, d, e);
}
SQLRETURN SQL_API SQLMoreResults(SQLHSTMT a) { return forward<&SQLMoreResults>("SQLMoreResults")(a); }
SQLRETURN SQL_API SQLNumResultCols(SQLHSTMT a, SQLSMALLINT* b) {
  return forward<&SQLNumResultCols>("SQLNumResultCols")(a, b);
}
SQLRETURN SQL_API SQLPrepare(SQLHSTMT a, SQLCHAR* b, SQLINTEGER c) {
  return forward<&SQLPrepare>("SQLPrepare")(a, b, c);
}
SQLRETURN SQL_API SQLRowCount(SQLHSTMT a, SQLLEN* b) { return forward<&SQLRowCount>("SQLRowCount")(a, b); }
SQLRETURN SQL_API SQLSetConnectAttr(SQLHDBC a, SQLINTEGER b, SQLPOINTER c, SQLINTEGER d) {
  return forward<&SQLSetConnectAttr>("SQLSetConnectAttr")(a, b, c, d);
}
SQLRETURN SQL_API SQLSetEnvAttr(SQLHENV a, SQLINTEGER b, SQLPOINTER c, SQLINTEGER d) {
  return forward<&SQLSetEnvAttr>("SQLSetEnvAttr")(a, b, c, d);
}
SQLRETURN SQL_API SQLSetStmtAttr(SQLHSTMT a, SQLINTEGER b, SQLPOINTER c, SQLINTEGER d) {
  return forward<&SQLSetStmtAttr>("SQLSetStmtAttr")(a, b, c, d);
}
SQLRETURN SQL_API SQLTables(SQLHSTMT a, SQLCHAR* b, SQLSMALLINT c, SQLCHAR* d, SQLSMALLINT e, SQLCHAR* f, SQLSMALLINT g,
                            SQLCHAR* h, SQLSMALLINT i) {
  return forward<&SQLTables>("SQLTables")(a, b, c, d, e, f, g, h, i);
}
}
