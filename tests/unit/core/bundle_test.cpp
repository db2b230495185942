// SPDX-License-Identifier: Apache-2.0
// The reader of bundles: what it finds in a sound one, however that is opened.
#include <gmock/gmock.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/unit/core/sample_bundle.hpp"

namespace retort {
namespace {

using core::test::sample;
using core::test::sample_path;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Everything there is to know of the sample.
void expect_sample(bundle const& opened) {
  EXPECT_EQ(opened.name(), "shop");
  EXPECT_EQ(opened.dialect(), dialect::sqlite);
  EXPECT_EQ(opened.generator(), "retort 0.1.0");
  EXPECT_THAT(opened.heads(), ElementsAre("b200"));
  auto const revisions = opened.revisions();
  ASSERT_EQ(revisions.size(), 2U);

  auto const& a = revisions[0];
  EXPECT_EQ(a.id, "a100");
  EXPECT_EQ(a.message, "Users, and\nwhat they have");
  EXPECT_THAT(a.parents, IsEmpty());
  EXPECT_THAT(a.labels, ElementsAre("core"));
  EXPECT_EQ(a.created, "2026-01-02T03:04:05Z");
  EXPECT_EQ(a.checksum, "c1:aa");
  EXPECT_EQ(a.irreversible, "");
  EXPECT_THAT(a.downgrade_loss, ElementsAre("drops table 'users' and its rows"));
  ASSERT_EQ(a.upgrade.size(), 1U);
  ASSERT_EQ(a.downgrade.size(), 1U);
  auto const& create = a.upgrade.front();
  EXPECT_EQ(create.way, direction::upgrade);
  EXPECT_EQ(create.kind, statement_kind::sql);
  EXPECT_EQ(create.mode, transaction_mode::inside);
  EXPECT_EQ(create.ordinal, 1U);
  EXPECT_EQ(create.segment, 1U);
  EXPECT_EQ(create.file, "0001 users.mig");
  EXPECT_EQ(create.line, 7U);
  EXPECT_EQ(create.summary, "create table users");
  EXPECT_EQ(create.locks, "locks the database");
  EXPECT_EQ(opened.text(a, create), "create table users (\n  id integer primary key,\n  name text -- \xc3\xa9\n)");
  EXPECT_EQ(opened.probe(a, create), "select count(*) from sqlite_master where name = 'users'");
  auto const& drop = a.downgrade[0];
  EXPECT_EQ(drop.way, direction::downgrade);
  EXPECT_EQ(opened.text(a, drop), "drop table users");
  EXPECT_EQ(drop.probe_length, 0U);
  EXPECT_EQ(opened.probe(a, drop), "");

  auto const& b = revisions[1];
  EXPECT_THAT(b.parents, ElementsAre("a100"));
  EXPECT_THAT(b.depends_on, ElementsAre("core"));
  EXPECT_EQ(b.irreversible, "names are gone");
  EXPECT_TRUE(b.downgrade.empty());
  EXPECT_EQ(b.downgrade.begin(), b.downgrade.end());
  ASSERT_EQ(b.upgrade.size(), 4U);
  EXPECT_EQ(b.upgrade[0].mode, transaction_mode::outside);
  EXPECT_EQ(b.upgrade[1].kind, statement_kind::batch);
  EXPECT_EQ(b.upgrade[2].kind, statement_kind::call);
  EXPECT_EQ(opened.text(b, b.upgrade[2]), "fill_names");
  EXPECT_EQ(b.upgrade.back().mode, transaction_mode::rebuild);
  EXPECT_EQ(b.upgrade.back().segment, 4U);
  auto const batch = opened.batch(b, b.upgrade[1]);
  EXPECT_EQ(batch.size, 1000U);
  EXPECT_EQ(batch.pause_ms, 50U);
  EXPECT_EQ(batch.key_columns, 1U);
  EXPECT_EQ(batch.bound_first, "select id from users order by id limit 1 offset 999");
  EXPECT_EQ(batch.bound_next, "select id from users where id > ?1 order by id limit 1 offset 999");
  EXPECT_EQ(batch.apply_first, "update users set name = '' where id <= ?1");
  EXPECT_EQ(batch.apply_next, "update users set name = '' where id > ?1 and id <= ?2");
  EXPECT_EQ(batch.apply_rest, "update users set name = '' where id > ?1");
  EXPECT_EQ(batch.apply_all, "update users set name = ''");
  opened.verify();
}

TEST(Bundle, IsReadFromAFile) { expect_sample(bundle::open(std::filesystem::path(sample_path()))); }

// Every so many bytes the pages of a mapped file are given back: what is read afterwards comes from the file again.
TEST(Bundle, IsReadFromAFileAgainAndAgain) {
  auto const opened = bundle::open(std::filesystem::path(sample_path()));
  for (int i = 0; i < 200 && !::testing::Test::HasFailure(); ++i) expect_sample(opened);
}

TEST(Bundle, GivesAwayStatementsThatItDoesNotKeep) {
  auto const opened = bundle::from_text(sample());
  for (auto const& revision : opened.revisions())
    for (auto const way : {direction::upgrade, direction::downgrade}) {
      auto const given = opened.statements(revision, way);
      auto const& kept = way == direction::upgrade ? revision.upgrade : revision.downgrade;
      ASSERT_EQ(given.size(), kept.size());
      for (std::size_t i = 0; i < given.size(); ++i) {
        EXPECT_NE(&given[i], &kept[i]);
        EXPECT_EQ(given[i].way, way);
        EXPECT_EQ(given[i].ordinal, kept[i].ordinal);
        EXPECT_EQ(given[i].summary, kept[i].summary);
        EXPECT_EQ(opened.text(revision, given[i]), opened.text(revision, kept[i]));
        EXPECT_EQ(opened.probe(revision, given[i]), opened.probe(revision, kept[i]));
      }
    }
}

TEST(Bundle, IsReadFromACopy) {
  std::optional<bundle> opened;
  {
    std::string const text = sample();
    opened = bundle::from_text(text);
  }
  expect_sample(*opened);
}

TEST(Bundle, IsReadFromPiecesOfAnySize) {
  auto const text = sample();
  for (std::size_t size = 1; size <= text.size() + 1; size += size < 70 ? 1 : 311) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size(); at += size) pieces.push_back(text.substr(at, size));
    std::vector<char const*> table;
    for (auto const& piece : pieces) table.push_back(piece.data());
    SCOPED_TRACE(size);
    expect_sample(bundle::open(embedded_bundle{table.data(), table.size(), size, text.size()}));
  }
}

TEST(Bundle, OffsetsAreFromItsBeginning) {
  auto const text = sample();
  auto const opened = bundle::from_text(text);
  for (auto const& revision : opened.revisions())
    for (auto const* list : {&revision.upgrade, &revision.downgrade})
      for (auto const& statement : *list) {
        EXPECT_EQ(text.substr(statement.offset, statement.length), opened.text(revision, statement));
        EXPECT_EQ(text.substr(statement.probe_offset, statement.probe_length), opened.probe(revision, statement));
      }
}

TEST(Bundle, CopiesOfItsRevisionsOutliveIt) {
  std::optional<bundle> opened = bundle::from_text(sample());
  revision_info const copy = opened->revisions()[0];
  EXPECT_EQ(opened->text(copy, copy.upgrade[0]).substr(0, 12), "create table");
  opened.reset();
  EXPECT_EQ(copy.upgrade[0].summary, "create table users");
  EXPECT_EQ(copy.downgrade.size(), 1U);
}

TEST(Bundle, MayBeReadByThreadsAtOnce) {
  auto const opened = bundle::from_text(sample());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { expect_sample(opened); });
  for (auto& thread : threads) thread.join();
}

TEST(Bundle, AStrangersStatementIsRefused) {
  auto const opened = bundle::from_text(sample());
  auto const& revision = opened.revisions()[0];
  for (auto const& [offset, length] : {std::pair<std::uint64_t, std::uint64_t>{0, 10},
                                       {~std::uint64_t{0}, 10},
                                       {revision.upgrade[0].offset, ~std::uint64_t{0}},
                                       {opened.revisions()[1].upgrade[0].offset, 6}}) {
    auto strange = revision.upgrade[0];
    strange.offset = offset;
    strange.length = length;
    EXPECT_THROW(static_cast<void>(opened.text(revision, strange)), bundle_error) << offset << ' ' << length;
  }
  revision_info unknown;
  unknown.id = "c300";
  EXPECT_THROW(static_cast<void>(opened.text(unknown, revision.upgrade[0])), bundle_error);
  EXPECT_THROW(static_cast<void>(opened.batch(revision, revision.upgrade[0])), bundle_error);
}

TEST(Bundle, OfZeroRevisionsIsSound) {
  core::test::Parts parts{"retort bundle 1\nname none\ndialect postgresql\nrevisions 0\n",
                          std::string(core::format::index_title), std::string(core::format::statements_title),
                          std::string(core::format::sql_title)};
  auto const opened = bundle::from_text(core::test::sealed(parts));
  EXPECT_EQ(opened.dialect(), dialect::postgresql);
  EXPECT_THAT(opened.heads(), IsEmpty());
  EXPECT_TRUE(opened.revisions().empty());
  opened.verify();
}

TEST(Bundle, AFileThatCannotBeReadIsASystemError) {
  EXPECT_THROW(static_cast<void>(bundle::open(std::filesystem::path("no/such.bundle"))), std::system_error);
  EXPECT_THROW(static_cast<void>(bundle::open(std::filesystem::temp_directory_path())), std::system_error);
  try {
    static_cast<void>(bundle::open(std::filesystem::path("no/such.bundle")));
  } catch (std::system_error const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("the bundle 'no/such.bundle' cannot be read"));
  }
}

TEST(BundleSpelling, TakesAnyTextAndGivesItBack) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (auto const& text : {all, std::string("a b"), std::string(), std::string("\\n"), std::string(" ")}) {
    std::string back = "x";
    EXPECT_TRUE(core::format::unescape(core::format::escape(text), back));
    EXPECT_EQ(back, text);
    auto const item = core::format::escape_item(text);
    EXPECT_FALSE(item.empty());
    EXPECT_EQ(item.find_first_of(" \n\t"), std::string::npos);
    EXPECT_TRUE(core::format::unescape(item, back));
    EXPECT_EQ(back, text);
  }
  for (auto const* wrong : {"\\", "a\\q", "\\x", "\\x1", "\\xzz", "\\x-1"}) {
    std::string back;
    EXPECT_FALSE(core::format::unescape(wrong, back)) << wrong;
  }
}

}  // namespace
}  // namespace retort
