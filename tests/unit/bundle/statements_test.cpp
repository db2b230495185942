// SPDX-License-Identifier: Apache-2.0
// Which statements share a transaction, and what they tell of their origin.
#include "compiler/bundle/statements.hpp"

#include <gmock/gmock.h>

namespace retort::bundle_writer {
namespace {

using dialects::Lowered;
using dialects::Transaction;
using std::chrono::milliseconds;
using ::testing::ElementsAre;

Lowered lowered(Transaction transaction) {
  Lowered out;
  out.body = std::string("sql");
  out.transaction = transaction;
  return out;
}
Lowered batch() {
  Lowered out;
  out.body = dialects::BatchSql{10, 20, 2, "a", "b", "c", "d", "e", "f"};
  return out;
}
Lowered call() {
  Lowered out;
  out.body = Lowered::Call{"fill"};
  return out;
}

std::vector<std::uint32_t> segments(std::vector<Lowered> const& given, bool transactional_ddl = true) {
  Sources const none;
  std::vector<std::uint32_t> out;
  for (auto const& statement : statements(given, std::vector<Origin>(given.size()), none, transactional_ddl))
    out.push_back(statement.segment);
  return out;
}

auto const inside = lowered(Transaction::inside);
auto const outside = lowered(Transaction::outside);
auto const rebuild = lowered(Transaction::rebuild);

TEST(Segments, NeighboursShareATransaction) {
  EXPECT_THAT(segments({}), ElementsAre());
  EXPECT_THAT(segments({inside, call(), inside}), ElementsAre(1, 1, 1));
}

TEST(Segments, WhatRunsOutsideStandsAlone) {
  EXPECT_THAT(segments({inside, outside, outside, inside, inside}), ElementsAre(1, 2, 3, 4, 4));
}

TEST(Segments, WhereTheSchemaCommitsByItselfChangesOfRowsShareATransaction) {
  auto rows = inside;
  rows.rows_only = true;
  EXPECT_THAT(segments({rows, rows, inside, rows, outside, rows, rows}, false), ElementsAre(1, 1, 2, 3, 4, 5, 5));
}

TEST(Segments, WhatJoinsWhatStandsBeforeItIsAnnouncedWithItWhereQueriesTell) {
  auto told = outside;
  told.probe = "select 1";
  auto joins = told;
  joins.joins_before = true;
  auto untold = outside;
  untold.joins_before = true;
  EXPECT_THAT(segments({told, joins, joins, told, joins}, false), ElementsAre(1, 1, 1, 2, 2));
  EXPECT_THAT(segments({joins, untold, joins}, false), ElementsAre(1, 2, 3));
  EXPECT_THAT(segments({inside, joins, inside, joins, batch(), joins}), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(Segments, ABatchLoopStandsAlone) {
  EXPECT_THAT(segments({batch(), inside, batch(), batch()}), ElementsAre(1, 2, 3, 4));
}

TEST(Segments, ARebuildSharesItsTransactionWithItsNeighbours) {
  std::vector<Lowered> const given{inside, rebuild, inside, outside, inside};
  EXPECT_THAT(segments(given), ElementsAre(1, 1, 1, 2, 3));
  std::vector<transaction_mode> modes;
  for (auto const& s : statements(given, std::vector<Origin>(given.size()), Sources{}, true)) modes.push_back(s.mode);
  EXPECT_THAT(modes, ElementsAre(transaction_mode::rebuild, transaction_mode::rebuild, transaction_mode::rebuild,
                                 transaction_mode::outside, transaction_mode::inside));
}

TEST(Segments, WhatARebuildWouldHarmStaysApartFromIt) {
  auto apart = inside;
  apart.apart_from_rebuild = true;
  EXPECT_THAT(segments({inside, apart, inside, rebuild, inside, apart, apart}), ElementsAre(1, 1, 1, 2, 2, 3, 3));
}

TEST(Segments, WhereDdlCommitsEachStandsAlone) {
  EXPECT_THAT(segments({inside, inside, rebuild, rebuild, outside}, false), ElementsAre(1, 2, 3, 4, 5));
}

TEST(Statements, KeepWhatTheyAre) {
  Sources sources;
  auto const file = sources.add("migrations/1.mig", "one\ntwo\nthree\n");
  auto sql = outside;
  sql.probe = "select 1";
  sql.locks = "locks";
  sql.summary = "does it";
  auto const out = statements(
      {sql, batch(), call()},
      {{Span{file, 4, 7}, milliseconds(5), {}}, {Span{file, 8, 9}, {}, milliseconds(6)}, {Span{file, 0, 1}, {}, {}}},
      sources, true);
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[0].kind, statement_kind::sql);
  EXPECT_EQ(out[0].mode, transaction_mode::outside);
  EXPECT_EQ(out[0].text, "sql");
  EXPECT_EQ(out[0].probe, "select 1");
  EXPECT_EQ(out[0].locks, "locks");
  EXPECT_EQ(out[0].summary, "does it");
  EXPECT_EQ(out[0].lock_timeout, milliseconds(5));
  EXPECT_EQ(out[0].statement_timeout, std::nullopt);
  EXPECT_EQ(out[1].lock_timeout, std::nullopt);
  EXPECT_EQ(out[1].statement_timeout, milliseconds(6));
  EXPECT_EQ(out[0].file, "migrations/1.mig");
  EXPECT_EQ(out[0].line, 2U);
  EXPECT_EQ(out[1].kind, statement_kind::batch);
  EXPECT_EQ(out[1].mode, transaction_mode::outside);
  EXPECT_EQ(out[1].line, 3U);
  EXPECT_EQ(out[1].batch.size, 10U);
  EXPECT_EQ(out[1].batch.pause_ms, 20U);
  EXPECT_EQ(out[1].batch.key_columns, 2U);
  auto const& texts = out[1].batch;
  EXPECT_EQ(
      texts.bound_first + texts.bound_next + texts.apply_first + texts.apply_next + texts.apply_rest + texts.apply_all,
      "abcdef");
  EXPECT_EQ(out[2].kind, statement_kind::call);
  EXPECT_EQ(out[2].mode, transaction_mode::inside);
  EXPECT_EQ(out[2].text, "fill");
}

TEST(Statements, NameNoPlaceOfThisMachine) {
  Sources sources;
  auto const file = sources.add("/home/somebody/shop/1.mig", "x");
  EXPECT_EQ(statements({inside}, {{Span{file, 0, 1}, {}, {}}}, sources, true)[0].file, "1.mig");
}

TEST(Segments, BordersThatAStatementAsksFor) {
  auto alone = inside;
  alone.commits_before = alone.commits_behind = true;
  auto opens = inside, closes = inside;
  opens.commits_before = closes.commits_behind = true;
  EXPECT_THAT(segments({inside, alone, inside, inside}), ElementsAre(1, 2, 3, 3));
  EXPECT_THAT(segments({inside, opens, inside, closes, inside}), ElementsAre(1, 2, 2, 2, 3));
  EXPECT_THAT(segments({alone, alone, outside, alone}), ElementsAre(1, 2, 3, 4));
}

}  // namespace
}  // namespace retort::bundle_writer
