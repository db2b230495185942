// SPDX-License-Identifier: Apache-2.0
// The commands that work on a database.
#include <iostream>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/progress.hpp"

namespace retort::cli {
namespace {

std::string_view name_of(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string_view name_of(statement_kind kind) {
  switch (kind) {
    case statement_kind::sql:
      return "sql";
    case statement_kind::batch:
      return "batch";
    case statement_kind::call:
      return "call";
  }
  return "";
}

std::string_view name_of(transaction_mode mode) {
  switch (mode) {
    case transaction_mode::inside:
      return "inside";
    case transaction_mode::outside:
      return "outside";
    case transaction_mode::rebuild:
      return "rebuild";
  }
  return "";
}

std::string_view name_of(standing place) {
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

std::string json_of(planned_revision const& step) {
  std::vector<std::string> statements;
  for (auto const& s : step.statements)
    statements.push_back(json_object()
                             .number("ordinal", s.ordinal)
                             .text("kind", name_of(s.kind))
                             .text("transaction", name_of(s.mode))
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

void print_plan(move_plan const& planned) {
  if (planned.steps.empty()) print("nothing to do");
  for (auto const& step : planned.steps) {
    print(std::string(name_of(step.way)) + " " + step.revision + " " + step.message);
    if (!step.irreversible.empty()) print("  cannot be taken back: " + step.irreversible);
    for (auto const& loss : step.losses) print("  loses: " + loss);
    for (auto const& s : step.statements) {
      std::string line = "  " + std::to_string(s.ordinal) + ". " + s.summary;
      if (s.kind == statement_kind::batch) line += ", in batches";
      if (s.mode == transaction_mode::outside) line += ", outside a transaction";
      if (!s.locks.empty()) line += "; " + s.locks;
      print(line + "  (" + s.file + ":" + std::to_string(s.line) + ")");
    }
  }
}

int show_plan(invocation const& run, direction way, std::string const& target) {
  opened db(run, false);
  auto const planned = db->plan(way, target);
  if (!run.given.json) {
    print_plan(planned);
    return 0;
  }
  std::vector<std::string> steps;
  for (auto const& step : planned.steps) steps.push_back(json_of(step));
  print(json_object().raw("steps", json_array(steps)).texts("heads", planned.heads).str());
  return 0;
}

int move(invocation& run, direction way, std::string const& target) {
  if (run.given.dry_run) return show_plan(run, way, target);
  bool const up = way == direction::upgrade;
  progress reporter(run.given.json ? nullptr : &std::cout, std::cerr, run.given.verbose);
  run.given.settings.observer = &reporter;
  // What is refused must not leave an empty file behind.
  if (up && !need_database(run).exists()) opened(run, false)->check_move(way, target);
  opened db(run, up);
  auto const done = up ? db->upgrade(target) : db->downgrade(target);
  if (run.given.json) {
    std::vector<std::string> steps;
    for (auto const& step : done.steps)
      steps.push_back(json_object().text("direction", name_of(step.way)).text("revision", step.revision).str());
    print(json_object().raw("steps", json_array(steps)).texts("heads", done.heads).str());
  } else if (done.steps.empty()) {
    print("nothing to do");
  }
  return 0;
}

}  // namespace

int upgrade(invocation& run) {
  return move(run, direction::upgrade, run.given.operands.empty() ? "head" : run.given.operands[0]);
}

int downgrade(invocation& run) {
  return move(run, direction::downgrade, run.given.operands.empty() ? "-1" : run.given.operands[0]);
}

int plan(invocation& run) {
  auto operands = run.given.operands;
  std::optional<direction> way;
  if (!operands.empty() && (operands[0] == "upgrade" || operands[0] == "downgrade")) {
    way = operands[0] == "upgrade" ? direction::upgrade : direction::downgrade;
    operands.erase(operands.begin());
  }
  if (operands.size() > 1) throw usage_error("'plan' takes one target, not '" + operands[1] + "' as well");
  auto const target = !operands.empty() ? operands[0] : way == direction::downgrade ? "-1" : "head";
  if (!way) way = target == "base" || target.starts_with('-') ? direction::downgrade : direction::upgrade;
  return show_plan(run, *way, target);
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
              .text("reason", name_of(found.place))
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
                               " revisions" + (run.signed_by.empty() ? "" : ", signed with the key " + run.signed_by) +
                               ")";
  if (!run.db) return answer(true, "", bundle_is_sound);
  opened db(run, false);
  auto const found = db->where();
  auto const reason = name_of(found.place);
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

int stamp(invocation& run) {
  if (!need_database(run).exists()) {
    // What is refused must not leave an empty file behind.
    (void)opened(run, false)->stamp(run.given.operands, run.given.purge);
  }
  opened db(run, true);
  auto const heads = db->stamp(run.given.operands, run.given.purge);
  if (run.given.json) {
    print(json_object().texts("heads", heads).str());
  } else {
    std::string line;
    for (auto const& id : heads) line += (line.empty() ? "stamped " : ", ") + id;
    print(line.empty() ? "stamped base" : line);
  }
  return 0;
}

int ensure_version(invocation& run) {
  opened db(run, true);
  db->ensure_version();
  return 0;
}

}  // namespace retort::cli
