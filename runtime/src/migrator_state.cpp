// SPDX-License-Identifier: Apache-2.0
// The session in use, what is read over it, and the comparison of what was applied with what the bundle has.
#include "runtime/src/migrator_state.hpp"

#include <soci/soci.h>

#include <algorithm>

#include "runtime/core/settings.hpp"
#include "runtime/core/table_names.hpp"
#include "runtime/src/drivers_table.hpp"
#include "runtime/src/revision_runner.hpp"

namespace retort {
namespace {

std::unique_ptr<drivers::driver> attach(soci::session& session, bundle const& content) {
  auto const name = std::string(to_string(content.dialect()));
  auto const* found = find_driver(content.dialect());
  if (found == nullptr) throw unusable_session("this program was built without the driver for " + name);
  auto const backend = check_connected(session);
  if (backend != found->backend)
    throw unusable_session("the bundle '" + content.name() + "' is for " + name + ", and the session is one of " +
                           backend);
  return found->attach(session);
}

}  // namespace

std::string joined(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "'" : ", '") + id + "'";
  return out.empty() ? "nothing" : out;
}

std::string check_connected(soci::session& session) {
  try {
    return session.get_backend_name();
  } catch (soci::soci_error const&) {
    throw unusable_session("the session is not connected");
  }
}

void rethrow(drivers::database_error const& refused) {
  if (refused.kind() == drivers::error_kind::connection) throw connection_failed(refused.what());
  failed_statement facts;
  facts.message = refused.what();
  facts.sqlstate = refused.sqlstate();
  facts.native_code = refused.native_code();
  throw statement_failed("the database refused a statement of the runtime's own: " + facts.message +
                             (facts.sqlstate.empty() ? "" : " [" + facts.sqlstate + "]"),
                         facts);
}

migrator::state::state(soci::session& s, linked_bundle m, options o, std::vector<std::string> beyond)
    : session(s),
      migrations(std::move(m)),
      settings(core::filled(std::move(o), migrations.content.defaults())),
      driver(attach(s, migrations.content)),
      books(*driver, {settings.schema, settings.version_table, settings.history_table, settings.journal_table,
                      core::revision_table_of(settings.version_table)}),
      line(migrations.content),
      planner(migrations.content, migrations.calls, line, std::move(beyond)) {}

migrator::state::visit::visit(state& owner) : driver_(*owner.driver) {
  check_connected(owner.session);
  if (driver_.in_transaction())
    throw unusable_session("a transaction is open on the session; commit or roll back before migrating");
  owner.books.place(owner.settings.schema);
  try {
    driver_.enter(limits_of(owner.settings));
  } catch (...) {
    driver_.leave();
    throw;
  }
}
migrator::state::visit::~visit() {
  driver_.rollback();
  driver_.leave();
}

run_context migrator::state::context() {
  run_context out{session, *driver, books, migrations.content, migrations.calls, settings, {}, false, {}};
  out.state = read_state(out);
  return out;
}

void migrator::state::lock_and_read(run_context& run) {
  take_lock(run);
  for (int attempt = 0;; ++attempt) {
    run.state = read_state(run);
    if (run.state.tables && books.has_history()) return;
    try {
      transact(run, drivers::transaction_kind::plain, nullptr, [&] { books.create_tables(); });
      run.state.tables = true;
      return;
    } catch (state_moved const&) {
      if (attempt > most_plans) throw error("the tables of the runtime cannot be made");
    }
  }
}

std::vector<checksum_difference> migrator::state::differences(std::vector<std::string> const& heads, bool all) {
  if (heads.empty()) return {};
  auto const bundled = [&](std::string const& id) -> revision_info const* {
    auto const found = line.graph().find(id);
    return found ? &revisions()[*found] : nullptr;
  };
  // A squashed revision may have been applied as what it was before.
  auto const differs = [&](applied_checksum const& applied) {
    auto const* revision = bundled(applied.revision);
    return revision != nullptr && !applied.checksum.empty() && applied.checksum != revision->checksum &&
           std::find(revision->replaces.begin(), revision->replaces.end(),
                     replaced_revision{applied.revision, applied.checksum}) == revision->replaces.end();
  };
  // A checksum covers those of the parents: where the heads' are right, all are, down to what was squashed; what
  // stands on that covers what it was, so its own parents are looked at as well.
  std::vector<core::revision_index> known;
  for (auto const& id : heads)
    if (auto const found = line.graph().find(id)) known.push_back(*found);
  std::sort(known.begin(), known.end());
  auto const done = core::applied(line.graph(), known);
  auto telling = heads;
  for (std::size_t i = 0; i < done.size(); ++i)
    if (done[i] && !revisions()[i].replaces.empty()) {
      telling.push_back(revisions()[i].id);
      telling.insert(telling.end(), revisions()[i].parents.begin(), revisions()[i].parents.end());
    }
  auto const told = books.checksums(telling);
  auto const wrong = std::find_if(told.begin(), told.end(), differs);
  if (wrong == told.end()) return {};
  std::vector<checksum_difference> out;
  auto const recorded = books.checksums({});
  for (auto const index : line.graph().order()) {
    auto const found = std::find_if(recorded.begin(), recorded.end(), [&](applied_checksum const& a) {
      return a.revision == revisions()[index].id && differs(a);
    });
    if (!done[index] || found == recorded.end()) continue;
    out.push_back({found->revision, found->checksum, revisions()[index].checksum});
    if (!all) break;
  }
  if (out.empty()) out.push_back({wrong->revision, wrong->checksum, bundled(wrong->revision)->checksum});
  return out;
}

void migrator::state::check_checksums(database_state const& current) {
  if (current.heads.empty()) return;
  (void)planner.known(current.heads);
  auto const found = differences(current.heads, false);
  if (found.empty()) return;
  auto const& first = found.front();
  throw checksum_mismatch("revision '" + first.revision +
                              "' was applied to this database with another content than the bundle has for it; put "
                              "the content back and make the change in a new revision",
                          first.revision, first.applied, first.bundled);
}

void migrator::state::log(std::string const& revision, std::string const& action, std::string const& outcome,
                          std::string const& checksum, std::string const& detail) {
  books.log({revision, action, outcome, utc_now(), std::chrono::milliseconds{0}, who(settings), checksum,
             migrations.content.generator(), detail});
}

}  // namespace retort
