// SPDX-License-Identifier: Apache-2.0
// retort::migrator: reads the state, plans, takes the lock, reads again, runs revision after revision.
#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <algorithm>
#include <optional>

#include "runtime/core/lineage.hpp"
#include "runtime/core/settings.hpp"
#include "runtime/core/table_names.hpp"
#include "runtime/src/drivers_table.hpp"
#include "runtime/src/move_planner.hpp"
#include "runtime/src/revision_runner.hpp"
#include "runtime/src/told.hpp"
#include "runtime/src/transactions.hpp"

namespace retort {
namespace {

// How often a run may find that somebody else has been at work before it gives up.
constexpr int most_plans = 100'000;

std::string joined(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "'" : ", '") + id + "'";
  return out.empty() ? "nothing" : out;
}

// The name of its backend. Throws unusable_session.
std::string check_connected(soci::session& session) {
  try {
    return session.get_backend_name();
  } catch (soci::soci_error const&) {
    throw unusable_session("the session is not connected");
  }
}

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

// What the drivers throw, as what error.hpp has.
template <class Function>
auto translated(Function&& function) {
  try {
    return function();
  } catch (drivers::database_error const& refused) {
    if (refused.kind() == drivers::error_kind::connection) throw connection_failed(refused.what());
    failed_statement facts;
    facts.message = refused.what();
    facts.sqlstate = refused.sqlstate();
    facts.native_code = refused.native_code();
    throw statement_failed("the database refused a statement of the runtime's own: " + facts.message +
                               (facts.sqlstate.empty() ? "" : " [" + facts.sqlstate + "]"),
                           facts);
  }
}

}  // namespace

struct migrator::state {
  soci::session& session;
  linked_bundle migrations;
  options settings;
  std::unique_ptr<drivers::driver> driver;
  bookkeeping books;
  lineage line;
  move_planner planner;

  // `beyond`: revisions of `m` that are the database's own word, of which no step in C++ is run.
  state(soci::session& s, linked_bundle m, options o, std::vector<std::string> beyond = {})
      : session(s),
        migrations(std::move(m)),
        settings(core::filled(std::move(o), migrations.content.defaults())),
        driver(attach(s, migrations.content)),
        books(*driver, {settings.schema, settings.version_table, settings.history_table, settings.journal_table,
                        core::revision_table_of(settings.version_table)}),
        line(migrations.content),
        planner(migrations.content, migrations.calls, line, std::move(beyond)) {}

  // The session between enter() and leave(), with no transaction open on it.
  class visit {
   public:
    explicit visit(state& owner) : driver_(*owner.driver) {
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
    ~visit() {
      driver_.rollback();
      driver_.leave();
    }
    visit(visit const&) = delete;
    visit& operator=(visit const&) = delete;

   private:
    drivers::driver& driver_;
  };

  // The state as it is now is read.
  [[nodiscard]] run_context context() {
    run_context out{session, *driver, books, migrations.content, migrations.calls, settings, {}, false};
    out.state = read_state(out);
    return out;
  }
  [[nodiscard]] std::span<revision_info const> revisions() const { return migrations.content.revisions(); }

  // The lock, and the state as it is under it, with the tables made.
  void lock_and_read(run_context& run) {
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

  // Where something is told of revisions it is kept up to date; an upgrade that has more to tell makes the table.
  // Throws state_moved.
  void prepare_to_tell(run_context& run, planned_way const& planned) {
    run.tells_of_revisions = books.has_revisions();
    auto const says = [&](planned_revision_step const& step) { return !revisions()[step.revision].compatible.empty(); };
    bool const more = settings.store_downgrade || std::any_of(planned.steps.begin(), planned.steps.end(), says);
    if (run.tells_of_revisions || planned.way == direction::downgrade || !more) return;
    transact(run, drivers::transaction_kind::plain, nullptr, [&] { books.create_revisions(); });
    run.tells_of_revisions = true;
  }

  // For a downgrade from revisions that the bundle does not have, which the database keeps the way back from. Nothing
  // where the bundle has them all.
  std::unique_ptr<state> beyond() {
    visit session_in_use(*this);
    auto const run = context();
    auto const unknown = unknown_heads(line, run.state.heads);
    if (unknown.empty()) return nullptr;
    if (!settings.run_stored_downgrades)
      throw unknown_revision_in_database("the database is at " + joined(unknown) + ", which the bundle '" +
                                             migrations.content.name() +
                                             "' does not have, and what the database keeps to go back by may not be "
                                             "run here: nobody has signed it; run the program that has " +
                                             joined(unknown),
                                         unknown);
    auto extended = with_stored_downgrades(migrations.content, line, books, run.state.heads);
    return std::make_unique<state>(session, linked_bundle(std::move(extended->content), migrations.calls), settings,
                                   std::move(extended->beyond));
  }

  void check_checksums(database_state const& current) {
    if (current.heads.empty()) return;
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
    auto const done = core::applied(line.graph(), planner.known(current.heads));
    auto telling = current.heads;
    for (std::size_t i = 0; i < done.size(); ++i)
      if (done[i] && !revisions()[i].replaces.empty()) {
        telling.push_back(revisions()[i].id);
        telling.insert(telling.end(), revisions()[i].parents.begin(), revisions()[i].parents.end());
      }
    auto const known = books.checksums(telling);
    auto const wrong = std::find_if(known.begin(), known.end(), differs);
    if (wrong == known.end()) return;
    auto first = *wrong;
    auto const all = books.checksums({});
    for (auto const index : line.graph().order()) {
      auto const found = std::find_if(all.begin(), all.end(), [&](applied_checksum const& a) {
        return a.revision == revisions()[index].id && differs(a);
      });
      if (!done[index] || found == all.end()) continue;
      first = *found;
      break;
    }
    throw checksum_mismatch("revision '" + first.revision +
                                "' was applied to this database with another content than the bundle has for it; put "
                                "the content back and make the change in a new revision",
                            first.revision, first.checksum, bundled(first.revision)->checksum);
  }

  move_result move(direction way, std::string_view target) {
    visit session_in_use(*this);
    auto run = context();
    bool const to_head =
        way == direction::upgrade && (target == "heads" || (target == "head" && line.heads().size() == 1));
    if (to_head && run.state.journal.empty() && same_set(run.state.heads, line.heads())) return {{}, line.heads()};

    std::optional<planned_way> first;
    try {
      first = planner.plan(run.state, way, target);
    } catch (interrupted const&) {
      // Or it is under way at this moment: whoever holds the lock then is waited for.
    }
    if (first) {
      if (first->steps.empty()) return {{}, line.sorted(run.state.heads)};
      planner.guard(*first, settings);
    }
    check_stop(settings);

    auto const first_read = run.state;
    lock_and_read(run);
    if (!first) {
      first = planner.plan(run.state, way, target);
      planner.guard(*first, settings);
    }
    auto planned = std::move(*first);
    auto const plan_again = [&] {
      planned = is_relative(target) ? planner.remaining(run.state, planned) : planner.plan(run.state, way, target);
      planner.guard(planned, settings);
    };
    if (run.state.heads != first_read.heads || run.state.journal != first_read.journal) plan_again();
    if (way == direction::upgrade) check_checksums(run.state);

    move_result out;
    if (planned.steps.empty()) {
      out.heads = line.sorted(run.state.heads);
      return out;
    }
    auto& watcher = run.watcher();
    watcher.run_begins({way, planned.steps.size(), line.sorted(run.state.heads)});
    for (int plans = 0; !planned.steps.empty();) {
      try {
        prepare_to_tell(run, planned);
        auto const total = out.steps.size() + planned.steps.size();
        for (auto const& step : planned.steps) {
          auto const& revision = revisions()[step.revision];
          watcher.revision_begins({way, revision, out.steps.size() + 1, total});
          revision_runner runner(run, revision, way);
          runner.run(step.heads);
          out.steps.push_back({way, revision.id});
          watcher.revision_ends({way, revision, out.steps.size(), total, runner.duration()});
          check_stop_unless_last(planned, step);
        }
        break;
      } catch (state_moved const&) {
        if (++plans > most_plans) throw error("the database is being changed faster than it can be migrated");
        run.state = read_state(run);
        plan_again();
      }
    }
    out.heads = line.sorted(run.state.heads);
    watcher.run_ends({way, out.steps.size(), out.heads});
    return out;
  }

  move_plan planned(direction way, std::string_view target) {
    visit session_in_use(*this);
    auto const current = context().state;
    auto const steps = planner.plan(current, way, target).steps;
    move_plan out;
    for (auto const& step : steps) {
      auto const& revision = revisions()[step.revision];
      bool const up = way == direction::upgrade;
      out.steps.push_back({way, revision.id, revision.message, up ? std::string() : revision.irreversible,
                           up ? std::vector<std::string>() : revision.downgrade_loss,
                           up ? revision.upgrade : revision.downgrade});
    }
    out.heads = line.sorted(steps.empty() ? current.heads : steps.back().heads);
    return out;
  }

  void check_stop_unless_last(planned_way const& planned, planned_revision_step const& step) const {
    if (&step != &planned.steps.back()) check_stop(settings);
  }

  std::vector<std::string> stamp(std::vector<std::string> const& targets, bool purge) {
    visit session_in_use(*this);
    auto run = context();
    auto const resolve = [&] {
      std::vector<core::revision_index> current;
      if (!purge) current = planner.known(run.state.heads);
      std::vector<std::string> out;
      try {
        for (auto const index : core::plan_stamp(line.graph(), current, targets)) out.push_back(revisions()[index].id);
      } catch (core::target_error const& refused) {
        throw unknown_target(refused.what());
      }
      return out;
    };
    auto heads = resolve();
    if (run.state.tables && !purge && run.state.journal.empty() && same_set(heads, run.state.heads)) return heads;
    lock_and_read(run);
    bool const tells = books.has_revisions();
    for (int plans = 0;; ++plans) {
      heads = resolve();
      try {
        transact(run, drivers::transaction_kind::plain, nullptr, [&] {
          write_stamp(run.state, heads, purge);
          if (tells) untell_what_is_gone(heads);
        });
        return heads;
      } catch (state_moved const&) {
        if (plans > most_plans) throw error("the database is being changed faster than it can be stamped");
        run.state = read_state(run);
      }
    }
  }

  void untell_what_is_gone(std::vector<std::string> const& heads) {
    auto const done = core::applied(line.graph(), planner.known(heads));
    for (auto const& known : books.told()) {
      auto const found = line.graph().find(known.id);
      if (!found || !done[*found]) books.untell(known.id);
    }
  }

  void write_stamp(database_state const& before, std::vector<std::string> const& heads, bool purge) {
    if (purge) books.delete_heads();
    books.move_heads(purge ? std::vector<std::string>{} : before.heads, heads);
    books.forget_all();
    auto const started = utc_now();
    auto const log = [&](std::string const& id, std::string const& checksum) {
      books.log({id, "stamp", "done", started, std::chrono::milliseconds{0}, who(settings), checksum,
                 migrations.content.generator(), ""});
    };
    if (heads.empty()) log("base", "");
    for (auto const& id : heads) log(id, revisions()[*line.graph().find(id)].checksum);
  }
};

migrator::migrator(soci::session& session, linked_bundle migrations, options settings)
    : state_(std::make_unique<state>(session, std::move(migrations), std::move(settings))) {}
migrator::~migrator() = default;
migrator::migrator(migrator&&) noexcept = default;
migrator& migrator::operator=(migrator&&) noexcept = default;

move_result migrator::upgrade(std::string_view target) {
  return translated([&] { return state_->move(direction::upgrade, target); });
}
move_result migrator::downgrade(std::string_view target) {
  return translated([&] {
    auto const other = state_->beyond();
    return (other ? *other : *state_).move(direction::downgrade, target);
  });
}

move_plan migrator::plan(direction way, std::string_view target) {
  return translated([&] {
    auto const other = way == direction::downgrade ? state_->beyond() : nullptr;
    return (other ? *other : *state_).planned(way, target);
  });
}

void migrator::check_move(direction way, std::string_view target) {
  translated([&] {
    auto const other = way == direction::downgrade ? state_->beyond() : nullptr;
    auto& used = other ? *other : *state_;
    state::visit session_in_use(used);
    used.planner.guard(used.planner.plan(used.context().state, way, target), used.settings);
  });
}

std::vector<std::string> migrator::current() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return state_->line.sorted(state_->context().state.heads);
  });
}

std::vector<std::string> migrator::heads() const { return state_->line.heads(); }

std::vector<revision_status> migrator::history() {
  auto const recorded = current();
  auto const& graph = state_->line.graph();
  std::vector<core::revision_index> known;
  for (auto const& id : recorded)
    if (auto const found = graph.find(id)) known.push_back(*found);
  auto const done = core::applied(graph, known);
  auto const& heads = state_->line.heads();
  auto const in = [](std::vector<std::string> const& ids, std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  std::vector<revision_status> out;
  auto const revisions = state_->revisions();
  for (std::size_t i = revisions.size(); i-- > 0;)
    out.push_back(
        {revisions[i].id, revisions[i].message, done[i], in(recorded, revisions[i].id), in(heads, revisions[i].id)});
  return out;
}

std::vector<log_entry> migrator::log() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return state_->books.read_log();
  });
}

std::vector<std::string> migrator::stamp(std::vector<std::string> const& targets, bool purge) {
  return translated([&] { return state_->stamp(targets, purge); });
}

database_standing migrator::where() {
  return translated([&] {
    state::visit session_in_use(*state_);
    return standing_of(state_->migrations.content, state_->line, state_->books, state_->context().state);
  });
}

void migrator::require(requirement what) {
  auto found = where();
  if (found.place == standing::head || (what == requirement::compatible && found.compatible)) return;
  throw not_at_head(found.sentence, found.place, std::move(found.recorded), std::move(found.expected));
}

void migrator::check_applied() {
  translated([&] {
    state::visit session_in_use(*state_);
    auto const recorded = state_->context().state;
    (void)state_->planner.known(recorded.heads);
    if (recorded.tables) state_->check_checksums(recorded);
  });
}

void migrator::ensure_version() {
  translated([&] {
    state::visit session_in_use(*state_);
    auto run = state_->context();
    if (!run.state.tables || !state_->books.has_history()) state_->lock_and_read(run);
  });
}

}  // namespace retort
