// SPDX-License-Identifier: Apache-2.0
// Where every stage puts its findings. User mistakes go here and never throw; a stage that reported an error goes on
// with what it has, so that one run reports everything.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.hpp"

namespace retort {

class Sink {
 public:
  // Adds a finding with the severity of its code. The same code at the same span with the same message is kept once (a
  // history replayed for two databases finds most faults twice).
  // The returned reference is good until the next report; use it to attach notes, fixes and a label at once.
  Diagnostic& report(Code code, Span span, std::string message);
  // A finding of another sink, with its notes and fixes; kept once, too.
  void add(Diagnostic const& found);

  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] std::size_t warning_count() const { return warnings_; }
  // In the order of reporting.
  [[nodiscard]] std::vector<Diagnostic> const& all() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
  Diagnostic duplicate_;  // what a suppressed report writes into
  std::vector<std::size_t> buckets_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

// Attach to what report() returned: report(...) | note("created here", span) | fix(span, "email") | label("did you mean
// 'email'?")
inline Diagnostic& operator|(Diagnostic& d, Note note) {
  d.notes.push_back(std::move(note));
  return d;
}
inline Diagnostic& operator|(Diagnostic& d, Fix fix) {
  d.fixes.push_back(std::move(fix));
  return d;
}

}  // namespace retort
