// SPDX-License-Identifier: Apache-2.0
// The commands that work on a database.
#include <iostream>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/progress.hpp"
#include "runtime/cli/stop_signals.hpp"
#include "runtime/cli/take_over.hpp"
#include "runtime/core/bundle_format.hpp"
#include "runtime/core/statement_line.hpp"
#include "runtime/src/move_planner.hpp"

namespace retort::cli {
namespace {

std::string_view word_of(standing place) {
  switch (place) {
    case standing::head:
      return "head";
    case standing::behind:
      return "behind";
    case standing::ahead:
      return "ahead";
    case standing::apart:
      return "apart";
    case standing::unknown:
      return "unknown";
    case standing::unfinished:
      return "unfinished";
  }
  return "";
}

std::string json_of_step(planned_revision const& step) {
  std::vector<std::string> statements;
  for (auto const& s : step.statements)
    statements.push_back(json_object()
                             .number("ordinal", s.ordinal)
                             .text("kind", core::format::word(s.kind))
                             .text("transaction", core::format::word(s.mode))
                             .number("segment", s.segment)
                             .text("file", s.file)
                             .number("line", s.line)
                             .text("summary", s.summary)
                             .text("locks", s.locks)
                             .str());
  return json_object()
      .text("direction", name_of(step.way))
      .text("revision", step.revision)
      .text("message", step.message)
      .text("irreversible", step.irreversible)
      .texts("losses", step.losses)
      .raw("statements", json_array(statements))
      .str();
}

int show_plan(invocation const& run, direction way, std::string const& target) {
  opened db(run, false);
  auto const planned = db->plan(way, target);
  if (run.given.json)
    print(json_of(planned));
  else
    for (auto const& line : lines_of(planned)) print(line);
  for (auto const& step : planned.steps) {
    // A move that would be refused is none.
    if (step.irreversible.empty()) continue;
    std::cout << std::flush;
    std::cerr << one_line("error: '" + step.revision + "' cannot be taken back: " + step.irreversible) << '\n';
    return 1;
  }
  return 0;
}

// With --wait a connection that is lost in the middle is made anew, --retries times. That is another run: it takes the
// lock again, reads again, and carries on. A target that counts from what is current would be another one then.
move_result move_over_lost_connections(invocation const& run, direction way, std::string const& target) {
  bool const up = way == direction::upgrade;
  for (unsigned again = 0;; ++again) {
    opened db(run, up);
    try {
      return up ? db->upgrade(target) : db->downgrade(target);
    } catch (connection_failed const& lost) {
      if (!run.given.wait || is_relative(target) || again >= run.given.settings.retries) throw;
      std::cerr << one_line(lost.what()) << "\nconnecting again\n" << std::flush;
    }
  }
}

int move(invocation& run, direction way, std::string const& target) {
  if (run.given.dry_run) return show_plan(run, way, target);
  bool const up = way == direction::upgrade;
  auto const how = run.given.json       ? run.given.verbose ? manner::json_lines : manner::silent
                   : is_live_terminal() ? manner::live
                                        : manner::lines;
  stop_signals const signals;
  run.given.settings.stop = signals.token();
  // What is refused must not leave an empty file behind.
  if (up && !need_database(run).exists()) opened(run, false)->check_move(way, target);
  std::vector<move_step> committed;
  auto const done = [&] {
    progress reporter(how, std::cout, std::cerr, run.given.verbose);
    run.given.settings.observer = &reporter;
    auto out = move_over_lost_connections(run, way, target);
    committed = reporter.done();
    return out;
  }();
  if (run.given.json) {
    std::vector<std::string> steps;
    for (auto const& step : committed)
      steps.push_back(json_object().text("direction", name_of(step.way)).text("revision", step.revision).str());
    print(json_object().raw("steps", json_array(steps)).texts("heads", done.heads).str());
  } else if (committed.empty()) {
    print("nothing to do");
  }
  return 0;
}

}  // namespace

std::string json_of(move_plan const& planned) {
  std::vector<std::string> steps;
  for (auto const& step : planned.steps) steps.push_back(json_of_step(step));
  return json_object().raw("steps", json_array(steps)).texts("heads", planned.heads).str();
}

std::vector<std::string> lines_of(move_plan const& planned) {
  std::vector<std::string> out;
  if (planned.steps.empty()) out.emplace_back("nothing to do");
  for (auto const& step : planned.steps) {
    out.push_back(std::string(name_of(step.way)) + " " + step.revision + " " + step.message);
    if (!step.irreversible.empty()) out.push_back("  cannot be taken back: " + step.irreversible);
    for (auto const& loss : step.losses) out.push_back("  loses: " + loss);
    for (auto const& s : step.statements) out.push_back("  " + core::statement_line(s));
  }
  return out;
}

std::string target_of_move(arguments const& given, direction way) {
  if (!given.operands.empty()) return given.operands[0];
  return way == direction::upgrade ? "head" : "-1";
}

int upgrade(invocation& run) { return move(run, direction::upgrade, target_of_move(run.given, direction::upgrade)); }

int downgrade(invocation& run) {
  return move(run, direction::downgrade, target_of_move(run.given, direction::downgrade));
}

planned_target target_of_plan(std::vector<std::string> operands) {
  std::optional<direction> way;
  if (!operands.empty() && (operands[0] == "upgrade" || operands[0] == "downgrade")) {
    way = operands[0] == "upgrade" ? direction::upgrade : direction::downgrade;
    operands.erase(operands.begin());
  }
  if (operands.size() > 1) throw usage_error("'plan' takes one target, not '" + operands[1] + "' as well");
  auto const target = !operands.empty() ? operands[0] : way == direction::downgrade ? "-1" : "head";
  if (!way) way = target == "base" || target.starts_with('-') ? direction::downgrade : direction::upgrade;
  return {*way, target};
}

int plan(invocation& run) {
  auto const [way, target] = target_of_plan(run.given.operands);
  return show_plan(run, way, target);
}

int current(invocation& run) {
  opened db(run, false);
  auto const recorded = db->current();
  auto const expected = db->heads();
  auto const is_head = [&](std::string const& id) {
    return std::find(expected.begin(), expected.end(), id) != expected.end();
  };
  auto const message_of = [&](std::string const& id) -> std::string {
    for (auto const& revision : run.migrations.content.revisions())
      if (revision.id == id) return " " + revision.message;
    for (auto const& revision : run.migrations.content.revisions())
      for (auto const& replaced : revision.replaces)
        if (replaced.id == id) return " (squashed into '" + revision.id + "')";
    return " (not in this bundle)";
  };
  auto const found = db->where();
  bool const at_head = found.place == standing::head;
  if (run.given.json)
    print(json_object()
              .texts("current", recorded)
              .texts("heads", expected)
              .flag("at_head", at_head)
              .text("reason", word_of(found.place))
              .flag("compatible", found.compatible)
              .str());
  else
    for (auto const& id : recorded) print(id + (is_head(id) ? " (head)" : "") + message_of(id));
  bool const asked = run.given.check_heads || run.given.check_compatible;
  if (!asked || at_head || (!run.given.check_heads && found.compatible)) return 0;
  std::cerr << "error: " << found.sentence << '\n';
  return 1;
}

int check(invocation& run) {
  run.migrations.content.verify();
  auto const count = run.migrations.content.revisions().size();
  auto const answer = [&](bool good, std::string_view reason, std::string const& sentence) {
    if (run.given.json)
      print(json_object()
                .flag("ok", good)
                .text("reason", reason)
                .text("message", sentence)
                .number("revisions", count)
                .text("signed_by", run.signed_by)
                .str());
    else
      (good ? std::cout : std::cerr) << (good ? "" : "error: ") << sentence << '\n';
    return good ? 0 : 1;
  };
  auto const bundle_is_sound = "the bundle '" + run.migrations.content.name() + "' is sound (" + std::to_string(count) +
                               (count == 1 ? " revision" : " revisions") +
                               (run.signed_by.empty() ? "" : ", signed with the key " + run.signed_by) + ")";
  if (!run.db) return answer(true, "", bundle_is_sound);
  opened db(run, false);
  auto const found = db->where();
  auto const reason = word_of(found.place);
  try {
    if (found.place == standing::head || found.place == standing::behind) db->check_applied();
  } catch (checksum_mismatch const& no) {
    return answer(false, "checksum", no.what());
  } catch (unknown_revision_in_database const& no) {  // it was squashed into another one
    return answer(false, reason, no.what());
  }
  if (found.place == standing::head) return answer(true, reason, bundle_is_sound + ", and the database is at its head");
  bool const good = run.given.check_compatible && found.compatible;
  return answer(good, reason, (good ? bundle_is_sound + "; " : std::string()) + found.sentence);
}

namespace {

int stamp_over(invocation& run) {
  auto const tool = parse_foreign_tool(run.given.take_over);
  auto const said = read_mapping(run.given.map);
  open_database db(need_database(run));
  migrator migrate(db.session(), run.migrations, run.given.settings);
  auto const result = take_over(migrate, db, run.migrations.content, tool, said, run.given.dry_run);
  if (!run.given.json) {
    for (auto const& line : lines_of(result, run.given.dry_run)) print(line);
    return 0;
  }
  print(json_of(result));
  return 0;
}

}  // namespace

int stamp(invocation& run) {
  if (!run.given.take_over.empty()) return stamp_over(run);
  if (!need_database(run).exists()) {
    // What is refused must not leave an empty file behind.
    (void)opened(run, false)->stamp(run.given.operands, run.given.purge);
  }
  opened db(run, true);
  auto const heads = db->stamp(run.given.operands, run.given.purge);
  if (run.given.json) {
    print(json_object().texts("heads", heads).str());
  } else {
    print("stamped " + listed(heads, "base"));
  }
  return 0;
}

int ensure_version(invocation& run) {
  opened db(run, true);
  db->ensure_version();
  return 0;
}

}  // namespace retort::cli
