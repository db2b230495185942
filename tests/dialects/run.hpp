// SPDX-License-Identifier: Apache-2.0
// Runs a planned history on a database, statement by statement, and holds each against its catalogue query. In: texts
// of revisions. Out: failed expectations. Segments and batches as the runtime has them, without its bookkeeping.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/dialects/dialect.hpp"
#include "compiler/inspect/inspect.hpp"
#include "tests/dialects/database.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::dialects::test {

struct Planned {
  Target const* target;
  model::test::History history;
  Sink sink;
  std::vector<plan::RevisionPlan> revisions;
};

// The errors of a history, losses of data aside, and without `reversible` what has no way back; empty when there are
// none.
[[nodiscard]] std::string faults(Planned const& planned, bool reversible);
[[nodiscard]] Planned planned(Target const& target, std::vector<std::string> const& texts,  // whole files
                              plan::Policy policy = plan::Policy::standard);
// See model::test::chain().
[[nodiscard]] Planned planned_chain(Target const& target, std::vector<std::string> const& bodies,
                                    plan::Policy policy = plan::Policy::standard);

// PostgreSQL, MariaDB; MySQL and SQL Server where RETORT_TEST_MYSQL and RETORT_TEST_MSSQL name servers of them, for no
// distribution of ours has one; says so where they are not tested.
[[nodiscard]] std::vector<Target const*> const& servers();
[[nodiscard]] std::string name_of(testing::TestParamInfo<Target const*> const& tested);
// Texts written for MariaDB as they are for the target: for MySQL without sequences, and without what it refuses.
[[nodiscard]] std::vector<std::string> adapted(Target const& target, std::vector<std::string> texts);

// What the lowering of some actions gives.
[[nodiscard]] std::vector<Lowered> lowered(Target const& target, std::vector<plan::Action> const& actions, Sink& sink);
// The operations that its plans have, as positions in plan::Operations::Variant.
[[nodiscard]] std::set<std::size_t> operations_of(Planned const& planned);
// The texts of the migrations in a folder, by the names of their files.
[[nodiscard]] std::vector<std::string> files_of(std::filesystem::path const& directory);

// What the database has, as it is read back; in the words of `known` where that is given.
[[nodiscard]] inspect::Inspected read_back(Target const& target, Database& database, model::Schema const* known);

class Runner {
  std::unique_ptr<Database> opened_;

 public:
  // `steps`: SQL that stands for the C++ steps of the history.
  Runner(Planned const& planned, std::map<std::string, std::string> steps)
      : opened_(planned.target->open()), database(*opened_), planned_(planned), steps_(std::move(steps)) {}

  // Up, and the tables are what the model says.
  void upgrade(std::size_t revision);
  // Up alone: where other branches are there as well.
  void go_up(std::size_t revision);
  void downgrade(std::size_t revision);
  // Tables, columns, types and nullability are what the model says they are.
  void expect_schema(model::Schema const& schema);
  // What is read back from the catalogue is the model.
  void expect_read_back(model::Schema const& schema);
  // All up, each catalogue remembered; all down, each compared; all up again.
  void there_and_back_and_there();

  Database& database;

 private:
  void run(std::vector<plan::Action> const& actions);
  void run(Lowered const& statement);
  void run_batch(BatchSql const& batch);
  void expect_probe(Lowered const& statement, std::string const& answer);

  Planned const& planned_;
  std::map<std::string, std::string> steps_;
  bool in_transaction_ = false;
};

}  // namespace retort::dialects::test
