// SPDX-License-Identifier: Apache-2.0
// Opens sessions through the drivers.
#include "runtime/src/connect.hpp"

#include <soci/soci.h>

#include "runtime/drivers/url.hpp"
#include "runtime/src/drivers_table.hpp"

namespace retort {

struct database::state {
  drivers::database_url url;
  drivers::entry const* driver = nullptr;
};

namespace {

drivers::entry const* driver_for(dialect wanted) {
  auto const* found = find_driver(wanted);
  if (found == nullptr)
    throw unusable_session("this program was built without the driver for " + std::string(to_string(wanted)));
  return found;
}

}  // namespace

std::string part_of_url(std::string_view text) { return drivers::percent_encode(text); }

database::database(std::unique_ptr<state> parsed) : state_(std::move(parsed)) {}
database::~database() = default;
database::database(database&&) noexcept = default;
database& database::operator=(database&&) noexcept = default;

database database::from_url(std::string_view url) {
  try {
    auto parsed = drivers::parse_url(url);
    auto const* driver = driver_for(parsed.dialect);
    return database(std::make_unique<state>(state{std::move(parsed), driver}));
  } catch (drivers::url_error const& wrong) {
    throw bad_url(wrong.what());
  }
}

retort::dialect database::dialect() const { return state_->url.dialect; }
std::string database::display() const { return drivers::display(state_->url); }
bool database::exists() const { return state_->driver->exists(state_->url); }

std::shared_ptr<soci::session> database::open(bool create) const {
  try {
    return state_->driver->connect(state_->url, create);
  } catch (drivers::database_error const& refused) {
    throw connection_failed(refused.what());
  }
}

}  // namespace retort
