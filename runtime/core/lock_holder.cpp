// SPDX-License-Identifier: Apache-2.0
// Holders of the lock, and how far statements are, in words.
#include <retort/repair.hpp>

namespace retort {

std::string to_string(lock_holder const& holder) {
  std::string out = holder.process.empty() ? std::string("somebody") : holder.process;
  if (!holder.application.empty()) out += " (" + holder.application + ")";
  if (!holder.user.empty()) out += " of user " + holder.user;
  if (!holder.host.empty()) out += " from " + holder.host;
  if (!holder.since.empty())
    out += (holder.by == lock_holder::means::session ? ", connected since " : ", since ") + holder.since + " UTC";
  if (holder.by != lock_holder::means::lease) return out;
  return out + (holder.ran_out()
                    ? ", whose lease ran out " + std::to_string(-holder.left.count() / 1000) + " s ago"
                    : ", by a lease that is renewed and has " + std::to_string(holder.left.count() / 1000) + " s left");
}

std::string_view to_string(progress_of_statement state) noexcept {
  switch (state) {
    case progress_of_statement::done:
      return "done";
    case progress_of_statement::part_done:
      return "part done";
    case progress_of_statement::open:
      return "open";
    case progress_of_statement::in_doubt:
      return "in doubt";
    case progress_of_statement::to_come:
      return "to come";
  }
  return "";
}

}  // namespace retort
