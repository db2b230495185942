// SPDX-License-Identifier: Apache-2.0
// JSON and SARIF, with nlohmann::json: members in the order in which they are written, bytes that are no UTF-8
// replaced.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/base/utf8.hpp"
#include "compiler/diagnostics/label.hpp"
#include "compiler/diagnostics/places.hpp"
#include "compiler/diagnostics/render.hpp"

namespace retort {

namespace {

using Json = nlohmann::ordered_json;

char const* name(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string dump(Json const& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

struct Place {
  std::string file;
  LineColumn begin{0, 0}, end{0, 0};
};
Place place_of(Sources const& sources, Places& places, Span span) {
  if (span.file.index == FileId::none) return {};
  auto const begin = places.at(span.file, span.begin);
  return {sources[span.file].name(), begin, Places(places).at(span.file, std::max(span.begin, span.end))};
}

void add_place(Json& out, Sources const& sources, Places& places, Span span) {
  auto const place = place_of(sources, places, span);
  out["file"] = place.file;
  out["line"] = place.begin.line;
  out["column"] = place.begin.column;
  out["end_line"] = place.end.line;
  out["end_column"] = place.end.column;
}

// A label like "did you mean 'users'?" says no more than the fix.
bool says_more(Diagnostic const& d) {
  return !d.label.empty() &&
         std::none_of(d.fixes.begin(), d.fixes.end(), [&](Fix const& fix) { return repeats(d.label, fix); });
}

std::vector<Note> notes_of(Diagnostic const& d) {
  std::vector<Note> notes;
  if (says_more(d)) notes.push_back({d.label, d.span});
  notes.insert(notes.end(), d.notes.begin(), d.notes.end());
  return notes;
}

// A file name as a URI reference: relative as it is, absolute with its scheme.
std::string uri_of(std::string const& name) {
  std::string out;
  for (char const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else if (c == '\\')
      out += '/';
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out.starts_with('/') ? "file://" + out : out;
}

Json region_of(Place const& place) {
  return {{"startLine", place.begin.line},
          {"startColumn", place.begin.column},
          {"endLine", place.end.line},
          {"endColumn", place.end.column}};
}

Json artifact_of(Place const& place) { return {{"uri", uri_of(place.file)}}; }

Json location_of(Sources const& sources, Places& places, Span span) {
  auto const place = place_of(sources, places, span);
  return {{"physicalLocation", {{"artifactLocation", artifact_of(place)}, {"region", region_of(place)}}}};
}

Json sarif_fix(Sources const& sources, Places& places, Fix const& fix) {
  auto const place = place_of(sources, places, fix.span);
  Json replacement{{"deletedRegion", region_of(place)}, {"insertedContent", {{"text", fix.replacement}}}};
  return {{"description", {{"text", fmt::format("write '{}'", fix.replacement)}}},
          {"artifactChanges",
           Json::array({{{"artifactLocation", artifact_of(place)}, {"replacements", Json::array({replacement})}}})}};
}

Json sarif_result(Sources const& sources, Places& places, Diagnostic const& d, std::size_t rule_index) {
  Json out{{"ruleId", info(d.code).name},
           {"ruleIndex", rule_index},
           {"level", name(d.severity)},
           {"message", {{"text", d.message}}}};
  out["locations"] = Json::array();
  if (d.span.file.index != FileId::none) out["locations"].push_back(location_of(sources, places, d.span));
  Json related = Json::array();
  for (auto const& note : notes_of(d)) {
    Json location = Json::object();
    if (note.span && note.span->file.index != FileId::none) location = location_of(sources, places, *note.span);
    location["id"] = related.size();
    location["message"] = {{"text", note.message}};
    related.push_back(std::move(location));
  }
  if (!related.empty()) out["relatedLocations"] = std::move(related);
  for (auto const& fix : d.fixes)
    if (fix.span.file.index != FileId::none) out["fixes"].push_back(sarif_fix(sources, places, fix));
  return out;
}

}  // namespace

std::string render_json(Sources const& sources, std::vector<Diagnostic> const& findings) {
  Places places(sources);
  Json list = Json::array();
  for (auto const& d : sorted(findings)) {
    Json entry;
    add_place(entry, sources, places, d.span);
    entry["code"] = info(d.code).name;
    entry["severity"] = name(d.severity);
    entry["family"] = name(info(d.code).family);
    entry["message"] = d.message;
    entry["notes"] = Json::array();
    for (auto const& note : notes_of(d)) {
      Json item{{"message", note.message}};
      if (note.span && note.span->file.index != FileId::none) add_place(item, sources, places, *note.span);
      entry["notes"].push_back(std::move(item));
    }
    entry["fixes"] = Json::array();
    for (auto const& fix : d.fixes) {
      Json item;
      add_place(item, sources, places, fix.span);
      item["replacement"] = fix.replacement;
      entry["fixes"].push_back(std::move(item));
    }
    list.push_back(std::move(entry));
  }
  return dump(Json{{"diagnostics", std::move(list)}});
}

std::string render_sarif(Sources const& sources, std::vector<Diagnostic> const& findings, std::string_view version) {
  auto const ordered = sorted(findings);
  std::vector<Code> used;
  for (auto const& d : ordered) used.push_back(d.code);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());

  Json driver{{"name", "retort"}, {"version", version}, {"rules", Json::array()}};
  for (Code const code : used) {
    auto const& about = info(code);
    driver["rules"].push_back({{"id", about.name},
                               {"shortDescription", {{"text", about.title}}},
                               {"help", {{"text", fmt::format("retort explain {}", about.name)}}},
                               {"defaultConfiguration", {{"level", name(about.severity)}}},
                               {"properties", {{"family", name(about.family)}}}});
  }
  Places places(sources);
  Json results = Json::array();
  for (auto const& d : ordered) {
    auto const rule = std::lower_bound(used.begin(), used.end(), d.code) - used.begin();
    results.push_back(sarif_result(sources, places, d, static_cast<std::size_t>(rule)));
  }
  Json run{
      {"tool", {{"driver", std::move(driver)}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  return dump(
      Json{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
           {"version", "2.1.0"},
           {"runs", Json::array({std::move(run)})}});
}

}  // namespace retort
