// SPDX-License-Identifier: Apache-2.0
// GCC's first line, so that editors find the place; then the source and what can be done, so that people do.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/base/utf8.hpp"
#include "compiler/diagnostics/label.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/diagnostics/snippet.hpp"

namespace retort {

namespace {

constexpr std::size_t snippet_width = 100;
constexpr std::size_t longest_help = 60;  // code points of a fix that are shown

enum class Ink { bold, error, warning, note, mark };

class TextRenderer {
 public:
  TextRenderer(Sources const& sources, TextOptions const& options) : sources_(sources), options_(options) {}

  void add(Diagnostic const& d) {
    bool const error = d.severity == Severity::error;
    headline(d.span, error ? Ink::error : Ink::warning, error ? "error" : "warning",
             fmt::format("{} [{}]", printable(d.message), info(d.code).name));
    show(d.span, d.label);
    for (auto const& fix : d.fixes)
      if (!repeats(d.label, fix)) help(fix);
    for (auto const& note : d.notes) {
      if (note.span && note.span->file.index != FileId::none) {
        headline(*note.span, Ink::note, "note", printable(note.message));
        show(*note.span, {});
      } else {
        out_ += fmt::format("  = {} {}\n", ink(Ink::note, "note:"), printable(note.message));
      }
    }
  }
  void line(std::string const& text) { out_ += text + '\n'; }
  [[nodiscard]] std::string ink(Ink which, std::string_view text) const {
    if (!options_.colour) return std::string(text);
    char const* sgr = "";
    switch (which) {
      case Ink::bold:
        sgr = "1";
        break;
      case Ink::error:
        sgr = "1;31";
        break;
      case Ink::warning:
        sgr = "1;35";
        break;
      case Ink::note:
        sgr = "1;36";
        break;
      case Ink::mark:
        sgr = "1;32";
        break;
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", sgr, text);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void headline(Span span, Ink colour, std::string_view kind, std::string const& message) {
    std::string place = "retort:";
    if (span.file.index != FileId::none) {
      auto const& file = sources_[span.file];
      auto const at = file.position(span.begin);
      place = fmt::format("{}:{}:{}:", printable(file.name()), at.line, at.column);
    }
    out_ += fmt::format("{} {} {}\n", ink(Ink::bold, place), ink(colour, std::string(kind) + ":"), message);
  }

  void show(Span span, std::string const& label) {
    if (span.file.index == FileId::none) return;
    auto const& file = sources_[span.file];
    auto const number = file.position(span.begin).line;
    std::size_t const start = file.line_start(number);
    auto const text = file.line(number);
    std::size_t const begin = span.begin > start ? span.begin - start : 0;
    std::size_t const end = span.end > start ? span.end - start : 0;
    auto const snippet = make_snippet(text, begin, std::min(end, text.size()), snippet_width);
    std::string const gutter = fmt::format("{:>4}", number);
    out_ += fmt::format("{} |{}{}\n", gutter, snippet.line.empty() ? "" : " ", snippet.line);
    out_ += fmt::format("{} | {}{}{}{}\n", std::string(gutter.size(), ' '), std::string(snippet.indent, ' '),
                        ink(Ink::mark, snippet.underline.substr(snippet.indent)), label.empty() ? "" : " ",
                        ink(Ink::mark, printable(label)));
  }

  static std::string shortened(std::string_view text) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size() && count < longest_help; ++count) {
      auto const length = decode(text, i).length;
      out += text.substr(i, length);
      i += length;
    }
    return printable(out.size() < text.size() ? out + "…" : out);
  }

  void help(Fix const& fix) {
    auto const old = sources_.text(fix.span);
    std::string sentence;
    if (fix.replacement.empty())
      sentence = fmt::format("remove '{}'", shortened(old));
    else if (old.empty())
      sentence = fmt::format("write '{}' here", shortened(fix.replacement));
    else
      sentence = fmt::format("write '{}' instead of '{}'", shortened(fix.replacement), shortened(old));
    out_ += fmt::format("  = {} {}\n", ink(Ink::note, "help:"), sentence);
  }

  Sources const& sources_;
  TextOptions const& options_;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// "2 errors, 1 warning"; empty when both are zero.
std::string counted(std::size_t errors, std::size_t warnings) {
  std::string out;
  if (errors > 0) out = counted(errors, "error");
  if (warnings > 0) out += (out.empty() ? "" : ", ") + counted(warnings, "warning");
  return out;
}

}  // namespace

std::vector<Diagnostic> sorted(std::vector<Diagnostic> findings) {
  auto const file = [](Diagnostic const& d) { return d.span.file.index + 1U; };  // none becomes 0
  std::stable_sort(findings.begin(), findings.end(), [&](Diagnostic const& a, Diagnostic const& b) {
    if (file(a) != file(b)) return file(a) < file(b);
    return a.span.begin < b.span.begin;
  });
  return findings;
}

std::string render_text(Sources const& sources, std::vector<Diagnostic> const& findings, TextOptions const& options) {
  if (findings.empty()) return {};
  TextRenderer out(sources, options);
  std::size_t errors = 0;
  std::size_t warnings = 0;
  Diagnostic const* first = nullptr;
  auto const shown = [&](std::size_t count) {
    return options.error_limit == 0 ? count : std::min(count, options.error_limit);
  };
  auto const ordered = sorted(findings);
  for (auto const& d : ordered) {
    auto& count = d.severity == Severity::error ? errors : warnings;
    ++count;
    if (shown(count) == count) out.add(d);
    if (first == nullptr || (first->severity != Severity::error && d.severity == Severity::error)) first = &d;
  }
  std::size_t const hidden_errors = errors - shown(errors);
  std::size_t const hidden_warnings = warnings - shown(warnings);
  if (hidden_errors > 0 && hidden_warnings > 0)
    out.line(fmt::format("retort: {} more errors and {} more warnings; '--error-limit 0' shows all", hidden_errors,
                         hidden_warnings));
  else if (hidden_errors + hidden_warnings > 0)
    out.line(fmt::format("retort: {} more {}; '--error-limit 0' shows all", hidden_errors + hidden_warnings,
                         hidden_errors > 0      ? hidden_errors == 1 ? "error" : "errors"
                         : hidden_warnings == 1 ? "warning"
                                                : "warnings"));
  out.line(fmt::format("retort: {}{}; 'retort explain {}' says more", counted(errors, warnings),
                       errors == 0 && options.warnings_as_errors ? " (warnings are errors here)" : "",
                       info(first->code).name));
  return out.take();
}

}  // namespace retort
