// SPDX-License-Identifier: Apache-2.0
// The order of the steps from one schema to another, and what is left when they are done.
#include "compiler/model/changes/changes.hpp"

#include "compiler/model/changes/working.hpp"

namespace retort::model {

Changes changes_between(Schema const& from, Schema const& wanted, std::vector<Rename> const& renames,
                        ReplayOptions const& options) {
  Changes out;
  changes::Working working(from, wanted, options);
  changes::rename(working, renames, out.refused);
  // Every step does what can be done and is not done yet. Mostly one round is enough; another one is for what had to
  // wait: a name that something unwanted had, or what was taken out of the way of something else.
  constexpr int enough = 8;  // should two steps undo each other for ever
  for (int round = 0; round < enough; ++round) {
    std::size_t const before = working.list.size();
    changes::drop_parts(working);
    changes::make_types(working);
    changes::make_tables(working);
    changes::change_columns(working);
    changes::make_parts(working);
    changes::drop_objects(working);
    changes::make_views(working);
    if (working.list.size() == before) break;
  }
  changes::change_comments(working);
  out.remaining = compare(working.now(), wanted, "after all that can be done", "in the wanted schema");
  out.list = std::move(working.list);
  return out;
}

}  // namespace retort::model
