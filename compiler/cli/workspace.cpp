// SPDX-License-Identifier: Apache-2.0
// Flags first, then retort.toml, then the defaults.
#include "compiler/cli/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/files.hpp"

namespace retort::cli {

namespace fs = std::filesystem;

namespace {

bool is_folder(fs::path const& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

fs::path directory_of(fs::path const& path) {
  if (is_folder(path)) return path;
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path real_path(fs::path const& path) {
  std::error_code error;
  auto const real = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : real;
}

// One name for a file, however it is spelt. Files come a directory at a time, and the way to a directory is long.
class Identities {
 public:
  std::string of(fs::path const& file) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(file, error))) return real_path(file).string();
    auto directory = file.parent_path();
    if (known_.empty() || directory != directory_) {
      known_ = real_path(directory.empty() ? fs::path(".") : directory);
      directory_ = std::move(directory);
    }
    return (known_ / file.filename()).string();
  }

 private:
  fs::path directory_, known_;  // the last one, and what it is
};

class Opener {
 public:
  explicit Opener(Arguments const& arguments) : arguments_(arguments) {}

  Workspace open() {
    for (auto const& named : {arguments_.operands, arguments_.directories})
      for (auto const& path : named) roots_.emplace_back(path);
    bool const defaults = roots_.empty() && !arguments_.operands_given;
    for (auto const& root : roots_) must_exist(root);
    config(defaults);
    if (defaults) configured();
    if (defaults && roots_.empty()) {
      bool const here = !is_folder("migrations") && out_.config.file == "retort.toml";
      if (!here && !is_folder("migrations"))
        throw FileError("there is no directory 'migrations' here; name the directory of the .mig files");
      roots_.emplace_back(here ? "." : "migrations");
    }
    for (auto const& root : roots_) add(root);
    out_.roots = roots_;
    locks();
    schema();
    name();
    dialects();
    out_.filter.include = arguments_.include.empty() ? out_.config.filter.include : arguments_.include;
    out_.filter.exclude = arguments_.exclude.empty() ? out_.config.filter.exclude : arguments_.exclude;
    out_.allow_heads = arguments_.allow_heads || out_.config.allow_heads;
    out_.policy = arguments_.policy.value_or(out_.config.policy);
    return std::move(out_);
  }

 private:
  void must_exist(fs::path const& path) const {
    std::error_code ignored;
    if (fs::exists(path, ignored)) return;
    std::vector<std::string> siblings;
    auto const parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (fs::directory_iterator entry(parent, ignored), end; !ignored && entry != end; entry.increment(ignored))
      siblings.push_back(entry->path().filename().string());
    auto hint = did_you_mean(path.filename().string(), siblings);
    bool const about_revisions = arguments_.command == "history" || arguments_.command == "graph";
    if (hint.empty() && about_revisions && path.generic_string().find_first_of("./") == std::string::npos)
      hint = "; a revision is shown by 'retort show', and --range A:B takes a part of the history";
    throw FileError(fmt::format("there is no file or directory '{}'{}", path.generic_string(), hint));
  }

  void config(bool defaults) {
    fs::path file;
    if (arguments_.config)
      file = *arguments_.config;
    else if (roots_.empty())
      file = find_config(defaults && is_folder("migrations") ? "migrations" : ".");
    else
      for (auto const& root : roots_)
        if (file = find_config(directory_of(root)); !file.empty()) break;
    if (file.empty()) return;
    out_.config = read_config(file, out_.sources, out_.sink);
    out_.depends_on.push_back(file.generic_string());
  }

  void configured() {
    auto const& config = out_.config;
    for (std::size_t i = 0; i < config.directories.size(); ++i) {
      std::error_code ignored;
      if (fs::exists(config.directories[i], ignored))
        roots_.push_back(config.directories[i]);
      else
        out_.sink.report(Code::RT1104, config.directory_places[i],
                         fmt::format("there is no directory '{}'", config.directories[i].generic_string()));
    }
    if (roots_.empty() && !config.directories.empty()) roots_.emplace_back(".");
  }

  void add(fs::path const& root) {
    must_exist(root);
    if (!is_folder(root)) {
      add_file(root, read_file(root));
      return;
    }
    auto const files = list_files(root, ".mig");
    auto texts = read_files(files);
    for (std::size_t i = 0; i < files.size(); ++i) add_file(files[i], std::move(texts[i]));
  }

  std::optional<FileId> add_file(fs::path const& file, std::string text) {
    auto identity = identities_.of(file);
    if (!seen_.insert(identity).second) return std::nullopt;
    auto const name = file.generic_string();
    auto const id = out_.sources.add(name, std::move(text));
    out_.files.push_back(id);
    out_.depends_on.push_back(name);
    ids_.emplace_back(std::move(identity), id);
    return id;
  }

  void locks() {
    std::optional<fs::path> last;
    for (auto const& root : roots_) {
      auto const directory = directory_of(root);
      if (directory == last) continue;  // files come a directory at a time
      last = directory;
      auto const file = directory == "." ? fs::path(lock_name) : directory / lock_name;
      std::error_code ignored;
      if (!fs::exists(file, ignored) || !seen_.insert(identities_.of(file)).second) continue;
      auto const all = list_files(directory, ".mig");
      bool const whole = std::all_of(all.begin(), all.end(),
                                     [&](fs::path const& each) { return seen_.contains(identities_.of(each)); });
      out_.locks.push_back({out_.sources.add(file.generic_string(), read_file(file)), whole});
      out_.depends_on.push_back(file.generic_string());
    }
  }

  void schema() {
    fs::path file;
    if (arguments_.schema)
      file = *arguments_.schema;
    else if (out_.config.schema)
      file = *out_.config.schema;
    else
      return;
    std::error_code ignored;
    if (!arguments_.schema && out_.config.schema_place && !fs::exists(file, ignored)) {
      out_.sink.report(Code::RT1104, *out_.config.schema_place,
                       fmt::format("there is no file '{}'", file.generic_string()));
      return;
    }
    out_.schema = add_file(file, read_file(file));
    auto const identity = identities_.of(file);
    for (auto const& [known, id] : ids_)
      if (known == identity) out_.schema = id;
  }

  void name() {
    if (arguments_.name) {
      out_.name = history_name(*arguments_.name);
      return;
    }
    if (out_.config.name) {
      out_.name = *out_.config.name;
      return;
    }
    out_.name = history_name_of(roots_.empty() ? fs::path(".") : directory_of(roots_.front()), "migrations");
  }

  void dialects() {
    std::vector<std::string> names = arguments_.dialects;
    if (names.empty())
      for (auto const& choice : out_.config.dialects) names.push_back(choice.name);
    out_.dialects_assumed = names.empty();
    if (names.empty()) names.emplace_back("sqlite");
    out_.dialects = parse_dialects(names);
    for (auto const& choice : out_.config.dialects) {
      auto const known = parse_dialect(choice.name);
      auto const oldest = choice.oldest();
      if (known && oldest) out_.oldest.emplace(*known, *oldest);
    }
  }

  Arguments const& arguments_;
  Workspace out_;
  std::vector<fs::path> roots_;
  Identities identities_;
  std::set<std::string> seen_;
  std::vector<std::pair<std::string, FileId>> ids_;
};

}  // namespace

std::string history_name(std::string const& given) {
  if (!is_history_name(given))
    throw UsageError(fmt::format("the name '{}' cannot be part of the name of a file", given));
  return given;
}

std::vector<dialect> parse_dialects(std::vector<std::string> const& names) {
  std::vector<std::string> known;
  for (auto const d : {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb, dialect::mssql})
    known.emplace_back(to_string(d));
  std::vector<dialect> out;
  for (auto const& name : names) {
    auto const found = parse_dialect(name);
    if (!found) {
      auto hint = did_you_mean(name, known);
      if (hint.empty()) hint = fmt::format("; the dialects are {}", fmt::join(known, ", "));
      throw UsageError(fmt::format("there is no dialect '{}'{}", name, hint));
    }
    if (std::find(out.begin(), out.end(), *found) == out.end()) out.push_back(*found);
  }
  return out;
}

Workspace open_workspace(Arguments const& arguments) { return Opener(arguments).open(); }

}  // namespace retort::cli
