// SPDX-License-Identifier: Apache-2.0
// One function a command: settings in, an exit code out. They print to the console and let UsageError, FileError and
// defects through to run().
#pragma once

#include "compiler/cli/arguments.hpp"
#include "compiler/cli/run.hpp"

namespace retort::cli {

int check(Arguments const& arguments, Console const& console);
int compile(Arguments const& arguments, Console const& console);
int format(Arguments const& arguments, Console const& console);
int explain(Arguments const& arguments, Console const& console);
int heads(Arguments const& arguments, Console const& console);
int history(Arguments const& arguments, Console const& console);
int graph(Arguments const& arguments, Console const& console);
int edit(Arguments const& arguments, Console const& console);
int completion(Arguments const& arguments, Console const& console);
int show(Arguments const& arguments, Console const& console);
int branches(Arguments const& arguments, Console const& console);
int new_revision(Arguments const& arguments, Console const& console);
int release_revisions(Arguments const& arguments, Console const& console);
int squash(Arguments const& arguments, Console const& console);
int merge(Arguments const& arguments, Console const& console);
int init(Arguments const& arguments, Console const& console);
int diff(Arguments const& arguments, Console const& console);
int verify(Arguments const& arguments, Console const& console);
int inspect(Arguments const& arguments, Console const& console);
int sign(Arguments const& arguments, Console const& console);
int keygen(Arguments const& arguments, Console const& console);
int plan(Arguments const& arguments, Console const& console);
int sql(Arguments const& arguments, Console const& console);

}  // namespace retort::cli
