// SPDX-License-Identifier: Apache-2.0
// What the user is told. Every finding has a stable code from codes.def, an exact span, notes that say where in history
// the other party stands, and fixes that can be applied as they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source_file.hpp"

namespace retort {

enum class Severity { error, warning };

// The closed list of families a tool can filter by.
enum class Family {
  lexical,
  syntax,
  graph,
  name,
  type,
  reference,
  dependency,
  reversibility,
  data_loss,
  dialect,
  integrity,
  schema_diff,
  lint,
  usage  // files, flags and the environment: never about the text of a .mig file
};

// One enumerator per row of codes.def: Code::RT0101. Numbers are never reused.
enum class Code {
#define RETORT_CODE(number, family, severity, rule, title) number,
#include "compiler/diagnostics/codes.def"
#undef RETORT_CODE
};

struct CodeInfo {
  std::string_view name;  // "RT0101"
  Family family;
  Severity severity;
  std::string_view rule;   // the name @allow and [lint] use; empty where the finding cannot be accepted
  std::string_view title;  // one line, for lists
};
[[nodiscard]] CodeInfo const& info(Code code);
[[nodiscard]] std::vector<Code> const& all_codes();
[[nodiscard]] std::optional<Code> find_code(std::string_view name);  // "RT0101", any case
[[nodiscard]] std::string_view name(Family family);                  // "data-loss"
[[nodiscard]] std::vector<std::string> rules();                      // what @allow may name, sorted

struct Note {
  std::string message;
  std::optional<Span> span;
};

// Replace the bytes under `span` by `replacement`.
struct Fix {
  Span span;
  std::string replacement;
};

struct Diagnostic {
  Code code;
  Severity severity;
  Span span;            // file == none: about no place in a file
  std::string message;  // lower case, no full stop, names in 'quotes'
  std::vector<Note> notes;
  std::vector<Fix> fixes;
  std::string label;  // short text behind the caret: "did you mean 'email'?"; may be empty
};

}  // namespace retort
