// SPDX-License-Identifier: Apache-2.0
// For the tests of the reader: sample.bundle, which was written when format 1 was made and must be read for ever; and a
// way to change it and make its checksums fit again.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::core::test {

inline std::string sample_path() { return std::string(RETORT_SOURCE_DIR) + "/tests/unit/core/sample.bundle"; }

inline std::string sample() {
  std::ifstream in(sample_path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The header without its last lines, and the sections.
struct Parts {
  std::string head, index, statements, sql;
};

inline Parts parts_of(std::string const& text) {
  Parts out;
  auto const size_of = [&](std::string const& section) {
    return std::stoul(text.substr(text.find('\n' + section + ' ') + section.size() + 2));
  };
  out.head = text.substr(0, text.find("\nindex ") + 1);
  auto const begin = text.find("\n\n") + 2;
  out.index = text.substr(begin, size_of("index"));
  out.statements = text.substr(begin + out.index.size(), size_of("statements"));
  out.sql = text.substr(begin + out.index.size() + out.statements.size());
  return out;
}

inline std::string sealed(Parts const& parts) {
  auto out = parts.head;
  auto const add = [&](std::string const& name, std::string const& section) {
    out += name + ' ' + std::to_string(section.size()) + ' ' + format::spell_xxh64(xxh64_of(section)) + '\n';
  };
  add("index", parts.index);
  add("statements", parts.statements);
  add("sql", parts.sql);
  out += "header " + format::spell_xxh64(xxh64_of(out)) + "\n\n";
  return out + parts.index + parts.statements + parts.sql;
}

}  // namespace retort::core::test
