// SPDX-License-Identifier: Apache-2.0
// `create table`, `create index` and `create view` as they stand in the catalogue.
// https://www.sqlite.org/lang_createtable.html
#include <algorithm>
#include <iterator>
#include <set>

#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/sql_cursor.hpp"
#include "compiler/dialects/sqlite/catalogue.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {

std::vector<SqlToken> tokens_of(std::string const& sql) {
  auto out = sql_tokens(sql, catalogue().sql());
  if (!out) throw Unreadable();
  return std::move(*out);
}

class Texts : SqlCursor {
 public:
  explicit Texts(std::string const& sql) : SqlCursor(tokens_of(sql)), sql_(sql) {}

  ReadTable table() {
    expect("create");
    accept("temp");
    expect("table");
    if (accept("if")) at_ += 2;
    out_.table.name.name = name();
    if (accept(".")) out_.table.name.name = name();
    expect("(");
    do element();
    while (accept(","));
    expect(")");
    options();
    return std::move(out_);
  }

  ReadIndex index() {
    ReadIndex out;
    expect("create");
    out.index.unique = accept("unique");
    expect("index");
    if (accept("if")) at_ += 2;
    out.index.name = name();
    expect("on");
    static_cast<void>(name());
    expect("(");
    do {
      ast::IndexItem item;
      auto const begin = at_;
      skip_to({",", ")", "asc", "desc", "collate"});
      item.expression = at_ == begin + 1 && is_name(begin)
                            ? expression_of(ast::ColumnReference{std::nullopt, identifier(tokens_[begin].text)})
                            : unread(text(begin, at_));
      if (accept("collate")) out.unsaid.push_back("with the collation " + take().text);
      item.descending = accept("desc");
      accept("asc");
      out.index.items.push_back(std::move(item));
    } while (accept(","));
    expect(")");
    if (accept("where")) out.index.predicate = unread(text(at_, tokens_.size() - 1));
    return out;
  }

  std::string view() {
    expect("create");
    accept("temp");
    expect("view");
    if (accept("if")) at_ += 2;
    static_cast<void>(name());
    auto const begin = at_;
    while (!is("as")) take();
    auto const columns = text(begin, at_);
    expect("as");
    auto body = text(at_, tokens_.size() - 1);
    // Names for its columns: those of a table that is made on the way.
    return columns.empty() ? body : "with named_columns" + columns + " as (" + body + ") select * from named_columns";
  }

 private:
  [[nodiscard]] bool is_name(std::size_t at) const {
    // A name may stand in single quotes as well: https://www.sqlite.org/lang_keywords.html
    return tokens_[at].kind == SqlTokenKind::word || tokens_[at].kind == SqlTokenKind::quoted ||
           tokens_[at].kind == SqlTokenKind::string;
  }
  ast::Identifier name() {
    if (!is_name(at_)) throw Unreadable();
    auto const& t = take();
    // Words are folded as the language folds them.
    return identifier(t.text);
  }
  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    return sql_.substr(tokens_[begin].begin, tokens_[end - 1].end - tokens_[begin].begin);
  }
  // To the first of these words that stands in no parentheses.
  void skip_to(std::initializer_list<std::string_view> words) {
    for (int depth = 0; tokens_[at_].kind != SqlTokenKind::end; ++at_) {
      if (depth == 0 && std::any_of(words.begin(), words.end(), [&](std::string_view w) { return is(w); })) return;
      if (is("(")) ++depth;
      if (is(")")) --depth;
    }
  }
  // What stands in parentheses.
  std::string in_parentheses() {
    expect("(");
    auto const begin = at_;
    skip_to({")"});
    auto out = text(begin, at_);
    expect(")");
    return out;
  }
  std::vector<ast::Identifier> names() {
    std::vector<ast::Identifier> out;
    expect("(");
    do {
      out.push_back(name());
      if (accept("collate")) out_.unsaid.push_back("a key has the collation " + take().text);
      if (accept("desc"))
        out_.unsaid.push_back("a key has '" + out.back().text + "' in descending order");
      else
        accept("asc");
    } while (accept(","));
    expect(")");
    return out;
  }
  void on_conflict() {
    if (!is("on") || !is("conflict", 1)) return;
    at_ += 2;
    out_.unsaid.push_back("`on conflict " + take().text + "` of a constraint");
  }

  // ---- parts
  void element() {
    for (auto const* word : {"constraint", "primary", "unique", "check", "foreign"})
      if (is(word)) {
        table_constraint();
        return;
      }
    column();
  }
  void put(std::string const& constraint_name,
           std::variant<ast::PrimaryKey, ast::Unique, ast::Check, ast::ForeignKey> body) {
    constraints_.push_back(dialects::element(constraint_name, std::move(body)));
  }
  void table_constraint() {
    std::string constraint_name;
    if (accept("constraint")) constraint_name = name().text;
    if (accept("primary")) {
      expect("key");
      put(constraint_name, ast::PrimaryKey{names()});
    } else if (accept("unique")) {
      put(constraint_name, ast::Unique{names()});
    } else if (accept("check")) {
      put(constraint_name, ast::Check{unread(in_parentheses())});
    } else {
      expect("foreign");
      expect("key");
      auto columns = names();
      put(constraint_name, ast::ForeignKey{std::move(columns), references()});
    }
    on_conflict();
    finish_element();
  }
  // Constraints of a table may follow each other without a comma.
  void finish_element() {
    if (!is(",") && !is(")")) element();
  }

  ast::References references() {
    ast::References out;
    expect("references");
    out.table.name = name();
    if (is("(")) out.columns = names();
    while (true) {
      if (accept("on")) {
        bool const on_delete = accept("delete");
        if (!on_delete) expect("update");
        (on_delete ? out.on_delete : out.on_update) = action();
      } else if (accept("match")) {
        static_cast<void>(take());  // is read and does nothing: https://www.sqlite.org/foreignkeys.html
      } else if (is("not") && is("deferrable", 1)) {
        at_ += 2;
        initially();
      } else if (accept("deferrable")) {
        out.deferrable = true;
        out.initially_deferred = initially();
      } else {
        return out;
      }
    }
  }
  bool initially() {
    if (!accept("initially")) return false;
    return take().text == "deferred";
  }
  ast::ReferentialAction action() {
    auto const word = take().text;
    if (word == "cascade") return ast::ReferentialAction::cascade;
    if (word == "restrict") return ast::ReferentialAction::restrict;
    if (word == "no") {
      expect("action");
      return ast::ReferentialAction::no_action;
    }
    return take().text == "null" ? ast::ReferentialAction::set_null : ast::ReferentialAction::set_default;
  }

  void column() {
    ast::Column column;
    column.name = name();
    auto const begin = at_;
    skip_to({",", ")", "constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references",
             "generated", "as"});
    // A type in quotes is what is inside of them.
    bool const quoted = at_ == begin + 1 && tokens_[begin].kind == SqlTokenKind::quoted;
    column.type = type_of_text(quoted ? tokens_[begin].text : text(begin, at_));
    if (model::fold(quoted ? tokens_[begin].text : text(begin, at_)) == "integer") integers_.insert(column.name.text);
    std::string constraint_name;
    while (!is(",") && !is(")")) {
      if (accept("constraint")) {
        constraint_name = name().text;
        continue;
      }
      property(column, constraint_name);
      constraint_name.clear();
    }
    ast::TableElement element;
    element.node = std::move(column);
    out_.table.elements.push_back(std::move(element));
  }
  void property(ast::Column& column, std::string const& constraint_name) {
    if (accept("not")) {
      expect("null");
      column.nullability = ast::Nullability{true, {}};
      on_conflict();
    } else if (accept("null")) {
    } else if (accept("primary")) {
      expect("key");
      if (accept("desc")) {
        out_.unsaid.push_back("its key is in descending order");
        integers_.erase(column.name.text);  // and no alias of the rowid
      } else {
        accept("asc");
      }
      on_conflict();
      if (accept("autoincrement")) column.identity = ast::Where();
      put(constraint_name, ast::PrimaryKey{{column.name}});
    } else if (accept("unique")) {
      put(constraint_name, ast::Unique{{column.name}});
      on_conflict();
    } else if (accept("check")) {
      put(constraint_name, ast::Check{unread(in_parentheses())});
    } else if (accept("default")) {
      column.default_value = unread(default_text());
    } else if (accept("collate")) {
      auto const collation = take().text;
      if (collation != "binary")
        out_.unsaid.push_back("column '" + column.name.text + "' has the collation " + collation);
    } else if (is("references")) {
      put(constraint_name, ast::ForeignKey{{column.name}, references()});
    } else {
      if (accept("generated")) expect("always");
      expect("as");
      auto words = in_parentheses();
      bool const stored = accept("stored");
      if (!stored) accept("virtual");
      column.generated = ast::Generated{unread(std::move(words)), stored, {}};
    }
  }
  std::string default_text() {
    if (is("(")) return in_parentheses();
    auto const begin = at_;
    if (is("-") || is("+")) ++at_;
    auto const value = take();
    auto const written = text(begin, at_);
    // A name there is a text: https://www.sqlite.org/lang_createtable.html#the_default_clause
    if (value.kind == SqlTokenKind::quoted) return in_quotes(value.text);
    static constexpr std::string_view values[] = {"null",         "true",         "false",
                                                  "current_date", "current_time", "current_timestamp"};
    bool const word = value.kind == SqlTokenKind::word &&
                      std::find(std::begin(values), std::end(values), value.text) == std::end(values);
    return word ? in_quotes(written) : written;
  }
  static std::string in_quotes(std::string const& value) {
    std::string out = "'";
    for (char const c : value) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
  }
  void options() {
    auto const written = text(at_, tokens_.size() - 1);
    if (!written.empty()) {
      ast::DialectText option;
      option.dialects.push_back(identifier("sqlite"));
      option.text.value = written;
      out_.table.options.push_back(std::move(option));
    }
    auto& elements = out_.table.elements;
    auto const folded = model::fold(written);
    if (folded.find("strict") == std::string::npos && folded.find("rowid") == std::string::npos) nullable_keys();
    std::move(constraints_.begin(), constraints_.end(), std::back_inserter(elements));
  }

  // A primary key takes nulls there, unless it is the rowid:
  // https://www.sqlite.org/lang_createtable.html#the_primary_key
  void nullable_keys() {
    for (auto const& constraint : constraints_) {
      auto const& body = std::get<ast::TableConstraint>(constraint.node).body;
      auto const* key = std::get_if<ast::PrimaryKey>(&body);
      if (key == nullptr || (key->columns.size() == 1 && integers_.contains(key->columns.front().text))) continue;
      for (auto const& element : out_.table.elements)
        if (auto const* column = std::get_if<ast::Column>(&element.node);
            column != nullptr && !column->nullability &&
            std::find(key->columns.begin(), key->columns.end(), column->name) != key->columns.end())
          out_.unsaid.push_back("column '" + column->name.text + "' of its primary key may be null");
    }
  }

  std::string const& sql_;
  std::set<std::string> integers_;  // columns that are the rowid as a key of their own
  std::vector<ast::TableElement> constraints_;
  ReadTable out_;
};

template <class F>
auto readable(std::string const& sql, F&& read) -> std::optional<decltype(read(std::declval<Texts&>()))> {
  try {
    Texts texts(sql);
    return read(texts);
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<ReadTable> read_create_table(std::string const& sql) {
  return readable(sql, [](Texts& texts) { return texts.table(); });
}
std::optional<ReadIndex> read_create_index(std::string const& sql) {
  return readable(sql, [](Texts& texts) { return texts.index(); });
}
std::optional<std::string> read_create_view(std::string const& sql) {
  return readable(sql, [](Texts& texts) { return texts.view(); });
}

}  // namespace retort::dialects::sqlite
