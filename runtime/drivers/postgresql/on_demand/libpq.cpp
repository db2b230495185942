// SPDX-License-Identifier: Apache-2.0
// libpq on demand.
#include <libpq-fe.h>

#include "runtime/core/on_demand.hpp"

namespace {

struct libpq {
  static constexpr char const* file = "libpq.so.5";
  static constexpr char const* words = "the client library of PostgreSQL";
};

template <auto Function>
decltype(Function) forward(char const* name) {
  return retort::core::forward<libpq, Function>(name);
}

}  // namespace

extern "C" {
int PQbackendPID(PGconn const* a) { return forward<&PQbackendPID>("PQbackendPID")(a); }
void PQclear(PGresult* a) { forward<&PQclear>("PQclear")(a); }
int PQcancel(PGcancel* a, char* b, int c) { return forward<&PQcancel>("PQcancel")(a, b, c); }
char* PQcmdStatus(PGresult* a) { return forward<&PQcmdStatus>("PQcmdStatus")(a); }
char* PQcmdTuples(PGresult* a) { return forward<&PQcmdTuples>("PQcmdTuples")(a); }
PGconn* PQconnectdb(char const* a) { return forward<&PQconnectdb>("PQconnectdb")(a); }
char* PQescapeLiteral(PGconn* a, char const* b, size_t c) {
  return forward<&PQescapeLiteral>("PQescapeLiteral")(a, b, c);
}
PQconninfoOption* PQconninfo(PGconn* a) { return forward<&PQconninfo>("PQconninfo")(a); }
void PQconninfoFree(PQconninfoOption* a) { forward<&PQconninfoFree>("PQconninfoFree")(a); }
int PQenterPipelineMode(PGconn* a) { return forward<&PQenterPipelineMode>("PQenterPipelineMode")(a); }
int PQexitPipelineMode(PGconn* a) { return forward<&PQexitPipelineMode>("PQexitPipelineMode")(a); }
void PQfreeCancel(PGcancel* a) { forward<&PQfreeCancel>("PQfreeCancel")(a); }
PGcancel* PQgetCancel(PGconn* a) { return forward<&PQgetCancel>("PQgetCancel")(a); }
int PQpipelineSync(PGconn* a) { return forward<&PQpipelineSync>("PQpipelineSync")(a); }
int PQsendFlushRequest(PGconn* a) { return forward<&PQsendFlushRequest>("PQsendFlushRequest")(a); }
char* PQerrorMessage(PGconn const* a) { return forward<&PQerrorMessage>("PQerrorMessage")(a); }
PGresult* PQexec(PGconn* a, char const* b) { return forward<&PQexec>("PQexec")(a, b); }
PGresult* PQexecParams(PGconn* a, char const* b, int c, Oid const* d, char const* const* e, int const* f, int const* g,
                       int h) {
  return forward<&PQexecParams>("PQexecParams")(a, b, c, d, e, f, g, h);
}
PGresult* PQexecPrepared(PGconn* a, char const* b, int c, char const* const* d, int const* e, int const* f, int g) {
  return forward<&PQexecPrepared>("PQexecPrepared")(a, b, c, d, e, f, g);
}
int PQfformat(PGresult const* a, int b) { return forward<&PQfformat>("PQfformat")(a, b); }
void PQfinish(PGconn* a) { forward<&PQfinish>("PQfinish")(a); }
char* PQfname(PGresult const* a, int b) { return forward<&PQfname>("PQfname")(a, b); }
void PQfreemem(void* a) { forward<&PQfreemem>("PQfreemem")(a); }
int PQfsize(PGresult const* a, int b) { return forward<&PQfsize>("PQfsize")(a, b); }
Oid PQftype(PGresult const* a, int b) { return forward<&PQftype>("PQftype")(a, b); }
int PQgetCopyData(PGconn* a, char** b, int c) { return forward<&PQgetCopyData>("PQgetCopyData")(a, b, c); }
PGresult* PQgetResult(PGconn* a) { return forward<&PQgetResult>("PQgetResult")(a); }
int PQgetisnull(PGresult const* a, int b, int c) { return forward<&PQgetisnull>("PQgetisnull")(a, b, c); }
int PQgetlength(PGresult const* a, int b, int c) { return forward<&PQgetlength>("PQgetlength")(a, b, c); }
char* PQgetvalue(PGresult const* a, int b, int c) { return forward<&PQgetvalue>("PQgetvalue")(a, b, c); }
int PQnfields(PGresult const* a) { return forward<&PQnfields>("PQnfields")(a); }
int PQntuples(PGresult const* a) { return forward<&PQntuples>("PQntuples")(a); }
char const* PQparameterStatus(PGconn const* a, char const* b) {
  return forward<&PQparameterStatus>("PQparameterStatus")(a, b);
}
PGPing PQping(char const* a) { return forward<&PQping>("PQping")(a); }
PGresult* PQprepare(PGconn* a, char const* b, char const* c, int d, Oid const* e) {
  return forward<&PQprepare>("PQprepare")(a, b, c, d, e);
}
int PQputCopyEnd(PGconn* a, char const* b) { return forward<&PQputCopyEnd>("PQputCopyEnd")(a, b); }
char* PQresultErrorField(PGresult const* a, int b) { return forward<&PQresultErrorField>("PQresultErrorField")(a, b); }
char* PQresultErrorMessage(PGresult const* a) { return forward<&PQresultErrorMessage>("PQresultErrorMessage")(a); }
ExecStatusType PQresultStatus(PGresult const* a) { return forward<&PQresultStatus>("PQresultStatus")(a); }
int PQsendPrepare(PGconn* a, char const* b, char const* c, int d, Oid const* e) {
  return forward<&PQsendPrepare>("PQsendPrepare")(a, b, c, d, e);
}
int PQsendQuery(PGconn* a, char const* b) { return forward<&PQsendQuery>("PQsendQuery")(a, b); }
int PQsendQueryParams(PGconn* a, char const* b, int c, Oid const* d, char const* const* e, int const* f, int const* g,
                      int h) {
  return forward<&PQsendQueryParams>("PQsendQueryParams")(a, b, c, d, e, f, g, h);
}
int PQsendQueryPrepared(PGconn* a, char const* b, int c, char const* const* d, int const* e, int const* f, int g) {
  return forward<&PQsendQueryPrepared>("PQsendQueryPrepared")(a, b, c, d, e, f, g);
}
int PQserverVersion(PGconn const* a) { return forward<&PQserverVersion>("PQserverVersion")(a); }
PQnoticeReceiver PQsetNoticeReceiver(PGconn* a, PQnoticeReceiver b, void* c) {
  return forward<&PQsetNoticeReceiver>("PQsetNoticeReceiver")(a, b, c);
}
int PQsetSingleRowMode(PGconn* a) { return forward<&PQsetSingleRowMode>("PQsetSingleRowMode")(a); }
ConnStatusType PQstatus(PGconn const* a) { return forward<&PQstatus>("PQstatus")(a); }
PGTransactionStatusType PQtransactionStatus(PGconn const* a) {
  return forward<&PQtransactionStatus>("PQtransactionStatus")(a);
}
int lo_close(PGconn* a, int b) { return forward<&lo_close>("lo_close")(a, b); }
int lo_lseek(PGconn* a, int b, int c, int d) { return forward<&lo_lseek>("lo_lseek")(a, b, c, d); }
int lo_open(PGconn* a, Oid b, int c) { return forward<&lo_open>("lo_open")(a, b, c); }
int lo_read(PGconn* a, int b, char* c, size_t d) { return forward<&lo_read>("lo_read")(a, b, c, d); }
int lo_write(PGconn* a, int b, char const* c, size_t d) { return forward<&lo_write>("lo_write")(a, b, c, d); }
}
