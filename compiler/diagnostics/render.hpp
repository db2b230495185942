// SPDX-License-Identifier: Apache-2.0
// Findings as text for people, as JSON and as SARIF for programs. In: the sources and the findings, in any order. Out:
// the whole output. Nothing here writes to a stream or knows a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.hpp"

namespace retort {

// The order of printing: what is about no file, then by file in the order in which the files were added, then by
// offset; findings at one place keep their order.
[[nodiscard]] std::vector<Diagnostic> sorted(std::vector<Diagnostic> findings);

struct TextOptions {
  bool colour = false;           // SGR sequences
  std::size_t error_limit = 20;  // so many errors and so many warnings are printed; 0: all
  bool warnings_as_errors = false;
};

// `file:line:column: error: message [RT0301]`, the source line, a caret under the span with the label behind it; notes
// with their own places; fixes as help. What is harmful to a terminal in sources and messages is spelt out. A line with
// the numbers of errors and warnings ends it; empty without findings.
[[nodiscard]] std::string render_text(Sources const& sources, std::vector<Diagnostic> const& findings,
                                      TextOptions const& options);

// {"diagnostics":[{"file","line","column","end_line","end_column","code","severity","family","message","notes","fixes"}]}
// and a newline. The end is the place behind the last character. What is about no file has the file "" and only zeros.
// A note has "message" and, with a place, the five members of a place; a fix has these and "replacement". A label that
// no fix repeats is the first note.
[[nodiscard]] std::string render_json(Sources const& sources, std::vector<Diagnostic> const& findings);

// A log of SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0) with one run.
[[nodiscard]] std::string render_sarif(Sources const& sources, std::vector<Diagnostic> const& findings,
                                       std::string_view version);

}  // namespace retort
