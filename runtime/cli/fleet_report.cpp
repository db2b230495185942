// SPDX-License-Identifier: Apache-2.0
// The report of a fleet.
#include "runtime/cli/fleet_report.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "runtime/cli/activity.hpp"
#include "runtime/cli/arguments.hpp"
#include "runtime/cli/json.hpp"

namespace retort::cli {
namespace {

// How a target stands in the report, a line each; read back by unfinished_in_report().
constexpr std::string_view target_begins = "{\"name\":";
constexpr std::string_view state_begins = ",\"state\":";

std::size_t count(fleet_report const& report, target_state state) {
  return static_cast<std::size_t>(std::count_if(report.outcomes.begin(), report.outcomes.end(),
                                                [&](target_outcome const& o) { return o.state == state; }));
}

std::string number_of_databases(std::size_t number) {
  return std::to_string(number) + (number == 1 ? " database" : " databases");
}

std::string json_of_target(reported_target const& target, target_outcome const& outcome) {
  json_object out;
  out.text("name", target.name).text("state", name_of(outcome.state));
  if (outcome.problem) {
    auto const why = failure_of(target, outcome);
    out.number("code", static_cast<std::uint64_t>(why.code)).text("error", why.sentence);
  }
  out.raw("current", outcome.heads ? json_texts(*outcome.heads) : "null");
  std::vector<std::string> steps;
  for (auto const& step : outcome.steps)
    steps.push_back(json_object().text("direction", name_of(step.way)).text("revision", step.revision).str());
  out.raw("steps", json_array(steps));
  for (auto const& [name, value] : target.facts) out.raw(name, value);
  return out.number("ms", static_cast<std::uint64_t>(outcome.duration.count())).str();
}

// The text of a JSON string at the beginning of `text`, which is taken away. Nothing where there is none, or one with
// what json_text() does not write.
std::optional<std::string> take_text(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  std::string out;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return out;
    }
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) break;
    if (text[i] == 'n') {
      out += '\n';
    } else if (text[i] == 'u') {
      if (i + 4 >= text.size()) break;
      try {
        out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 4)), nullptr, 16));
      } catch (std::exception const&) {
        break;
      }
      i += 4;
    } else {
      out += text[i];
    }
  }
  return std::nullopt;
}

[[noreturn]] void cannot_write(std::string const& file, std::string const& why) {
  throw environment_error("the report '" + file + "' cannot be written: " + why);
}

}  // namespace

std::string_view name_of(target_state state) noexcept {
  switch (state) {
    case target_state::not_started:
      return "not-started";
    case target_state::done:
      return "done";
    case target_state::failed:
      return "failed";
    case target_state::stopped:
      return "stopped";
  }
  return "";
}

failure failure_of(reported_target const& target, target_outcome const& outcome) {
  auto out = describe(outcome.problem);
  out.sentence = core::without_secrets(std::move(out.sentence), target.secrets);
  return out;
}

int exit_code(fleet_report const& report) {
  int out = 0;
  for (auto const& outcome : report.outcomes)
    if (outcome.state == target_state::failed)
      out = std::max(out, describe(outcome.problem).code);
    else if (outcome.state != target_state::done)
      out = std::max(out, the_answer_is_no);
  return out;
}

std::string summary(fleet_report const& report) {
  auto out =
      number_of_databases(report.targets.size()) + ": " + std::to_string(count(report, target_state::done)) + " done";
  for (auto const& [state, words] : {std::pair{target_state::failed, " failed"},
                                     {target_state::stopped, " stopped"},
                                     {target_state::not_started, " not begun"}})
    if (auto const number = count(report, state); number > 0) out += ", " + std::to_string(number) + words;
  return out;
}

std::string what_is_left(fleet_report const& report, bool writes) {
  std::vector<std::string> failed, stopped;
  for (auto const& outcome : report.outcomes)
    if (outcome.state == target_state::failed)
      failed.push_back(report.targets[outcome.target].name);
    else if (outcome.state == target_state::stopped)
      stopped.push_back(report.targets[outcome.target].name);
  auto const waiting = count(report, target_state::not_started);
  if (failed.empty() && stopped.empty() && waiting == 0) return {};
  // So many names are read; the report has them all.
  constexpr std::size_t most = 10;
  auto const in_brackets = [&](std::vector<std::string> const& names) {
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) out += (i == 0 ? " (" : ", ") + one_line(names[i]);
    return out + (names.size() > most ? ", …)" : ")");
  };
  std::vector<std::string> parts;
  if (!failed.empty()) parts.push_back(std::to_string(failed.size()) + " failed" + in_brackets(failed));
  if (!stopped.empty()) parts.push_back(std::to_string(stopped.size()) + " stopped on request" + in_brackets(stopped));
  if (waiting > 0) parts.push_back(std::to_string(waiting) + " not begun");
  std::string out = "of " + number_of_databases(report.targets.size()) + " ";
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : ", ") + parts[i];
  return out + (writes ? "; what is done stays done, and the same command goes on with the rest" : "");
}

std::string json_of(fleet_report const& report, bool in_lines) {
  std::string targets;
  for (auto const& outcome : report.outcomes)
    targets += (targets.empty() ? ""
                : in_lines      ? ",\n"
                                : ",") +
               json_of_target(report.targets[outcome.target], outcome);
  bool const finished = !report.outcomes.empty() || report.targets.empty();
  json_object out;
  out.text("event", "report")
      .text("command", report.command)
      .texts("operands", report.operands)
      .text("bundle", report.bundle);
  if (!report.signed_by.empty()) out.text("signed_by", report.signed_by);
  out.texts("heads", report.heads)
      .text("started", report.started)
      .number("ms", static_cast<std::uint64_t>(report.duration.count()))
      .flag("finished", finished)
      .number("code", static_cast<std::uint64_t>(finished ? exit_code(report) : the_answer_is_no))
      .number("done", count(report, target_state::done))
      .number("failed", count(report, target_state::failed))
      .number("stopped", count(report, target_state::stopped))
      .number("not_started", report.outcomes.empty() ? report.targets.size() : count(report, target_state::not_started))
      .raw("targets", in_lines ? "[\n" + targets + "\n]" : "[" + targets + "]");
  return out.str();
}

void write_report(fleet_report const& report, std::string const& file) {
  namespace fs = std::filesystem;
  // A pipe or a device is written as it is.
  std::error_code ignored;
  bool const plain = !fs::exists(file, ignored) || fs::is_regular_file(file, ignored);
  auto const beside = plain ? file + ".new" : file;
  {
    std::ofstream out(beside, std::ios::binary);
    if (!out) cannot_write(file, std::generic_category().message(errno));
    out << json_of(report, true) << '\n' << std::flush;
    if (!out) {
      if (plain) fs::remove(beside, ignored);
      cannot_write(file, "the disk may be full");
    }
  }
  if (plain && std::rename(beside.c_str(), file.c_str()) != 0)
    cannot_write(file, std::generic_category().message(errno));
}

std::vector<std::string> unfinished_in_report(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw environment_error("the report '" + file + "' cannot be read");
  std::vector<std::string> out;
  bool is_report = false;
  for (std::string line; std::getline(in, line);) {
    std::string_view rest = line;
    if (rest.starts_with("{\"event\":\"report\"")) is_report = true;
    if (!rest.starts_with(target_begins)) continue;
    rest.remove_prefix(target_begins.size());
    auto name = take_text(rest);
    if (!name || !rest.starts_with(state_begins)) continue;
    rest.remove_prefix(state_begins.size());
    auto const state = take_text(rest);
    if (state == name_of(target_state::failed) || state == name_of(target_state::stopped)) out.push_back(*name);
  }
  if (!is_report) throw environment_error("'" + file + "' is no report that --report wrote");
  return out;
}

}  // namespace retort::cli
