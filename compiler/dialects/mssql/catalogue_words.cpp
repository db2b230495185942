// SPDX-License-Identifier: Apache-2.0
// How SQL Server writes types and expressions back. No page says how it writes expressions: "the semantics are
// equivalent, there are no syntactic guarantees" (sys.default_constraints of SQL Server 2005). What is known is what
// people show: https://dba.stackexchange.com/questions/212047, https://mverbaas.github.io/blog/CheckConstraint (`in` is
// a chain of `or`, backwards; `between` is `>= and <=`, cast() is convert()); in scripts of databases names stand in
// brackets, numbers in parentheses, styles too (CONVERT([date],getdate(),(112))), `NOT [a] like 'x'` and `NOT [a]<>[b]`
// as they are, coalesce() both as such and as the `case` that its documentation has.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/mssql/catalogue.hpp"
#include "compiler/dialects/mssql/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

using K = ast::TypeKind;

// The types of docs/mssql.md that have no size of their choice. https://learn.microsoft.com/en-us/sql/t-sql/data-types/
constexpr TypeName names[] = {{"bit", K::boolean},
                              {"smallint", K::smallint},
                              {"int", K::integer},
                              {"bigint", K::bigint},
                              {"real", K::real},
                              {"float(53)", K::double_precision},
                              {"date", K::date},
                              {"time(6)", K::time},
                              {"datetime2(6)", K::timestamp},
                              {"datetimeoffset(6)", K::timestamptz},
                              {"uniqueidentifier", K::uuid},
                              {"varbinary(max)", K::bytes}};

// A type as people write it, as the columns of the catalogue have it.
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/data-type-synonyms-transact-sql
std::string shown(std::string text) {
  std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
  auto words = words_of_type(text);
  constexpr std::string_view collate = " collate ";
  if (words.size.empty())
    if (auto const at = words.name.find(collate); at != std::string::npos) {
      words.rest = words.name.substr(at + 1);
      words.name.resize(at);
    }
  static constexpr std::pair<std::string_view, std::string_view> others[] = {{"integer", "int"},
                                                                             {"numeric", "decimal"},
                                                                             {"dec", "decimal"},
                                                                             {"double precision", "float"},
                                                                             {"character", "char"},
                                                                             {"character varying", "varchar"},
                                                                             {"char varying", "varchar"},
                                                                             {"national character", "nchar"},
                                                                             {"national char", "nchar"},
                                                                             {"national character varying", "nvarchar"},
                                                                             {"national char varying", "nvarchar"},
                                                                             {"national text", "ntext"},
                                                                             {"binary varying", "varbinary"},
                                                                             {"timestamp", "rowversion"}};
  for (auto const& [from, to] : others)
    if (words.name == from) words.name = to;
  // https://learn.microsoft.com/en-us/sql/t-sql/data-types/float-and-real-transact-sql: up to 24 digits it is a real
  if (words.name == "float") {
    constexpr std::uint32_t of_real = 24;
    auto const sized = sized_name(words.name + words.size);
    bool const small = sized && sized->sizes[0] <= of_real;
    words.name = small ? "real" : "float";
    words.size = small ? "" : "(53)";
  }
  if (words.name == "decimal" && words.size.empty()) words.size = "(18,0)";
  if (words.name == "decimal" && words.size.find(',') == std::string::npos)
    words.size.insert(words.size.size() - 1, ",0");
  for (std::string_view const moment : {"datetime2", "time", "datetimeoffset"})
    if (words.name == moment && words.size.empty()) words.size = "(7)";
  for (std::string_view const one : {"char", "nchar", "varchar", "nvarchar", "binary", "varbinary"})
    if (words.name == one && words.size.empty()) words.size = "(1)";
  return words.text();
}

std::optional<ast::Type> plain_type(std::string const& shown) {
  if (auto const found = type_named(shown, names)) return *found;
  auto const found = sized_name(shown);
  if (!found || found->name != "decimal" || found->sizes.size() != 2 || found->sizes[1] > found->sizes[0])
    return std::nullopt;
  return builtin_type(K::numeric, 0, found->sizes[0], found->sizes[1]);
}
std::optional<ast::Type> text_type(std::string const& shown) {
  if (shown == "nvarchar(max)") return builtin_type(K::text);
  auto const found = sized_name(shown);
  if (!found) return std::nullopt;
  if (found->name == "nvarchar") return builtin_type(K::varchar, found->sizes[0]);
  if (found->name == "nchar") return builtin_type(K::char_, found->sizes[0]);
  return std::nullopt;
}
// Of a cast, which says no collation, and where a length that is not said is 30.
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/char-and-varchar-transact-sql
std::optional<ast::Type> type_of_cast(std::string const& text) {
  auto const there =
      text.find('(') == std::string::npos && shown(text).ends_with("(1)") ? shown(text + "(30)") : shown(text);
  if (auto const found = plain_type(there)) return *found;
  if (auto const found = text_type(there)) return *found;
  return native_type("mssql", there);
}

ast::Call const* call_in(ast::Expression const& e, std::string_view name, std::size_t arguments) {
  auto const* found = std::get_if<ast::Call>(&e.node);
  return found != nullptr && found->function.text == name && found->arguments.size() == arguments ? found : nullptr;
}
bool is_literal(ast::Expression const& e, std::string_view text) {
  auto const* found = std::get_if<ast::Literal>(&e.node);
  return found != nullptr && found->text == text;
}
std::string collated(std::string_view name) { return "collate " + model::fold(std::string(name)); }

// What the dialect writes for a function of the language (expressions.cpp) is that function.
std::optional<ast::Expression> function_of(std::string const& written, std::vector<ast::Expression> const& arguments) {
  auto const name = model::fold(written);
  auto const count = arguments.size();
  if (name == "newid" && count == 0) return call_of("gen_uuid", {});
  if (name == "round" && count == 2 && is_literal(arguments[1], "0")) return call_of("round", {arguments[0]});
  if (count == 0) return std::nullopt;
  auto const& first = arguments.front();
  if (name == "ltrim" && count == 1)
    if (auto const* inner = call_in(first, "rtrim", 1)) return call_of("trim", inner->arguments);
  if (name == "len" && count == 1)
    if (auto const* counts = call_in(first, collated(counting_collation), 1))
      if (auto const* inner = call_in(counts->arguments[0], "replace", 3);
          inner != nullptr && is_literal(inner->arguments[1], " ") && is_literal(inner->arguments[2], "."))
        return call_of("length", {inner->arguments[0]});
  if (name == collated(collation))
    if (auto const* inner = call_in(first, "substring", 3))
      if (auto const* text = call_in(inner->arguments[0], collated(counting_collation), 1)) {
        bool const to_the_end =
            is_literal(inner->arguments[2], std::to_string(std::numeric_limits<std::int32_t>::max()));
        std::vector<ast::Expression> given{text->arguments[0], inner->arguments[1]};
        if (!to_the_end) given.push_back(inner->arguments[2]);
        return call_of("substring", std::move(given));
      }
  if (name.starts_with("collate ") && name != written) return call_of(name, arguments);
  return std::nullopt;
}

bool is_cast_to(ast::Cast const& cast, ast::Type const& column) {
  if (cast.type == column) return true;
  auto const* there = std::get_if<ast::BuiltinType>(&cast.type.base);
  auto const* builtin = std::get_if<ast::BuiltinType>(&column.base);
  if (there == nullptr) return false;
  if (builtin != nullptr) return builtin->kind == K::json && there->kind == K::text;
  return there->kind == K::varchar && std::holds_alternative<ast::NamedType>(column.base);
}

// A generated column is a cast to its type with the collation of ours (column_text.cpp), and now() is the function that
// gives what the column keeps.
ast::Expression value_of(ast::Expression value, ast::Type const& column) {
  for (bool wrapped = true; wrapped;) {
    auto const* ours = call_in(value, collated(collation), 1);
    auto const* cast = std::get_if<ast::Cast>(&value.node);
    wrapped = ours != nullptr || (cast != nullptr && is_cast_to(*cast, column));
    if (!wrapped) break;
    ast::Expression inside = ours != nullptr ? ours->arguments.front() : *cast->operand;
    value = std::move(inside);
  }
  auto const* builtin = std::get_if<ast::BuiltinType>(&column.base);
  if (builtin == nullptr) return value;
  bool const in_utc = builtin->kind == K::timestamp || builtin->kind == K::date || builtin->kind == K::time;
  if ((in_utc && call_in(value, "sysutcdatetime", 0) != nullptr) ||
      (builtin->kind == K::timestamptz && call_in(value, "sysdatetimeoffset", 0) != nullptr))
    return call_of("now", {});
  return value;
}

std::string text_with_returns(std::string const& value) {
  std::string out = "(N'";
  for (char const c : value) {
    if (c == '\r')
      out += "' + nchar(13) + N'";
    else
      out.append(c == '\'' ? 2 : 1, c);
  }
  return out + "')";
}

}  // namespace

ast::Type type_of_column(std::string const& words, std::string const& collation_there, std::string const& of_database) {
  if (collation_there.empty()) {
    auto const found = plain_type(shown(words));
    return found ? *found : native_type("mssql", words);
  }
  if (collation_there == collation)
    if (auto const found = text_type(words)) return *found;
  return native_type("mssql", collation_there == of_database ? words : words + " collate " + collation_there);
}

SqlWords const& MsSqlCatalogue::sql() const {
  static SqlWords const words = [] {
    SqlWords out;
    out.brackets_quote = out.transact = true;
    out.type = type_of_cast;
    out.call = function_of;
    out.text_with_returns = text_with_returns;
    out.value = value_of;
    return out;
  }();
  return words;
}

std::string MsSqlCatalogue::stored(ast::Type const& type, model::Schema const& schema) const {
  Sink sink;
  MsSqlSpelling const spelling(schema, {}, sink);
  auto const spelled = [&] {
    auto out = tidy_type(spelling.column_type(type, sink));
    return sink.error_count() == 0 ? out : std::string();
  };
  return std::visit(
      overloaded{[](ast::UnknownType const&) { return std::string(); },
                 [&](ast::BuiltinType const& b) { return spelled() + (b.kind == K::json ? " json" : ""); },
                 [&](ast::NamedType const& n) {  // in which order the values are the database does not say
                   auto out = spelled() + " in";
                   auto const* found = schema.enum_type(model::object_name(n.name));
                   auto values = found == nullptr ? std::vector<std::string>() : found->values;
                   std::sort(values.begin(), values.end());
                   for (auto const& value : values) out += " " + spelling.string(value);
                   return out;
                 },
                 [&](ast::NativeType const& n) {
                   auto const* found = text_for(n.spellings, spelling.dialect());
                   return found == nullptr ? std::string() : shown(found->text.value);
                 }},
      type.base);
}

// Neither json nor an enum: column_text.cpp writes no check of it.
std::string MsSqlCatalogue::stored_generated(ast::Type const& type, model::Schema const& schema) const {
  auto out = stored(type, schema);
  bool const checked = out.ends_with(" json") || std::holds_alternative<ast::NamedType>(type.base);
  return checked ? out.substr(0, out.find(' ', out.find("collate ") + std::string_view("collate ").size())) : out;
}

std::unique_ptr<Spelling const> MsSqlCatalogue::words(model::Schema const& schema, Sink& sink) const {
  return std::make_unique<MsSqlSpelling>(schema, Span{}, sink);
}

MsSqlCatalogue const& catalogue() {
  static MsSqlCatalogue const one;
  return one;
}

}  // namespace retort::dialects::mssql
