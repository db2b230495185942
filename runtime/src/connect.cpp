// SPDX-License-Identifier: Apache-2.0
// Opens sessions through the drivers.
#include "runtime/src/connect.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "runtime/drivers/url.hpp"
#include "runtime/src/drivers_table.hpp"

namespace retort {

struct database::state {
  drivers::database_url url;
  drivers::entry const* driver = nullptr;
  patience waits{};
};

namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{50};
constexpr milliseconds longest_pause{1000};
constexpr milliseconds between_reports{5000};

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
    return database(std::make_unique<state>(state{std::move(parsed), driver, {}}));
  } catch (drivers::url_error const& wrong) {
    throw bad_url(wrong.what());
  }
}

retort::dialect database::dialect() const { return state_->url.dialect; }
std::string database::display() const { return drivers::display(state_->url); }
bool database::exists() const { return state_->driver->exists(state_->url); }

void database::wait_for_it(patience with) { state_->waits = std::move(with); }

std::shared_ptr<soci::session> database::open(bool create) const {
  auto const& with = state_->waits;
  auto const begun = std::chrono::steady_clock::now();
  auto nap = first_pause;
  milliseconds next_report{0};
  for (;;) {
    std::optional<drivers::database_error> refused;
    try {
      std::shared_ptr<soci::session> session = state_->driver->connect(state_->url, create);
      if (with.wait.count() == 0) return session;
      // A proxy greets for a server that is not there, and a node without its cluster answers nothing.
      try {
        (void)state_->driver->attach(*session)->query("select 1");
        return session;
      } catch (drivers::database_error const& silent) {
        refused.emplace("the database " + display() + " does not answer: " + silent.what(), silent.kind(),
                        silent.sqlstate(), silent.native_code());
        if (silent.kind() != drivers::error_kind::connection) throw connection_failed(refused->what());
      }
    } catch (drivers::database_error const& at_once) {
      refused.emplace(at_once);
      if (with.wait.count() == 0 || !state_->driver->may_pass(state_->url, at_once))
        throw connection_failed(at_once.what());
    }
    auto const waited = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
    if (waited >= with.wait)
      throw connection_failed(std::string(refused->what()) + "; gave up after " + std::to_string(waited.count()) +
                              " ms (--wait)");
    if (with.tell && waited >= next_report) {
      with.tell(refused->what());
      next_report = waited + between_reports;
    }
    std::this_thread::sleep_for(std::min(nap, with.wait - waited));
    nap = std::min(nap * 2, longest_pause);
  }
}

}  // namespace retort
