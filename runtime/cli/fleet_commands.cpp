// SPDX-License-Identifier: Apache-2.0
// The commands that work on a database, on many of them.
#include <algorithm>
#include <iostream>
#include <set>

#include <retort/fleet.hpp>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/fleet_watch.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/stop_signals.hpp"
#include "runtime/cli/take_over.hpp"
#include "runtime/cli/targets_file.hpp"
#include "runtime/src/bookkeeping.hpp"
#include "runtime/src/reading.hpp"

namespace retort::cli {
namespace {

// One of many: a database, or a schema of one.
struct member {
  std::string name;
  std::vector<core::secret> secrets;
  std::shared_ptr<database const> where;
  std::string schema;  // empty: all of the database
};

std::vector<member> members_of_file(std::string const& file, patience const& waits) {
  std::vector<member> out;
  for (auto& entry : read_targets(file)) {
    entry.where.wait_for_it(waits);
    out.push_back({std::move(entry.name),
                   core::secrets_in({std::move(entry.url)}),
                   std::make_shared<database const>(std::move(entry.where)),
                   {}});
  }
  auto const first = out.front().where->dialect();
  for (auto const& one : out)
    if (one.where->dialect() != first)
      throw usage_error("'" + out.front().name + "' is " + std::string(to_string(first)) + " and '" + one.name + "' " +
                        std::string(to_string(one.where->dialect())) +
                        ": one bundle serves one kind of database; write a file for each kind");
  return out;
}

std::vector<member> members_of_query(database db, std::string const& url, std::string const& query) {
  auto const where = std::make_shared<database const>(std::move(db));
  open_database asked(*where);
  if (asked.words().search_path({}).empty())
    throw usage_error(
        "--tenants is for databases whose schemas have a search path, as PostgreSQL's; list the databases "
        "of " +
        std::string(to_string(where->dialect())) + " in a file for --targets");
  std::vector<member> out;
  std::set<std::string> seen;
  auto const secrets = core::secrets_in({url});
  for (auto const& cells : asked.query(query)) {
    if (cells.empty() || !cells[0] || cells[0]->empty())
      throw environment_error("the query of --tenants has a row without the name of a schema in its first column");
    if (seen.insert(*cells[0]).second) out.push_back({*cells[0], secrets, where, *cells[0]});
  }
  return out;
}

// Those of an earlier report that are not done come first, all others in their order behind them.
void put_first(std::vector<member>& members, std::vector<std::string> const& names) {
  std::set<std::string> const first(names.begin(), names.end());
  std::stable_partition(members.begin(), members.end(), [&](member const& m) { return first.contains(m.name); });
}

// Opened, with names that are those of `schema`; throws environment_error where there is none of that name.
std::shared_ptr<open_database> open_in(database const& where, std::string const& schema, std::string const& shared) {
  auto const opened = std::make_shared<open_database>(where);
  std::vector<std::string> path{schema};
  if (!shared.empty()) path.push_back(shared);
  static_cast<void>(opened->query(opened->words().search_path(path)));
  auto const found = opened->query("select " + opened->words().current_schema());
  if (found.empty() || found[0].empty() || found[0][0] != schema)
    throw environment_error("there is no schema '" + schema + "' in the database " + where.display() +
                            ", or its user may not use it");
  return opened;
}

// What is done to each, and what is told of it.
struct task {
  bool writes = false;
  bool tells_ends = false;
  // To an empty database, before a file for it is made; throws what refuses it.
  std::function<void(migrator&)> rehearse{};
  std::function<std::vector<target_outcome>(fleet&)> run;
};

// A text a line and members of the JSON, by target.
struct told {
  std::vector<std::string> lines;
  std::vector<std::pair<std::string, std::string>> facts;
};

task moving(arguments const& given, direction way) {
  auto const target = target_of_move(given, way);
  task out{true, true, {}, [way, target](fleet& all) {
             return way == direction::upgrade ? all.upgrade(target) : all.downgrade(target);
           }};
  if (way == direction::upgrade) out.rehearse = [target](migrator& m) { m.check_move(direction::upgrade, target); };
  return out;
}

task planning(planned_target const& wanted, std::vector<told>& answers) {
  return {false, false, {}, [&answers, wanted](fleet& all) {
            return all.run([&](migrator& migrate, std::size_t index) {
              auto const planned = migrate.plan(wanted.way, wanted.target);
              answers[index] = {lines_of(planned), {{"plan", json_of(planned)}}};
            });
          }};
}

task asking_current(arguments const& given, std::vector<std::string> const& heads, std::vector<told>& answers) {
  return {false, false, {}, [&, check = given.check_heads](fleet& all) {
            return all.run([&](migrator& migrate, std::size_t index) {
              auto const recorded = migrate.current();
              std::exception_ptr why;
              auto reason = standing::head;
              try {
                migrate.require_head();
              } catch (not_at_head const& no) {
                reason = no.reason();
                why = std::current_exception();
              }
              auto const is_head = [&](std::string const& id) {
                return std::find(heads.begin(), heads.end(), id) != heads.end();
              };
              auto& answer = answers[index];
              for (auto const& id : recorded) answer.lines.push_back(id + (is_head(id) ? " (head)" : ""));
              if (recorded.empty()) answer.lines.emplace_back("base");
              answer.facts.emplace_back("at_head", why ? "false" : "true");
              answer.facts.emplace_back("reason", json_text(word_of(reason)));
              if (check && why) std::rethrow_exception(why);
            });
          }};
}

task checking(std::vector<told>& answers) {
  return {false, false, {}, [&](fleet& all) {
            return all.run([&](migrator& migrate, std::size_t index) {
              migrate.check_applied();
              try {
                migrate.require_head();
              } catch (not_at_head const& no) {
                answers[index].facts.emplace_back("reason", json_text(word_of(no.reason())));
                throw;
              }
              answers[index].facts.emplace_back("reason", json_text(word_of(standing::head)));
              answers[index].lines.emplace_back("at its head");
            });
          }};
}

task stamping(arguments const& given, std::vector<told>& answers) {
  auto const stamp = [operands = given.operands, purge = given.purge](migrator& m) { return m.stamp(operands, purge); };
  return {true, false, [stamp](migrator& m) { static_cast<void>(stamp(m)); },
          [&answers, stamp](fleet& all) {
            return all.run([&](migrator& migrate, std::size_t index) {
              answers[index].lines.push_back("stamped " + listed(stamp(migrate), "base"));
            });
          }};
}

// Beside the migrator's session each has one that reads the other tool's table.
task taking_over(arguments const& given, linked_bundle const& migrations, std::vector<member> const& members,
                 std::vector<told>& answers) {
  auto const tool = parse_foreign_tool(given.take_over);
  auto const said = read_mapping(given.map);
  return {true, false, {}, [&, tool, said, dry = given.dry_run, shared = given.fleet->shared_schema](fleet& all) {
            return all.run([&](migrator& migrate, std::size_t index) {
              auto const& one = members[index];
              auto const db = one.schema.empty() ? std::make_shared<open_database>(*one.where)
                                                 : open_in(*one.where, one.schema, shared);
              auto const result = take_over(migrate, *db, migrations.content, tool, said, dry);
              answers[index] = {lines_of(result, dry), {{"take_over", json_of(result)}}};
            });
          }};
}

task task_of(arguments const& given, linked_bundle const& migrations, std::vector<member> const& members,
             std::vector<told>& answers) {
  auto const& command = given.command;
  if (command == "upgrade" || command == "downgrade") {
    auto const way = command == "upgrade" ? direction::upgrade : direction::downgrade;
    if (!given.dry_run) return moving(given, way);
    return planning({way, target_of_move(given, way)}, answers);
  }
  if (command == "plan") return planning(target_of_plan(given.operands), answers);
  if (command == "current") return asking_current(given, migrations.content.heads(), answers);
  if (command == "stamp" && !given.take_over.empty()) return taking_over(given, migrations, members, answers);
  if (command == "stamp") return stamping(given, answers);
  migrations.content.verify();
  return checking(answers);
}

fleet_target target_of(member const& one, arguments const& given, linked_bundle const& migrations, task const& wanted) {
  fleet_target out{one.name, {}, given.settings};
  if (!one.schema.empty()) {
    out.settings.schema = one.schema;
    out.open = [one, shared = given.fleet->shared_schema] {
      auto const opened = open_in(*one.where, one.schema, shared);
      return std::shared_ptr<soci::session>(opened, &opened->session());
    };
    return out;
  }
  out.open = [where = one.where, settings = given.settings, &migrations, &wanted] {
    // What is refused must not leave an empty file behind.
    if (wanted.rehearse && !where->exists()) {
      auto const nothing = where->open(false);
      migrator rehearsed(*nothing, migrations, settings);
      wanted.rehearse(rehearsed);
    }
    return where->open(wanted.writes);
  };
  return out;
}

manner manner_of(arguments const& given) {
  if (given.json) return manner::json_lines;
  return is_live_terminal() ? manner::live : manner::lines;
}

}  // namespace

int on_many(fleet_invocation run, bundle_for const& open_for) {
  auto const& given = run.given;
  auto const& wanted = *given.fleet;
  std::vector<member> members;
  if (!wanted.targets.empty())
    members = members_of_file(wanted.targets, patience_of(run.given));
  else if (!run.db)
    throw usage_error("--tenants asks the database of --db URL, --db-file FILE or RETORT_DB, and none is named");
  // Before anything is connected to: it may be damaged, or not be signed by whom it has to be.
  auto const [migrations, signed_by] = open_for(members.empty() ? run.db->dialect() : members.front().where->dialect());
  auto const first =
      wanted.failed_first.empty() ? std::vector<std::string>() : unfinished_in_report(wanted.failed_first);
  if (!wanted.tenants.empty()) {
    members = members_of_query(std::move(*run.db), *given.db, wanted.tenants);
    if (members.empty()) std::cerr << "note: the query of --tenants has no rows, so there is nothing to do\n";
  }
  put_first(members, first);

  std::vector<told> answers(members.size());
  auto const work = task_of(given, migrations, members, answers);

  fleet_report report;
  report.command = given.command;
  report.operands = given.operands;
  report.bundle = migrations.content.name();
  report.signed_by = signed_by;
  report.heads = migrations.content.heads();
  report.started = utc_now();
  std::vector<fleet_target> targets;
  for (auto const& one : members) {
    report.targets.push_back({one.name, one.secrets});
    targets.push_back(target_of(one, given, migrations, work));
  }
  // Where it cannot be written nobody wants to hear of it at the end.
  if (!wanted.report.empty()) write_report(report, wanted.report);

  auto const began = std::chrono::steady_clock::now();
  {
    stop_signals const signals;
    fleet_settings settings{wanted.jobs, wanted.canary, wanted.max_failures.value_or(work.writes ? 1 : 0),
                            signals.token()};
    fleet_watch watch(manner_of(given), std::cout, std::cerr, report.targets, work.tells_ends, given.verbose);
    fleet all(std::move(targets), migrations, std::move(settings), &watch);
    report.outcomes = work.run(all);
  }
  report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  for (std::size_t i = 0; i < answers.size(); ++i) report.targets[i].facts = std::move(answers[i].facts);

  if (given.json) {
    std::cout << json_of(report, false) << '\n';
  } else {
    for (std::size_t i = 0; i < answers.size(); ++i)
      for (auto const& line : answers[i].lines) print(report.targets[i].name + ": " + line);
    print(summary(report) + (signed_by.empty() ? "" : ", with a bundle signed with the key " + signed_by));
  }
  if (auto const left = what_is_left(report, work.writes); !left.empty()) std::cerr << "error: " << left << '\n';
  if (!wanted.report.empty()) write_report(report, wanted.report);
  return exit_code(report);
}

}  // namespace retort::cli
