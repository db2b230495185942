// SPDX-License-Identifier: Apache-2.0
// The order of a script, the same for every client: what is recorded when, and which conditions guard what.
#include "runtime/script/script.hpp"

#include <algorithm>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/lineage.hpp"
#include "runtime/core/settings.hpp"
#include "runtime/core/table_names.hpp"
#include "runtime/core/unit.hpp"
#include "runtime/script/client.hpp"
#include "runtime/script/move.hpp"
#include "runtime/words/rows.hpp"

namespace retort::script {
namespace {

std::string list(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out.empty() ? "base" : out;
}

class writer {
 public:
  writer(bundle const& content, move const& way, request const& wanted)
      : content_(content),
        way_(way),
        idempotent_(wanted.idempotent),
        settings_(core::filled(wanted.settings, content.defaults())),
        tables_{settings_.schema, settings_.version_table, settings_.history_table, settings_.journal_table,
                core::revision_table_of(settings_.version_table)},
        client_(client_of(content.dialect())),
        words_(client_.words()),
        rows_(words_, tables_),
        version_(rows_.version()),
        journal_(rows_.journal()) {}

  std::string write() {
    refuse();
    add_heading();
    client_.open(out_, {tables_, *settings_.lock_timeout, *settings_.statement_timeout, content_.defaults().oldest});
    client_.statements(out_, words_.create_tables(tables_));
    if (!idempotent_) {
      client_.require(out_, recorded(way_.from), "the database is not at " + shortened(way_.from));
      client_.require(out_, "not exists (select 1 from " + journal_ + ")",
                      "a run was broken off half-way: finish it first");
    }
    for (auto const& step : way_.steps) add(step);
    out_ += '\n';
    if (idempotent_)
      client_.require(out_, recorded(way_.to) + " and not exists (select 1 from " + journal_ + ")",
                      "the database was not on the way to " + shortened(way_.to));
    client_.close(out_, idempotent_);
    return std::move(out_);
  }

 private:
  // Some databases take 64 characters for what is said.
  static std::string shortened(std::vector<std::string> const& ids) {
    if (ids.empty()) return "base";
    auto out = ids.front().substr(0, 12);
    if (ids.size() > 1) out += " and " + std::to_string(ids.size() - 1) + " more";
    return out;
  }

  statement_list const& statements(revision_info const& revision) const {
    return way_.way == direction::upgrade ? revision.upgrade : revision.downgrade;
  }
  std::string word() const { return std::string(core::format::word(way_.way)); }

  // What no script can do, before anything is written.
  void refuse() const {
    std::string lost;
    for (auto const& step : way_.steps) {
      auto const& revision = content_.revisions()[step.revision];
      if (way_.way == direction::downgrade && !revision.irreversible.empty())
        throw script_error("there is no way back from '" + revision.id + "': " + revision.irreversible);
      if (way_.way == direction::downgrade)
        for (auto const& loss : revision.downgrade_loss) lost += "\n  '" + revision.id + "': " + loss;
      for (auto const& statement : statements(revision)) {
        auto const place = "revision '" + revision.id + "' (" + statement.file + ":" + std::to_string(statement.line);
        if (statement.kind == statement_kind::call)
          throw script_error(place + ") calls '" + content_.text(revision, statement) +
                             "', a step written in C++, which no script can run; run the program that "
                             "add_migrations() made of this history");
        if (!idempotent_ || statement.kind != statement_kind::sql) continue;
        if (auto const why = client_.refuses_condition(content_.text(revision, statement)); !why.empty())
          throw script_error(place + ") " + why);
      }
    }
    if (!lost.empty() && !settings_.allow_data_loss)
      throw script_error("the downgrade would lose data; allow it (--allow-data-loss) when that is meant:" + lost);
  }

  void add_heading() {
    add_remarks(out_, content_.name() + ": " + word() + " of " + std::string(to_string(content_.dialect())) + " from " +
                          list(way_.from) + " to " + list(way_.to) + ", " + std::to_string(way_.steps.size()) +
                          (way_.steps.size() == 1 ? " revision" : " revisions") + "; " + content_.generator() +
                          "\nrun it with: " + std::string(client_.run_with()));
    if (idempotent_) add_remarks(out_, "what the database has already is left out; the script may run again");
    out_ += '\n';
  }

  // Whether exactly these heads are recorded.
  std::string recorded(std::vector<std::string> const& heads) const {
    if (heads.empty()) return "not exists (select 1 from " + version_ + ")";
    std::string ids;
    for (auto const& id : heads) ids += (ids.empty() ? "" : ", ") + words_.literal(id);
    auto const size = std::to_string(heads.size());
    return "(select count(*) from " + version_ + ") = " + size + " and (select count(*) from " + version_ +
           " where version_num in (" + ids + ")) = " + size;
  }

  std::vector<std::string> move_heads(step const& at) const {
    std::vector<std::string> out;
    auto const changes = words::changes_of_heads(at.before, at.after);
    for (auto const& [from, to] : changes.renamed)
      out.push_back(rows_.rename_head(words_.literal(from), words_.literal(to)));
    for (auto const& id : changes.gone) out.push_back(rows_.delete_head(words_.literal(id)));
    for (auto const& id : changes.come) out.push_back(rows_.insert_head(words_.literal(id)));
    return out;
  }

  std::string log(revision_info const& revision) const {
    return rows_.insert_history({words_.literal(revision.id), words_.literal(word()), "'done'", words_.now(), "0",
                                 words_.user(), words_.literal(revision.checksum), words_.literal(content_.generator()),
                                 "'by a script'"});
  }

  part part_of(revision_info const& revision, statement_info const& statement) const {
    auto remarks = statement.file + ":" + std::to_string(statement.line) + ": " + statement.summary;
    std::replace(remarks.begin(), remarks.end(), '\n', ' ');
    if (!statement.locks.empty()) {
      auto locks = statement.locks;
      std::replace(locks.begin(), locks.end(), '\n', ' ');
      remarks += "\n  " + locks;
    }
    part out{std::move(remarks),
             statement.kind == statement_kind::batch ? std::string() : content_.text(revision, statement),
             {},
             {}};
    if (statement.lock_timeout || statement.statement_timeout) {
      out.before = client_.limits(statement.lock_timeout.value_or(*settings_.lock_timeout),
                                  statement.statement_timeout.value_or(*settings_.statement_timeout));
      out.after = client_.limits(*settings_.lock_timeout, *settings_.statement_timeout);
    }
    return out;
  }

  // The row of a unit in the journal, as a condition.
  std::string row_is(std::string const& whose, core::unit const& part, std::string_view state) const {
    return "exists (select 1 from " + journal_ + " where " + whose +
           " and ordinal = " + std::to_string(part.ordinal()) + " and state = '" + std::string(state) + "')";
  }

  void add(step const& at) {
    auto const& revision = content_.revisions()[at.revision];
    out_ += '\n';
    add_remarks(out_, word() + " " + revision.id + ": " + revision.message);
    if (way_.way == direction::downgrade)
      for (auto const& loss : revision.downgrade_loss) add_remarks(out_, "loses data: " + loss);
    auto const units = core::units_of(statements(revision));
    auto const whose = "revision = " + words_.literal(revision.id) + " and direction = " + words_.literal(word());
    // Nothing else is half-way, and this revision only with the content that it has here.
    std::string here = recorded(at.before) + " and not exists (select 1 from " + journal_;
    if (units.size() > 1 || units.front().kind != core::unit::form::segment)
      here += " where not (" + whose + " and checksum like " + words_.literal(revision.checksum + " %") + ")";
    here += ")";
    for (std::size_t i = 0; i < units.size(); ++i) {
      // What comes before it has not been left out.
      auto const begins = i == 0 ? here : here + " and " + row_is(whose, units[i - 1], "done");
      client_.add(out_, block_of(at, revision, units[i], whose, begins, i + 1 == units.size(), units.size() > 1));
    }
  }

  block block_of(step const& at, revision_info const& revision, core::unit const& part, std::string const& whose,
                 std::string const& here, bool last, bool several) const {
    block out;
    out.tables = tables_;
    auto const outside = part.kind == core::unit::form::outside;
    auto const batch = part.kind == core::unit::form::batch;
    out.kind = outside ? form::outside : batch ? form::batch : part.rebuild ? form::rebuild : form::plain;
    for (auto const* statement : part.statements) out.parts.push_back(part_of(revision, *statement));
    out.conditional = idempotent_;
    out.expected = here;
    if (!last) out.expected += " and not " + row_is(whose, part, "done");
    if (batch && !client_.resumes_batches()) out.expected += " and not " + row_is(whose, part, "intent");
    journal_row const row{revision.id, word(), core::journal_checksum(content_, revision, part), part.ordinal()};
    if (outside || batch) out.row = row;
    if (batch) out.loop = content_.batch(revision, *part.statements.front());
    if (outside) {
      auto const& statement = *part.statements.front();
      out.probe = content_.probe(revision, statement);
      if (idempotent_) out.begun = row_is(whose, part, "intent");
      out.undecided = "nobody knows whether statement " + std::to_string(statement.ordinal) + " of " +
                      revision.id.substr(0, 12) + " took effect";
    }
    if (!last) {
      auto rows = begin_row(client_, tables_, row, "''");
      rows.push_back("update " + journal_ + " set state = 'done' where " + whose +
                     " and ordinal = " + std::to_string(part.ordinal()));
      // What has begun has its row.
      out.records = outside ? std::vector<std::string>{rows.back()} : std::move(rows);
      return out;
    }
    out.records = move_heads(at);
    if (several || outside || batch)
      out.records.push_back(rows_.delete_journal(words_.literal(revision.id), words_.literal(word())));
    out.records.push_back(log(revision));
    return out;
  }

  bundle const& content_;
  move const& way_;
  bool idempotent_;
  options settings_;
  words::table_names tables_;
  client const& client_;
  words::vocabulary const& words_;
  words::rows rows_;
  std::string version_, journal_;
  std::string out_;
};

}  // namespace

std::string write(bundle const& content, request const& wanted) {
  lineage line(content);
  auto const way = move_of(line.graph(), wanted.range);
  return writer(content, way, wanted).write();
}

}  // namespace retort::script
