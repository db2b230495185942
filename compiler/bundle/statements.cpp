// SPDX-License-Identifier: Apache-2.0
// Transaction segments and origins.
#include "compiler/bundle/statements.hpp"

#include <filesystem>
#include <utility>

#include "compiler/base/overloaded.hpp"

namespace retort::bundle_writer {

namespace {

transaction_mode mode_of(dialects::Lowered const& lowered) {
  if (std::holds_alternative<dialects::BatchSql>(lowered.body)) return transaction_mode::outside;
  switch (lowered.transaction) {
    case dialects::Transaction::inside:
      return transaction_mode::inside;
    case dialects::Transaction::outside:
      return transaction_mode::outside;
    case dialects::Transaction::rebuild:
      return transaction_mode::rebuild;
  }
  return transaction_mode::inside;
}

// Numbers the segments from 1. Neighbours share one as far as they may: so a revision is all there or not at all.
// Outside of transactions they share the one that announces them.
class Segments {
 public:
  explicit Segments(bool transactional_ddl) : may_share_(transactional_ddl) {}

  std::uint32_t next(transaction_mode mode, dialects::Lowered const& lowered) {
    bool const outside = mode == transaction_mode::outside;
    bool const rebuild = mode == transaction_mode::rebuild;
    bool const apart_from_rebuild = lowered.apart_from_rebuild;
    bool const behind = std::exchange(border_, lowered.commits_behind);
    bool const border = behind || lowered.commits_before;
    // A batch loop is outside as well, but has no query.
    bool const told = outside && !lowered.probe.empty();
    bool const announced = told && lowered.joins_before && !list_.empty() && list_.back().told;
    if (!announced && (border || !joins(outside, rebuild, apart_from_rebuild, lowered.rows_only)))
      list_.push_back({outside, false, false});
    list_.back().told = told;
    list_.back().rows_only = lowered.rows_only;
    list_.back().rebuild |= rebuild;
    list_.back().apart |= apart_from_rebuild;
    return static_cast<std::uint32_t>(list_.size());
  }
  [[nodiscard]] bool rebuilds(std::uint32_t segment) const { return list_[segment - 1].rebuild; }

 private:
  struct Segment {
    bool outside, rebuild, apart;
    bool rows_only = false;  // its last statement changes rows alone
    bool told = false;       // its last statement is outside, and has a query that tells whether it ran
  };
  [[nodiscard]] bool joins(bool outside, bool rebuild, bool apart, bool rows_only) const {
    if (outside || list_.empty() || list_.back().outside) return false;
    if (!may_share_ && !(rows_only && list_.back().rows_only)) return false;
    return !((rebuild || list_.back().rebuild) && (apart || list_.back().apart));
  }

  bool may_share_;
  bool border_ = false;  // behind the last statement
  std::vector<Segment> list_;
};

// As the user gave it; but no bundle tells where on a machine it was made.
std::string file_name(std::string const& given) {
  std::filesystem::path const path(given);
  return path.is_absolute() ? path.filename().generic_string() : given;
}

using Body = decltype(dialects::Lowered::body);
void set_body(Statement& out, Body body) {
  std::visit(overloaded{
                 [&](std::string& sql) {
                   out.kind = statement_kind::sql;
                   out.text = std::move(sql);
                 },
                 [&](dialects::BatchSql& batch) {
                   out.kind = statement_kind::batch;
                   out.batch = {batch.size,
                                batch.pause_ms,
                                batch.key_columns,
                                std::move(batch.bound_first),
                                std::move(batch.bound_next),
                                std::move(batch.apply_first),
                                std::move(batch.apply_next),
                                std::move(batch.apply_rest),
                                std::move(batch.apply_all)};
                 },
                 [&](dialects::Lowered::Call& call) {
                   out.kind = statement_kind::call;
                   out.text = std::move(call.name);
                 },
             },
             body);
}

}  // namespace

std::vector<Statement> statements(std::vector<dialects::Lowered> lowered, std::vector<Origin> const& origins,
                                  Sources const& sources, bool transactional_ddl) {
  std::vector<Statement> out;
  out.reserve(lowered.size());
  Segments segments(transactional_ddl);
  FileId known;  // whose name is in `name`: the statements of a revision come from one file
  std::string name;
  for (std::size_t i = 0; i < lowered.size(); ++i) {
    auto const mode = mode_of(lowered[i]);
    auto& statement = out.emplace_back();
    set_body(statement, std::move(lowered[i].body));
    statement.mode = mode;
    statement.segment = segments.next(mode, lowered[i]);
    if (auto const& origin = origins[i].where; origin.file.index != FileId::none) {
      auto const& file = sources[origin.file];
      if (!(known == origin.file)) {
        known = origin.file;
        name = file_name(file.name());
      }
      statement.file = name;
      statement.line = file.line_at(origin.begin);
    }
    statement.summary = std::move(lowered[i].summary);
    statement.locks = std::move(lowered[i].locks);
    statement.probe = std::move(lowered[i].probe);
    statement.lock_timeout = origins[i].lock_timeout;
    statement.statement_timeout = origins[i].statement_timeout;
  }
  // What shares the transaction of a rebuild runs in one that was opened for it.
  for (auto& statement : out)
    if (segments.rebuilds(statement.segment)) statement.mode = transaction_mode::rebuild;
  return out;
}

}  // namespace retort::bundle_writer
