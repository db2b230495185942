// SPDX-License-Identifier: Apache-2.0
// Finds the command, and turns what is thrown into one sentence and an exit code.
#include "compiler/cli/run.hpp"

#include <fmt/format.h>

#include <exception>
#include <iostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/cli/report.hpp"
#include "runtime/core/secrets.hpp"

namespace retort::cli {

namespace {

int dispatch(Arguments const& arguments, Console const& console) {
  if (arguments.command == "check") return check(arguments, console);
  if (arguments.command == "compile") return compile(arguments, console);
  if (arguments.command == "fmt") return format(arguments, console);
  if (arguments.command == "explain") return explain(arguments, console);
  if (arguments.command == "heads") return heads(arguments, console);
  if (arguments.command == "history") return history(arguments, console);
  if (arguments.command == "branches") return branches(arguments, console);
  if (arguments.command == "graph") return graph(arguments, console);
  if (arguments.command == "edit") return edit(arguments, console);
  if (arguments.command == "show") return show(arguments, console);
  if (arguments.command == "plan") return plan(arguments, console);
  if (arguments.command == "sql") return sql(arguments, console);
  if (arguments.command == "new") return new_revision(arguments, console);
  if (arguments.command == "merge") return merge(arguments, console);
  if (arguments.command == "release") return release_revisions(arguments, console);
  if (arguments.command == "squash") return squash(arguments, console);
  if (arguments.command == "init") return init(arguments, console);
  if (arguments.command == "completion") return completion(arguments, console);
  if (arguments.command == "diff") return diff(arguments, console);
  if (arguments.command == "keygen") return keygen(arguments, console);
  if (arguments.command == "sign") return sign(arguments, console);
  if (arguments.command == "verify") return verify(arguments, console);
  if (arguments.command == "inspect") return inspect(arguments, console);
  if (arguments.command == "version") {
    console.out << "retort " << RETORT_VERSION << '\n';
    return done;
  }
  console.out << (arguments.operands.empty() ? help() : help(arguments.operands.front()));
  return done;
}

// The sentence on err; for programs that read the other formats, also as a finding.
int refuse(Code code, std::string const& sentence, Arguments const& arguments, Console const& console) {
  console.err << fmt::format("retort: error: {} [{}]\n", printable(sentence), info(code).name);
  if (arguments.format != Format::text)
    report(Sources(), {Diagnostic{code, Severity::error, {}, sentence, {}, {}, {}}}, arguments, console);
  return code == Code::RT1101 ? wrong_usage : environment;
}

// What a database said, or that there is none.
int complain(std::string const& sentence, int code, Console const& console) {
  console.err << fmt::format("retort: error: {}\n", printable(sentence));
  return code;
}

}  // namespace

int run(std::vector<std::string> const& args, Console const& console) {
  Arguments arguments;
  // A URL may have been given where something else is wanted, and a message quote it.
  auto const refuse = [&](Code code, std::string const& sentence) {
    return cli::refuse(code, core::without_secrets(sentence, core::secrets_in(args)), arguments, console);
  };
  try {
    if (args.empty()) {
      console.err << help();
      return wrong_usage;
    }
    arguments = parse_arguments(args);
    return dispatch(arguments, console);
  } catch (UsageError const& wrong) {
    return refuse(Code::RT1101, wrong.what());
  } catch (FileError const& missing) {
    return refuse(Code::RT1102, missing.what());
  } catch (Unreachable const& missing) {
    return complain(missing.what(), environment, console);
  } catch (DatabaseRefused const& refused) {
    return complain(refused.what(), database_refused, console);
  } catch (std::exception const& defect) {
    console.err << "retort: internal error: " << printable(defect.what()) << "\nThis is a defect of Retort "
                << RETORT_VERSION << ", not of your files; please report it.\n";
  } catch (...) {
    console.err << "retort: internal error\nThis is a defect of Retort " << RETORT_VERSION
                << ", not of your files; please report it.\n";
  }
  return internal_error;
}

int run(std::vector<std::string> const& args, std::ostream& out, std::ostream& err) {
  return run(args, Console{std::cin, out, err, false});
}

}  // namespace retort::cli
