// SPDX-License-Identifier: Apache-2.0
// One function a shell; each has its own quoting.
#include "compiler/cli/completion.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "compiler/cli/flags.hpp"
#include "compiler/cli/shell.hpp"

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

std::vector<FlagInfo> flags_of(CommandInfo const& command) {
  std::vector<FlagInfo> out;
  for (auto const& flag : flag_table)
    if (!flag.commands.empty() && belongs(flag, command.name)) out.push_back(flag);
  return out;
}

std::string command_words() {
  std::vector<std::string_view> out;
  for (auto const& command : command_table) out.push_back(command.name);
  return fmt::format("{}", fmt::join(out, " "));
}

}  // namespace

std::string bash_completion() {
  std::string out =
      "# What bash completes behind `retort`; written by `retort completion bash`.\n"
      "_retort() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= flags= i\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    if [[ ${COMP_WORDS[i]} != -* ]]; then command=${COMP_WORDS[i]}; break; fi\n"
      "  done\n"
      "  case $before in\n";
  for (auto const& flag : flag_table)
    if (!flag.choices.empty())
      out += fmt::format("    --{}) COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n", flag.name,
                         posix_word(flag.choices));
  out += "  esac\n  case $command in\n";
  out += fmt::format("    '') COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n", posix_word(command_words()));
  for (auto const& command : command_table) {
    std::string words;
    for (auto const& flag : flags_of(command)) words += fmt::format("{}--{}", words.empty() ? "" : " ", flag.name);
    if (command.name == "help") words = command_words();
    if (!command.choices.empty()) words += (words.empty() ? "" : " ") + std::string(command.choices);
    out += fmt::format("    {}) flags={} ;;\n", command.name, posix_word(words));
  }
  return out +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n"
         "  if [[ $word != -* ]]; then COMPREPLY+=($(compgen -f -- \"$word\")); fi\n"
         "}\n"
         "complete -o filenames -F _retort retort\n";
}

std::string zsh_completion() {
  // _describe and _arguments read ':' and brackets themselves (zshcompsys(1)).
  auto const described = [](std::string_view text) { return escaped(text, ":[]\\"); };
  std::string out =
      "#compdef retort\n"
      "# What zsh completes behind `retort`; written by `retort completion zsh`.\n"
      "_retort() {\n"
      "  local -a commands=(\n";
  for (auto const& command : command_table)
    out += "    " + posix_word(fmt::format("{}:{}", command.name, described(command.summary))) + "\n";
  out +=
      "  )\n"
      "  if ((CURRENT == 2)); then _describe command commands; return; fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n"
      "    help) _describe command commands ;;\n";
  for (auto const& command : command_table) {
    if (command.name == "help") continue;
    out += fmt::format("    {}) _arguments", command.name);
    for (auto const& flag : flags_of(command)) {
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
  return out + "  esac\n}\n_retort \"$@\"\n";
}

std::string fish_completion() {
  auto const word = [](std::string_view text) { return "'" + escaped(text, "'\\") + "'"; };
  std::string out = "# What fish completes behind `retort`; written by `retort completion fish`.\n";
  for (auto const& command : command_table)
    out += fmt::format("complete -c retort -n __fish_use_subcommand -f -a {} -d {}\n", command.name,
                       word(command.summary));
  out += fmt::format("complete -c retort -n '__fish_seen_subcommand_from help' -f -a {}\n", word(command_words()));
  for (auto const& command : command_table) {
    auto const here = fmt::format("complete -c retort -n '__fish_seen_subcommand_from {}'", command.name);
    if (!command.choices.empty()) out += fmt::format("{} -f -a {}\n", here, word(command.choices));
    for (auto const& flag : flags_of(command)) {
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

std::string man_page() {
  // man(7): '-' alone would become a hyphen, '.' and ''' in front of a line a request.
  auto const text = [](std::string_view of) {
    std::string out = of.starts_with('.') || of.starts_with('\'') ? "\\&" : "";
    for (char const c : of) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    return out;
  };
  std::string out = fmt::format(
      ".TH RETORT 1 \"\" \"retort {}\"\n"
      ".SH NAME\nretort \\- check schema migrations and compile them, without a database\n"
      ".SH SYNOPSIS\n.B retort\n.I COMMAND\n[OPERANDS] [FLAGS]\n.SH COMMANDS\n",
      RETORT_VERSION);
  for (auto const& command : command_table) {
    out += fmt::format(".SS retort {} {}\n{}\n", command.name, text(command.operands), text(command.summary));
    for (auto const& flag : flags_of(command)) {
      out += ".TP\n";
      if (flag.letter != 0) out += fmt::format("\\fB\\-{}\\fR, ", flag.letter);
      out += fmt::format("\\fB\\-\\-{}\\fR", text(flag.name));
      if (!flag.value.empty()) out += fmt::format(" \\fI{}\\fR", text(flag.value));
      out += fmt::format("\n{}\n", text(flag.help));
    }
  }
  return out +
         ".SH ENVIRONMENT\n.TP\nVISUAL, EDITOR\nthe editor of \\fBretort edit\\fR\n"
         ".TP\nNO_COLOR\nno colours in diagnostics, whatever the terminal can\n"
         ".TP\nSOURCE_DATE_EPOCH\nthe time that new revisions were made at, in seconds since 1970\n"
         ".SH FILES\n.TP\nretort.toml\nthe settings of a history, in its directory or above\n"
         ".SH EXIT STATUS\n0 done, 1 the answer is no, 2 wrong usage, 3 a file or directory, 70 a defect of Retort\n";
}

}  // namespace retort::cli
