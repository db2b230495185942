// SPDX-License-Identifier: Apache-2.0
// Gathers changes of tables that follow each other, so that a database which cannot alter a table in place makes it
// anew once. In: changes, in the order of the history. Out: actions the database can do. Knows no files and no SQL.
#pragma once

#include <variant>
#include <vector>

#include "compiler/plan/sources.hpp"

namespace retort::plan {

// The values of an enum type changed; `change` says which value became which, if one did.
struct EnumChange {
  std::optional<ValueChange> change;
};

struct Alteration {
  std::variant<ast::AlterAction, EnumChange> what;
  model::Schema before, after;
  Span origin;
};

class Alterations {
 public:
  // `capabilities` must outlive it.
  explicit Alterations(Capabilities const& capabilities) : capabilities_(capabilities) {}

  // The next change of a table. Appends to `out` what cannot wait for it.
  void add(model::ObjectName const& table, Alteration alteration, std::vector<Action>& out);
  // Everything gathered becomes actions.
  void flush(std::vector<Action>& out);

 private:
  struct Group {
    model::ObjectName table;
    std::vector<Alteration> list;
  };
  void flush(Group& group, std::vector<Action>& out) const;
  void emit(model::ObjectName const& table, std::vector<Alteration> list, std::vector<Action>& out) const;
  [[nodiscard]] bool in_place(ast::AlterAction const& action) const;
  [[nodiscard]] bool in_place(std::vector<Alteration> const& list) const;
  [[nodiscard]] std::vector<Alteration> with_references(std::vector<Alteration> list) const;

  Capabilities const& capabilities_;
  std::vector<Group> groups_;  // of different tables
};

// An action of alter table as what a dialect lowers; nothing for one that could not be parsed.
[[nodiscard]] std::optional<Operation> operation(ast::AlterAction const& action);

}  // namespace retort::plan
