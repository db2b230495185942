// SPDX-License-Identifier: Apache-2.0
// retort inspect: a live database as a schema file. Asks and changes nothing; what the file does not say is said.
#include <optional>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/model/replay.hpp"
#include "compiler/syntax/parse.hpp"

namespace retort::cli {

namespace {

// Why the text does not lead to the schema that was read; nothing where it does.
std::optional<std::string> doubt(std::string const& text, inspect::Inspected const& inspected,
                                 model::ReplayOptions const& options) {
  Sources sources;
  Sink sink;
  auto const file = syntax::parse(sources, sources.add("inspected.mig", text), sink);
  auto const* desired = std::get_if<ast::DesiredSchema>(&file.content);
  if (desired != nullptr && sink.error_count() == 0) {
    auto const schema = model::desired_schema(*desired, options, sink);
    auto const differences = model::compare(schema, inspected.schema);
    if (sink.error_count() == 0 && differences.empty()) return std::nullopt;
    if (!differences.empty()) return differences[0].message;
  }
  std::string first;
  for (auto const& found : sink.all())
    if (first.empty() && found.severity == Severity::error) first = found.message;
  return first;
}

}  // namespace

int inspect(Arguments const& arguments, Console const& console) {
  auto const settings = live_settings(arguments, console);
  if (!settings) return wrong_usage;
  LiveDatabase database(url_of(arguments));
  auto const inspected = inspect_database(database, settings->config, settings->filter, nullptr);
  auto const text = inspect::schema_text(inspected, to_string(database.which()));
  auto const why = doubt(text, inspected, {database.which(), settings->config.naming});
  warn_of(inspected.unsaid, console);
  if (arguments.output)
    write_if_changed({{*arguments.output, text}});
  else
    console.out << text;
  if (!why) return done;
  console.err << "retort: error: the file does not say what the database has; mend it by hand: " << printable(*why)
              << '\n';
  return answer_is_no;
}

}  // namespace retort::cli
