// SPDX-License-Identifier: Apache-2.0
// retort inspect: a live database as a schema file. Asks and changes nothing; what the file does not say is said.
#include <fmt/format.h>

#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/model/replay.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::cli {

namespace {

// retort.toml, where there is one; its faults are in the sink.
Config config_for(Arguments const& arguments, Sources& sources, Sink& sink) {
  auto const file = arguments.config ? std::filesystem::path(*arguments.config) : find_config(".");
  return file.empty() ? Config() : read_config(file, sources, sink);
}

// The text leads to the schema that was read: anything else is a defect of ours.
void prove(std::string const& text, inspect::Inspected const& inspected, model::ReplayOptions const& options) {
  Sources sources;
  Sink sink;
  auto const file = syntax::parse(sources, sources.add("inspected.mig", text), sink);
  auto const* desired = std::get_if<ast::DesiredSchema>(&file.content);
  if (desired != nullptr && sink.error_count() == 0) {
    auto const schema = model::desired_schema(*desired, options, sink);
    auto const differences = model::compare(schema, inspected.schema);
    if (sink.error_count() == 0 && differences.empty()) return;
    if (!differences.empty()) throw std::logic_error("the schema file says something else: " + differences[0].message);
  }
  std::string first;
  for (auto const& found : sink.all())
    if (first.empty() && found.severity == Severity::error) first = found.message;
  throw std::logic_error("the schema file has a fault: " + first);
}

}  // namespace

int inspect(Arguments const& arguments, Console const& console) {
  Sources sources;
  Sink sink;
  auto const config = config_for(arguments, sources, sink);
  if (sink.error_count() > 0) {
    report(sources, sink.all(), arguments, console);
    return wrong_usage;
  }
  model::ObjectFilter filter;
  filter.include = arguments.include.empty() ? config.filter.include : arguments.include;
  filter.exclude = arguments.exclude.empty() ? config.filter.exclude : arguments.exclude;
  LiveDatabase database(url_of(arguments));
  auto const inspected = inspect_database(database, config, filter, nullptr);
  auto const text = inspect::schema_text(inspected, to_string(database.which()));
  prove(text, inspected, {database.which(), config.naming});
  for (auto const& [object, what] : inspected.unsaid)
    console.err << fmt::format("retort: warning: the file does not say this: {}{}{}\n", printable(object),
                               what.empty() ? "" : ": ", printable(what));
  if (arguments.output)
    write_if_changed({{*arguments.output, text}});
  else
    console.out << text;
  return done;
}

}  // namespace retort::cli
