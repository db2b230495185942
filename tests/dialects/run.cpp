// SPDX-License-Identifier: Apache-2.0
// Runs planned histories.
#include "tests/dialects/run.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue.hpp"
#include "compiler/inspect/inspect.hpp"

namespace retort::dialects::test {
namespace {

Dialect const& dialect_of(Target const& target) {
  if (target.writer != nullptr) return *target.writer;
  auto const* found = find(to_string(target.which));
  if (found == nullptr) throw std::logic_error("there is no dialect " + std::string(to_string(target.which)));
  return *found;
}

Planned with_plan(Target const& target, model::test::History history, plan::Policy policy = plan::Policy::standard) {
  Planned out{&target, std::move(history), {}, {}};
  for (auto const& revision : out.history.revisions)
    out.revisions.push_back(plan::plan(revision, dialect_of(target).capabilities(), out.sink, policy));
  return out;
}

}  // namespace

std::string Database::value(std::string const& sql, std::vector<std::string> const& parameters) {
  auto const rows = run(sql, parameters);
  if (rows.size() != 1 || rows[0].size() != 1) throw Refused("one value is wanted of: " + sql);
  return rows[0][0];
}

Planned planned(Target const& target, std::vector<std::string> const& texts, plan::Policy policy) {
  return with_plan(target, model::test::replay_texts(texts, target.which), policy);
}
Planned planned_chain(Target const& target, std::vector<std::string> const& bodies, plan::Policy policy) {
  return with_plan(target, model::test::chain(bodies, target.which), policy);
}

std::set<std::size_t> operations_of(Planned const& planned) {
  std::set<std::size_t> out;
  for (auto const& revision : planned.revisions) {
    for (auto const& action : revision.upgrade) out.insert(action.operation.index());
    for (auto const& action : revision.downgrade) out.insert(action.operation.index());
  }
  return out;
}

std::vector<std::string> files_of(std::filesystem::path const& directory) {
  std::set<std::filesystem::path> names;
  for (auto const& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".mig" && entry.path().filename() != "schema.mig") names.insert(entry.path());
  std::vector<std::string> out;
  for (auto const& name : names) {
    std::ifstream file(name, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

std::string faults(Planned const& planned, bool reversible) {
  std::string out;
  for (auto const* sink : {&planned.history.sink, &planned.sink})
    for (auto const& d : sink->all())
      if (d.severity == Severity::error && info(d.code).family != Family::data_loss &&
          (reversible || info(d.code).family != Family::reversibility))
        out += std::string(info(d.code).name) + " " + d.message + "\n";
  return out;
}

std::vector<Lowered> lowered(Target const& target, std::vector<plan::Action> const& actions, Sink& sink) {
  std::vector<Lowered> out;
  plan::Neighbours neighbours;
  for (auto const& action : actions) lower(dialect_of(target), action, neighbours, sink, out);
  return out;
}

inspect::Inspected read_back(Target const& target, Database& database, model::Schema const* known) {
  Ask const ask = [&](std::string const& sql) {
    std::vector<CatalogueRow> out;
    for (auto const& row : database.run(sql)) {
      CatalogueRow cells;
      for (auto const& cell : row) cells.push_back(cell == "∅" ? std::nullopt : std::optional(cell));
      out.push_back(std::move(cells));
    }
    return out;
  };
  Reading reading;
  if (known != nullptr)
    known->schemas.for_each(
        [&](model::ObjectName const& name, ast::Where const&) { reading.schemas.push_back(name.name); });
  model::ReplayOptions options;
  options.target = target.which;
  return inspect::inspect(ask, reading, dialect_of(target), options, known);
}

void Runner::expect_probe(Lowered const& statement, std::string const& answer) {
  if (statement.probe.empty()) return;
  EXPECT_EQ(database.value(statement.probe), answer)
      << (answer == "0" ? "before: " : "after: ") << statement.summary << "\n"
      << statement.probe;
}

void Runner::run_batch(BatchSql const& batch) {
  std::vector<std::string> low;
  for (bool done = false; !done;) {
    database.run("begin");
    auto const bound = database.run(low.empty() ? batch.bound_first : batch.bound_next, low);
    done = bound.empty();
    if (done) {
      database.run(low.empty() ? batch.apply_all : batch.apply_rest, low);
    } else {
      ASSERT_EQ(bound[0].size(), batch.key_columns);
      auto both = low;
      both.insert(both.end(), bound[0].begin(), bound[0].end());
      database.run(low.empty() ? batch.apply_first : batch.apply_next, both);
      low = bound[0];
    }
    database.run("commit");
  }
}

void Runner::run(Lowered const& statement) {
  bool const batch = std::holds_alternative<BatchSql>(statement.body);
  bool const inside = statement.transaction == Transaction::inside && !batch;
  if (inside != in_transaction_) {
    database.run(inside ? "begin" : "commit");
    in_transaction_ = inside;
  }
  EXPECT_FALSE(statement.summary.empty());
  expect_probe(statement, "0");
  std::visit(overloaded{[&](std::string const& sql) {
                          EXPECT_FALSE(sql.empty());
                          EXPECT_NE(sql.back(), ';');
                          database.run(sql);
                        },
                        [&](BatchSql const& sql) { run_batch(sql); },
                        [&](Lowered::Call const& call) { database.run(steps_.at(call.name)); }},
             statement.body);
  expect_probe(statement, "1");
}

void Runner::run(std::vector<plan::Action> const& actions) {
  Sink sink;
  std::vector<Lowered> announced;  // together: each tells that it ran, whatever ran behind it
  for (auto const& statement : lowered(*planned_.target, actions, sink)) {
    run(statement);
    if (!statement.joins_before) announced.clear();
    for (auto const& earlier : announced) expect_probe(earlier, "1");
    announced.push_back(statement);
  }
  if (in_transaction_) database.run("commit");
  in_transaction_ = false;
  for (auto const& d : sink.all())
    if (d.code != Code::RT0807 && info(d.code).family != Family::data_loss)
      ADD_FAILURE() << info(d.code).name << " " << d.message;
}

void Runner::expect_schema(model::Schema const& schema) {
  std::string expected, found;
  schema.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const& object) {
    auto const* table = std::get_if<model::Table>(&*object);
    if (table == nullptr) return;
    for (auto const& column : table->columns) {
      auto const key = to_string(name) + "." + column.name + " ";
      expected += key + database.expected(schema, column) + "\n";
      found += key + database.column(name, column.name) + "\n";
    }
  });
  EXPECT_EQ(found, expected);
}

void Runner::expect_read_back(model::Schema const& schema) {
  auto const& dialect = dialect_of(*planned_.target);
  if (dialect.catalogue() == nullptr) return;
  auto const read = read_back(*planned_.target, database, &schema);
  std::string differences;
  for (auto const& d : model::compare(schema, read.schema, "in the model", "in the database"))
    differences += d.message + "\n";
  if (!differences.empty()) differences += inspect::schema_text(read, dialect.name());
  if (!differences.empty())
    for (auto const& [object, what] : read.unsaid) differences += "unsaid: " + object + ": " + what + "\n";
  EXPECT_EQ(differences, "");
}

// Whether all revisions up to this one are below it: then the schema there is that of the database.
static bool is_whole_history(Planned const& planned, std::size_t revision) {
  auto const& graph = planned.history.graph;
  std::set<core::revision_index> below;
  std::vector<core::revision_index> left{planned.history.revisions.at(revision).revision};
  while (!left.empty()) {
    auto const next = left.back();
    left.pop_back();
    if (!below.insert(next).second) continue;
    for (auto const parent : graph.parents(next)) left.push_back(parent);
    for (auto const parent : graph.dependencies(next)) left.push_back(parent);
  }
  return below.size() == revision + 1;
}

void Runner::go_up(std::size_t revision) {
  SCOPED_TRACE("upgrade of revision " + std::to_string(revision + 1));
  run(planned_.revisions.at(revision).upgrade);
}
void Runner::upgrade(std::size_t revision) {
  go_up(revision);
  SCOPED_TRACE("after the upgrade of revision " + std::to_string(revision + 1));
  expect_schema(planned_.history.revisions.at(revision).after);
  if (is_whole_history(planned_, revision)) expect_read_back(planned_.history.revisions.at(revision).after);
}
void Runner::downgrade(std::size_t revision) {
  SCOPED_TRACE("downgrade of revision " + std::to_string(revision + 1));
  run(planned_.revisions.at(revision).downgrade);
}

void Runner::there_and_back_and_there() {
  std::vector<std::string> before;
  for (std::size_t i = 0; i < planned_.revisions.size(); ++i) {
    before.push_back(database.catalogue());
    upgrade(i);
  }
  auto const head = database.catalogue();
  for (std::size_t i = planned_.revisions.size(); i-- > 0;) {
    ASSERT_FALSE(planned_.revisions[i].irreversible.has_value()) << *planned_.revisions[i].irreversible;
    downgrade(i);
    SCOPED_TRACE("after the downgrade of revision " + std::to_string(i + 1));
    EXPECT_EQ(database.catalogue(), before[i]);
    if (is_whole_history(planned_, i)) expect_read_back(planned_.history.revisions[i].before);
  }
  for (std::size_t i = 0; i < planned_.revisions.size(); ++i) upgrade(i);
  EXPECT_EQ(database.catalogue(), head);
}

}  // namespace retort::dialects::test
