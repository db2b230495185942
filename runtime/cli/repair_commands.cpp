// SPDX-License-Identifier: Apache-2.0
// Where something went wrong: the commands `repair` and `unlock`.
#include <iostream>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/progress.hpp"

namespace retort::cli {
namespace {

std::string_view name_of(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string origin(statement_info const& statement) { return statement.file + ":" + std::to_string(statement.line); }

std::string json_of(statement_info const& statement) {
  return json_object()
      .number("ordinal", statement.ordinal)
      .text("file", statement.file)
      .number("line", statement.line)
      .text("summary", statement.summary)
      .str();
}

template <class Values, class ToJson>
std::string json_of_all(Values const& values, ToJson&& to_json) {
  std::vector<std::string> out;
  for (auto const& value : values) out.push_back(to_json(value));
  return json_array(out);
}

std::string json_of(std::optional<lock_holder> const& holder) {
  if (!holder) return "null";
  auto const by = holder->by == lock_holder::means::session ? "session"
                  : holder->by == lock_holder::means::file  ? "file"
                                                            : "lease";
  json_object out;
  out.text("by", by)
      .text("process", holder->process)
      .text("application", holder->application)
      .text("user", holder->user)
      .text("host", holder->host)
      .text("since", holder->since);
  if (holder->by == lock_holder::means::lease) out.raw("milliseconds_left", std::to_string(holder->left.count()));
  return out.str();
}

std::string json_of(unfinished_revision const& one) {
  auto const statement = [](statement_standing const& s) {
    return json_object()
        .number("ordinal", s.statement.ordinal)
        .text("file", s.statement.file)
        .number("line", s.statement.line)
        .text("summary", s.statement.summary)
        .text("state", to_string(s.state))
        .text("known_by", s.known_by)
        .str();
  };
  return json_object()
      .text("revision", one.revision)
      .text("message", one.message)
      .text("direction", name_of(one.way))
      .text("problem", one.problem)
      .raw("statements", json_of_all(one.statements, statement))
      .raw("undo", json_of_all(one.undo, [](statement_info const& s) { return json_of(s); }))
      .text("no_undo", one.no_undo)
      .str();
}

std::string json_of(diagnosis const& found) {
  auto const difference = [](checksum_difference const& d) {
    return json_object().text("revision", d.revision).text("applied", d.applied).text("bundled", d.bundled).str();
  };
  auto const left = [](leftover const& l) {
    return json_object().text("object", l.object).text("remedy", l.remedy).flag("being_made", l.being_made).str();
  };
  return json_object()
      .texts("current", found.heads)
      .flag("in_order", found.in_order())
      .raw("lock", json_of(found.lock))
      .raw("unfinished", json_of_all(found.unfinished, [](unfinished_revision const& u) { return json_of(u); }))
      .texts("unknown", found.unknown)
      .raw("differences", json_of_all(found.differences, difference))
      .raw("leftovers", json_of_all(found.leftovers, left))
      .str();
}

std::string listed(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "at '" : ", '") + id + "'";
  return out.empty() ? "at base, with nothing applied" : out;
}

void tell(unfinished_revision const& one) {
  std::string const way(name_of(one.way));
  print("the " + way + " of '" + one.revision + "'" + (one.message.empty() ? "" : " (" + one.message + ")") +
        " was begun and is not finished:");
  if (!one.problem.empty()) print("  " + one.problem);
  for (auto const& s : one.statements)
    print("  " + std::to_string(s.statement.ordinal) + ". " + s.statement.summary + "  (" + origin(s.statement) +
          ")  " + std::string(to_string(s.state)) + (s.known_by.empty() ? "" : ", says the " + s.known_by));
  if (one.problem.empty())
    print("  to go on: '" + way +
          "' carries on there by itself; 'repair --resume' finishes this revision and no other");
  if (!one.no_undo.empty())
    print("  it cannot be taken back: " + one.no_undo);
  else if (one.undo.empty())
    print("  to take it back: 'repair --undo'; nothing of it is done, so that nothing has to be run");
  else
    print("  to take it back: 'repair --undo', which runs");
  for (auto const& s : one.undo) print("    " + s.summary + "  (" + origin(s) + ")");
  print("  where the schema was brought to one of its ends by hand: 'repair --mark done', 'repair --mark undone'");
}

void tell(diagnosis const& found) {
  print("the database is " + listed(found.heads));
  if (found.lock) print("a migrator is at work: " + to_string(*found.lock) + "; what follows may be what it is doing");
  for (auto const& one : found.unfinished) tell(one);
  for (auto const& id : found.unknown)
    print("'" + id +
          "' is recorded, and the bundle does not have it: the database was migrated by a newer program, or by another "
          "one; use that, or record where it is (stamp --purge)");
  for (auto const& d : found.differences)
    print("'" + d.revision + "' was applied with another content (" + d.applied + ") than the bundle has (" +
          d.bundled +
          "): put the content back and make the change in a new revision; where the database has the new content "
          "already, record it (stamp)");
  for (auto const& l : found.leftovers)
    print(l.being_made
              ? "the index " + l.object + " is being made at this moment"
              : "the index " + l.object +
                    " is not valid: 'create index concurrently' was broken off or found duplicates; no query uses it. "
                    "Where it belongs to a revision that is not finished, carrying on removes it and makes it again; "
                    "else: " +
                    l.remedy);
  if (found.in_order()) print("nothing to repair");
}

int repaired(invocation const& run, std::string const& action, repair_result const& done) {
  if (run.given.json) {
    print(json_object()
              .text("action", action)
              .text("revision", done.revision)
              .text("direction", name_of(done.way))
              .raw("statements", json_of_all(done.statements, [](statement_info const& s) { return json_of(s); }))
              .texts("heads", done.heads)
              .str());
    return 0;
  }
  for (auto const& s : done.statements) print("ran " + s.summary + "  (" + origin(s) + ")");
  std::string const what = "the " + std::string(name_of(done.way)) + " of '" + done.revision + "' ";
  print(what +
        (action == "resume" ? "is finished"
         : action == "undo" ? "is taken back"
         : action == "done" ? "is recorded as done; nothing was run"
                            : "is recorded as never begun; nothing was run") +
        ", and the database is " + listed(done.heads));
  return 0;
}

}  // namespace

int repair(invocation& run) {
  auto const& given = run.given;
  if (static_cast<int>(given.resume) + static_cast<int>(given.undo) + static_cast<int>(!given.mark.empty()) > 1)
    throw usage_error("--resume, --undo and --mark are three ways; give one");
  std::string const revision = given.operands.empty() ? "" : given.operands[0];
  bool const acts = given.resume || given.undo || !given.mark.empty();
  if (!acts && !revision.empty()) throw usage_error("'repair REVISION' needs --resume, --undo or --mark");
  progress reporter(given.json ? manner::silent : manner::lines, std::cout, std::cerr, given.verbose);
  run.given.settings.observer = &reporter;
  opened db(run, false);
  if (!acts || !given.json) {
    auto const found = db->diagnose();
    if (given.json)
      print(json_of(found));
    else
      tell(found);
    if (!acts) return found.in_order() ? 0 : 1;
    print("");
  }
  if (given.resume) return repaired(run, "resume", db->resume(revision));
  if (given.undo) return repaired(run, "undo", db->undo(revision));
  return repaired(run, given.mark, db->mark(given.mark == "done", revision));
}

int unlock(invocation& run) {
  opened db(run, false);
  auto const result = db->unlock(run.given.force);
  int const code = result.holder && !result.removed ? 1 : 0;
  if (run.given.json) {
    print(json_object()
              .flag("held", result.holder.has_value() && !result.removed)
              .flag("removed", result.removed)
              .raw("holder", json_of(result.holder))
              .str());
    return code;
  }
  if (!result.holder) {
    print("nobody holds the lock: there is nothing to remove");
    return 0;
  }
  auto const holder = to_string(*result.holder);
  if (result.removed) {
    print("removed the lock of " + holder);
    if (!result.holder->ran_out())
      print(
          "should that run be alive, it finds out at its next transaction and stops; a statement that it runs outside "
          "of "
          "transactions at this moment goes on, beside whatever is begun now");
    return 0;
  }
  std::cout << std::flush;
  std::cerr
      << "error: the lock is held: " << one_line(holder) << ". "
      << (result.holder->by == lock_holder::means::lease
              ? "A live run renews it; should that process be gone, it runs out by itself. To take it away all the "
                "same: --force\n"
          : result.holder->by == lock_holder::means::file
              ? "It is given up when that process ends, however it ends: there is nothing to remove\n"
              : "It is given up when that connection ends, however it ends: there is nothing to remove. Stop that "
                "process, or have the server end its connection\n");
  return code;
}

}  // namespace retort::cli
