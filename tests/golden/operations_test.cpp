// SPDX-License-Identifier: Apache-2.0
// tests/golden/operations/NAME.mig: the revisions of a small history, the last one with one operation of the language.
// NAME.DIALECT.sql is what each database is sent for it, up and down, or why not; tests/integration runs them all. The
// table of docs/support.md is made of the same.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
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

Sent sent_to(dialects::Dialect const& dialect, fs::path const& directory) {
  Sent out;
  auto const name = std::string(dialect.name());
  fs::remove_all(directory / "out");
  auto const ran = run_in(directory, {"compile", ".", "--dialect", name, "--name", "history", "--output", "out",
                                      "--diagnostics-format=json"});
  if (ran.code != 0) {
    std::string codes;
    for (auto const& finding : findings_of(ran.out))
      if (codes.find(finding.code) == std::string::npos)
        codes += (codes.empty() ? "" : ", ") + ("[" + finding.code + "](diagnostics/" + finding.code + ".md)");
    out.cell = codes;
    for (auto const& line : lines_of(run_in(directory, {"check", ".", "--dialect", name}).err))
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
    auto const sent = sent_to(*dialect, history.directory());
    expect_blessed(operations() / (GetParam() + "." + std::string(dialect->name()) + ".sql"), sent.text);
  }
}
INSTANTIATE_TEST_SUITE_P(Operations, GoldenOperations, ::testing::ValuesIn(operation_names()),
                         [](::testing::TestParamInfo<std::string> const& tested) { return tested.param; });

TEST(GoldenOperations, AreTheTableOfTheDocuments) {
  std::string out =
      "# What each database does\n\n"
      "Every operation of the language on every database, as the compiler has it; made from `tests/golden/operations`, "
      "where the "
      "SQL\nstands beside each (`NAME.DATABASE.sql`), up and down. On MariaDB and MySQL every change of the schema "
      "commits by "
      "itself, so\nthat \"outside transactions\" is said of the others only. A code is a refusal when the history is "
      "compiled, with "
      "the alternative.\nThe tests run all of it on SQLite, PostgreSQL, MariaDB and MySQL, with rows in the tables; "
      "for SQL Server no "
      "server has seen it yet.\n";
  std::map<std::string, std::string> groups;
  std::vector<std::string> order;
  std::string heading = "\n| |", rule = "|---|";
  for (auto const* dialect : dialects::all()) {
    heading += " " + std::string(dialect->capabilities().title) + " |";
    rule += "---|";
  }
  for (auto const& name : operation_names()) {
    auto const title = title_of(name);
    auto const colon = title.find(": ");
    auto const group = title.substr(0, colon);
    if (!groups.contains(group)) order.push_back(group);
    auto& table = groups[group];
    table += "| [" + title.substr(colon + 2) + "](../tests/golden/operations/" + name + ".mig) |";
    Written const history(name);
    for (auto const* dialect : dialects::all()) table += " " + sent_to(*dialect, history.directory()).cell + " |";
    table += "\n";
  }
  std::sort(order.begin(), order.end());
  for (auto const& group : order) {
    auto title = group;
    title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    out += "\n## " + title + "\n" + heading + "\n" + rule + "\n" + groups[group];
  }
  expect_blessed(source_root() / "docs/support.md", out);
}

}  // namespace
}  // namespace retort::golden
