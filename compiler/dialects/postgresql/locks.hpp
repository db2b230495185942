// SPDX-License-Identifier: Apache-2.0
// What a statement locks, in PostgreSQL's own words, for a reader of a bundle: "access exclusive on users; scans
// users". https://www.postgresql.org/docs/15/explicit-locking.html; what each statement takes was measured on 12 to 18.
#pragma once

#include <string>
#include <string_view>

#include "compiler/model/schema.hpp"

namespace retort::dialects::postgresql::locks {

// Nobody reads or writes: most of alter table, drop.
[[nodiscard]] std::string access_exclusive(model::ObjectName const& table);
// The same while every row is read, or the table written anew with its indexes.
[[nodiscard]] std::string access_exclusive_scan(model::ObjectName const& table);
[[nodiscard]] std::string access_exclusive_rewrite(model::ObjectName const& table);
[[nodiscard]] std::string access_exclusive(model::ObjectName const& table, std::vector<model::ObjectName> const& more);
// Nobody writes: a foreign key, on both tables.
[[nodiscard]] std::string share_row_exclusive(model::ObjectName const& table, model::ObjectName const& referenced);
// The same without a look at the rows.
[[nodiscard]] std::string share_row_exclusive_moment(model::ObjectName const& table,
                                                     model::ObjectName const& referenced);
// Nobody writes: an index while it is built.
[[nodiscard]] std::string share_scan(model::ObjectName const& table);
// Readers and writers go on: `concurrently`, comments.
[[nodiscard]] std::string share_update_exclusive(model::ObjectName const& table, std::string_view more = {});
// Readers and writers go on, rows that are changed stay locked until the commit.
[[nodiscard]] std::string row_exclusive(model::ObjectName const& table, bool scans);

// The tables that the foreign keys of a table refer to, itself left out; sorted.
[[nodiscard]] std::vector<model::ObjectName> referenced(model::Table const& table);

}  // namespace retort::dialects::postgresql::locks
