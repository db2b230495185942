// SPDX-License-Identifier: Apache-2.0
// What is behind a LiveDatabase, for live.cpp and scratch.cpp alone: an open session of the runtime, and its exceptions
// as those of commands. Empty where the program is built without the runtime.
#pragma once

#include "compiler/cli/live.hpp"

#ifdef RETORT_WITH_RUNTIME
#include <string>

#include "runtime/src/reading.hpp"

namespace retort::cli {

struct LiveDatabase::State {
  database where;
  open_database opened;
  std::string display;
};

template <class F>
auto translated(F&& f) {
  try {
    return f();
  } catch (bad_url const& wrong) {
    throw UsageError(wrong.what());
  } catch (connection_failed const& missing) {
    throw Unreachable(missing.what());
  } catch (unusable_session const& useless) {
    throw Unreachable(useless.what());
  } catch (error const& refused) {
    throw DatabaseRefused(refused.what());
  }
}

}  // namespace retort::cli
#endif
