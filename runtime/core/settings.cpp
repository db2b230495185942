// SPDX-License-Identifier: Apache-2.0
// The defaults of what nobody says anything about.
#include "runtime/core/settings.hpp"

#include "runtime/core/table_names.hpp"

namespace retort::core {

options filled(options given, bundle_defaults const& said) {
  auto const name = [](std::string& own, std::string const& history, char const* otherwise) {
    own = table_or(own, table_or(history, otherwise).c_str());
  };
  name(given.version_table, said.version_table, default_version_table);
  name(given.history_table, said.history_table, default_history_table);
  name(given.journal_table, said.journal_table, default_journal_table);
  name(given.schema, said.schema, "");
  if (!given.lock_timeout) given.lock_timeout = said.lock_timeout.value_or(std::chrono::seconds(10));
  if (!given.statement_timeout) given.statement_timeout = said.statement_timeout.value_or(std::chrono::hours(1));
  if (!given.store_downgrade) given.store_downgrade = said.store_downgrade;
  return given;
}

}  // namespace retort::core
