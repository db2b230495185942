// SPDX-License-Identifier: Apache-2.0
// retort.toml, with toml++. Each setting has one reader; what no reader asked for is unknown.
#include "compiler/cli/config.hpp"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <set>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/draft.hpp"
#include "compiler/cli/local_time.hpp"
#include "compiler/dialects/dialect.hpp"
#include "runtime/core/duration.hpp"
#include "runtime/core/table_names.hpp"

namespace retort::cli {

std::optional<core::version> DialectChoice::oldest() const {
  if (version.empty()) return std::nullopt;
  return core::version(version);
}

namespace fs = std::filesystem;

namespace {

class Reader {
 public:
  Reader(fs::path file, Sources& sources, Sink& sink)
      : file_(std::move(file)),
        sources_(sources),
        sink_(sink),
        id_(sources.add(file_.generic_string(), read_file(file_))) {}

  Config read() {
    config_.file = file_;
    auto const parsed = toml::parse(sources_[id_].text());
    if (!parsed) {
      auto const at = offset_of(parsed.error().source().begin);
      std::string why(parsed.error().description());
      sink_.report(Code::RT1105, Span{id_, at, at}, "this is not TOML: " + lower(why));
      return std::move(config_);
    }
    settings(parsed.table(), {},
             {{"name", [this](toml::node const& n, Span s) { name(n, s); }},
              {"directories", [this](toml::node const& n, Span s) { directories(n, s); }},
              {"dialects", [this](toml::node const& n, Span s) { dialects(n, s); }},
              {"schema",
               [this](toml::node const& n, Span s) {
                 if (auto const value = text(n, s, "schema")) config_.schema = beside(*value);
                 config_.schema_place = span_of(n.source());
               }},
              {"allow-heads",
               [this](toml::node const& n, Span s) {
                 if (n.is_boolean())
                   config_.allow_heads = n.as_boolean()->get();
                 else
                   wrong(n, s, "allow-heads", "true or false");
               }},
              {"file-template", [this](toml::node const& n, Span s) { file_template(n, s); }},
              {"slug-length",
               [this](toml::node const& n, Span s) {
                 auto const length = n.value_exact<std::int64_t>().value_or(0);
                 if (length >= 1 && length <= 200)
                   config_.slug_length = static_cast<std::size_t>(length);
                 else
                   wrong(n, s, "slug-length", "a whole number from 1 to 200");
               }},
              {"policy",
               [this](toml::node const& n, Span s) {
                 auto const value = text(n, s, "policy");
                 if (value == "zero-downtime")
                   config_.policy = plan::Policy::zero_downtime;
                 else if (value && value != "standard")
                   wrong(n, s, "policy", "\"standard\" or \"zero-downtime\"");
               }},
              {"timezone",
               [this](toml::node const& n, Span s) {
                 auto const value = text(n, s, "timezone");
                 if (value) config_.time_zone = *value;  // `new` looks it up: only there it has to be known
               }},
              table_name("version-table", config_.defaults.version_table),
              table_name("history-table", config_.defaults.history_table),
              table_name("journal-table", config_.defaults.journal_table),
              table_name("version-schema", config_.defaults.schema),
              {"store-downgrade",
               [this](toml::node const& n, Span s) {
                 if (n.is_boolean())
                   config_.defaults.store_downgrade = n.as_boolean()->get();
                 else
                   wrong(n, s, "store-downgrade", "true or false");
               }},
              {"limits",
               [this](toml::node const& n, Span s) {
                 if (!n.is_table()) return wrong(n, s, "limits", "a table of times: [limits]");
                 settings(*n.as_table(), "limits.",
                          {time("lock-timeout", config_.defaults.lock_timeout),
                           time("statement-timeout", config_.defaults.statement_timeout)});
               }},
              {"lint", [this](toml::node const& n, Span s) { lint(n, s); }},
              {"tables", [this](toml::node const& n, Span s) { tables(n, s); }},
              {"hooks", [this](toml::node const& n, Span s) { hooks(n, s); }},
              {"objects", [this](toml::node const& n, Span s) { objects(n, s); }},
              {"naming", [this](toml::node const& n, Span s) { naming(n, s); }}});
    if (tables_named_) three_tables(*tables_named_);
    return std::move(config_);
  }

 private:
  using Setting = std::pair<std::string, std::function<void(toml::node const&, Span)>>;

  static std::string lower(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z'))
      text[0] = static_cast<char>(text[0] - 'A' + 'a');
    while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
    return text;
  }

  // toml++ counts lines and code points from 1.
  [[nodiscard]] std::uint32_t offset_of(toml::source_position position) const {
    auto const& source = sources_[id_];
    auto const line = source.line(position.line);
    std::size_t offset = 0;
    for (std::uint32_t column = 1; column < position.column && offset < line.size(); ++column)
      offset += decode(line, offset).length;
    return source.line_start(position.line) + static_cast<std::uint32_t>(offset);
  }
  [[nodiscard]] Span span_of(toml::source_region const& region) const {
    Span const span{id_, offset_of(region.begin), offset_of(region.end)};
    return span.end < span.begin ? Span{id_, span.begin, span.begin} : span;
  }

  // Keys in the order of the file, so that the findings are, too.
  void settings(toml::table const& table, std::string const& prefix, std::vector<Setting> const& known) {
    std::vector<std::string> names;
    for (auto const& setting : known) names.push_back(setting.first);
    for (auto const& [key, value] : table) {
      Span const span = span_of(key.source());
      auto const found = std::find_if(known.begin(), known.end(),
                                      [&, k = key.str()](Setting const& setting) { return setting.first == k; });
      if (found != known.end()) {
        found->second(value, span);
        continue;
      }
      auto& d = sink_.report(Code::RT1103, span, fmt::format("there is no setting '{}{}'", prefix, key.str()));
      if (auto const meant = suggest(key.str(), names)) {
        d.label = fmt::format("did you mean '{}'?", *meant);
        d | Fix{span, *meant};
      } else {
        d | Note{fmt::format("the settings{} are {}",
                             prefix.empty() ? "" : " of '" + prefix.substr(0, prefix.size() - 1) + "'",
                             fmt::join(names, ", ")),
                 std::nullopt};
      }
    }
  }

  void wrong(toml::node const& node, Span key, std::string const& name, std::string const& wanted) {
    Span const span = span_of(node.source());
    sink_.report(Code::RT1104, span.begin == span.end ? key : span, fmt::format("'{}' is {}", name, wanted));
  }

  std::optional<std::string> text(toml::node const& node, Span key, std::string const& name) {
    if (node.is_string() && !node.as_string()->get().empty()) return node.as_string()->get();
    wrong(node, key, name, "a text that is not empty");
    return std::nullopt;
  }

  // Texts of an array, with their nodes.
  std::vector<std::pair<std::string, toml::node const*>> texts(toml::node const& node, Span key,
                                                               std::string const& name) {
    std::vector<std::pair<std::string, toml::node const*>> out;
    if (!node.is_array()) return wrong(node, key, name, "a list of texts: [\"…\"]"), out;
    for (auto const& item : *node.as_array())
      if (auto value = text(item, key, "an item of " + name)) out.emplace_back(std::move(*value), &item);
    return out;
  }

  [[nodiscard]] fs::path beside(std::string const& path) const {
    return (file_.parent_path() / path).lexically_normal();
  }

  void name(toml::node const& node, Span key) {
    auto const value = text(node, key, "name");
    if (!value) return;
    if (is_history_name(*value))
      config_.name = *value;
    else
      wrong(node, key, "name", "a word of letters, digits, '_', '-' and '.': it is part of the names of files");
  }

  void file_template(toml::node const& node, Span key) {
    auto const value = text(node, key, "file-template");
    if (!value) return;
    if (auto const unknown = unknown_token(*value); !unknown.empty())
      wrong(node, key, "file-template",
            fmt::format("without '{}': the tokens are {{rev}}, {{slug}}, {{year}}, {{month}}, {{day}}, {{hour}}, "
                        "{{minute}}, {{second}} and {{epoch}}",
                        unknown));
    else if (value->front() == '.' || value->find('/') != std::string::npos || value->find('\\') != std::string::npos)
      wrong(node, key, "file-template", "the name of a file, not hidden and without directories");
    else if (value->find("{rev}") == std::string::npos && value->find("{slug}") == std::string::npos)
      wrong(node, key, "file-template", "with {rev} or {slug} in it: files need different names");
    else
      config_.file_template = *value;
  }

  void directories(toml::node const& node, Span key) {
    for (auto const& [value, item] : texts(node, key, "directories")) {
      config_.directories.push_back(beside(value));
      config_.directory_places.push_back(span_of(item->source()));
    }
    if (node.is_array() && node.as_array()->empty()) wrong(node, key, "directories", "at least one directory");
  }

  void dialects(toml::node const& node, Span key) {
    static std::regex const form(R"(\s*([A-Za-z]+)\s*(?:>=\s*([0-9]{1,4}(?:\.[0-9]{1,9})*))?\s*)");
    static std::vector<std::string> const known{"sqlite", "postgresql", "mysql", "mariadb", "mssql"};
    if (node.is_array() && node.as_array()->empty()) wrong(node, key, "dialects", "at least one database");
    for (auto const& [value, item] : texts(node, key, "dialects")) {
      std::smatch match;
      if (!std::regex_match(value, match, form)) {
        wrong(*item, key, "an item of dialects", "a database, and what its version must be: \"postgresql >= 12\"");
        continue;
      }
      if (std::find(known.begin(), known.end(), match[1].str()) == known.end()) {
        auto& d = sink_.report(Code::RT1104, span_of(item->source()),
                               fmt::format("there is no dialect '{}'", match[1].str()));
        if (auto const meant = suggest(match[1].str(), known))
          d.label = fmt::format("did you mean '{}'?", *meant);
        else
          d | Note{fmt::format("the dialects are {}", fmt::join(known, ", ")), std::nullopt};
        continue;
      }
      if (std::any_of(config_.dialects.begin(), config_.dialects.end(),
                      [&](DialectChoice const& c) { return c.name == match[1].str(); })) {
        sink_.report(Code::RT1104, span_of(item->source()), fmt::format("'{}' is given twice", match[1].str()));
        continue;
      }
      DialectChoice const choice{match[1], match[2]};
      auto const* known_dialect = dialects::find(choice.name);
      if (auto const oldest = choice.oldest(); oldest && known_dialect != nullptr) {
        auto const& can = known_dialect->capabilities();
        if (oldest->is_older_than(core::version(can.oldest)))
          sink_.report(Code::RT1104, span_of(item->source()),
                       fmt::format("{} {} is older than what is written for it", can.title, oldest->text())) |
              Note{fmt::format("write \"{} >= {}\", or a newer version", choice.name, can.oldest), std::nullopt};
      }
      config_.dialects.push_back(choice);
    }
  }

  void hooks(toml::node const& node, Span key) {
    if (!node.is_table()) return wrong(node, key, "hooks", "a table of command lines: [hooks]");
    settings(*node.as_table(), "hooks.", {{"after-write", [this](toml::node const& n, Span s) {
                                             for (auto& [command, item] : texts(n, s, "hooks.after-write"))
                                               hook(std::move(command), *item, s);
                                           }}});
  }

  void hook(std::string command, toml::node const& node, Span key) {
    constexpr std::string_view place = "{file}";
    auto const is_quote = [&](std::size_t at) {
      return at < command.size() && (command[at] == '\'' || command[at] == '"');
    };
    for (auto at = command.find(place); at != std::string::npos; at = command.find(place, at + 1))
      if ((at > 0 && is_quote(at - 1)) || is_quote(at + place.size()))
        return wrong(node, key, "an item of hooks.after-write",
                     "a command line with {file} outside of quotation marks: it gets its own");
    static std::regex const token(R"((^|[^$])(\{([a-z]+)\}))");
    for (std::sregex_iterator at(command.begin(), command.end(), token), end; at != end; ++at)
      if (auto const name = (*at)[3].str(); name != "file" && edit_distance(name, "file", 2) <= 2)
        return wrong(node, key, "an item of hooks.after-write",
                     fmt::format("a command line with {{file}}; '{{{}}}' stands for nothing", name));
    config_.after_write.push_back(std::move(command));
  }

  // Three tables, whichever of them are named.
  void three_tables(Span at) {
    auto const& d = config_.defaults;
    std::set<std::string> const all{core::table_or(d.version_table, core::default_version_table),
                                    core::table_or(d.history_table, core::default_history_table),
                                    core::table_or(d.journal_table, core::default_journal_table)};
    if (all.size() == 3) return;
    sink_.report(Code::RT1104, at, "'version-table', 'history-table' and 'journal-table' are three tables");
  }

  Setting table_name(std::string const& name, std::string& where) {
    return {name, [this, name, &where](toml::node const& n, Span s) {
              auto const value = text(n, s, name);
              if (!value) return;
              where = *value;
              tables_named_ = s;
              if (std::any_of(value->begin(), value->end(),
                              [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
                wrong(n, s, name, "a name without control characters");
            }};
  }

  Setting time(std::string const& name, std::optional<std::chrono::milliseconds>& where) {
    return {name, [this, name, &where](toml::node const& n, Span s) {
              auto const value = n.is_string() ? core::parse_duration(n.as_string()->get()) : std::nullopt;
              if (value)
                where = value;
              else
                wrong(n, s, "limits." + name, "a time: \"500ms\", \"30s\", \"5min\", \"1h\"");
            }};
  }

  void lint(toml::node const& node, Span key) {
    if (!node.is_table()) return wrong(node, key, "lint", "a table of rules: [lint]");
    std::vector<Setting> known;
    for (auto const& rule : rules())
      known.emplace_back(rule, [this, rule](toml::node const& n, Span s) {
        auto const word = n.is_string() ? n.as_string()->get() : std::string();
        if (word == "off")
          config_.levels[rule] = retort::lint::Level::off;
        else if (word == "warning")
          config_.levels[rule] = retort::lint::Level::warning;
        else if (word == "error")
          config_.levels[rule] = retort::lint::Level::error;
        else
          wrong(n, s, "lint." + rule, "\"off\", \"warning\" or \"error\"");
      });
    settings(*node.as_table(), "lint.", known);
  }

  void tables(toml::node const& node, Span key) {
    if (!node.is_table()) return wrong(node, key, "tables", "tables by name: [tables.users]");
    for (auto const& [name, table] : *node.as_table()) {
      std::string const of(name.str());
      if (!table.is_table()) {
        wrong(table, span_of(name.source()), "tables." + of, "a table of settings: [tables." + of + "]");
        continue;
      }
      settings(*table.as_table(), "tables." + of + ".",
               {{"rows", [this, of](toml::node const& n, Span s) {
                   auto const rows = n.value_exact<std::int64_t>().value_or(-1);
                   if (rows >= 0)
                     config_.rows[of] = static_cast<std::uint64_t>(rows);
                   else
                     wrong(n, s, "tables." + of + ".rows", "a whole number: about how many it has");
                 }}});
    }
  }

  void objects(toml::node const& node, Span key) {
    if (!node.is_table()) return wrong(node, key, "objects", "a table of patterns: [objects]");
    auto const patterns = [this](std::string const& kind, std::vector<std::string>& where) {
      return Setting{kind, [this, kind, &where](toml::node const& n, Span s) {
                       for (auto& [pattern, item] : texts(n, s, "objects." + kind)) where.push_back(std::move(pattern));
                     }};
    };
    settings(*node.as_table(), "objects.",
             {patterns("include", config_.filter.include), patterns("exclude", config_.filter.exclude)});
  }

  void naming(toml::node const& node, Span key) {
    if (!node.is_table()) return wrong(node, key, "naming", "a table of patterns: [naming]");
    auto const pattern = [this](std::string const& kind, std::string& where) {
      return Setting{
          kind, [this, kind, &where](toml::node const& n, Span s) {
            auto const value = text(n, s, "naming." + kind);
            if (!value) return;
            if (auto const bad = unknown_place(*value); !bad.empty())
              wrong(n, s, "naming." + kind,
                    fmt::format("a pattern with {{table}}, {{columns}} and {{ref_table}}; '{}' is none of them", bad));
            else
              where = *value;
          }};
    };
    auto& names = config_.naming;
    settings(*node.as_table(), "naming.",
             {pattern("primary_key", names.primary_key), pattern("unique", names.unique), pattern("check", names.check),
              pattern("foreign_key", names.foreign_key), pattern("index", names.index)});
  }

  // The first {…} that stands for nothing.
  static std::string unknown_place(std::string const& pattern) {
    static std::regex const place(R"(\{[^}]*\}?)");
    for (std::sregex_iterator at(pattern.begin(), pattern.end(), place), end; at != end; ++at)
      if (auto const name = at->str(); name != "{table}" && name != "{columns}" && name != "{ref_table}") return name;
    return {};
  }

  fs::path file_;
  Sources& sources_;
  Sink& sink_;
  FileId id_;
  Config config_;
  std::optional<Span> tables_named_;
};

}  // namespace

fs::path find_config(fs::path const& directory) {
  std::error_code ignored;
  fs::path const absolute = fs::absolute(directory, ignored).lexically_normal();
  for (fs::path here = absolute; !here.empty(); here = here.parent_path()) {
    if (here.filename().empty() && here != here.root_path()) continue;  // a trailing slash
    fs::path const file = here / "retort.toml";
    if (fs::is_regular_file(file, ignored)) {
      if (directory.is_absolute()) return file;
      auto const relative = file.lexically_relative(fs::current_path(ignored));
      return relative.empty() ? file : relative;
    }
    if (here == here.root_path()) break;
  }
  return {};
}

Config read_config(fs::path const& file, Sources& sources, Sink& sink) { return Reader(file, sources, sink).read(); }

std::string history_name_of(fs::path const& directory, std::string_view otherwise) {
  std::error_code ignored;
  auto whole = fs::absolute(directory, ignored).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  auto out = whole.filename().string();
  for (char& c : out)
    if (!is_history_name(std::string("a") + c)) c = '_';
  return is_history_name(out) ? out : std::string(otherwise);
}

bool is_history_name(std::string_view name) {
  return !name.empty() && name.front() != '-' && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                  c == '.';
         });
}

}  // namespace retort::cli
