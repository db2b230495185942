// SPDX-License-Identifier: Apache-2.0
// tests/golden/operations/NAME.mig: the revisions of a small history, the last one with one operation of the language.
// NAME.DIALECT.sql is what each database is sent for it, up and down, or why not; NAME.DIALECT.online.sql, where that
// is another text, under the policy zero-downtime. tests/integration runs them all. The tables of docs/support.md are
// made of the same.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <map>

#include "compiler/dialects/dialect.hpp"
#include "retort/bundle.hpp"
#include "tests/golden/golden.hpp"

namespace retort::golden {
namespace {

namespace fs = std::filesystem;

fs::path operations() { return source_root() / "tests/golden/operations"; }

std::vector<std::string> operation_names() {
  std::vector<std::string> out;
  for (auto const& entry : fs::directory_iterator(operations()))
    if (entry.path().extension() == ".mig") out.push_back(entry.path().stem());
  std::sort(out.begin(), out.end());
  return out;
}

// "constraints: add a check", from the first line of the file.
std::string title_of(std::string const& name) {
  auto const first = lines_of(read(operations() / (name + ".mig"))).at(0);
  EXPECT_TRUE(first.starts_with("-- ") && first.find(": ") != std::string::npos) << name << ": " << first;
  return first.substr(3);
}

// The history of an operation in a directory of its own.
class Written {
 public:
  explicit Written(std::string const& name)
      : directory_(fs::temp_directory_path() / ("retort_operation_" + std::to_string(getpid()))) {
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    std::string text;
    int number = 0;
    auto const keep = [&] {
      if (text.starts_with("revision ")) write(directory_ / (std::to_string(++number) + ".mig"), text);
      text.clear();
    };
    for (auto const& line : lines_of(read(operations() / (name + ".mig")))) {
      if (line.starts_with("revision ")) keep();
      text += line + "\n";
    }
    keep();
  }
  ~Written() { fs::remove_all(directory_); }
  Written(Written const&) = delete;
  Written& operator=(Written const&) = delete;
  [[nodiscard]] fs::path const& directory() const { return directory_; }

 private:
  fs::path directory_;
};

// What a database is sent for the last revision of a history.
struct Sent {
  std::string text;  // of the golden file
  std::string cell;  // of the table
};

void add(std::string& out, std::string_view text) {
  out += text;
  out += '\n';
}

void add_batch(std::string& out, batch_text const& batch) {
  add(out, "-- the key that ends the first " + std::to_string(batch.size) + " rows");
  add(out, batch.bound_first + ";");
  add(out, "-- and the next ones");
  add(out, batch.bound_next + ";");
  add(out, "-- from the beginning; between two keys; from one key on; all rows");
  for (auto const* part : {&batch.apply_first, &batch.apply_next, &batch.apply_rest, &batch.apply_all})
    add(out, *part + ";");
}

std::string text_of(bundle const& opened, revision_info const& revision, statement_list const& statements) {
  std::string out;
  if (statements.empty()) add(out, "-- nothing to do");
  for (auto const& one : statements) {
    std::string how = "-- " + std::to_string(one.ordinal) + ". " + one.summary + "; ";
    how += one.kind == statement_kind::batch       ? "batch by batch"
           : one.mode == transaction_mode::outside ? "outside transactions"
           : one.mode == transaction_mode::rebuild ? "in a transaction for a new table"
                                                   : "in transaction " + std::to_string(one.segment);
    add(out, how);
    if (!one.locks.empty()) add(out, "-- " + one.locks);
    if (one.kind == statement_kind::batch)
      add_batch(out, opened.batch(revision, one));
    else if (one.kind == statement_kind::call)
      add(out, "-- the function " + opened.text(revision, one) + "() of the program");
    else
      add(out, opened.text(revision, one) + ";");
    if (auto const probe = opened.probe(revision, one); !probe.empty()) add(out, "-- done when: " + probe);
  }
  return out;
}

std::string cell_of(revision_info const& revision, bool transactional) {
  auto const any = [&](auto const& matches) {
    return std::any_of(revision.upgrade.begin(), revision.upgrade.end(), matches);
  };
  if (revision.upgrade.empty()) return "nothing to do";
  if (any([](statement_info const& one) { return one.mode == transaction_mode::rebuild; })) return "by a new table";
  if (transactional && any([](statement_info const& one) {
        return one.kind != statement_kind::batch && one.mode == transaction_mode::outside;
      }))
    return "outside transactions";
  return "yes";
}

Sent sent_to(dialects::Dialect const& dialect, fs::path const& directory, std::string const& policy) {
  Sent out;
  auto const name = std::string(dialect.name());
  fs::remove_all(directory / "out");
  auto const ran = run_in(directory, {"compile", ".", "--dialect", name, "--name", "history", "--output", "out",
                                      "--policy", policy, "--diagnostics-format=json"});
  if (ran.code != 0) {
    std::string codes;
    for (auto const& finding : findings_of(ran.out))
      if (codes.find(finding.code) == std::string::npos)
        codes += (codes.empty() ? "" : ", ") + ("[" + finding.code + "](diagnostics/" + finding.code + ".md)");
    out.cell = codes;
    for (auto const& line : lines_of(run_in(directory, {"check", ".", "--dialect", name, "--policy", policy}).err))
      if (!line.starts_with("retort: ")) add(out.text, line.empty() ? "--" : "-- " + line);
    return out;
  }
  auto const opened = bundle::open(directory / "out" / ("history." + name + ".bundle"));
  opened.verify();
  auto const& revision = opened.revisions().back();
  out.cell = cell_of(revision, dialect.capabilities().transactional_ddl);
  out.text = "-- upgrade\n" + text_of(opened, revision, revision.upgrade);
  if (!revision.irreversible.empty())
    out.text += "\n-- no way back: " + revision.irreversible + "\n";
  else
    out.text += "\n-- downgrade\n" + text_of(opened, revision, revision.downgrade);
  return out;
}

class GoldenOperations : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenOperations, AreWhatWasBlessedForEachDatabase) {
  Written const history(GetParam());
  for (auto const* dialect : dialects::all()) {
    auto const sent = sent_to(*dialect, history.directory(), "standard");
    auto const file = (operations() / GetParam()).string() + "." + std::string(dialect->name());
    expect_blessed(file + ".sql", sent.text);
    fs::path const online = file + ".online.sql";
    if (auto const other = sent_to(*dialect, history.directory(), "zero-downtime"); other.text != sent.text)
      expect_blessed(online, other.text);
    else if (blessing())
      fs::remove(online);
    else
      EXPECT_FALSE(fs::exists(online)) << "it is what the standard policy sends as well";
  }
}
INSTANTIATE_TEST_SUITE_P(Operations, GoldenOperations, ::testing::ValuesIn(operation_names()),
                         [](::testing::TestParamInfo<std::string> const& tested) { return tested.param; });

// How the work of others goes on under the policy zero-downtime.
std::string online_cell(Sent const& standard, Sent const& online) {
  if (online.text == standard.text) return standard.cell.starts_with("[") ? standard.cell : "as it is";
  return online.cell.starts_with("[") ? online.cell : "otherwise";
}

// A table for each group of operations.
std::string tables(std::function<std::string(dialects::Dialect const&, fs::path const&)> const& cell) {
  std::map<std::string, std::string> groups;
  std::string heading = "\n| |", rule = "|---|";
  for (auto const* dialect : dialects::all()) {
    heading += " " + std::string(dialect->capabilities().title) + " |";
    rule += "---|";
  }
  for (auto const& name : operation_names()) {
    auto const title = title_of(name);
    auto const colon = title.find(": ");
    auto& table = groups[title.substr(0, colon)];
    table += "| [" + title.substr(colon + 2) + "](../tests/golden/operations/" + name + ".mig) |";
    Written const history(name);
    for (auto const* dialect : dialects::all()) table += " " + cell(*dialect, history.directory()) + " |";
    table += "\n";
  }
  std::string out;
  for (auto const& [group, table] : groups) {
    auto title = group;
    title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    out += "\n### " + title + "\n" + heading + "\n" + rule + "\n" + table;
  }
  return out;
}

constexpr char const* of_the_page = R"(# What each database does

Every operation of the language on every database, as the compiler has it; made from `tests/golden/operations`, where the SQL
stands beside each (`NAME.DATABASE.sql`), up and down. A code is a refusal when the history is compiled, with the alternative.
The tests run all of it on SQLite, PostgreSQL, MariaDB and MySQL, with rows in the tables; for SQL Server no server has seen it yet.

## With the standard policy

On MariaDB and MySQL every change of the schema commits by itself, so that "outside transactions" is said of the others only.
)";
constexpr char const* of_the_online_part = R"(
## While others work

With `policy = "zero-downtime"` ([online.md](online.md)), on a table that was there before: "as it is", the statements above keep
nobody waiting for long; "otherwise", it is done in other steps (`NAME.DATABASE.online.sql`); RT0807, there is no such way, and
the message says what to do instead.
)";

TEST(GoldenOperations, AreTheTablesOfTheDocuments) {
  std::string out = of_the_page;
  out += tables([](dialects::Dialect const& dialect, fs::path const& directory) {
    return sent_to(dialect, directory, "standard").cell;
  });
  out += of_the_online_part;
  out += tables([](dialects::Dialect const& dialect, fs::path const& directory) {
    return online_cell(sent_to(dialect, directory, "standard"), sent_to(dialect, directory, "zero-downtime"));
  });
  expect_blessed(source_root() / "docs/support.md", out);
}

}  // namespace
}  // namespace retort::golden
