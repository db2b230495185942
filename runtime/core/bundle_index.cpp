// SPDX-License-Identifier: Apache-2.0
// Line by line; a line that is not as docs/bundle.md has it is damage.
#include "runtime/core/bundle_index.hpp"

#include <charconv>
#include <limits>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::core {

namespace {

// Lines of a text, from the front.
class lines {
 public:
  explicit lines(std::string_view text) : rest_(text) {}
  // Without its end; false where there is no whole line left.
  bool next(std::string_view& line) {
    auto const end = rest_.find('\n');
    if (end == std::string_view::npos) return false;
    line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
  }
  bool take(std::string_view exactly) {
    if (!rest_.starts_with(exactly)) return false;
    rest_.remove_prefix(exactly.size());
    return true;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// Words of a line, separated by one space.
class words {
 public:
  explicit words(std::string_view text) : rest_(text) {}
  std::string_view next() {
    auto const end = rest_.find(' ');
    auto const word = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    return word;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool take_key(std::string_view line, std::string_view key, std::string_view& value) {
  if (line.size() <= key.size() || !line.starts_with(key) || line[key.size()] != ' ') return false;
  value = line.substr(key.size() + 1);
  return true;
}

bool parse_items(std::string_view text, std::vector<std::string>& out) {
  std::size_t count = 1;
  for (char const c : text)
    if (c == ' ') ++count;
  out.reserve(count);
  for (words items(text); !items.done();)
    if (!format::unescape(items.next(), out.emplace_back())) return false;
  return true;
}

// Ids and checksums in turn.
bool parse_replaced(std::string_view text, std::vector<replaced_revision>& out) {
  for (words items(text); !items.done();) {
    auto& replaced = out.emplace_back();
    if (!format::unescape(items.next(), replaced.id) || items.done() ||
        !format::unescape(items.next(), replaced.checksum))
      return false;
  }
  return true;
}

bool parse_section(std::string_view text, bundle_section& out) {
  words parts(text);
  return format::parse_number(parts.next(), out.length) && format::parse_xxh64(parts.next(), out.checksum) &&
         parts.done();
}

bool parse_sha256(std::string_view text, sha256::digest& out) {
  constexpr std::string_view prefix = "sha256:";
  if (text.size() != prefix.size() + 2 * out.size() || !text.starts_with(prefix)) return false;
  auto const* digits = text.data() + prefix.size();
  for (auto& byte : out) {
    auto const [end, error] = std::from_chars(digits, digits + 2, byte, 16);
    if (error != std::errc() || end != digits + 2) return false;
    digits = end;
  }
  return true;
}

// DIRECTION KIND SENTENCE
bool parse_loss(std::string_view text, loss_info& out) {
  auto const first = text.find(' ');
  auto const second = first == std::string_view::npos ? first : text.find(' ', first + 1);
  if (second == std::string_view::npos) return false;
  auto const way = format::parse_direction(text.substr(0, first));
  auto const kind = format::parse_loss(text.substr(first + 1, second - first - 1));
  if (!way || !kind) return false;
  out.way = *way;
  out.kind = *kind;
  return format::unescape(text.substr(second + 1), out.sentence);
}

bool parse_revision_line(std::string_view line, revision_entry& entry) {
  auto& info = entry.info;
  std::string_view value;
  if (take_key(line, "message", value)) return format::unescape(value, info.message);
  if (take_key(line, "parents", value)) return parse_items(value, info.parents);
  if (take_key(line, "depends_on", value)) return parse_items(value, info.depends_on);
  if (take_key(line, "labels", value)) return parse_items(value, info.labels);
  if (take_key(line, "replaces", value)) return parse_replaced(value, info.replaces);
  if (take_key(line, "compatible", value)) return parse_items(value, info.compatible);
  if (take_key(line, "created", value)) return format::unescape(value, info.created);
  if (take_key(line, "checksum", value)) return format::unescape(value, info.checksum);
  if (take_key(line, "irreversible", value)) return format::unescape(value, info.irreversible);
  if (take_key(line, "downgrade_loss", value)) return format::unescape(value, info.downgrade_loss.emplace_back());
  if (take_key(line, "loss", value)) return parse_loss(value, info.losses.emplace_back());
  words parts(line);
  auto const key = parts.next();
  if (key == "statements")
    return format::parse_number(parts.next(), entry.upgrade) && format::parse_number(parts.next(), entry.downgrade) &&
           format::parse_number(parts.next(), entry.statements.length) &&
           format::parse_xxh64(parts.next(), entry.statements.checksum) && parts.done();
  if (key == "sql")
    return format::parse_number(parts.next(), entry.sql_length) && parse_sha256(parts.next(), entry.sql_checksum) &&
           parts.done();
  return false;
}

// [offset, offset + length) inside [0, limit).
bool inside(std::uint64_t offset, std::uint64_t length, std::uint64_t limit) {
  return offset <= limit && length <= limit - offset;
}

bool parse_statement(std::string_view line, std::uint64_t sql_length, statement_info& out) {
  auto const first = line.find('\t');
  if (first == std::string_view::npos) return false;
  auto const second = line.find('\t', first + 1);
  if (second == std::string_view::npos) return false;
  auto const third = line.find('\t', second + 1);
  if (third == std::string_view::npos) return false;
  auto const fourth = line.find('\t', third + 1);

  words parts(line.substr(0, first));
  auto const way = format::parse_direction(parts.next());
  if (!way || !format::parse_number(parts.next(), out.ordinal) || !format::parse_number(parts.next(), out.segment))
    return false;
  auto const mode = format::parse_mode(parts.next());
  auto const kind = format::parse_kind(parts.next());
  if (!mode || !kind || !format::parse_number(parts.next(), out.offset) ||
      !format::parse_number(parts.next(), out.length) || !format::parse_number(parts.next(), out.probe_offset) ||
      !format::parse_number(parts.next(), out.probe_length) || !parts.done())
    return false;
  out.way = *way;
  out.mode = *mode;
  out.kind = *kind;
  if (!inside(out.offset, out.length, sql_length) || !inside(out.probe_offset, out.probe_length, sql_length))
    return false;

  auto const origin = line.substr(first + 1, second - first - 1);
  auto const colon = origin.rfind(':');
  return colon != std::string_view::npos && format::parse_number(origin.substr(colon + 1), out.line) &&
         format::unescape(origin.substr(0, colon), out.file) &&
         format::unescape(line.substr(second + 1, third - second - 1), out.summary) &&
         format::unescape(line.substr(third + 1, fourth - third - 1), out.locks) &&
         (fourth == std::string_view::npos || format::parse_limits(line.substr(fourth + 1), out));
}

}  // namespace

void refuse_damaged(std::string const& subject, std::string const& what) {
  throw bundle_error(subject + " is damaged: " + what);
}

void check_first_line(std::string_view beginning, std::string const& subject) {
  if (beginning.empty()) throw bundle_error(subject + " is empty");
  if (beginning.size() < format::magic.size() && format::magic.starts_with(beginning))
    throw bundle_error(subject + " is truncated within its first line");
  if (!beginning.starts_with(format::magic))
    throw bundle_error(subject + " is foreign: it is no bundle of Retort, which would begin with '" +
                       std::string(format::magic.substr(0, format::magic.size() - 1)) + "'");
  constexpr std::size_t longest_version = 20;
  auto line = beginning.substr(format::magic.size(), longest_version + 2);
  auto const end = line.find('\n');
  if (end == std::string_view::npos && line.size() <= longest_version)
    throw bundle_error(subject + " is truncated within its first line");
  line = line.substr(0, end);
  if (line.ends_with('\r')) refuse_damaged(subject, "its line ends were changed to CR LF; transfer it as binary");
  std::uint64_t version = 0;
  if (!format::parse_number(line, version) || version == 0) refuse_damaged(subject, "its first line names no format");
  if (version > format::version)
    throw bundle_error(subject + " is of a future format (" + std::to_string(version) + "; this program reads " +
                       std::to_string(format::version) + "): use a newer Retort, or compile it again");
}

// A line that retort.toml has to say; `sound` becomes false where it makes no sense.
bool take_default(std::string_view line, bundle_defaults& out, bool& sound) {
  std::string_view value;
  for (auto const& [key, name] : {std::pair{"version_table", &out.version_table},
                                  {"history_table", &out.history_table},
                                  {"journal_table", &out.journal_table},
                                  {"version_schema", &out.schema},
                                  {"oldest", &out.oldest}})
    if (take_key(line, key, value)) {
      sound = format::unescape(value, *name);
      return true;
    }
  for (auto const& [key, time] :
       {std::pair{"lock_timeout", &out.lock_timeout}, {"statement_timeout", &out.statement_timeout}})
    if (take_key(line, key, value)) {
      std::uint32_t milliseconds = 0;
      sound = format::parse_number(value, milliseconds);
      *time = std::chrono::milliseconds(milliseconds);
      return true;
    }
  if (take_key(line, "store_downgrade", value)) {
    sound = out.store_downgrade = value == "yes";
    return true;
  }
  return false;
}

bundle_header parse_header(std::string_view text, std::string const& subject) {
  // The last line before the empty one vouches for those above it.
  auto const body = text.substr(0, text.size() - 1);
  auto const last = body.rfind('\n', body.size() - 2) + 1;
  std::string_view value;
  std::uint64_t checksum = 0;
  if (!take_key(body.substr(last, body.size() - last - 1), "header", value) || !format::parse_xxh64(value, checksum) ||
      checksum != xxh64_of(text.substr(0, last)))
    refuse_damaged(subject, "its header does not match the checksum of the header");

  bundle_header out;
  bool sound = true;
  std::string_view line;
  lines rest(text.substr(0, last));
  rest.next(line);
  while (sound && rest.next(line)) {
    if (take_key(line, "name", value)) {
      sound = format::unescape(value, out.name);
    } else if (take_key(line, "generator", value)) {
      sound = format::unescape(value, out.generator);
    } else if (take_default(line, out.defaults, sound)) {
    } else if (take_key(line, "dialect", value)) {
      auto const dialect = parse_dialect(value);
      if (!dialect)
        throw bundle_error(subject + " is for '" + std::string(value) + "', a database this program does not know");
      out.dialect = *dialect;
    } else if (take_key(line, "heads", value)) {
      sound = parse_items(value, out.heads);
    } else if (take_key(line, "revisions", value)) {
      sound = format::parse_number(value, out.revisions);
    } else if (take_key(line, "index", value)) {
      sound = parse_section(value, out.index);
    } else if (take_key(line, "statements", value)) {
      sound = parse_section(value, out.statements);
    } else {
      sound = take_key(line, "sql", value) && parse_section(value, out.sql);
    }
  }
  if (!sound) refuse_damaged(subject, "its header makes no sense");
  return out;
}

std::vector<revision_entry> parse_index(std::string_view text, bundle_header const& header,
                                        std::string const& subject) {
  std::vector<revision_entry> out;
  lines rest(text);
  std::uint64_t statements = format::statements_title.size();
  std::uint64_t sql = format::sql_title.size();
  bool sound = rest.take(format::index_title) && header.revisions <= text.size();
  if (sound) out.reserve(header.revisions);
  std::string_view line;
  std::string_view id;
  while (sound && !rest.done()) {
    auto& entry = out.emplace_back();
    sound = out.size() <= header.revisions && rest.next(line) && take_key(line, "revision", id) &&
            format::unescape(id, entry.info.id) && !entry.info.id.empty();
    while (sound) {
      sound = rest.next(line);
      if (!sound || line.empty()) break;
      sound = parse_revision_line(line, entry);
    }
    // The sums cannot go over the sections, so they do not overflow either.
    sound = sound && entry.statements.length <= header.statements.length && entry.sql_length <= header.sql.length &&
            std::uint64_t{entry.upgrade} + entry.downgrade <= entry.statements.length;
    if (!sound) break;
    statements += entry.statements.length;
    sql += entry.sql_length;
    sound = statements <= header.statements.length && sql <= header.sql.length;
  }
  if (!sound || out.size() != header.revisions || statements != header.statements.length || sql != header.sql.length)
    refuse_damaged(subject, "its index makes no sense");
  return out;
}

statement_lists parse_statements(std::string_view text, std::string_view id, std::uint32_t upgrade,
                                 std::uint32_t downgrade, std::uint64_t sql_length, std::string const& subject) {
  statement_lists out;
  lines rest(text);
  std::string_view line;
  std::string_view named;
  std::string own;
  bool sound = rest.next(line) && take_key(line, "revision", named) && format::unescape(named, own) && own == id;
  auto const read = [&](std::vector<statement_info>& list, std::uint32_t count, direction way) {
    list.reserve(sound ? count : 0);
    for (std::uint32_t i = 0; sound && i < count; ++i)
      sound = rest.next(line) && parse_statement(line, sql_length, list.emplace_back()) && list.back().way == way &&
              list.back().ordinal == i + 1;
  };
  read(out.upgrade, upgrade, direction::upgrade);
  read(out.downgrade, downgrade, direction::downgrade);
  if (!sound || !rest.take("\n") || !rest.done())
    refuse_damaged(subject, "the statements of revision '" + std::string(id) + "' make no sense");
  return out;
}

}  // namespace retort::core
