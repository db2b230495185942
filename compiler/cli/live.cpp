// SPDX-License-Identifier: Apache-2.0
// What the runtime throws becomes what commands throw.
#include "compiler/cli/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/live_state.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/model/changes/changes.hpp"
#include "compiler/model/schema_edit.hpp"
#include "runtime/core/table_names.hpp"

namespace retort::cli {

namespace {

// The tables of other tools: https://alembic.sqlalchemy.org/en/latest/tutorial.html,
// https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
constexpr std::string_view books_of_others[] = {"alembic_version", "flyway_schema_history"};

bool keeps_books(model::ObjectName const& name, bundle_defaults const& defaults) {
  if (std::find(std::begin(books_of_others), std::end(books_of_others), name.name) != std::end(books_of_others))
    return true;
  if (!name.schema.empty() && name.schema != defaults.schema) return false;
  auto const version = core::table_or(defaults.version_table, core::default_version_table);
  return name.name == version || name.name == core::revision_table_of(version) ||
         name.name == core::table_or(defaults.history_table, core::default_history_table) ||
         name.name == core::table_or(defaults.journal_table, core::default_journal_table);
}

}  // namespace

std::string url_of(Arguments const& arguments) {
  if (arguments.db && arguments.db_file)
    throw UsageError("--db and --db-file are two ways to name one database; give one");
  if (arguments.db) return *arguments.db;
  if (arguments.db_file) {
    auto text = read_file(*arguments.db_file);
    constexpr char const* blanks = " \t\r\n";
    text.erase(text.find_last_not_of(blanks) + 1);
    text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
    if (text.empty()) throw FileError(fmt::format("the file '{}' of --db-file is empty", *arguments.db_file));
    return text;
  }
  char const* const variable = std::getenv("RETORT_DB");
  if (variable == nullptr || *variable == '\0')
    throw UsageError("no database is named: --db URL, --db-file FILE or the variable RETORT_DB is needed");
  return variable;
}

model::ObjectFilter filter_of(Arguments const& arguments, Config const& config) {
  model::ObjectFilter out;
  out.include = arguments.include.empty() ? config.filter.include : arguments.include;
  out.exclude = arguments.exclude.empty() ? config.filter.exclude : arguments.exclude;
  return out;
}
std::optional<LiveSettings> live_settings(Arguments const& arguments, Console const& console) {
  Sources sources;
  Sink sink;
  auto const file = arguments.config ? std::filesystem::path(*arguments.config) : find_config(".");
  LiveSettings out;
  if (!file.empty()) out.config = read_config(file, sources, sink);
  out.filter = filter_of(arguments, out.config);
  if (sink.error_count() == 0) return out;
  report(sources, sink.all(), arguments, console);
  return std::nullopt;
}

void warn_of(std::vector<dialects::Unsaid> const& unsaid, Console const& console) {
  for (auto const& [object, what] : unsaid)
    console.err << fmt::format("retort: warning: the language cannot say this: {}{}{}\n", printable(object),
                               what.empty() ? "" : ": ", printable(what));
}

bool is_url(std::string const& word) { return word.find("://") != std::string::npos; }

#ifdef RETORT_WITH_RUNTIME

LiveDatabase::LiveDatabase(std::string const& url, bool create)
    : state_(translated([&] {
        auto where = database::from_url(url);
        auto display = where.display();
        open_database opened(where, create);
        return std::make_unique<State>(State{std::move(where), std::move(opened), std::move(display)});
      })) {}
dialect LiveDatabase::which() const { return state_->where.dialect(); }
std::string const& LiveDatabase::display() const { return state_->display; }
std::vector<dialects::CatalogueRow> LiveDatabase::ask(std::string const& sql) {
  return translated([&] { return state_->opened.query(sql); });
}

#else

struct LiveDatabase::State {
  std::string display;
};

LiveDatabase::LiveDatabase(std::string const&, bool) {
  throw Unreachable("this retort was built without the runtime, and talks to no database");
}
dialect LiveDatabase::which() const { return dialect::sqlite; }
std::string const& LiveDatabase::display() const { return state_->display; }
std::vector<dialects::CatalogueRow> LiveDatabase::ask(std::string const&) { return {}; }

#endif

LiveDatabase::~LiveDatabase() = default;
LiveDatabase::LiveDatabase(LiveDatabase&&) noexcept = default;
LiveDatabase& LiveDatabase::operator=(LiveDatabase&&) noexcept = default;

inspect::Inspected inspect_database(LiveDatabase& database, Config const& config, model::ObjectFilter const& filter,
                                    model::Schema const* known) {
  auto const& dialect = built_dialect(database.which());
  if (dialect.catalogue() == nullptr)
    throw Unreachable(fmt::format("the schema of a live {} database cannot be read, yet", dialect.name()));
  auto const ask = [&](std::string const& sql) { return database.ask(sql); };
  if (auto const trouble = dialect.catalogue()->trouble(ask); !trouble.empty())
    throw Unreachable(fmt::format("the schema of {} cannot be read: {}", database.display(), trouble));
  dialects::Reading reading;
  reading.wanted = [&](model::ObjectName const& name) {
    return !keeps_books(name, config.defaults) && !model::left_out(filter, name);
  };
  if (known != nullptr)
    known->schemas.for_each(
        [&](model::ObjectName const& name, ast::Where const&) { reading.schemas.push_back(name.name); });
  model::ReplayOptions const options{database.which(), config.naming};
  auto out = inspect::inspect(ask, reading, dialect, options, known);
  auto const whole = out.schema;
  out.schema = model::filtered({}, whole, filter);  // parts of tables
  // A type comes with the tables that have it: those that stand for values of a column have names of our own.
  std::set<model::ObjectName> types;
  out.schema.objects.for_each([&](model::ObjectName const&, Shared<model::Object> const& object) {
    if (auto const* table = std::get_if<model::Table>(&*object))
      for (auto const& column : table->columns)
        if (auto const* type = std::get_if<ast::NamedType>(&column.type.base))
          types.insert(model::object_name(type->name));
  });
  for (auto const& name : types)
    if (auto const* type = whole.enum_type(name)) model::put(out.schema, *type);
  return out;
}

}  // namespace retort::cli
