// SPDX-License-Identifier: Apache-2.0
// The command line, with Boost.Program_options.
#include "runtime/cli/arguments.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>

#include "runtime/core/duration.hpp"
#include "runtime/core/migrate_table.hpp"
#include "runtime/core/secrets.hpp"
#include "runtime/core/spelling.hpp"
#include "runtime/core/table_names.hpp"

namespace retort::cli {
namespace {

namespace po = boost::program_options;

core::command_info const* find_command(std::string_view name) {
  for (auto const& command : core::migrate_commands)
    if (command.name == name) return &command;
  return nullptr;
}

// In front of an operand that begins with '-' and a digit, which is a target and no flag.
constexpr char mark = '\x01';
bool is_relative_target(std::string const& text) {
  return text.size() > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
}
std::string unmarked(std::string text) {
  if (!text.empty() && text.front() == mark) text.erase(0, 1);
  return text;
}

std::string read_url(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw environment_error("the file '" + file + "' of --db-file cannot be read");
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  auto const blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (!text.empty() && blank(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
  if (text.empty()) throw environment_error("the file '" + file + "' of --db-file is empty");
  return text;
}

po::options_description flags() {
  po::options_description out("flags");
  for (auto const& flag : core::migrate_flags) {
    auto spelling = std::string(flag.name);
    if (flag.letter != 0) spelling += std::string(",") + flag.letter;
    if (flag.value.empty())
      out.add_options()(spelling.c_str(), "");
    else
      out.add_options()(spelling.c_str(), po::value<std::string>(), "");
  }
  return out;
}

// Boost's sentence without what it says of the whole command line, so that no value shows.
[[noreturn]] void refuse(po::error const& wrong) {
  if (auto const* named = dynamic_cast<po::error_with_option_name const*>(&wrong)) {
    auto const name = named->get_option_name();
    if (dynamic_cast<po::unknown_option const*>(&wrong) != nullptr)
      throw usage_error("there is no flag '" + name + "'");
    if (dynamic_cast<po::ambiguous_option const*>(&wrong) != nullptr)
      throw usage_error("the flag '" + name + "' is ambiguous");
    if (dynamic_cast<po::multiple_occurrences const*>(&wrong) != nullptr)
      throw usage_error("the flag '" + name + "' is given more than once");
    if (dynamic_cast<po::invalid_command_line_syntax const*>(&wrong) != nullptr)
      throw usage_error("the flag '" + name + "' is given without its value, or with one it does not take");
    throw usage_error("the value of the flag '" + name + "' is not understood");
  }
  throw usage_error(wrong.what());
}

// A whole number of at least `least`. Throws usage_error.
std::size_t parse_number(std::string const& text, std::string const& flag, std::size_t least) {
  std::size_t out = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc{} || end != text.data() + text.size() || out < least)
    throw usage_error("'" + text + "' is no number for --" + flag + "; it is at least " + std::to_string(least));
  return out;
}

constexpr std::size_t most_jobs = 256;

// `text` and `given` of a flag by its name.
template <class Text, class Given>
std::optional<fleet_arguments> parse_fleet(Text const& text, Given const& given) {
  if (!given("targets") && !given("tenants")) {
    for (auto const* flag : {"shared-schema", "jobs", "canary", "max-failures", "report", "failed-first"})
      if (given(flag))
        throw usage_error("--" + std::string(flag) +
                          " is about many databases: --targets FILE or --tenants SQL names them");
    return std::nullopt;
  }
  fleet_arguments out;
  if (given("targets") && given("tenants"))
    throw usage_error("--targets and --tenants are two ways to name many databases; give one");
  if (given("targets") && (given("db") || given("db-file")))
    throw usage_error("--targets names the databases, so there is none for --db or --db-file");
  if (given("tenants") && given("version-schema"))
    throw usage_error(
        "with --tenants each schema has the tables of the runtime itself; --version-schema would make it one for all");
  out.targets = text("targets");
  out.tenants = text("tenants");
  for (auto const& [flag, value] : {std::pair{"targets", &out.targets}, {"tenants", &out.tenants}})
    if (given(flag) && value->empty()) throw usage_error("the value of --" + std::string(flag) + " is empty");
  if (given("shared-schema") && !given("tenants"))
    throw usage_error("--shared-schema is about the schemas of --tenants");
  out.shared_schema = text("shared-schema");
  if (given("jobs")) out.jobs = parse_number(text("jobs"), "jobs", 1);
  if (out.jobs > most_jobs)
    throw usage_error("--jobs is at most " + std::to_string(most_jobs) + ": each is a thread and a connection");
  if (given("canary")) out.canary = parse_number(text("canary"), "canary", 0);
  if (given("max-failures"))
    out.max_failures = text("max-failures") == "none" ? 0 : parse_number(text("max-failures"), "max-failures", 1);
  out.report = text("report");
  out.failed_first = text("failed-first");
  return out;
}

}  // namespace

std::chrono::milliseconds parse_duration(std::string const& text, std::string const& flag) {
  if (auto const out = core::parse_duration(text)) return *out;
  throw usage_error("'" + text + "' is no time for " + flag +
                    "; write it like '500ms', '30s', '5min' or '1h', up to 596h");
}

arguments parse_arguments(int argc, char** argv) {
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    words.push_back(is_relative_target(word) ? mark + word : word);
  }
  core::cover_passwords(argc, argv);

  po::variables_map values;
  auto all = flags();
  all.add_options()("operand", po::value<std::vector<std::string>>(), "");
  po::positional_options_description operands;
  operands.add("operand", -1);
  try {
    auto const style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(words).options(all).positional(operands).style(style).run(), values);
  } catch (po::error const& wrong) {
    refuse(wrong);
  }

  arguments out;
  auto const text = [&](char const* name) {
    return values.count(name) > 0 ? unmarked(values[name].as<std::string>()) : std::string();
  };
  auto const given = [&](char const* name) { return values.count(name) > 0; };
  if (given("operand"))
    for (auto const& word : values["operand"].as<std::vector<std::string>>()) out.operands.push_back(unmarked(word));
  if (given("version")) {
    out.command = "version";
    return out;
  }
  if (given("help")) {
    out.command = "help";
    return out;
  }
  if (out.operands.empty()) throw usage_error("a command is missing; 'help' lists them");
  out.command = out.operands.front();
  out.operands.erase(out.operands.begin());
  auto const* known = find_command(out.command);
  if (known == nullptr) throw usage_error("there is no command '" + out.command + "'; 'help' lists them");
  // With another command than it belongs to, a flag would let the user expect what will not happen.
  for (auto const& flag : core::migrate_flags)
    if (given(std::string(flag.name).c_str()) && !belongs(flag, out.command))
      throw usage_error("'" + out.command + "' does not take the flag '--" + std::string(flag.name) + "'");
  if (out.operands.size() > known->most)
    throw usage_error("'" + out.command + "' does not take '" + out.operands[known->most] + "'");
  if (out.operands.size() < known->least)
    throw usage_error("'" + out.command + "' needs a revision; write it behind the command");

  out.bundle = text("bundle");
  out.trusted_keys = text("require-signature");
  out.signature = text("signature");
  // An empty variable in a pipeline must not switch the check off.
  if (given("require-signature") && out.trusted_keys.empty())
    throw usage_error("--require-signature is the name of a file with public keys, and it is empty");
  if (given("signature") && out.signature.empty())
    throw usage_error("--signature is the name of a file, and it is empty");
  if (given("signature") && !given("require-signature"))
    throw usage_error("--signature is looked at with --require-signature FILE, the public keys that are trusted");
  if (given("db") && given("db-file"))
    throw usage_error("--db and --db-file are two ways to name one database; give one");
  out.fleet = parse_fleet(text, given);
  if (out.fleet && !out.fleet->targets.empty())
    out.db.reset();  // whatever RETORT_DB says
  else if (given("db"))
    out.db = text("db");
  else if (given("db-file"))
    out.db = read_url(text("db-file"));
  else if (char const* from_environment = std::getenv("RETORT_DB");
           from_environment != nullptr && *from_environment != '\0')
    out.db = from_environment;

  out.json = given("json");
  out.dry_run = given("dry-run");
  out.check_heads = given("check-heads");
  out.check_compatible = given("check-compatible");
  if (out.check_heads && out.check_compatible)
    throw usage_error("--check-heads wants the heads and no more, --check-compatible takes more; give one");
  out.purge = given("purge");
  out.idempotent = given("idempotent");
  out.verbose = given("verbose");
  out.indicate_current = given("indicate-current");
  out.range = text("range");
  out.resume = given("resume");
  out.undo = given("undo");
  out.force = given("force");
  out.mark = text("mark");
  if (given("mark") && out.mark != "done" && out.mark != "undone")
    throw usage_error("--mark takes done or undone, which is what the schema is like now");
  out.take_over = text("take-over");
  out.map = text("map");
  if (out.command == "stamp") {
    bool const takes_over = given("take-over");
    if (!takes_over && out.operands.empty()) throw usage_error("'stamp' needs a revision; write it behind the command");
    if (takes_over && !out.operands.empty())
      throw usage_error("'stamp --take-over' finds the revision itself and does not take '" + out.operands[0] + "'");
    if (takes_over && out.purge) throw usage_error("--purge and --take-over do not go together");
    for (auto const* flag : {"dry-run", "map"})
      if (!takes_over && given(flag))
        throw usage_error("'stamp' does not take the flag '--" + std::string(flag) + "' without --take-over");
  }

  auto& settings = out.settings;
  settings.allow_data_loss = given("allow-data-loss");
  if (given("wait")) out.wait = parse_duration(text("wait"), "--wait");
  if (given("store-downgrade")) settings.store_downgrade = true;
  // What a database keeps was signed by nobody.
  settings.run_stored_downgrades = out.trusted_keys.empty();
  if (given("lock-wait")) settings.lock_wait = parse_duration(text("lock-wait"), "--lock-wait");
  if (given("lock-timeout")) settings.lock_timeout = parse_duration(text("lock-timeout"), "--lock-timeout");
  if (given("statement-timeout"))
    settings.statement_timeout = parse_duration(text("statement-timeout"), "--statement-timeout");
  if (given("retries")) {
    auto const number = text("retries");
    auto const [end, problem] = std::from_chars(number.data(), number.data() + number.size(), settings.retries);
    if (problem != std::errc{} || end != number.data() + number.size())
      throw usage_error("'" + number + "' is no number for --retries");
  }
  std::set<std::string> tables;
  for (auto const& [flag, otherwise, name] :
       {std::tuple{"version-table", core::default_version_table, &settings.version_table},
        {"history-table", core::default_history_table, &settings.history_table},
        {"journal-table", core::default_journal_table, &settings.journal_table}}) {
    if (given(flag)) *name = text(flag);
    if (given(flag) && name->empty())
      throw usage_error("--" + std::string(flag) + " is the name of a table, and it is empty");
    auto const used = core::table_or(*name, otherwise);
    if (!tables.insert(used).second)
      throw usage_error("--" + std::string(flag) + " names the table '" + used + "' once more; they are three tables");
  }
  settings.schema = text("version-schema");
  settings.who = text("who");
  if (auto const what = text("undecided"); what == "run")
    settings.undecided = undecided::run_again;
  else if (what == "skip")
    settings.undecided = undecided::skip;
  else if (!what.empty() && what != "refuse")
    throw usage_error("--undecided takes refuse, run or skip");
  return out;
}

std::string usage(std::string_view program) {
  auto const column = [](std::string left, std::size_t width, std::string_view right) {
    left.resize(std::max(left.size() + 1, width), ' ');
    return "  " + left + std::string(right) + "\n";
  };
  std::string out = "usage: " + std::string(program) + " COMMAND [TARGET] [FLAGS]\n\ncommands\n";
  for (auto const& command : core::migrate_commands)
    out += column(std::string(command.name) + (command.operands.empty() ? "" : " ") + std::string(command.operands), 36,
                  command.summary);
  out += R"(
targets: head, heads, base, an id or its first four characters, +2, -1, label@head, id+1, head-2
database: --db URL, or --db-file FILE that holds the URL, or the variable RETORT_DB
  sqlite:///relative.db  sqlite:////absolute.db  postgresql://user:password@host:port/database?option=value
  mariadb://user:password@host:port/database     mysql://user:password@host:port/database
  a password is better kept in RETORT_DB, in the file of --db-file, in PGPASSWORD or in ~/.pgpass than on a command line

many databases: --targets FILE, a line each, or --tenants SQL, schemas of the database of --db

flags
)";
  for (auto const& flag : core::migrate_flags) {
    std::string left = flag.letter == 0 ? "" : std::string("-") + flag.letter + ", ";
    left += "--" + std::string(flag.name) + (flag.value.empty() ? "" : " ") + std::string(flag.value);
    // Which commands it is for, where it is not for all.
    std::string users;
    if (flag.commands != core::on_every_command)
      for (auto const& command : core::migrate_commands)
        if (!flag.commands.empty() && belongs(flag, command.name))
          users += (users.empty() ? "" : ", ") + std::string(command.name);
    out += column(std::move(left), 27, (users.empty() ? "" : users + ": ") + std::string(flag.help));
  }
  return out +
         "\nexit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 environment, 4 the database refused, 70 a defect "
         "of "
         "Retort\n";
}

}  // namespace retort::cli
