// SPDX-License-Identifier: Apache-2.0
// Fills the braces of faulty statements with what there is.
#include <algorithm>
#include <map>

#include "tests/property/faults.hpp"

namespace retort::test {

namespace {

using Found = std::optional<std::string>;

// What stands for a name in braces, always the same in one text.
class Filler {
 public:
  Filler(KnownSchema const& schema, KnownTable const* table, RandomStatements& statements, Random& random)
      : schema_(schema), table_(table), statements_(statements), random_(random) {}

  Found get(std::string const& what) {
    if (auto const there = names_.find(what); there != names_.end()) return there->second;
    auto out = find(what);
    if (out) names_[what] = *out;
    return out;
  }

 private:
  Found find(std::string const& what) {
    if (what.starts_with("new")) return random_.fresh("y");
    if (what == "type") return any_name(schema_.enums, [&](auto const& e) { return schema_.may_change(e.name); });
    if (what == "usedtype") return any_name(schema_.enums, [&](auto const& e) { return schema_.uses(e.name) != 0; });
    if (what == "view") return any_name(schema_.views, [&](auto const& v) { return schema_.may_change(v.name); });
    if (what == "usedtable")
      return any_name(schema_.tables, [&](auto const& t) {
        auto rest = schema_;
        std::erase_if(rest.tables, [&](auto const& other) { return other.name == t.name; });
        return schema_.may_change(t.name) && rest.uses(t.name) != 0;
      });
    if (what == "v") return value();
    if (table_ == nullptr) return std::nullopt;
    if (what == "t") return table_->name;
    if (what == "T") return other_case(table_->name);
    if (what == "row") return statements_.row(schema_, *table_);
    if (what == "i") return any_name(table_->indexes, [](auto const&) { return true; });
    if (what == "k") return any_name(table_->constraints, [](auto const& c) { return c.is("check"); });
    if (what == "key") {
      auto const* key = table_->primary_key();
      return key == nullptr ? Found() : joined(key->columns);
    }
    if (what == "C") {
      auto const column = get("c");
      return column ? Found(other_case(*column)) : std::nullopt;
    }
    return any_name(table_->columns,
                    [&](KnownColumn const& c) { return fits(c, what.substr(std::min<std::size_t>(2, what.size()))); });
  }

  template <class List, class Fits>
  Found any_name(List const& list, Fits const& fits_it) {
    std::vector<std::string> found;
    for (auto const& object : list)
      if (fits_it(object)) found.push_back(object.name);
    return found.empty() ? Found() : random_.any(found);
  }

  Found value() {
    auto const type = get("type");
    if (!type) return std::nullopt;
    for (auto const& one : schema_.enums)
      if (one.name == *type) return random_.any(one.values);
    return std::nullopt;
  }

  static std::string other_case(std::string name) {
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name.front() == '"' ? name : '"' + name + '"';
  }

  [[nodiscard]] bool fits(KnownColumn const& c, std::string const& how) const {
    bool const plain = c.generated.empty() && !c.key && !c.identity;
    if (how == "generated") return !c.generated.empty();
    if (how == "key") return c.key;
    if (how == "notnull") return plain && c.not_null;
    if (how == "nullable") return plain && !c.not_null;
    if (how == "plain") return plain && c.default_value.empty();
    if (how == "enum")
      return plain &&
             std::any_of(schema_.enums.begin(), schema_.enums.end(), [&](auto const& e) { return e.name == c.type; });
    if (how == "used") return plain && !c.not_null && schema_.uses(c.name) != 0 && table_->columns.size() > 1;
    if (how == "free") return plain && !c.not_null && schema_.uses(c.name) == 0 && table_->columns.size() > 1;
    return how.empty() ? plain : plain && c.type == how;
  }

  KnownSchema const& schema_;
  KnownTable const* table_;
  RandomStatements& statements_;
  Random& random_;
  std::map<std::string, std::string> names_;
};

// A brace of the statement itself has a blank behind it.
Found fill_with(std::string text, Filler& filler) {
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
    auto const end = text.find('}', at);
    if (text[at + 1] == ' ' || text[at + 1] == '\n') {
      ++at;
      continue;
    }
    auto const found = filler.get(text.substr(at + 1, end - at - 1));
    if (!found) return std::nullopt;
    text.replace(at, end - at + 1, *found);
    at += found->size();
  }
  return text;
}

}  // namespace

std::optional<std::string> fill(std::string text, KnownSchema const& schema, RandomStatements& statements,
                                Random& random) {
  std::vector<KnownTable const*> tables{nullptr};
  for (auto const& table : schema.tables)
    if (schema.may_change(table.name)) tables.push_back(&table);
  std::rotate(tables.begin(), tables.begin() + static_cast<std::ptrdiff_t>(random.below(tables.size())), tables.end());
  for (auto const* table : tables) {
    Filler filler(schema, table, statements, random);
    if (auto out = fill_with(text, filler)) return out;
  }
  return std::nullopt;
}

}  // namespace retort::test
