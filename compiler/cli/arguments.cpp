// SPDX-License-Identifier: Apache-2.0
// The command line, with Boost.Program_options and the tables of flags.hpp. Every mistake is said in our words.
#include "compiler/cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <utility>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/files.hpp"
#include "compiler/cli/flags.hpp"

namespace retort::cli {

namespace {

namespace po = boost::program_options;

// In front of a word that begins with '-' and is a target, no flag: -1, and - for standard input.
constexpr char mark = '\x01';

bool is_operand(std::string const& word) {
  return word == "-" || (word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9');
}
std::string unmarked(std::string word) {
  if (!word.empty() && word.front() == mark) word.erase(0, 1);
  return word;
}

std::vector<std::string> lines_of(std::string const& file) {
  std::string const text = read_file(file);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

struct Words {
  std::vector<std::string> all;
  bool from_file = false;
};

// Response files put in their place; targets marked.
Words dissolved(std::vector<std::string> const& words) {
  Words out;
  auto const add = [&](std::string const& word) { out.all.push_back(is_operand(word) ? mark + word : word); };
  auto const add_file = [&](std::string const& file) {
    out.from_file = true;
    for (auto const& line : lines_of(file)) add(line);
  };
  constexpr std::string_view flag = "--response-file";
  bool flags_end = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string const& word = words[i];
    flags_end = flags_end || word == "--";
    // A branch is missing in front of it, which is better said of a target than of a file.
    bool const target = word == "@head" || word == "@heads" || word == "@base";
    if (flags_end || target || (word.rfind("@", 0) != 0 && word.rfind(flag, 0) != 0)) {
      add(word);
    } else if (word[0] == '@') {
      if (word.size() == 1) throw UsageError("'@' needs the name of a file behind it");
      add_file(word.substr(1));
    } else if (word == flag) {
      if (i + 1 == words.size()) throw UsageError("the flag '--response-file' needs a value: FILE");
      add_file(words[++i]);
    } else if (word[flag.size()] == '=') {
      add_file(word.substr(flag.size() + 1));
    } else {
      add(word);
    }
  }
  return out;
}

std::vector<std::string> command_names() {
  std::vector<std::string> out;
  for (auto const& command : command_table) out.emplace_back(command.name);
  return out;
}

CommandInfo const& command_of(std::string const& name) {
  for (auto const& command : command_table)
    if (command.name == name) return command;
  throw UsageError(fmt::format("there is no command '{}'{}", name, did_you_mean(name, command_names())));
}

// The flags of one command, or of all.
po::options_description flags_of(std::string_view command) {
  po::options_description out;
  for (auto const& flag : flag_table) {
    if (!command.empty() && !belongs(flag, command)) continue;
    std::string spelling(flag.name);
    if (flag.letter != 0) spelling += std::string(",") + flag.letter;
    if (flag.value.empty())
      out.add_options()(spelling.c_str(), "");
    else if (flag.repeated)
      out.add_options()(spelling.c_str(), po::value<std::vector<std::string>>()->composing(), "");
    else
      out.add_options()(spelling.c_str(), po::value<std::string>(), "");
  }
  return out;
}

[[noreturn]] void refuse_unknown(std::string const& given, std::string const& command) {
  auto const bare = given.substr(std::min(given.find_first_not_of('-'), given.size()));
  std::vector<std::string> candidates;
  for (auto const& flag : flag_table) {
    bool const here = command.empty() || belongs(flag, command);
    if (here) candidates.push_back("--" + std::string(flag.name));
    if (!here && flag.name == bare)
      throw UsageError(
          fmt::format("'{}' does not take the flag '--{}'; 'retort help {}' lists its flags", command, bare, command));
  }
  auto const hint = did_you_mean("--" + bare, candidates);
  throw UsageError(fmt::format("there is no flag '{}'{}", given,
                               !hint.empty()     ? hint
                               : command.empty() ? "; 'retort help' lists the commands"
                                                 : fmt::format("; 'retort help {}' lists the flags", command)));
}

[[noreturn]] void refuse(po::error const& wrong, std::string const& command) {
  auto const* named = dynamic_cast<po::error_with_option_name const*>(&wrong);
  if (named == nullptr) throw UsageError("the command line is not understood; 'retort help' says how it is written");
  auto name = named->get_option_name();
  if (dynamic_cast<po::unknown_option const*>(&wrong) != nullptr) refuse_unknown(name, command);
  auto const bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  auto const flag = std::find_if(flag_table.begin(), flag_table.end(), [&](FlagInfo const& f) {
    return f.name == bare || (bare.size() == 1 && f.letter == bare[0]);
  });
  if (flag != flag_table.end()) name = "--" + std::string(flag->name);
  if (dynamic_cast<po::multiple_occurrences const*>(&wrong) != nullptr)
    throw UsageError(fmt::format("the flag '{}' is given more than once", name));
  if (flag != flag_table.end() && flag->value.empty())
    throw UsageError(fmt::format("the flag '{}' does not take a value", name));
  if (flag != flag_table.end()) throw UsageError(fmt::format("the flag '{}' needs a value: {}", name, flag->value));
  throw UsageError(fmt::format("the flag '{}' is not understood", name));
}

po::variables_map parsed(std::vector<std::string> const& words, std::string const& command) {
  auto all = flags_of(command);
  all.add_options()("operand", po::value<std::vector<std::string>>(), "");
  po::positional_options_description operands;
  operands.add("operand", -1);
  po::variables_map values;
  try {
    auto const style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(words).options(all).positional(operands).style(style).run(), values);
  } catch (po::error const& wrong) {
    refuse(wrong, command);
  }
  return values;
}

std::vector<std::string> operands_of(po::variables_map const& values) {
  std::vector<std::string> out;
  if (values.count("operand") > 0)
    for (auto const& word : values["operand"].as<std::vector<std::string>>()) out.push_back(unmarked(word));
  return out;
}

template <class T>
struct Spelling {
  char const* word;
  T value;
};
template <class T, std::size_t N>
T chosen(std::string const& flag, std::string const& word, Spelling<T> const (&choices)[N]) {
  std::vector<std::string> words;
  for (auto const& choice : choices) {
    if (word == choice.word) return choice.value;
    words.emplace_back(choice.word);
  }
  throw UsageError(fmt::format("the flag '--{}' takes {}, not '{}'{}", flag, fmt::join(words, ", "), word,
                               did_you_mean(word, words)));
}

void fill(Arguments& out, po::variables_map const& values) {
  auto const given = [&](char const* name) { return values.count(name) > 0; };
  auto const text = [&](char const* name) -> std::optional<std::string> {
    if (!given(name)) return std::nullopt;
    auto value = unmarked(values[name].as<std::string>());
    if (value.empty()) throw UsageError(fmt::format("the value of the flag '--{}' is empty", name));
    return value;
  };
  auto const texts = [&](char const* name) {
    auto list = given(name) ? values[name].as<std::vector<std::string>>() : std::vector<std::string>();
    for (auto& value : list) value = unmarked(std::move(value));
    return list;
  };
  out.directories = texts("dir");
  out.dialects = texts("dialect");
  out.config = text("config");
  out.schema = text("schema");
  out.output = text("output");
  out.name = text("name");
  out.name_space = text("namespace");
  out.depfile = text("depfile");
  out.range = text("range");
  out.from = text("from");
  out.message = text("message");
  out.rev_id = text("rev-id");
  out.path = text("path");
  out.db = text("db");
  out.db_file = text("db-file");
  out.key = text("key");
  out.key_password_file = text("key-password-file");
  out.indicate = texts("indicate");
  out.heads = texts("head");
  out.labels = texts("label");
  out.depends_on = texts("depends-on");
  out.renames = texts("rename");
  out.include = texts("include");
  out.exclude = texts("exclude");
  out.autogenerate = given("autogenerate");
  out.allow_drop = given("allow-drop");
  out.keep_statements = given("keep-statements");
  out.splice = given("splice");
  out.allow_heads = given("allow-heads");
  out.warnings_as_errors = given("warnings-as-errors");
  out.cpp = given("cpp");
  out.check = given("check");
  out.idempotent = given("idempotent");
  out.allow_data_loss = given("allow-data-loss");
  out.json = given("json");
  out.verbose = given("verbose");
  out.rules = given("rules");
  if (auto const word = text("policy"))
    out.policy = chosen<plan::Policy>(
        "policy", *word, {{"standard", plan::Policy::standard}, {"zero-downtime", plan::Policy::zero_downtime}});
  if (auto const word = text("diagnostics-format"))
    out.format = chosen<Format>("diagnostics-format", *word,
                                {{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}});
  if (auto const word = text("format"))
    out.drawing = chosen<Drawing>(
        "format", *word,
        {{"text", Drawing::text}, {"dot", Drawing::dot}, {"mermaid", Drawing::mermaid}, {"svg", Drawing::svg}});
  if (auto const word = text("color"))
    out.colour = chosen<Colour>("color", *word,
                                {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}});
  if (auto const word = text("rows")) {
    constexpr std::uint64_t most = 10'000;
    auto const [end, problem] = std::from_chars(word->data(), word->data() + word->size(), out.rows);
    if (problem != std::errc() || end != word->data() + word->size() || out.rows == 0 || out.rows > most)
      throw UsageError(fmt::format("the flag '--rows' takes a number from 1 to {}, not '{}'", most, *word));
  }
  if (auto const word = text("error-limit")) {
    auto const [end, problem] = std::from_chars(word->data(), word->data() + word->size(), out.error_limit);
    if (problem != std::errc{} || end != word->data() + word->size())
      throw UsageError(fmt::format("the flag '--error-limit' takes a whole number, not '{}'", *word));
  }
}

}  // namespace

Arguments parse_arguments(std::vector<std::string> const& words) {
  auto const [all, from_file] = dissolved(words);
  // The command is what stands first; flags before it are looked at with those of all commands.
  auto const first = std::find_if(all.begin(), all.end(), [](std::string const& w) { return w.rfind('-', 0) != 0; });
  std::string const command = first == all.end() ? std::string() : *first;
  bool const wants_help =
      std::find(all.begin(), all.end(), "--help") != all.end() || std::find(all.begin(), all.end(), "-h") != all.end();
  bool const known =
      std::any_of(command_table.begin(), command_table.end(), [&](CommandInfo const& c) { return c.name == command; });

  Arguments out;
  if (wants_help) {
    out.command = "help";
    if (known) out.operands = {command};
    return out;
  }
  if (!command.empty() && !known && first == all.begin()) static_cast<void>(command_of(command));  // refuses it
  // Flags before the command may have values that look like one: then the flags of all commands find it.
  auto values = parsed(all, known ? command : std::string());
  if (values.count("version") > 0) {
    out.command = "version";
    return out;
  }
  out.operands = operands_of(values);
  if (out.operands.empty()) throw UsageError("a command is missing; 'retort help' lists them");
  out.command = out.operands.front();
  out.operands.erase(out.operands.begin());
  auto const& about = command_of(out.command);
  if (out.command != command) values = parsed(all, out.command);
  if (out.operands.size() > about.most)
    throw UsageError(fmt::format("'{}' does not take '{}'", out.command, out.operands[about.most]));
  out.operands_given = from_file || !out.operands.empty();
  fill(out, values);
  return out;
}

std::string help() {
  std::string out = "usage: retort COMMAND [OPERANDS] [FLAGS]\n\n";
  for (auto const& command : command_table) out += fmt::format("  {:<11}{}\n", command.name, command.summary);
  out +=
      "\n'retort help COMMAND' lists the flags of a command.\n"
      "exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 a file, a directory or a connection,\n"
      "            4 the database refused, 70 a defect of Retort\n";
  return out;
}

std::string help(std::string const& name) {
  auto const& command = command_of(name);
  std::string out = fmt::format("usage: retort {}{}{}\n\n{}\n", command.name, command.operands.empty() ? "" : " ",
                                command.operands, command.summary);
  bool heading = false;
  for (auto const& flag : flag_table) {
    if (!belongs(flag, name) || flag.commands.empty()) continue;
    if (!std::exchange(heading, true)) out += "\n";
    std::string spelling = flag.letter == 0 ? "" : fmt::format("-{}, ", flag.letter);
    spelling += fmt::format("--{}{}{}", flag.name, flag.value.empty() ? "" : " ", flag.value);
    out += fmt::format("  {:<29} {}\n", spelling, flag.help);
  }
  return out;
}

}  // namespace retort::cli
