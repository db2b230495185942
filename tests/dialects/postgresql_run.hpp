// SPDX-License-Identifier: Apache-2.0
// Runs a planned history on a database, statement by statement, and holds each against its catalogue query. In: texts
// of revisions. Out: failed expectations. Segments and batches as the runtime has them, without its bookkeeping.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/dialects/dialect.hpp"
#include "tests/dialects/postgresql_database.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::dialects::test {

struct Planned {
  model::test::History history;
  Sink sink;
  std::vector<plan::RevisionPlan> revisions;
};

// The errors of a history, losses of data aside, and without `reversible` what has no way back; empty when there are
// none.
[[nodiscard]] std::string faults(Planned const& planned, bool reversible);
[[nodiscard]] Planned planned(std::vector<std::string> const& texts);         // whole files
[[nodiscard]] Planned planned_chain(std::vector<std::string> const& bodies);  // see model::test::chain()

// What the lowering of some actions gives.
[[nodiscard]] std::vector<Lowered> lowered(std::vector<plan::Action> const& actions, Sink& sink);

class Runner {
 public:
  // `steps`: SQL that stands for the C++ steps of the history.
  Runner(Planned const& planned, std::map<std::string, std::string> steps)
      : planned_(planned), steps_(std::move(steps)) {}

  void upgrade(std::size_t revision);
  void downgrade(std::size_t revision);
  // All up, each catalogue remembered; all down, each compared; all up again.
  void there_and_back_and_there();

  Database database;

 private:
  void run(std::vector<plan::Action> const& actions);
  void run(Lowered const& statement);
  void run_batch(BatchSql const& batch);
  void expect_probe(Lowered const& statement, std::string const& answer);
  void expect_schema(model::Schema const& schema);

  Planned const& planned_;
  std::map<std::string, std::string> steps_;
  bool in_transaction_ = false;
};

}  // namespace retort::dialects::test
