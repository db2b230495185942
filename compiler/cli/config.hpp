// SPDX-License-Identifier: Apache-2.0
// retort.toml: what the programs know of a history. In: the file. Out: its settings; faults go to the sink with their
// place in the file.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/lint/levels.hpp"
#include "compiler/model/changes/changes.hpp"
#include "compiler/plan/plan.hpp"
#include "retort/bundle.hpp"
#include "runtime/core/version.hpp"

namespace retort::cli {

// "postgresql >= 12": a database, and the versions of it that the history must work on.
struct DialectChoice {
  std::string name;
  std::string version;  // the oldest one, digits and dots; empty: any
  // The oldest version that the history is for; nothing: nobody says.
  [[nodiscard]] std::optional<core::version> oldest() const;
};

struct Config {
  std::filesystem::path file;  // empty: there is none
  std::optional<std::string> name;
  std::vector<std::filesystem::path> directories;  // as the program may open them: the file's own directory in front
  std::vector<Span> directory_places;              // of each, where it is named
  std::vector<DialectChoice> dialects;
  std::optional<std::filesystem::path> schema;  // likewise
  std::optional<Span> schema_place;
  bool allow_heads = false;
  plan::Policy policy = plan::Policy::standard;
  std::string file_template = "{rev}_{slug}";  // see draft_file_name()
  std::size_t slug_length = 40;                // bytes
  std::string time_zone = "UTC";               // of the times that `new` writes; see rfc3339()
  bundle_defaults defaults;                    // for those who run the bundles
  lint::Levels levels;                         // [lint]
  std::map<std::string, std::uint64_t> rows;   // [tables.x] rows: about how many a table has
  std::vector<std::string> after_write;        // command lines; {file} is the file that was written
  model::NamingConvention naming;
  model::ObjectFilter filter;  // [objects]
};

// The retort.toml of a directory or of the nearest one above it; empty when there is none. Relative to the working
// directory when `directory` is.
[[nodiscard]] std::filesystem::path find_config(std::filesystem::path const& directory);

// Adds the file to `sources` and reads it. A setting that does not exist is an error, as is a value of another kind.
// Throws FileError where the file cannot be read.
[[nodiscard]] Config read_config(std::filesystem::path const& file, Sources& sources, Sink& sink);

// Whether a name can be the beginning of the names of files: letters, digits, '_', '-' and '.', no '-' or '.' first.
[[nodiscard]] bool is_history_name(std::string_view name);
// The name of a directory as one of a history: other characters become '_'; `otherwise` where that does not help.
[[nodiscard]] std::string history_name_of(std::filesystem::path const& directory, std::string_view otherwise);

}  // namespace retort::cli
