// SPDX-License-Identifier: Apache-2.0
// The one place that prints findings.
#include "compiler/cli/report.hpp"

#include <algorithm>
#include <ostream>

#include "compiler/diagnostics/render.hpp"

namespace retort::cli {

void report(Sources const& sources, std::vector<Diagnostic> const& findings, Arguments const& arguments,
            Console const& console) {
  switch (arguments.format) {
    case Format::text: {
      TextOptions options;
      options.colour = arguments.colour == Colour::always || (arguments.colour == Colour::automatic && console.colour);
      options.error_limit = arguments.error_limit;
      options.warnings_as_errors = arguments.warnings_as_errors;
      console.err << render_text(sources, findings, options);
      break;
    }
    case Format::json:
      console.out << render_json(sources, findings);
      break;
    case Format::sarif:
      console.out << render_sarif(sources, findings, RETORT_VERSION);
      break;
  }
}

bool fail(std::vector<Diagnostic> const& findings, Arguments const& arguments) {
  return std::any_of(findings.begin(), findings.end(), [&](Diagnostic const& d) {
    return d.severity == Severity::error || arguments.warnings_as_errors;
  });
}

}  // namespace retort::cli
