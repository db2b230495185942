// SPDX-License-Identifier: Apache-2.0
// What a dialect is: capabilities and one `lower` per operation. A dialect never derives from another; a forgotten
// lowering makes the dialect abstract, which the build reports at its one instance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/dialects/broken_rule.hpp"
#include "compiler/plan/plan.hpp"
#include "compiler/plan/touched.hpp"
#include "runtime/core/version.hpp"

namespace retort::dialects {

// A walk through the key of a table in pieces of `size` rows; the parameters are written as the database's own
// numbered placeholders ($1 …, ?1 … or @p1 …), all bound as text. `low` is the key of the last row done, `high` of the
// last row of the piece: `key_columns` parameters each.
struct BatchSql {
  std::uint32_t size = 0;
  std::uint32_t pause_ms = 0;
  std::uint32_t key_columns = 0;
  std::string bound_first;  // the key of the size-th row                    ()
  std::string bound_next;   // … of the size-th row after low                (low)
  std::string apply_first;  // up to high                                    (high)
  std::string apply_next;   // after low up to high                          (low, high)
  std::string apply_rest;   // after low to the end                          (low)
  std::string apply_all;    // when there are fewer rows than one piece      ()
};

enum class Transaction {
  inside,   // shares a transaction with its neighbours
  outside,  // must not run inside one
  rebuild,  // inside one that was opened for a table rebuild (SQLite: foreign keys off before begin, checked before
            // commit)
};

// One statement for the database.
struct Lowered {
  struct Call {
    std::string name;
  };                                               // a C++ step
  std::variant<std::string, BatchSql, Call> body;  // SQL without a ';' at its end
  Transaction transaction = Transaction::inside;
  std::string probe;    // one row, one column: 1 when the effect is there already, 0 when not; empty: cannot be told
  std::string locks;    // what it locks and scans, for a reader; may be empty
  std::string summary;  // "create table users"
  // Its effect relies on what a rebuild switches off (foreign keys that cascade, references that follow a rename): must
  // not share a transaction with Transaction::rebuild.
  bool apart_from_rebuild = false;
  bool waits = false;  // who uses the table waits for as long as it is large
  // What came before it is committed first, and nothing behind it shares its transaction.
  bool commits_before = false, commits_behind = false;
  // It leaves alone what the queries of those before it ask for, back to the last without this (plan::Neighbours): what
  // is outside of transactions may be announced in the journal with them.
  bool joins_before = false;
  // An insert, an update or a delete, which a transaction takes back on every database.
  bool rows_only = false;
  std::vector<std::string>
      deferred{};  // constraints, as they are spelt, whose checks wait for the end of the transaction
};

struct Context {
  plan::Action const& action;  // with the schema before and after
  Sink& sink;                  // for what cannot be said in this dialect
  std::vector<Lowered>& out;
  plan::Capabilities const& can;  // of the dialect that lowers
};

template <class Operation>
struct Lowers {
  virtual void lower(Operation const& operation, Context& context) const = 0;

 protected:
  ~Lowers() = default;
};
template <class Variant>
struct LowersAll;
template <class... Operations>
struct LowersAll<std::variant<Operations...>> : Lowers<Operations>... {
  using Lowers<Operations>::lower...;

 protected:
  ~LowersAll() = default;
};

class Catalogue;

class Dialect : public LowersAll<plan::Operations::Variant> {
 public:
  virtual ~Dialect() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual plan::Capabilities const& capabilities() const = 0;
  // What to do instead of a statement that keeps others waiting, where they are not to.
  [[nodiscard]] virtual std::string_view instead_of_waiting() const;
  // The same for servers of that version and newer ones, where they can do more or less; static storage.
  [[nodiscard]] virtual Dialect const& from(core::version const& oldest) const {
    static_cast<void>(oldest);
    return *this;
  }
  // What parts of the schema cannot be together, of all its tables: asked of where the sides of a merge meet, for each
  // statement is held against the schema of its own side.
  [[nodiscard]] virtual std::vector<BrokenRule> broken_rules(model::Schema const& schema) const {
    static_cast<void>(schema);
    return {};
  }
  // How its live databases are read (catalogue.hpp); null where they cannot be, yet.
  [[nodiscard]] virtual Catalogue const* catalogue() const { return nullptr; }
};

// All dialects that users may name, found from the folders at configure time; sorted by name.
[[nodiscard]] std::vector<Dialect const*> const& all();
[[nodiscard]] Dialect const* find(std::string_view name);

// The statements of one action, in order.
void lower(Dialect const& dialect, plan::Action const& action, Sink& sink, std::vector<Lowered>& out);
// The same for the next of the actions of one direction of a revision; sets Lowered::joins_before.
void lower(Dialect const& dialect, plan::Action const& action, plan::Neighbours& before, Sink& sink,
           std::vector<Lowered>& out);

}  // namespace retort::dialects
