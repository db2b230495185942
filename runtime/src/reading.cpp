// SPDX-License-Identifier: Apache-2.0
// A session, and the driver over it.
#include "runtime/src/reading.hpp"

#include <soci/soci.h>

#include <utility>

#include "runtime/src/drivers_table.hpp"

namespace retort {

struct open_database::state {
  std::shared_ptr<soci::session> session;
  std::unique_ptr<drivers::driver> driver;
};

namespace {

template <class F>
auto asked(F&& ask) {
  try {
    return ask();
  } catch (drivers::database_error const& refused) {
    if (refused.kind() == drivers::error_kind::connection) throw connection_failed(refused.what());
    throw question_refused(refused.what());
  } catch (drivers::useless_session const& useless) {
    throw unusable_session(useless.what());
  }
}

}  // namespace

open_database::open_database(database const& where, bool create) : state_(std::make_unique<state>()) {
  if (!create && !where.exists()) throw connection_failed("there is no database " + where.display());
  state_->session = where.open(create);
  auto const* found = find_driver(where.dialect());  // is there: the URL was taken
  state_->driver = found->attach(*state_->session);
  asked([&] { state_->driver->enter({}); });
}
open_database::~open_database() {
  if (state_ && state_->driver) state_->driver->leave();
}
open_database::open_database(open_database&&) noexcept = default;
open_database& open_database::operator=(open_database&&) noexcept = default;

words::vocabulary const& open_database::words() const { return state_->driver->words(); }

soci::session& open_database::session() { return *state_->session; }

std::vector<row> open_database::query(std::string_view sql) {
  return asked([&] { return state_->driver->query(sql); });
}
void open_database::execute(std::string_view sql) {
  asked([&] { state_->driver->execute(sql); });
}

}  // namespace retort
