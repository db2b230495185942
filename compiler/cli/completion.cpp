// SPDX-License-Identifier: Apache-2.0
// One function a shell; each has its own quoting.
#include "compiler/cli/completion.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "compiler/cli/flags.hpp"
#include "compiler/cli/shell.hpp"
#include "runtime/core/migrate_table.hpp"

namespace retort::cli {

namespace {

// `text` with a backslash in front of every character of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (char const c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::vector<FlagInfo> flags_of(Program const& program, CommandInfo const& command) {
  std::vector<FlagInfo> out;
  for (auto const& flag : program.flags)
    if (!flag.commands.empty() && belongs(flag, command.name)) out.push_back(flag);
  return out;
}

// A name that a function of a shell can have.
std::string function_of(Program const& program) {
  std::string out = "_" + program.name;
  for (char& c : out)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) c = '_';
  return out;
}

std::string command_words(Program const& program) {
  std::vector<std::string_view> out;
  for (auto const& command : program.commands) out.push_back(command.name);
  return fmt::format("{}", fmt::join(out, " "));
}

}  // namespace

Program retort_program() {
  return {
      "retort",
      "check schema migrations and compile them, without a database",
      true,
      command_table,
      flag_table,
      {{"ENVIRONMENT",
        {{"VISUAL, EDITOR", "the editor of retort edit"},
         {"NO_COLOR", "no colours in diagnostics, whatever the terminal can"},
         {"RETORT_SIGNING_KEY", "the private key of retort sign, in PEM, where --key is not given"},
         {"RETORT_SIGNING_KEY_PASSWORD", "its password, where --key-password-file is not given"},
         {"SOURCE_DATE_EPOCH", "the time that new revisions were made at, in seconds since 1970"}}},
       {"FILES", {{"retort.toml", "the settings of a history, in its directory or above"}}},
       {"EXIT STATUS",
        {{"",
          "0 done, 1 the answer is no, 2 wrong usage, 3 a file, a directory or a connection, 4 the database refused, "
          "70 a defect of Retort"}}}}};
}

Program migrate_program(std::string name) {
  return {
      std::move(name),
      "bring a database to a revision of a compiled history",
      false,
      core::migrate_commands,
      core::migrate_flags,
      {{"TARGETS", {{"", "head, heads, base, an id or its first four characters, +2, -1, label@head, id+1, head-2"}}},
       {"DATABASES",
        {{"",
          "sqlite:///relative.db, sqlite:////absolute.db, "
          "postgresql://user:password@host:port/database?option=value"}}},
       {"ENVIRONMENT",
        {{"RETORT_DB", "the URL of the database, where neither --db nor --db-file is given"},
         {"PGPASSWORD, ~/.pgpass", "where PostgreSQL's client finds a password that is not in the URL"}}},
       {"EXIT STATUS",
        {{"",
          "0 done, 1 the answer is no, 2 wrong usage, 3 environment, 4 the database refused, 70 a defect of "
          "Retort"}}}}};
}

std::string bash_completion(Program const& program) {
  auto const& name = program.name;
  auto const function = function_of(program);
  std::string out = fmt::format(
      "# What bash completes behind `{0}`; written by `retort completion bash {0}`.\n{1}() {{\n", name, function);
  out +=
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= flags= file i\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    case ${COMP_WORDS[i]} in\n";
  std::string valued;
  for (auto const& flag : program.flags)
    if (!flag.value.empty()) valued += fmt::format("{}--{}", valued.empty() ? "" : "|", flag.name);
  if (!valued.empty()) out += fmt::format("      {}) ((++i)) ;;\n", valued);
  out +=
      "      -*) ;;\n"
      "      *) command=${COMP_WORDS[i]}; break ;;\n"
      "    esac\n"
      "  done\n"
      "  case $before in\n";
  for (auto const& flag : program.flags)
    if (!flag.choices.empty())
      out += fmt::format("    --{}) COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n", flag.name,
                         posix_word(flag.choices));
  out += "  esac\n  case $command in\n";
  out +=
      fmt::format("    '') COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n", posix_word(command_words(program)));
  for (auto const& command : program.commands) {
    std::string words;
    for (auto const& flag : flags_of(program, command))
      words += fmt::format("{}--{}", words.empty() ? "" : " ", flag.name);
    if (command.name == "help") words = command_words(program);
    if (!command.choices.empty()) words += (words.empty() ? "" : " ") + std::string(command.choices);
    out += fmt::format("    {}) flags={} ;;\n", command.name, posix_word(words));
  }
  return out +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n"
         "  if [[ $word != -* ]]; then\n"
         "    while IFS= read -r file; do COMPREPLY+=(\"$file\"); done < <(compgen -f -- \"$word\")\n"
         "  fi\n"
         "}\n" +
         fmt::format("complete -o filenames -F {} {}\n", function, name);
}

std::string zsh_completion(Program const& program) {
  // _describe and _arguments read ':' and brackets themselves (zshcompsys(1)).
  auto const described = [](std::string_view text) { return escaped(text, ":[]\\"); };
  auto const function = function_of(program);
  std::string out = fmt::format(
      "#compdef {0}\n# What zsh completes behind `{0}`; written by `retort completion zsh {0}`.\n{1}() {{\n",
      program.name, function);
  out += "  local -a commands=(\n";
  for (auto const& command : program.commands)
    out += "    " + posix_word(fmt::format("{}:{}", command.name, described(command.summary))) + "\n";
  out +=
      "  )\n"
      "  if ((CURRENT == 2)); then _describe command commands; return; fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n"
      "    help) _describe command commands ;;\n";
  for (auto const& command : program.commands) {
    if (command.name == "help") continue;
    out += fmt::format("    {}) _arguments", command.name);
    for (auto const& flag : flags_of(program, command)) {
      auto spec = fmt::format("{}--{}[{}]", flag.repeated ? "*" : "", flag.name, described(flag.help));
      if (!flag.choices.empty())
        spec += fmt::format(":{}:({})", described(flag.value), flag.choices);
      else if (!flag.value.empty())
        spec += fmt::format(":{}:_files", described(flag.value));
      out += " \\\n      " + posix_word(spec);
    }
    if (!command.choices.empty())
      out += " \\\n      " + posix_word(fmt::format("*:word:({})", command.choices));
    else if (command.most > 0)
      out += " \\\n      '*:file:_files'";
    out += " ;;\n";
  }
  return out + fmt::format("  esac\n}}\n{} \"$@\"\n", function);
}

std::string fish_completion(Program const& program) {
  auto const word = [](std::string_view text) { return "'" + escaped(text, "'\\") + "'"; };
  auto const& name = program.name;
  std::string out = fmt::format("# What fish completes behind `{0}`; written by `retort completion fish {0}`.\n", name);
  for (auto const& command : program.commands)
    out += fmt::format("complete -c {} -n __fish_use_subcommand -f -a {} -d {}\n", name, command.name,
                       word(command.summary));
  out += fmt::format("complete -c {} -n '__fish_seen_subcommand_from help' -f -a {}\n", name,
                     word(command_words(program)));
  for (auto const& command : program.commands) {
    auto const here = fmt::format("complete -c {} -n '__fish_seen_subcommand_from {}'", name, command.name);
    if (!command.choices.empty()) out += fmt::format("{} -f -a {}\n", here, word(command.choices));
    for (auto const& flag : flags_of(program, command)) {
      out += fmt::format("{} -l {}", here, flag.name);
      if (flag.letter != 0) out += fmt::format(" -s {}", flag.letter);
      if (!flag.choices.empty())
        out += " -x -a " + word(flag.choices);
      else if (!flag.value.empty())
        out += " -r";
      out += fmt::format(" -d {}\n", word(flag.help));
    }
  }
  return out;
}

std::string man_page(Program const& program) {
  // man(7): '-' alone would become a hyphen, '.' and ''' in front of a line a request.
  auto const text = [](std::string_view of) {
    std::string out = of.starts_with('.') || of.starts_with('\'') ? "\\&" : "";
    for (char const c : of) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    return out;
  };
  auto title = program.name;
  for (char& c : title)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  std::string out = fmt::format(
      ".TH {} 1 \"\" \"retort {}\"\n"
      ".SH NAME\n{} \\- {}\n"
      ".SH SYNOPSIS\n.B {}\n.I COMMAND\n{}[FLAGS]\n.SH COMMANDS\n",
      text(title), RETORT_VERSION, text(program.name), text(program.summary), text(program.name),
      program.many_operands ? "[OPERANDS] " : "[TARGET] ");
  for (auto const& command : program.commands) {
    out += fmt::format(".SS {} {} {}\n{}\n", text(program.name), command.name, text(command.operands),
                       text(command.summary));
    for (auto const& flag : flags_of(program, command)) {
      out += ".TP\n";
      if (flag.letter != 0) out += fmt::format("\\fB\\-{}\\fR, ", flag.letter);
      out += fmt::format("\\fB\\-\\-{}\\fR", text(flag.name));
      if (!flag.value.empty()) out += fmt::format(" \\fI{}\\fR", text(flag.value));
      out += fmt::format("\n{}\n", text(flag.help));
    }
  }
  for (auto const& [heading, entries] : program.sections) {
    out += fmt::format(".SH {}\n", heading);
    for (auto const& [name, about] : entries)
      out += name.empty() ? text(about) + "\n" : fmt::format(".TP\n{}\n{}\n", text(name), text(about));
  }
  return out;
}

}  // namespace retort::cli
