// SPDX-License-Identifier: Apache-2.0
// Taking, renewing and giving up the row.
#include "runtime/src/lease.hpp"

#include <soci/soci.h>

#include <unistd.h>

#include <algorithm>
#include <random>

#include <retort/error.hpp>

#include "runtime/src/bookkeeping.hpp"
#include "runtime/src/drivers_table.hpp"
#include "runtime/src/revision_runner.hpp"

namespace retort {
namespace {

using std::chrono::milliseconds;

// Renewed this often while it holds.
constexpr int renewals_in_a_lease = 4;
// A renewal waits for nobody: only somebody who takes the lease away can have locked the row.
constexpr drivers::limits limits_of_renewal{milliseconds{2000}, milliseconds{10'000}};

// Not to be had twice, whoever makes it and wherever.
std::string new_owner() {
  std::random_device source;
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (int i = 0; i < 32; ++i) out += digits[source() % 16U];
  return out;
}

std::string own_name(options const& settings) {
  constexpr std::size_t most = 500;
  return ("process " + std::to_string(::getpid()) + " of " + who(settings)).substr(0, most);
}

// As people write it, like what databases tell of sessions.
std::string now_in_words() {
  auto out = utc_now().substr(0, 19);
  std::replace(out.begin(), out.end(), 'T', ' ');
  return out;
}

bool says_one(std::vector<row> const& rows) { return !rows.empty() && !rows[0].empty() && rows[0][0] == "1"; }

// Where the table is missing, nothing.
std::optional<std::vector<row>> read_lease(drivers::driver& driver, words::lease_statements const& says) {
  try {
    return driver.query(says.read);
  } catch (drivers::database_error const& refused) {
    if (refused.kind() != drivers::error_kind::missing_table) throw;
    return std::nullopt;
  }
}

void make_table(drivers::driver& driver, words::lease_statements const& says) {
  // Where such a statement ends the transaction it stands in, a new one is begun.
  driver.execute(says.create);
  if (!driver.in_transaction()) static_cast<void>(driver.try_begin(drivers::transaction_kind::plain));
  driver.execute(says.fill);
}

}  // namespace

std::unique_ptr<lease> lease::try_take(drivers::driver& driver, dialect kind, drivers::table_names const& names,
                                       options const& settings, std::string& holder) {
  auto support = driver.lease(names);
  if (!support) throw drivers::database_error("there is no lease here", drivers::error_kind::other, {}, 0);
  auto const& says = support->says;
  auto const found = read_lease(driver, says);
  if (auto const other = drivers::lease_holder(found.value_or(std::vector<row>{})); other && !other->ran_out()) {
    holder = to_string(*other);
    return nullptr;
  }
  auto const owner = new_owner();
  // The clock of a server, and ours, would overflow otherwise.
  auto const length = std::clamp(settings.lease, milliseconds{1}, drivers::longest_limit);
  try {
    static_cast<void>(driver.try_begin(drivers::transaction_kind::plain));
    if (!says.guard.empty() && !says_one(driver.query(says.guard))) {
      driver.rollback();
      auto const other = driver.holder_of_lock(names);
      holder = other ? to_string(*other) : "another migrator, which takes it at this moment";
      return nullptr;
    }
    if (!found || found->empty()) make_table(driver, says);
    std::string const values[] = {owner, own_name(settings), now_in_words(), std::to_string(length.count())};
    bool const taken = driver.modify(says.take, values) == 1;
    if (taken) {
      driver.modify(says.take_fence, {values, 1});
      driver.commit();
    } else {
      driver.rollback();
    }
    if (!taken) {
      holder = "another migrator, which took it at this moment";
      return nullptr;
    }
  } catch (drivers::database_error const& refused) {
    driver.rollback();
    if (refused.kind() != drivers::error_kind::lock) throw;
    holder = "a transaction of its last owner, or another migrator that takes it at this moment";
    return nullptr;
  }
  return std::unique_ptr<lease>(new lease(driver, kind, std::move(*support), owner, length));
}

lease::lease(drivers::driver& driver, dialect kind, drivers::lease_support support, std::string owner,
             milliseconds length)
    : driver_(driver), kind_(kind), support_(std::move(support)), owner_(std::move(owner)), length_(length) {
  renewing_ = std::jthread([this](std::stop_token const& stop) { renew_again_and_again(stop); });
}

lease::~lease() {
  renewing_.request_stop();
  wakes_.notify_all();
  renewing_.join();
  driver_.rollback();
  try {
    driver_.modify(support_.says.release, {&owner_, 1});
  } catch (std::exception const&) {
    // It runs out by itself.
  }
}

// Whatever goes wrong here is tried again until it is too late, and then found out by fence() and confirm().
void lease::renew_again_and_again(std::stop_token const& stop) {
  std::unique_ptr<soci::session> session;
  std::unique_ptr<drivers::driver> over;
  auto const between = std::max(milliseconds{1}, length_ / renewals_in_a_lease);
  std::unique_lock lock(mutex_);
  while (!wakes_.wait_for(lock, stop, between, [] { return false; }) && !stop.stop_requested()) {
    try {
      if (!over) {
        session = support_.connect_again();
        over = find_driver(kind_)->attach(*session);
        over->enter(limits_of_renewal);
      }
      std::string const values[] = {owner_, std::to_string(length_.count())};
      static_cast<void>(over->try_begin(drivers::transaction_kind::plain));
      bool const ours = over->modify(support_.says.renew, values) == 1;
      over->commit();
      if (!ours) return;
    } catch (drivers::database_error const& refused) {
      if (over) over->rollback();
      if (refused.kind() != drivers::error_kind::connection) continue;
      over.reset();
      session.reset();
    } catch (std::exception const&) {
      over.reset();
      session.reset();
    }
  }
}

void lease::lost() {
  throw lock_lost(
      "the lock of this run, a lease, was taken away from it: it had not been renewed for longer than the lease, or "
      "was "
      "removed by hand; what was committed stays, what was open is rolled back, and a later run carries on");
}

void lease::fence() {
  if (!support_.says.guard.empty() && !says_one(driver_.query(support_.says.guard)))
    throw drivers::database_error("another migrator, which is connected to the database itself, holds the lock",
                                  drivers::error_kind::lock, {}, 0);
  if (driver_.modify(support_.says.fence, {&owner_, 1}) != 1) lost();
}

void lease::confirm() {
  std::string const values[] = {owner_, std::to_string(length_.count())};
  if (driver_.modify(support_.says.renew, values) != 1) lost();
}

std::optional<lock_holder> holder_of_lease(drivers::driver& driver, drivers::table_names const& names) {
  auto const support = driver.lease(names);
  if (!support) return std::nullopt;
  return drivers::lease_holder(read_lease(driver, support->says).value_or(std::vector<row>{}));
}

bool remove_lease(drivers::driver& driver, drivers::table_names const& names, bool even_alive) {
  auto const support = driver.lease(names);
  if (!support) return false;
  auto const found = read_lease(driver, support->says);
  if (!found || found->empty()) return false;
  std::string const owner = found->front().at(0).value_or("");
  return !owner.empty() && driver.modify(even_alive ? support->says.release : support->says.remove, {&owner, 1}) == 1;
}

}  // namespace retort
