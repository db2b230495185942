// SPDX-License-Identifier: Apache-2.0
// From the texts of the catalogue to statements, and back to the types that checks stand for.
#include "compiler/dialects/sqlite/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/sqlite/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {

using K = ast::TypeKind;

// Words that mean the same as a type of the language does here: they have its affinity.
// https://www.sqlite.org/datatype3.html#determination_of_column_affinity
constexpr TypeName names[] = {{"boolean", K::boolean},
                              {"bool", K::boolean},
                              {"smallint", K::smallint},
                              {"int2", K::smallint},
                              {"integer", K::integer},
                              {"int", K::integer},
                              {"mediumint", K::integer},
                              {"bigint", K::bigint},
                              {"int8", K::bigint},
                              {"real", K::double_precision},
                              {"double", K::double_precision},
                              {"double precision", K::double_precision},
                              {"float", K::double_precision},
                              {"text", K::text},
                              {"clob", K::text},
                              {"varchar", K::text},
                              {"blob", K::bytes}};
constexpr std::uint32_t digits_kept = 15;  // of a number with a fraction: types.cpp

std::optional<ast::Type> sized(std::string const& text) {
  auto const found = sized_name(text);
  if (!found || found->sizes[0] == 0) return std::nullopt;
  auto const& [name, sizes] = *found;
  if (name == "varchar" || name == "nvarchar" || name == "character varying") return builtin_type(K::varchar, sizes[0]);
  if (name == "char" || name == "nchar" || name == "character") return builtin_type(K::char_, sizes[0]);
  auto const scale = sizes.size() > 1 ? sizes[1] : 0;
  if ((name == "numeric" || name == "decimal") && sizes[0] <= digits_kept && scale <= sizes[0])
    return builtin_type(K::numeric, 0, sizes[0], scale);
  return std::nullopt;
}

std::optional<ast::Expression> function_of(std::string const& name, std::vector<ast::Expression> const& arguments) {
  if (name == "substr" && (arguments.size() == 2 || arguments.size() == 3)) return call_of("substring", arguments);
  if (name == "ifnull" && arguments.size() == 2) return call_of("coalesce", arguments);
  return std::nullopt;
}

// It has no signs for them: https://www.sqlite.org/lang_expr.html#literal_values_constants_
std::string text_with_returns(std::string const& value) {
  std::string out = "('";
  for (char const c : value) {
    if (c == '\r')
      out += "' || char(13) || '";
    else
      out.append(c == '\'' ? 2 : 1, c);
  }
  return out + "')";
}

// The column, if that is all that the expression is.
std::string const* column_of(ast::Expression const& e) {
  auto const* column = std::get_if<ast::ColumnReference>(&e.node);
  return column == nullptr ? nullptr : &column->column.text;
}
bool is_call(ast::Expression const& e, std::string_view name) {
  auto const* call = std::get_if<ast::Call>(&e.node);
  return call != nullptr && call->function.text == name && call->arguments.size() == 1;
}

class TypeChecks {
 public:
  TypeChecks(ast::CreateTable& table, EnumOf const& enum_of) : table_(table), enum_of_(enum_of) {}

  void take() {
    std::erase_if(table_.elements, [&](ast::TableElement const& element) {
      auto const* constraint = std::get_if<ast::TableConstraint>(&element.node);
      auto const* check =
          constraint == nullptr || constraint->name ? nullptr : std::get_if<ast::Check>(&constraint->body);
      auto const* native = check == nullptr ? nullptr : std::get_if<ast::NativeExpression>(&check->condition.node);
      if (native == nullptr) return false;
      auto const tree = read_expression(native->spellings.front().text.value, catalogue().sql());
      return tree && is_of_type(*tree);
    });
  }

 private:
  ast::Column* column(std::string const& name) {
    for (auto& element : table_.elements)
      if (auto* found = std::get_if<ast::Column>(&element.node); found != nullptr && found->name.text == name)
        return found;
    return nullptr;
  }
  static bool is(ast::Column const& column, K kind) {
    auto const* type = std::get_if<ast::BuiltinType>(&column.type.base);
    return type != nullptr && type->kind == kind;
  }

  bool is_of_type(ast::Expression const& e) {
    if (auto const* in = std::get_if<ast::InList>(&e.node)) return is_of_list(*in);
    if (auto const* n = std::get_if<ast::Binary>(&e.node)) {
      if (n->op == ast::BinaryOperator::less_equal) return is_of_length(*n);
      auto const* null = std::get_if<ast::IsNull>(&n->left->node);
      return n->op == ast::BinaryOperator::or_ && null != nullptr && !null->negated && is_of_json(*n->right);
    }
    return is_of_json(e);
  }
  bool is_of_json(ast::Expression const& e) {
    if (!is_call(e, "json_valid")) return false;
    auto const* name = column_of(std::get<ast::Call>(e.node).arguments.front());
    auto* found = name == nullptr ? nullptr : column(*name);
    if (found == nullptr || !is(*found, K::text)) return false;
    found->type = builtin_type(K::json);
    return true;
  }
  bool is_of_length(ast::Binary const& n) {
    if (!is_call(*n.left, "length")) return false;
    auto const* name = column_of(std::get<ast::Call>(n.left->node).arguments.front());
    auto* found = name == nullptr ? nullptr : column(*name);
    auto const* size = std::get_if<ast::Literal>(&n.right->node);
    auto const* type = found == nullptr ? nullptr : std::get_if<ast::BuiltinType>(&found->type.base);
    return type != nullptr && size != nullptr && (type->kind == K::varchar || type->kind == K::char_) &&
           size->text == std::to_string(type->length);
  }
  bool is_of_list(ast::InList const& in) {
    auto const* name = column_of(*in.operand);
    auto* found = name == nullptr || in.negated ? nullptr : column(*name);
    if (found == nullptr) return false;
    std::vector<std::string> values;
    for (auto const& item : in.list) {
      auto const* literal = std::get_if<ast::Literal>(&item.node);
      if (literal == nullptr) return false;
      bool const text = literal->kind == ast::LiteralKind::string;
      if (!text && !(is(*found, K::boolean) && literal->kind == ast::LiteralKind::number)) return false;
      values.push_back(literal->text);
    }
    if (is(*found, K::boolean)) return values == std::vector<std::string>{"0", "1"};
    if (!is(*found, K::text) || std::set<std::string>(values.begin(), values.end()).size() != values.size())
      return false;
    found->type.base = ast::NamedType{enum_of_(found->name, values)};
    return true;
  }

  ast::CreateTable& table_;
  EnumOf const& enum_of_;
};

// "fts5" of `create virtual table f using fts5 (x)`; empty for other statements.
std::string module_of(std::string const& sql) {
  auto const tokens = sql_tokens(sql, catalogue().sql());
  if (!tokens || tokens->size() < 3 || (*tokens)[1].text != "virtual") return {};
  for (std::size_t i = 2; i + 1 < tokens->size(); ++i)
    if ((*tokens)[i].kind == SqlTokenKind::word && (*tokens)[i].text == "using")
      return model::fold((*tokens)[i + 1].text);
  return {};
}
// What a virtual table keeps its contents in: its name, and one of these. https://www.sqlite.org/fts5.html,
// https://www.sqlite.org/fts3.html#shadow_tables, https://www.sqlite.org/rtree.html
std::vector<std::string_view> shadows_of(std::string const& sql) {
  auto const module = module_of(sql);
  if (module == "fts5") return {"_data", "_idx", "_content", "_docsize", "_config"};
  if (module == "fts3" || module == "fts4") return {"_content", "_segments", "_segdir", "_docsize", "_stat"};
  if (module == "rtree" || module == "rtree_i32" || module == "geopoly") return {"_node", "_rowid", "_parent"};
  return {};
}

class Reader {
 public:
  Reader(Ask const& ask, Reading const& reading) : ask_(ask), reading_(reading) {}

  Live run() {
    auto const rows = ask_(
        "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by "
        "type <> 'table', name");
    for (auto const& row : rows) {
      enums_.take(cell(row, 1));
      auto const of_module = shadows_of(cell(row, 3));
      for (auto const suffix : of_module) shadows_.insert(model::fold(cell(row, 1)) + std::string(suffix));
    }
    for (auto const& row : rows) {
      auto const& kind = cell(row, 0);
      if (kind == "table" && !shadows_.contains(model::fold(cell(row, 1)))) table(row);
      if (kind == "index") index(row);
      if (kind == "view") view(row);
      if (kind == "trigger") trigger(row);
    }
    same_keys();
    for (auto& type : enums_.types()) out_.statements.push_back(statement(std::move(type)));
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool wanted(std::string const& name) const { return !reading_.wanted || reading_.wanted({"", name}); }

  void table(CatalogueRow const& row) {
    auto found = read_create_table(cell(row, 3));
    // As it is written: a word is folded, here and wherever it is referred to.
    model::ObjectName const name{"", found ? found->table.name.name.text : cell(row, 1)};
    if (!wanted(name.name)) return;
    names_[cell(row, 1)] = name;
    if (!found) {
      auto const module = module_of(cell(row, 3));
      out_.unsaid.push_back({named("table", name), module.empty()
                                                       ? "it is made in words that are not understood: " + cell(row, 3)
                                                       : "it is a virtual one, of the module " + module});
      return;
    }
    found->table.name = model::qualified_name(name);
    for (auto& sentence : found->unsaid) out_.unsaid.push_back({named("table", name), std::move(sentence)});
    take_type_checks(found->table, [&](ast::Identifier const& column, std::vector<std::string> const& values) {
      return enums_.named(name.name + "_" + column.text, values);
    });
    read_.insert(name);
    out_.statements.push_back(statement(std::move(found->table)));
  }

  void index(CatalogueRow const& row) {
    auto const on = names_.find(cell(row, 2));
    if (is_null(row, 3) || on == names_.end() || !read_.contains(on->second))
      return;  // without a text: of a constraint
    auto const& table = on->second;
    auto found = read_create_index(cell(row, 3));
    if (!found || !found->unsaid.empty()) {
      out_.unsaid.push_back(
          {named("table", table), fmt::format("index '{}'{}: {}", cell(row, 1),
                                              found ? ", " + found->unsaid.front() : std::string(), cell(row, 3))});
      return;
    }
    found->index.table = model::qualified_name(table);
    out_.statements.push_back(statement(std::move(found->index)));
  }

  void trigger(CatalogueRow const& row) {
    auto const on = names_.find(cell(row, 2));
    if (on != names_.end())
      out_.unsaid.push_back({named("table", on->second), fmt::format("trigger '{}'", cell(row, 1))});
  }

  void view(CatalogueRow const& row) {
    model::ObjectName const name{"", cell(row, 1)};
    if (!wanted(name.name)) return;
    auto body = read_create_view(cell(row, 3));
    if (!body) {
      out_.unsaid.push_back({named("view", name), "it is made in words that are not understood: " + cell(row, 3)});
      return;
    }
    ast::CreateView view;
    view.name = model::qualified_name(name);
    view.body = text(std::move(*body));
    out_.statements.push_back(statement(std::move(view)));
  }

  // Columns of a key and those they refer to are of one type in the language. Here all integers are stored alike: the
  // wider one will do; but one that counts can only be declared `integer`, and is of the type of what refers to it.
  void same_keys() {
    for (bool changed = true; changed;) {
      changed = false;
      for (auto& statement : out_.statements) {
        auto* from = std::get_if<ast::CreateTable>(&statement.operation);
        if (from == nullptr) continue;
        for (auto const& element : from->elements) {
          auto const* constraint = std::get_if<ast::TableConstraint>(&element.node);
          auto const* key = constraint == nullptr ? nullptr : std::get_if<ast::ForeignKey>(&constraint->body);
          auto* to = key == nullptr ? nullptr : table_named(key->references.table.name.text);
          if (to == nullptr) continue;
          auto const referred = key->references.columns.empty() ? key_of(*to) : key->references.columns;
          for (std::size_t i = 0; i < key->columns.size() && i < referred.size(); ++i)
            changed = same_type(column_of(*from, key->columns[i]), column_of(*to, referred[i])) || changed;
        }
      }
    }
  }
  ast::CreateTable* table_named(std::string const& name) {
    for (auto& statement : out_.statements)
      if (auto* table = std::get_if<ast::CreateTable>(&statement.operation);
          table != nullptr && model::fold(table->name.name.text) == model::fold(name))
        return table;
    return nullptr;
  }
  static std::vector<ast::Identifier> key_of(ast::CreateTable const& table) {
    for (auto const& element : table.elements)
      if (auto const* constraint = std::get_if<ast::TableConstraint>(&element.node))
        if (auto const* key = std::get_if<ast::PrimaryKey>(&constraint->body)) return key->columns;
    return {};
  }
  static ast::Column* column_of(ast::CreateTable& table, ast::Identifier const& name) {
    for (auto& element : table.elements)
      if (auto* column = std::get_if<ast::Column>(&element.node);
          column != nullptr && model::fold(column->name.text) == model::fold(name.text))
        return column;
    return nullptr;
  }
  bool same_type(ast::Column* from, ast::Column* to) {
    auto const integer = [](ast::Column* column) -> ast::BuiltinType* {
      auto* type = column == nullptr ? nullptr : std::get_if<ast::BuiltinType>(&column->type.base);
      bool const is =
          type != nullptr && (type->kind == K::smallint || type->kind == K::integer || type->kind == K::bigint);
      return is ? type : nullptr;
    };
    auto *a = integer(from), *b = integer(to);
    if (a == nullptr || b == nullptr || a->kind == b->kind) return false;
    bool const is_free = to->identity && counting_.insert(to).second;
    if (is_free) {
      b->kind = a->kind;
    } else {
      a->kind = b->kind = std::max(a->kind, b->kind);  // in the order of their sizes
    }
    return true;
  }

  Ask const& ask_;
  Reading const& reading_;
  std::set<ast::Column const*> counting_;           // columns that have the type of what refers to them
  std::set<std::string> shadows_;                   // tables that virtual ones keep their contents in
  std::map<std::string, model::ObjectName> names_;  // of wanted tables, by those of the catalogue
  std::set<model::ObjectName> read_;
  EnumNames enums_;
  Live out_;
};

}  // namespace

ast::Type type_of_text(std::string const& declared) {
  auto const text = model::fold(declared);
  if (auto const found = type_named(text, names)) return *found;
  if (auto const found = sized(text)) return *found;
  if (declared.empty()) return builtin_type(K::bytes);  // none has the affinity of blob
  return native_type("sqlite", declared);
}

void take_type_checks(ast::CreateTable& table, EnumOf const& enum_of) { TypeChecks(table, enum_of).take(); }

Live SqliteCatalogue::read(Ask const& ask, Reading const& reading) const { return Reader(ask, reading).run(); }

SqlWords const& SqliteCatalogue::sql() const {
  static SqlWords const words{false,
                              false,
                              true,
                              true,
                              [](std::string const& text) { return std::optional(type_of_text(text)); },
                              function_of,
                              false,
                              false,
                              false,
                              false,
                              text_with_returns};
  return words;
}

std::string SqliteCatalogue::stored(ast::Type const& type, model::Schema const& schema) const {
  Sink sink;
  SqliteSpelling const spelling({}, sink);
  auto const spelled = [&](ast::Type const& t) {
    auto out = spelling.type(t, sink);
    return sink.error_count() == 0 ? out : std::string();
  };
  return std::visit(
      overloaded{[](ast::UnknownType const&) { return std::string(); },
                 [&](ast::BuiltinType const& b) { return spelled(type) + (b.kind == K::json ? " json" : ""); },
                 [&](ast::NamedType const& n) {
                   auto const* found = schema.enum_type(model::object_name(n.name));
                   std::string out = "text in";
                   if (found != nullptr)
                     for (auto const& value : found->values) out += " " + spelling.string(value);
                   return out;
                 },
                 [&](ast::NativeType const& n) -> std::string {
                   auto const* found = text_for(n.spellings, spelling.dialect());
                   if (found == nullptr) return {};
                   auto const tidy = tidy_type(found->text.value);
                   auto const read = type_of_text(tidy);
                   return std::holds_alternative<ast::NativeType>(read.base) ? tidy : spelled(read);
                 }},
      type.base);
}

std::unique_ptr<Spelling const> SqliteCatalogue::words(model::Schema const&, Sink& sink) const {
  return std::make_unique<SqliteSpelling>(Span{}, sink);
}

SqliteCatalogue const& catalogue() {
  static SqliteCatalogue const one;
  return one;
}

}  // namespace retort::dialects::sqlite
