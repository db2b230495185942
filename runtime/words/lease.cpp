// SPDX-License-Identifier: Apache-2.0
// One form for all databases; what differs is a struct.
#include "runtime/words/lease.hpp"

namespace retort::words {
namespace {

struct spelling {
  std::string clock;                      // milliseconds since some moment: an expression
  std::string options;                    // behind the columns of the table
  std::string insert, otherwise_nothing;  // around a row that may be there
  std::string number;                     // the type a parameter is cast to
};

lease_statements spelt(vocabulary const& words, table_names const& names, spelling const& own) {
  auto const table = words.qualified(names.schema, lock_table(names.version));
  auto const p = [&](unsigned number) { return words.parameter(number); };
  auto const milliseconds = [&](unsigned at) { return "cast(" + p(at) + " as " + own.number + ")"; };
  auto const update = [&](std::string const& what, std::string const& row, std::string const& condition) {
    return "update " + table + " set " + what + " where part = '" + row + "'" + condition;
  };
  lease_statements out;
  out.create =
      "create table if not exists " + table +
      " (part varchar(16) not null primary key, owner varchar(64) not null, holder varchar(512) not null, since "
      "varchar(32) not null, ends bigint not null, times bigint not null)" +
      own.options;
  out.fill =
      own.insert + table +
      " (part, owner, holder, since, ends, times) values ('lease', '', '', '', 0, 0), ('fence', '', '', '', 0, 0)" +
      own.otherwise_nothing;
  out.read = "select owner, holder, since, ends - " + own.clock + " from " + table + " where part = 'lease'";
  out.take = update("owner = " + p(1) + ", holder = " + p(2) + ", since = " + p(3) + ", ends = " + own.clock + " + " +
                        milliseconds(4) + ", times = times + 1",
                    "lease", " and (owner = '' or ends <= " + own.clock + ")");
  out.take_fence = update("owner = " + p(1) + ", times = times + 1", "fence", "");
  out.renew = update("ends = " + own.clock + " + " + milliseconds(2), "lease", " and owner = " + p(1));
  out.fence = update("times = times + 1", "fence", " and owner = " + p(1));
  out.release = update("owner = '', ends = 0", "lease", " and owner = " + p(1));
  out.remove = update("owner = '', ends = 0", "lease", " and owner = " + p(1) + " and ends <= " + own.clock);
  return out;
}

}  // namespace

lease_statements postgresql_lease(table_names const& names) {
  auto out = spelt(postgresql(), names,
                   {"cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", "", "insert into ",
                    " on conflict do nothing", "bigint"});
  out.guard = "select pg_try_advisory_xact_lock(" + postgresql().lock_key(names) + ")::int";
  return out;
}

// InnoDB: rows of MyISAM are not replicated by Galera.
lease_statements mysql_lease(vocabulary const& words, table_names const& names) {
  return spelt(words, names,
               {"cast(timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(3)) div 1000 as signed)",
                " engine = InnoDB default character set utf8mb4", "insert ignore into ", "", "signed"});
}

}  // namespace retort::words
