// SPDX-License-Identifier: Apache-2.0
// Where a quote or a comment begins, and where it ends.
#include "runtime/script/sql_text.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace retort::script {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::size_t end_of_quote(std::string_view sql, std::size_t at, bool backslashes) {
  char const quote = sql[at++];
  for (; at < sql.size(); ++at) {
    if (backslashes && sql[at] == '\\')
      ++at;
    else if (sql[at] == quote) {
      if (at + 1 >= sql.size() || sql[at + 1] != quote) return at + 1;
      ++at;
    }
  }
  return sql.size();
}

std::size_t end_of_comment(std::string_view sql, std::size_t at, bool nested) {
  int depth = 0;
  for (; at + 1 < sql.size(); ++at) {
    if (sql[at] == '/' && sql[at + 1] == '*' && (nested || depth == 0)) {
      ++depth;
      ++at;
    } else if (sql[at] == '*' && sql[at + 1] == '/') {
      ++at;
      if (--depth == 0) return at + 1;
    }
  }
  return sql.size();
}

// `$tag$` at that place, with its dollars; empty: there is none.
std::string_view dollar_tag(std::string_view sql, std::size_t at) {
  if (at > 0 && is_word(sql[at - 1])) return {};
  auto end = at + 1;
  while (end < sql.size() && is_word(sql[end])) ++end;
  if (end >= sql.size() || sql[end] != '$') return {};
  if (std::isdigit(static_cast<unsigned char>(sql[at + 1])) != 0) return {};
  return sql.substr(at, end + 1 - at);
}

// Behind what begins at that place; `at` where nothing does.
std::size_t end_of(std::string_view sql, std::size_t at, Quoting quoting, sql_piece::kind& what) {
  bool const postgresql = quoting == Quoting::postgresql;
  char const c = sql[at], next = at + 1 < sql.size() ? sql[at + 1] : '\0';
  bool const line = (c == '-' && next == '-') || (!postgresql && c == '#');
  if (line || (c == '/' && next == '*')) {
    what = sql_piece::kind::comment;
    if (!line) return end_of_comment(sql, at, postgresql);
    return std::min(sql.find('\n', at), sql.size());
  }
  what = sql_piece::kind::quoted;
  if (c == '\'' || c == '"' || (!postgresql && c == '`')) {
    bool const escape_string =
        at > 0 && (sql[at - 1] == 'e' || sql[at - 1] == 'E') && (at < 2 || !is_word(sql[at - 2]));
    return end_of_quote(sql, at, postgresql ? c == '\'' && escape_string : c != '`');
  }
  if (postgresql && c == '$')
    if (auto const tag = dollar_tag(sql, at); !tag.empty()) {
      auto const end = sql.find(tag, at + tag.size());
      return end == std::string_view::npos ? sql.size() : end + tag.size();
    }
  return at;
}

}  // namespace

std::vector<sql_piece> pieces_of(std::string_view sql, Quoting quoting) {
  std::vector<sql_piece> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < sql.size();) {
    auto what = sql_piece::kind::code;
    auto const end = end_of(sql, at, quoting, what);
    if (end == at) {
      ++at;
      continue;
    }
    if (at > begin) out.push_back({sql_piece::kind::code, sql.substr(begin, at - begin)});
    out.push_back({what, sql.substr(at, end - at)});
    begin = at = end;
  }
  if (begin < sql.size()) out.push_back({sql_piece::kind::code, sql.substr(begin)});
  return out;
}

std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> out;
  std::string statement;
  std::size_t solid = 0;  // bytes up to the last that is neither blank nor comment
  auto const finish = [&] {
    statement.resize(solid);
    if (!statement.empty()) out.push_back(std::move(statement));
    statement.clear();
    solid = 0;
  };
  for (auto const& piece : pieces_of(sql, Quoting::mysql)) {
    if (piece.what == sql_piece::kind::comment) {
      // One that the server looks into is code.
      bool const code =
          piece.text.starts_with("/*!") || piece.text.starts_with("/*M!") || piece.text.starts_with("/*+");
      if (solid == 0 && !code) continue;
      statement += piece.text;
      if (!piece.text.starts_with("/*")) statement += '\n';
      if (code) solid = statement.size();
      continue;
    }
    for (char const c : piece.text) {
      if (piece.what == sql_piece::kind::code && c == ';') {
        finish();
        continue;
      }
      bool const blank = piece.what == sql_piece::kind::code && std::isspace(static_cast<unsigned char>(c)) != 0;
      if (blank && solid == 0) continue;
      statement += c;
      if (!blank) solid = statement.size();
    }
  }
  finish();
  return out;
}

std::vector<std::string> first_words(std::string_view statement, std::size_t most) {
  std::vector<std::string> out;
  for (auto const& piece : pieces_of(statement, Quoting::mysql)) {
    if (piece.what != sql_piece::kind::code) continue;
    std::string word;
    for (std::size_t i = 0; i <= piece.text.size(); ++i) {
      if (i < piece.text.size() && is_word(piece.text[i])) {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(piece.text[i])));
        continue;
      }
      if (!word.empty()) out.push_back(std::exchange(word, {}));
      if (out.size() == most) return out;
    }
  }
  return out;
}

}  // namespace retort::script
