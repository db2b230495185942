// SPDX-License-Identifier: Apache-2.0
// migrations.lock: which revisions were released, and what they said then. In: its text. Out: its entries, and back.
// One line a revision, sorted by id, so that two branches of a repository merge without conflicts:
//   3f9a1c2b7d4e c1:0123… revision 3f9a1c2b7d4e 'Users';\nrevises base;\n\nupgrade {\n …
// The text behind the checksum is the canonical file, \n for a line's end and \\ for a backslash. In front of it stands
// `naming:` and a number where another convention than the usual one gave the constraints their names.
#pragma once

#include <string>
#include <vector>

#include "compiler/diagnostics/sink.hpp"

namespace retort::release {

struct Entry {
  std::string id, checksum;
  std::string naming;  // stands for the convention of names; empty: the usual one
  std::string text;    // of the file, as it was released; canonical
  Span span;           // of its id in the lock file
  bool whole = true;   // all files beside the lock file were read: what has no file is gone
  friend bool operator==(Entry const& a, Entry const& b) {
    return a.id == b.id && a.checksum == b.checksum && a.naming == b.naming && a.text == b.text;
  }
};

// Lines that cannot be read, and ids that come with two texts, are reported and left out. Empty lines and those that
// begin with
// '#' are passed over.
[[nodiscard]] std::vector<Entry> read_lock(Sources const& sources, FileId file, Sink& sink);

// With a heading that says what it is; sorted.
[[nodiscard]] std::string lock_text(std::vector<Entry> entries);

}  // namespace retort::release
