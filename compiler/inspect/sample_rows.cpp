// SPDX-License-Identifier: Apache-2.0
// A row is tried on the database, which knows best whether it fits; what checks name is tried next.
#include "compiler/inspect/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::inspect {

namespace {

using dialects::expression_of;
using K = ast::TypeKind;

constexpr std::uint64_t tries = 240;  // for one row

ast::Expression number_literal(std::string text) {
  return expression_of(ast::Literal{ast::LiteralKind::number, std::move(text)});
}
ast::Expression text_literal(std::string text) {
  return expression_of(ast::Literal{ast::LiteralKind::string, std::move(text)});
}

// A short word for a number, another one for each as long as there are.
std::string word_for(std::uint64_t number, std::size_t longest) {
  constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out;
  for (; number > 0 && out.size() < longest; number /= letters.size()) out += letters[number % letters.size()];
  return out;
}

// What the checks that name a column name besides, by whether it is a number or a text.
struct Named {
  std::vector<std::string> numbers, texts;
};
using NamedInChecks = std::map<std::string, Named>;

NamedInChecks named_in_checks(model::Table const& table, dialects::Dialect const& dialect) {
  NamedInChecks out;
  for (auto const& constraint : table.constraints) {
    auto const* check = std::get_if<ast::Check>(&constraint.body);
    if (check == nullptr) continue;
    std::set<std::string> columns;
    Named found;
    auto look = [&](ast::Expression const& e) {
      if (auto const* column = std::get_if<ast::ColumnReference>(&e.node)) columns.insert(column->column.text);
      auto const* literal = std::get_if<ast::Literal>(&e.node);
      if (literal != nullptr && literal->kind == ast::LiteralKind::number) found.numbers.push_back(literal->text);
      if (literal != nullptr && literal->kind == ast::LiteralKind::string) found.texts.push_back(literal->text);
      // What is in the words of a database.
      auto const* native = std::get_if<ast::NativeExpression>(&e.node);
      auto const* words = native == nullptr ? nullptr : dialects::text_for(native->spellings, dialect.name());
      auto const tokens =
          words == nullptr ? std::nullopt : dialects::sql_tokens(words->text.value, dialect.catalogue()->sql());
      if (!tokens) return;
      for (auto const& token : *tokens) {
        if (token.kind == dialects::SqlTokenKind::number) found.numbers.push_back(token.text);
        if (token.kind == dialects::SqlTokenKind::string) found.texts.push_back(token.text);
        if (table.column(token.text) != nullptr) columns.insert(token.text);
      }
    };
    model::walk(static_cast<ast::Expression const&>(check->condition), look);
    for (auto const& column : columns) {
      auto& all = out[column];
      all.numbers.insert(all.numbers.end(), found.numbers.begin(), found.numbers.end());
      all.texts.insert(all.texts.end(), found.texts.begin(), found.texts.end());
    }
  }
  return out;
}

class Filler {
 public:
  Filler(Place const& place, model::Schema const& schema, std::uint64_t wanted, std::uint64_t& number)
      : place_(place),
        dialect_(place.dialect),
        schema_(schema),
        spelling_(dialect_.catalogue()->words(schema, nowhere_)),
        renderer_(*spelling_, schema, nowhere_),
        wanted_(wanted),
        number_(number) {}

  Filled run() {
    std::vector<model::Table> left;
    schema_.objects.for_each([&](model::ObjectName const&, Shared<model::Object> const& object) {
      if (auto const* table = std::get_if<model::Table>(&*object)) left.push_back(*table);
    });
    std::sort(left.begin(), left.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    // A table comes after those that it has to refer to.
    for (bool moved = true; moved && !left.empty();) {
      moved = false;
      std::erase_if(left, [&](model::Table const& table) {
        if (!is_ready(table)) return false;
        fill(table);
        return moved = true;
      });
    }
    for (auto const& table : left)
      out_.without.push_back(fmt::format("table '{}' refers to one that has no rows", model::to_string(table.name)));
    return std::move(out_);
  }

 private:
  std::uint64_t count(model::ObjectName const& table) {
    auto const found = counts_.find(table);
    if (found != counts_.end()) return found->second;
    auto const rows = place_.ask("select count(*) from " + spelling_->qualified(table));
    return counts_[table] = std::stoull(rows.at(0).at(0).value_or("0"));
  }

  static model::ObjectName referred(ast::ForeignKey const& key) { return model::object_name(key.references.table); }
  // Whether the key may stay null.
  static bool is_optional(model::Table const& table, ast::ForeignKey const& key) {
    return std::any_of(key.columns.begin(), key.columns.end(), [&](ast::Identifier const& name) {
      auto const* column = table.column(name.text);
      return column != nullptr && !column->not_null;
    });
  }
  bool is_ready(model::Table const& table) {
    return std::all_of(table.constraints.begin(), table.constraints.end(), [&](model::Constraint const& constraint) {
      auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
      return key == nullptr || is_optional(table, *key) || referred(*key) == table.name || count(referred(*key)) > 0;
    });
  }

  void fill(model::Table const& table) {
    auto const named = named_in_checks(table, dialect_);
    std::string said;
    std::uint64_t right = 0;
    while (count(table.name) < wanted_) {
      ++number_;
      bool added = false;
      // What was right for the last row is tried first.
      for (std::uint64_t i = 0; i < tries && !added; ++i) {
        auto const attempt = (right + i) % tries;
        auto const refused = place_.attempt(insert(table, named, attempt));
        added = !refused;
        if (refused)
          said = *refused;
        else
          right = attempt;
      }
      if (!added) break;
      ++counts_[table.name];
      ++out_.added;
    }
    if (count(table.name) == 0)
      out_.without.push_back(
          fmt::format("table '{}' has no rows: none that was tried fits: {}", model::to_string(table.name), said));
  }

  std::string insert(model::Table const& table, NamedInChecks const& named, std::uint64_t attempt) {
    // Every third row has nothing where nothing may be; so have others where all else fails.
    constexpr std::uint64_t third = 3, half = 2;
    bool const nulls =
        (count(table.name) + attempt) % third == third - 1 || (attempt > tries / half && attempt % half == 1);
    std::map<std::string, std::string> values = references(table, nulls, attempt);
    std::vector<std::string> columns, texts;
    std::uint64_t place = 0;
    for (auto const& column : table.columns) {
      ++place;
      if (column.generated || column.identity) continue;
      auto const found = values.find(column.name);
      columns.push_back(spelling_->identifier(column.name));
      if (found != values.end())
        texts.push_back(found->second);
      else if (nulls && !column.not_null)
        texts.push_back("null");
      else
        texts.push_back(value(column, named.contains(column.name) ? &named.at(column.name) : nullptr, attempt, place));
    }
    auto const into = "insert into " + spelling_->qualified(table.name);
    if (!columns.empty())
      return fmt::format("{} ({}) values ({})", into, dialects::join(columns), dialects::join(texts));
    // Nothing but a column that counts by itself: databases do not agree on how such a row is asked for.
    constexpr std::uint64_t ways = 3;
    if (attempt % ways == 2) return into + " default values";
    return fmt::format("{} ({}) values ({})", into, spelling_->identifier(table.columns.front().name),
                       attempt % ways == 0 ? "default" : "null");
  }

  // The columns of foreign keys: those of a row that is there.
  std::map<std::string, std::string> references(model::Table const& table, bool nulls, std::uint64_t attempt) {
    std::map<std::string, std::string> out;
    for (auto const& constraint : table.constraints) {
      auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
      if (key == nullptr) continue;
      bool const itself = referred(*key) == table.name;
      auto const there = itself ? 0 : count(referred(*key));
      bool const none = is_optional(table, *key) && (nulls || there == 0);
      if (there == 0 && !none) continue;  // its own row: the value of its key
      auto const order = spelling_->names(key->references.columns);
      for (std::size_t i = 0; i < key->columns.size() && i < key->references.columns.size(); ++i) {
        auto const* column = table.column(key->columns[i].text);
        if (column == nullptr) continue;
        if (none) {
          if (!column->not_null) out.emplace(column->name, "null");
          continue;
        }
        auto const one = fmt::format("select {} from {}", spelling_->identifier(key->references.columns[i].text),
                                     spelling_->qualified(referred(*key)));
        out.emplace(column->name, "(" + spelling_->row_after(one, order, (count(table.name) + attempt) % there) + ")");
      }
    }
    return out;
  }

  std::string assigned(ast::Expression const& value, model::Column const& column) const {
    return renderer_.assigned(value, {}, column.type).text;
  }
  // One of several values by the attempt: columns do not go through them in step.
  template <class T>
  static T const& picked(std::vector<T> const& from, std::uint64_t attempt, std::uint64_t place) {
    // The mixing of https://prng.di.unimi.it/splitmix64.c
    std::uint64_t at = attempt * 0x9e3779b97f4a7c15U + place * 0xd1b54a32d192ed03U;
    at = (at ^ (at >> 30U)) * 0xbf58476d1ce4e5b9U;
    at = (at ^ (at >> 27U)) * 0x94d049bb133111ebU;
    at ^= at >> 31U;
    return from[at % from.size()];
  }

  std::string value(model::Column const& column, Named const* named, std::uint64_t attempt, std::uint64_t place) const {
    if (column.type.array) return column.not_null ? spelling_->string("{}") : "null";
    return std::visit(
        overloaded{[](ast::UnknownType const&) { return std::string("null"); },
                   [&](ast::NamedType const& type) {
                     auto const* found = schema_.enum_type(model::object_name(type.name));
                     if (found == nullptr || found->values.empty()) return std::string("null");
                     return assigned(text_literal(found->values[(number_ + attempt * place) % found->values.size()]),
                                     column);
                   },
                   [&](ast::NativeType const&) { return native(column, attempt); },
                   [&](ast::BuiltinType const& type) { return builtin(column, type, named, attempt, place); }},
        column.type.base);
  }

  // What types of databases often take.
  std::string native(model::Column const& column, std::uint64_t attempt) const {
    if (attempt == 0 && !column.not_null) return "null";
    std::vector<std::string> const known{std::to_string(number_ % 100),
                                         word_for(number_, 6),
                                         "2024-01-01 00:00:00",
                                         "2024-01-01",
                                         "10:00:00",
                                         "{}",
                                         fmt::format("00000000-0000-4000-8000-{:012x}", number_),
                                         "127.0.0.1",
                                         "(1,2)",
                                         "[1,2)",
                                         "1",
                                         "true",
                                         "POINT(1 1)",
                                         "2024"};
    return spelling_->string(known[attempt % known.size()]);
  }

  std::string builtin(model::Column const& column, ast::BuiltinType const& type, Named const* named,
                      std::uint64_t attempt, std::uint64_t place) const {
    if (named == nullptr) return assigned(usual(type), column);
    std::vector<ast::Expression> pool{usual(type)};
    auto const add_numbers = [&](std::string const& most) {
      for (auto const& text : named->numbers)
        for (int const more : {0, 1, -1}) {
          auto const sum = number_literal(text);
          pool.push_back(
              more == 0 ? sum
                        : expression_of(ast::Binary{more > 0 ? ast::BinaryOperator::add : ast::BinaryOperator::subtract,
                                                    sum, number_literal("1")}));
        }
      for (auto const* text : {"0", "1"}) pool.push_back(number_literal(text));
      pool.push_back(number_literal(most));
    };
    auto const add_texts = [&](std::size_t longest) {
      std::vector<std::string> beginnings{""};
      for (auto const& text : named->texts) {
        if (text.size() <= longest) pool.push_back(text_literal(text));
        std::string plain;  // what stands beside the signs of a pattern
        for (char const c : text)
          if (c != '%' && c != '_' && c != '^' && c != '$') plain += c;
        if (plain != text) beginnings.push_back(plain);
      }
      constexpr std::size_t most = 1000, some = 6;
      std::vector<std::size_t> lengths{some};
      for (auto const& text : named->numbers)
        if (text.size() < 4 && text.find('.') == std::string::npos)
          for (auto const length : {std::stoul(text), std::stoul(text) + 1}) lengths.push_back(length);
      for (auto const& beginning : beginnings)
        for (auto const length : lengths)
          if (length > beginning.size() && length <= std::min(longest, most)) {
            auto made = beginning + word_for(number_, length - beginning.size());
            made.resize(length, 'x');
            pool.push_back(text_literal(std::move(made)));
          }
    };
    switch (type.kind) {
      case K::smallint:
      case K::integer:
      case K::bigint:
      case K::numeric:
      case K::real:
      case K::double_precision:
        add_numbers(std::to_string(number_ % 10));
        break;
      case K::varchar:
      case K::char_:
        add_texts(type.length);
        break;
      case K::text:
        add_texts(10000);
        break;
      case K::boolean:
        pool.push_back(expression_of(ast::Literal{ast::LiteralKind::boolean, number_ % 2 == 0 ? "false" : "true"}));
        break;
      case K::date:
      case K::time:
      case K::timestamp:
      case K::timestamptz:
        for (auto const& text : named->texts)
          if (text.find_first_of("-:") != std::string::npos) pool.push_back(text_literal(text));
        break;
      case K::interval:
      case K::uuid:
      case K::json:
      case K::bytes:
        break;
    }
    return assigned(attempt == 0 ? pool.front() : picked(pool, attempt, place), column);
  }

  // A value of the type that no other row has; far from those that histories put in themselves.
  [[nodiscard]] ast::Expression usual(ast::BuiltinType const& type) const {
    constexpr std::uint64_t far = 1'000'000, of_smallint = 20'000, room = 12'000, minutes = 1440, days = 10'000;
    switch (type.kind) {
      case K::boolean:
        return expression_of(ast::Literal{ast::LiteralKind::boolean, number_ % 2 == 0 ? "true" : "false"});
      case K::smallint:
        return number_literal(std::to_string(of_smallint + number_ % room));
      case K::integer:
      case K::bigint:
      case K::real:
      case K::double_precision:
        return number_literal(std::to_string(far + number_));
      case K::numeric: {
        std::uint64_t most = 1;
        for (auto digits = type.precision - type.scale; digits > 0 && most < far; --digits) most *= 10;
        return number_literal(std::to_string(most == 1 ? 0 : most - 1 - number_ % (most - 1)));
      }
      case K::varchar:
      case K::char_: {
        auto text = word_for(far + number_, type.length);
        return text_literal(std::move(text));
      }
      case K::text:
        return text_literal("row " + std::to_string(far + number_));
      case K::date:
      case K::timestamp:
      case K::timestamptz: {
        // Days from the year 2000 on, each month with 28 of them.
        constexpr std::uint64_t in_month = 28, in_year = 12 * in_month;
        auto const day = number_ % days;
        auto text =
            fmt::format("{:04}-{:02}-{:02}", 2000 + day / in_year, day % in_year / in_month + 1, day % in_month + 1);
        if (type.kind != K::date) text += fmt::format(" 00:00:{:02}", number_ % 60);
        if (type.kind == K::timestamptz) text += "+00:00";
        return text_literal(std::move(text));
      }
      case K::time:
        return text_literal(
            fmt::format("{:02}:{:02}:{:02}", number_ % minutes / 60, number_ % 60, number_ / minutes % 60));
      case K::interval:
        return text_literal(std::to_string(number_) + " days");
      case K::uuid:
        return text_literal(fmt::format("00000000-0000-4000-8000-{:012x}", far + number_));
      case K::json:
        return text_literal("{\"row\": " + std::to_string(number_) + "}");
      case K::bytes:
        return expression_of(ast::Literal{ast::LiteralKind::bytes, fmt::format("{:012x}", far + number_)});
    }
    return text_literal("");
  }

  Place const& place_;
  dialects::Dialect const& dialect_;
  model::Schema const& schema_;
  Sink nowhere_;  // what is rendered here is no part of a file
  std::unique_ptr<dialects::Spelling const> spelling_;
  dialects::Renderer renderer_;
  std::uint64_t wanted_;
  std::uint64_t& number_;
  std::map<model::ObjectName, std::uint64_t> counts_;
  Filled out_;
};

}  // namespace

Filled SampleRows::fill(model::Schema const& schema) { return Filler(place_, schema, wanted_, number_).run(); }

}  // namespace retort::inspect
