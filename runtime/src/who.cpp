// SPDX-License-Identifier: Apache-2.0
// Who runs the migration, for retort_history.
#include <pwd.h>
#include <unistd.h>

#include <array>

#include "runtime/src/revision_runner.hpp"

namespace retort {

std::string who(options const& settings) {
  if (!settings.who.empty()) return settings.who;
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  std::string name = "uid " + std::to_string(geteuid());
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    name = found->pw_name;
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) return name;
  return name + "@" + host.data();
}

}  // namespace retort
