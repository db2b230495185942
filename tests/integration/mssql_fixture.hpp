// SPDX-License-Identifier: Apache-2.0
// A database of SQL Server as far as its protocol goes, for each test: the driver, SOCI, unixODBC and FreeTDS before a
// server that stands in for one. What the statements do, no such test says.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <retort/migrator.hpp>
#include <retort/observer.hpp>

#include "runtime/src/connect.hpp"
#include "tests/integration/fixture.hpp"
#include "tests/integration/standin.hpp"

namespace retort::testing {

class mssql : public ::testing::Test {
 protected:
  [[nodiscard]] session_handle connect() { return database::from_url(server_.url()).open(true); }
  [[nodiscard]] static bundle make(std::vector<test_revision> const& revisions) {
    return make_bundle(retort::dialect::mssql, revisions);
  }
  // Over a connection of its own.
  move_result upgrade(std::vector<test_revision> const& revisions, options settings = {}) {
    auto const session = connect();
    return migrator(*session, make(revisions), std::move(settings)).upgrade();
  }
  static std::vector<test_revision> one(std::vector<test_statement> statements) {
    test_revision revision;
    revision.id = "r1";
    revision.upgrade = std::move(statements);
    return {revision};
  }
  static options impatient() {
    options out;
    out.lock_wait = std::chrono::milliseconds{0};
    return out;
  }
  // The error of an upgrade.
  template <class Error>
  std::string refusal(std::vector<test_revision> const& revisions, options settings = {}) {
    try {
      upgrade(revisions, std::move(settings));
    } catch (Error const& refused) {
      return refused.what();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
  }

  standin server_;
};

// What a run told its watcher.
struct course_of_run final : observer {
  std::vector<std::string> lines;
  void lock_awaited(wait_event const& event) override { lines.push_back("awaits: " + event.holder); }
  void segment_retried(retry_event const& event) override {
    lines.push_back("retries " + std::to_string(event.attempt) + ": " + event.reason);
  }
  void batch_advances(batch_event const& event) override {
    lines.push_back(std::to_string(event.pieces) + " pieces, " + std::to_string(event.rows) + " rows");
  }
};

inline std::size_t count_of(std::vector<std::string> const& in, std::string const& what) {
  return static_cast<std::size_t>(std::count(in.begin(), in.end(), what));
}

}  // namespace retort::testing
