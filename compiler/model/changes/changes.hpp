// SPDX-License-Identifier: Apache-2.0
// The statements that bring one schema to another: what `retort check` says is missing and `retort new --autogenerate`
// writes. In: two schemas of one database, and the renames that somebody knows of: two schemas do not tell a rename
// from a drop and an addition.
#pragma once

#include <string>
#include <vector>

#include "compiler/model/replay.hpp"

namespace retort::model {

// `from` is a table, type or index, or a column, constraint or value of one (billing.invoices.total); `to` is the new
// name, with or without what stands before it.
struct Rename {
  std::vector<std::string> from, to;
  friend bool operator==(Rename const&, Rename const&) = default;
};
// "t.a=t.b". Names are folded as in a file, "Quoted" ones are not. Nothing where it cannot be read.
[[nodiscard]] std::optional<Rename> parse_rename(std::string_view text);
[[nodiscard]] std::string to_string(Rename const& rename);  // "t.a=t.b"
[[nodiscard]] Rename turned_around(Rename const& rename);   // what has the new name gets the old one

struct Change {
  ast::Operation operation;
  std::string remark;               // what somebody has to look at before it runs; may be empty
  bool drops = false;               // it takes away what the wanted schema does not have
  std::vector<std::string> losses;  // what it destroys, a sentence each, as @allow(data-loss, …) is asked for
  std::string harmless;             // why it destroys nothing all the same; empty: it does
  friend bool operator==(Change const& a, Change const& b) { return a.operation == b.operation; }
};
struct Changes {
  std::vector<Change> list;           // in the order in which they work
  std::vector<std::string> refused;   // renames that mean nothing, a sentence each
  std::vector<Difference> remaining;  // what no statement of the language changes
};

// Neither schema may have anything broken. Nothing is dropped and made again that can be altered, but for views, and
// for what stands in the way of an alteration.
[[nodiscard]] Changes changes_between(Schema const& from, Schema const& wanted, std::vector<Rename> const& renames,
                                      ReplayOptions const& options);

// The statement in one line, with its ';'.
[[nodiscard]] std::string one_line(ast::Operation const& operation);

// Drops and additions that may be renames: a column for one of the same type, a table for one with the same columns.
[[nodiscard]] std::vector<Rename> possible_renames(Schema const& from, Schema const& wanted);

// Which objects a history looks after: patterns with * and ?, on `users`, `billing.invoices`, and on what a table has:
// `users.email` is a column, a constraint or an index.
struct ObjectFilter {
  std::vector<std::string> include;  // none: everything
  std::vector<std::string> exclude;  // stronger
  [[nodiscard]] bool empty() const { return include.empty() && exclude.empty(); }
};
// Whether the filter leaves the object out, or a part of a table.
[[nodiscard]] bool left_out(ObjectFilter const& filter, ObjectName const& object, std::string const& part = {});
// The wanted schema with what the filter leaves out as it is in `from`: there, or not there.
[[nodiscard]] Schema filtered(Schema const& from, Schema const& wanted, ObjectFilter const& filter);

}  // namespace retort::model
