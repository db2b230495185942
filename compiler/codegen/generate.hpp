// SPDX-License-Identifier: Apache-2.0
// The C++ that add_migrations() compiles. In: the bundles of a history and the names of the steps they call. Out: a
// header, a source file, and a source file for each database. The same input gives the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::codegen {

struct EmbeddedBundle {
  std::string dialect;    // "sqlite": the name of the enumerator of retort::dialect as well
  std::string_view text;  // of the bundle; not empty
};
struct History {
  std::string name;        // begins the names of the files: letters, digits, '_', '-' and '.'
  std::string name_space;  // "shop::migrations"
  std::vector<EmbeddedBundle> bundles;
  std::vector<std::string> calls;  // names of `call` steps, without repeats
};
struct GeneratedFile {
  std::string name, text;
};

// Whether `a::b` can be opened by generated code: no keyword in it, and no namespace of others.
[[nodiscard]] bool may_be_namespace(std::string_view name);

// NAME.hpp, NAME.cpp, and NAME.DIALECT.cpp for each bundle.
[[nodiscard]] std::vector<GeneratedFile> generate(History const& history);

// The C++ functions that the steps are: their own names, but for what C++ does not take ('delete' becomes 'delete_',
// other characters than letters and digits '_'). One a call, all different.
[[nodiscard]] std::vector<std::string> function_names(std::vector<std::string> const& calls);

}  // namespace retort::codegen
