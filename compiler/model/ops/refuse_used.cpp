// SPDX-License-Identifier: Apache-2.0
// The refusal to drop or change what others need, with all that stands on them in its turn.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/model/ops/dependency.hpp"

namespace retort::model::ops {

namespace {

// Who needs a user.
std::vector<User> users_of(Schema const& schema, User const& user) {
  Table const* table = schema.table(user.of);
  switch (user.kind) {
    case User::Kind::other:
      return {};
    case User::Kind::view:
      return views_on(schema, user.of);
    case User::Kind::column:
      return table == nullptr ? std::vector<User>() : users_of_column(schema, *table, user.name);
    case User::Kind::constraint:
    case User::Kind::index: {
      if (table == nullptr) return {};
      Table without = *table;
      std::erase_if(without.constraints,
                    [&](Constraint const& c) { return user.kind == User::Kind::constraint && c.name == user.name; });
      std::erase_if(without.indexes,
                    [&](Index const& i) { return user.kind == User::Kind::index && i.name == user.name; });
      return references_without_key(schema, without);
    }
  }
  return {};
}

// What has to go, in an order in which it can.
class Drops {
 public:
  explicit Drops(Schema const& schema) : schema_(schema) {}

  void add(User const& user) {
    if (!seen_.insert(user.drop).second) return;
    for (auto const& one : users_of(schema_, user)) add(one);
    text_ += (text_.empty() ? "" : " ") + user.drop;
    all_.push_back(user);
  }
  [[nodiscard]] std::string const& text() const { return text_; }
  [[nodiscard]] std::vector<User> const& all() const { return all_; }

 private:
  Schema const& schema_;
  std::set<std::string> seen_;
  std::vector<User> all_;
  std::string text_;
};

}  // namespace

bool refuse_used(Context& context, Span span, std::string const& situation, std::vector<User> const& users) {
  if (users.empty()) return false;
  Drops drops(context.schema);
  for (auto const& user : users) drops.add(user);
  auto& d = context.error(
      Code::RT0501, span,
      users.size() == 1 ? fmt::format("{}: {} needs it", situation, users.front().what)
                        : fmt::format("{}: {} and {} more need it", situation, users.front().what, users.size() - 1));
  for (auto const& user : users)
    if (user.made.file.index != FileId::none) d | Note{user.what + " was made here", user.made};
  for (auto const& user : drops.all()) {
    bool const direct = std::any_of(users.begin(), users.end(), [&](User const& u) { return u.drop == user.drop; });
    if (!direct && user.made.file.index != FileId::none)
      d | Note{user.what + ", which needs one of these, was made here", user.made};
  }
  d | Note{"write before it: " + drops.text(), std::nullopt};
  return true;
}

}  // namespace retort::model::ops
