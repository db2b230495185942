// SPDX-License-Identifier: Apache-2.0
// The lock of the migrators where sessions cannot be trusted: a row with an owner and an end, renewed over a connection
// of its own while the run is at work (one statement may take an hour, and the lease only has to outlive a pause in
// that). Transactions write a row that names the owner, so that none is committed once somebody else has the lease.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <retort/options.hpp>

#include "runtime/drivers/driver.hpp"

namespace retort {

class lease {
 public:
  // One try; nullptr where somebody else has it, and `holder` says who. `driver` must outlive the lease and be in no
  // transaction. Makes the table where it is missing. Throws drivers::database_error.
  [[nodiscard]] static std::unique_ptr<lease> try_take(drivers::driver& driver, dialect kind,
                                                       drivers::table_names const& names, options const& settings,
                                                       std::string& holder);
  // Gives it up; rolls back what is open.
  ~lease();
  lease(lease const&) = delete;
  lease& operator=(lease const&) = delete;

  // In the open transaction: from here on to its end nobody takes the lease, or the transaction fails. Throws
  // lock_lost; database_error of kind lock where a migrator with a lock of its session is at work.
  void fence();
  // Outside transactions, before a statement that cannot be fenced: renews it. Throws lock_lost.
  void confirm();

 private:
  lease(drivers::driver& driver, dialect kind, drivers::lease_support support, std::string owner,
        std::chrono::milliseconds length);
  [[noreturn]] void lost();
  void renew_again_and_again(std::stop_token const& stop);

  drivers::driver& driver_;
  dialect kind_;
  drivers::lease_support support_;
  std::string owner_;
  std::chrono::milliseconds length_;
  std::mutex mutex_;
  std::condition_variable_any wakes_;
  std::jthread renewing_;
};

// Who has the lease for these tables; nothing: nobody, or the database knows no leases. Outside transactions. Throws
// drivers::database_error.
[[nodiscard]] std::optional<lock_holder> holder_of_lease(drivers::driver& driver, drivers::table_names const& names);
// Takes it away from whoever has it, `holder_of_lease()` said who; `even_alive`: also where it has not run out. False:
// it has not, or is another's by now.
[[nodiscard]] bool remove_lease(drivers::driver& driver, drivers::table_names const& names, bool even_alive);

}  // namespace retort
