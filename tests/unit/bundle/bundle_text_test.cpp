// SPDX-License-Identifier: Apache-2.0
// What is written into a bundle is what is read from it, whatever the texts are.
#include "compiler/bundle/bundle_text.hpp"

#include <gmock/gmock.h>

namespace retort::bundle_writer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Everything a parser of lines could stumble over.
std::string nasty() {
  std::string out = "a\nrevision b200\n\n\theader xxh64:0\\n \\x00 $$ -- ; ' \" \r\n\xc3\xa9\xff ";
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  return out + "\n";
}

Statement statement(std::string text) {
  Statement out;
  out.text = std::move(text);
  out.file = nasty();
  out.line = 4'000'000'000;
  out.summary = nasty();
  out.locks = nasty();
  out.probe = nasty();
  return out;
}

struct Bundle {
  std::string name;
  retort::dialect dialect = retort::dialect::sqlite;
  std::string generator;
  std::vector<Revision> revisions;
};
std::string write(Bundle const& bundle) {
  Writer writer(bundle.name, bundle.dialect, bundle.generator);
  for (auto const& revision : bundle.revisions) writer.add(revision);
  return writer.finish().whole();
}

Bundle sample() {
  Bundle out;
  out.name = nasty();
  out.dialect = dialect::mssql;
  out.generator = nasty();
  Revision a;
  a.id = "a100";
  a.labels = {nasty(), "core", " "};
  a.message = a.created = a.checksum = a.irreversible = nasty();
  a.losses = {{direction::downgrade, loss_kind::guarantees, nasty()}, {direction::upgrade, loss_kind::rows, "x"}};
  a.downgrade_loss = {nasty(), "x", "\n"};
  a.upgrade = {statement(nasty()), statement(""), statement("\n\n")};
  a.upgrade[1].mode = transaction_mode::rebuild;
  a.upgrade[1].segment = 2;
  a.upgrade[1].probe.clear();
  a.upgrade[2].kind = statement_kind::call;
  a.upgrade[0].lock_timeout = std::chrono::milliseconds(0);
  a.upgrade[1].lock_timeout = a.upgrade[1].statement_timeout = std::chrono::hours(24);
  a.upgrade[2].statement_timeout = std::chrono::milliseconds(1);
  a.downgrade = {statement("x")};
  a.downgrade[0].kind = statement_kind::batch;
  a.downgrade[0].mode = transaction_mode::outside;
  a.downgrade[0].text.clear();
  a.downgrade[0].batch = {1, 2, 3, nasty(), "", "\n", "4\n", nasty(), "6"};
  out.revisions.push_back(a);
  Revision b;
  b.id = "b200";
  b.parents = {"a100"};
  b.depends_on = {"core", nasty()};
  out.revisions.push_back(b);
  return out;
}

void expect_same(bundle const& opened, revision_info const& revision, statement_list const& read,
                 std::vector<Statement> const& written, direction way) {
  ASSERT_EQ(read.size(), written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    EXPECT_EQ(read[i].way, way);
    EXPECT_EQ(read[i].ordinal, i + 1);
    EXPECT_EQ(read[i].kind, written[i].kind);
    EXPECT_EQ(read[i].mode, written[i].mode);
    EXPECT_EQ(read[i].segment, written[i].segment);
    EXPECT_EQ(read[i].file, written[i].file);
    EXPECT_EQ(read[i].line, written[i].line);
    EXPECT_EQ(read[i].summary, written[i].summary);
    EXPECT_EQ(read[i].locks, written[i].locks);
    EXPECT_EQ(read[i].lock_timeout, written[i].lock_timeout);
    EXPECT_EQ(read[i].statement_timeout, written[i].statement_timeout);
    EXPECT_EQ(opened.probe(revision, read[i]), written[i].probe);
    if (written[i].kind != statement_kind::batch) {
      EXPECT_EQ(opened.text(revision, read[i]), written[i].text);
      continue;
    }
    auto const batch = opened.batch(revision, read[i]);
    auto const& want = written[i].batch;
    EXPECT_EQ(batch.size, want.size);
    EXPECT_EQ(batch.pause_ms, want.pause_ms);
    EXPECT_EQ(batch.key_columns, want.key_columns);
    EXPECT_EQ(batch.bound_first, want.bound_first);
    EXPECT_EQ(batch.bound_next, want.bound_next);
    EXPECT_EQ(batch.apply_first, want.apply_first);
    EXPECT_EQ(batch.apply_next, want.apply_next);
    EXPECT_EQ(batch.apply_rest, want.apply_rest);
    EXPECT_EQ(batch.apply_all, want.apply_all);
  }
}

TEST(BundleText, IsReadAsItWasWritten) {
  auto const given = sample();
  auto const opened = bundle::from_text(write(given));
  opened.verify();
  EXPECT_EQ(opened.name(), given.name);
  EXPECT_EQ(opened.dialect(), given.dialect);
  EXPECT_EQ(opened.generator(), given.generator);
  ASSERT_EQ(opened.revisions().size(), given.revisions.size());
  for (std::size_t i = 0; i < given.revisions.size(); ++i) {
    auto const& read = opened.revisions()[i];
    auto const& written = given.revisions[i];
    EXPECT_EQ(read.id, written.id);
    EXPECT_EQ(read.parents, written.parents);
    EXPECT_EQ(read.depends_on, written.depends_on);
    EXPECT_EQ(read.labels, written.labels);
    EXPECT_EQ(read.message, written.message);
    EXPECT_EQ(read.created, written.created);
    EXPECT_EQ(read.checksum, written.checksum);
    EXPECT_EQ(read.irreversible, written.irreversible);
    EXPECT_EQ(read.losses, written.losses);
    EXPECT_EQ(read.downgrade_loss, written.downgrade_loss);
    expect_same(opened, read, read.upgrade, written.upgrade, direction::upgrade);
    expect_same(opened, read, read.downgrade, written.downgrade, direction::downgrade);
  }
}

TEST(BundleText, HasWhatTheHistorySaysForThoseWhoRunIt) {
  bundle_defaults said;
  said.version_table = "shop version";
  said.schema = "ops";
  said.oldest = "12";
  said.lock_timeout = std::chrono::milliseconds(2000);
  said.store_downgrade = true;
  Writer writer("shop", dialect::postgresql, "test", said);
  EXPECT_EQ(bundle::from_text(writer.finish().whole()).defaults(), said);
  EXPECT_EQ(bundle::from_text(Writer("shop", dialect::postgresql, "test").finish().whole()).defaults(),
            bundle_defaults());
}

TEST(BundleText, OfTheSameValuesIsTheSame) { EXPECT_EQ(write(sample()), write(sample())); }

Revision revision(std::string id, std::vector<std::string> parents, std::vector<std::string> depends_on = {},
                  std::vector<std::string> labels = {}) {
  Revision out;
  out.id = std::move(id);
  out.parents = std::move(parents);
  out.depends_on = std::move(depends_on);
  out.labels = std::move(labels);
  return out;
}

std::vector<std::string> heads(std::vector<Revision> revisions) {
  Bundle out;
  out.revisions = std::move(revisions);
  return bundle::from_text(write(out)).heads();
}

TEST(BundleText, KnowsItsHeads) {
  EXPECT_THAT(heads({}), IsEmpty());
  EXPECT_THAT(heads({revision("a", {}), revision("b", {"a"}), revision("c", {"a"})}), ElementsAre("b", "c"));
  EXPECT_THAT(heads({revision("a", {}), revision("b", {"a"}), revision("c", {"a"}), revision("d", {"b", "c"})}),
              ElementsAre("d"));
  // What another branch depends on is no head, be it named by its id or by its label.
  EXPECT_THAT(heads({revision("a", {}), revision("x", {}, {"a"})}), ElementsAre("x"));
  EXPECT_THAT(heads({revision("a", {}, {}, {"core"}), revision("x", {}, {"core"})}), ElementsAre("x"));
}

TEST(BundleText, OneMoreRevisionChangesNoBlockOfTheOthers) {
  auto bundle = sample();
  bundle.revisions.pop_back();
  auto const shorter = write(bundle);
  bundle.revisions = sample().revisions;
  auto const longer = write(bundle);
  auto const block = [](std::string const& text) {
    auto const begin = text.find("\nrevision a100\n");
    return text.substr(begin, text.find("\n\n", begin) - begin);
  };
  EXPECT_EQ(block(shorter), block(longer));
}

TEST(BundleText, ReadsAsADbaWouldLikeIt) {
  Bundle bundle;
  bundle.name = "shop";
  auto one = revision("a100", {});
  one.message = "Users";
  Statement create;
  create.text = "create table users (id integer)";
  create.file = "0001.mig";
  create.line = 5;
  create.summary = "create table users";
  create.locks = "locks nothing that is there";
  one.upgrade = {create};
  bundle.revisions = {one};
  EXPECT_THAT(write(bundle), HasSubstr("\n-- revision a100: Users\n"
                                       "\n-- upgrade 1 of 1, in transaction 1: create table users\n"
                                       "-- from 0001.mig:5\n"
                                       "-- locks nothing that is there\n"
                                       "create table users (id integer)\n"));
}

}  // namespace
}  // namespace retort::bundle_writer
