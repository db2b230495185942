// SPDX-License-Identifier: Apache-2.0
// A migrator on a thread of its own.
#include <retort/async.hpp>

#include <utility>

#include "runtime/src/connect.hpp"

namespace retort {
namespace {

std::future<move_result> move_async(direction way, std::string url, linked_bundle migrations, options settings,
                                    std::string target) {
  return std::async(std::launch::async, [way, url = std::move(url), migrations = std::move(migrations),
                                         settings = std::move(settings), target = std::move(target)]() mutable {
    auto const session = database::from_url(url).open(way == direction::upgrade);
    migrator migrate(*session, std::move(migrations), std::move(settings));
    return way == direction::upgrade ? migrate.upgrade(target) : migrate.downgrade(target);
  });
}

}  // namespace

std::future<move_result> upgrade_async(std::string url, linked_bundle migrations, options settings,
                                       std::string target) {
  return move_async(direction::upgrade, std::move(url), std::move(migrations), std::move(settings), std::move(target));
}
std::future<move_result> downgrade_async(std::string url, linked_bundle migrations, options settings,
                                         std::string target) {
  return move_async(direction::downgrade, std::move(url), std::move(migrations), std::move(settings),
                    std::move(target));
}

}  // namespace retort
