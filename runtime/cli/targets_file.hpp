// SPDX-License-Identifier: Apache-2.0
// The file of --targets: which databases there are. In: text and the environment. Out: names and URLs. Opens nothing
// but the file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/connect.hpp"

namespace retort::cli {

struct listed_target {
  std::string name;  // as written, else the URL without password and options
  std::string url;   // with what ${NAME} stands for
  database where;
};

// What a variable of the environment holds; nothing where there is none.
using variables = std::function<std::optional<std::string>(std::string const& name)>;

// A line is `URL` or `NAME URL`; empty lines, and what begins with '#', are passed over. ${NAME} in a URL stands for
// the variable NAME of the environment: percent-encoded, so that any password fits, unless it is all of the URL.
// `file` is for messages. Throws usage_error for what cannot be understood, environment_error for a variable that is
// not set; neither shows a URL.
[[nodiscard]] std::vector<listed_target> parse_targets(std::string_view text, std::string const& file,
                                                       variables const& environment);
// The same from a file, "-" is standard input, and from the environment of the process. Throws environment_error where
// it cannot be read.
[[nodiscard]] std::vector<listed_target> read_targets(std::string const& file);

}  // namespace retort::cli
