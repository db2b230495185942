// SPDX-License-Identifier: Apache-2.0
// A migration on a thread and a connection of its own, while the application goes on. In: where the database is, a
// bundle, settings. Out: a future of what was done. Link Retort::runtime.
#pragma once

#include <future>
#include <string>

#include <retort/migrator.hpp>

namespace retort {

// migrator::upgrade() of the database at `url` (as after --db: "postgresql://me@host/shop"; docs/commands.md). A SQLite
// file that is not there is made. The thread has begun when this returns, and nothing has been waited for: what goes
// wrong, a `url` that cannot be understood as well, is thrown by get() of the future: what upgrade() throws, error,
// connection_failed, unusable_session. Throws std::system_error where no thread can be made.
//
// options::stop ends it between two statements or batches: get() throws canceled then, and what was committed stays.
// options::observer is called on that thread, and must outlive the future. The destructor of the future waits for the
// end of the migration, as that of std::async does: keep the future, and ask for a stop before you leave early. Steps
// written in C++ run on that thread, with its session.
[[nodiscard]] std::future<move_result> upgrade_async(std::string url, linked_bundle migrations, options settings = {},
                                                     std::string target = "head");
// The same for migrator::downgrade(). A SQLite file that is not there counts as an empty database.
[[nodiscard]] std::future<move_result> downgrade_async(std::string url, linked_bundle migrations, options settings = {},
                                                       std::string target = "-1");

}  // namespace retort
