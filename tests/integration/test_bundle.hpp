// SPDX-License-Identifier: Apache-2.0
// Bundles for the tests of the runtime, written statement by statement, so that a test can say exactly what a bundle
// holds. In: revisions as values. Out: the bytes of a bundle.
#pragma once

#include <string>
#include <vector>

#include <retort/bundle.hpp>

namespace retort::testing {

struct test_statement {
  statement_kind kind = statement_kind::sql;
  transaction_mode mode = transaction_mode::inside;
  std::uint32_t segment = 1;
  std::string text;  // SQL, or the name of a step
  std::string probe{};
  batch_text batch{};
  std::optional<std::chrono::milliseconds> lock_timeout{}, statement_timeout{};
  std::uint32_t line = 0;  // of the origin; 0: the number of the statement

  [[nodiscard]] test_statement from(std::uint32_t own_line) const {
    auto out = *this;
    out.line = own_line;
    return out;
  }
};
// The same with limits of its own.
[[nodiscard]] inline test_statement limited(test_statement given, std::optional<std::chrono::milliseconds> lock,
                                            std::optional<std::chrono::milliseconds> statement) {
  given.lock_timeout = lock;
  given.statement_timeout = statement;
  return given;
}

[[nodiscard]] inline test_statement sql(std::string text, std::uint32_t segment = 1) {
  return {statement_kind::sql, transaction_mode::inside, segment, std::move(text)};
}
[[nodiscard]] inline test_statement outside(std::string text, std::uint32_t segment, std::string probe = {}) {
  return {statement_kind::sql, transaction_mode::outside, segment, std::move(text), std::move(probe)};
}
[[nodiscard]] inline test_statement rebuild(std::string text, std::uint32_t segment = 1) {
  return {statement_kind::sql, transaction_mode::rebuild, segment, std::move(text)};
}
[[nodiscard]] inline test_statement call(std::string name, std::uint32_t segment = 1) {
  return {statement_kind::call, transaction_mode::inside, segment, std::move(name)};
}
[[nodiscard]] inline test_statement batches(batch_text texts, std::uint32_t segment) {
  return {statement_kind::batch, transaction_mode::outside, segment, {}, {}, std::move(texts)};
}

struct test_revision {
  std::string id;
  std::vector<std::string> parents{};
  std::vector<test_statement> upgrade{}, downgrade{};
  std::vector<std::string> depends_on{}, labels{};
  std::string irreversible{};
  std::vector<std::string> losses{};
  std::string checksum{};  // empty: one made of the id
  std::vector<replaced_revision> replaces{};
  std::vector<std::string> compatible{};
  std::string message{};  // empty: "revision ID"
};

// Statement k of revision `id` has the origin `id.mig:k`, unless it says another line, and the summary "statement k".
[[nodiscard]] std::string bundle_text(retort::dialect dialect, std::vector<test_revision> const& revisions,
                                      bundle_defaults const& said = {});
[[nodiscard]] inline bundle make_bundle(retort::dialect dialect, std::vector<test_revision> const& revisions,
                                        bundle_defaults const& said = {}) {
  return bundle::from_text(bundle_text(dialect, revisions, said));
}

}  // namespace retort::testing
