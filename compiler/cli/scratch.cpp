// SPDX-License-Identifier: Apache-2.0
// The migrator over the session of the live database.
#include "compiler/cli/scratch.hpp"

#include "compiler/cli/live_state.hpp"

#ifdef RETORT_WITH_RUNTIME
#include <fmt/format.h>

#include <set>

#include <retort/migrator.hpp>
#endif

namespace retort::cli {

#ifdef RETORT_WITH_RUNTIME

namespace {

// Asks each statement's query before and after it.
class Watch final : public observer {
 public:
  Watch(bundle content, open_database& database) : content_(std::move(content)), database_(database) {}

  void statement_begins(statement_event const& event) override {
    ++begun;
    expect(event, "0", "before");
  }
  void statement_ends(statement_event const& event) override {
    if (!event.skipped) expect(event, "1", "after");
  }

  [[nodiscard]] bool uses_the_session() const override { return true; }

  std::vector<std::string> wrong;
  std::size_t begun = 0;

 private:
  void expect(statement_event const& event, std::string const& wanted, char const* when) {
    auto const query = content_.probe(event.revision, event.statement);
    if (query.empty()) return;
    auto const rows = database_.query(query);
    auto const answer = rows.empty() || rows[0].empty() || !rows[0][0] ? std::string("nothing") : *rows[0][0];
    if (answer != wanted)
      wrong.push_back(fmt::format("{} '{}' its query of the catalogue says {}, not {}: {}", when,
                                  event.statement.summary, answer, wanted, query));
  }

  bundle content_;
  open_database& database_;
};

}  // namespace

struct Scratch::State {
  State(LiveDatabase::State& live, std::string const& text)
      : content(bundle::from_text(text)), watch(content, live.opened), calls(steps_of(content)) {
    options settings;
    settings.allow_data_loss = true;
    settings.observer = &watch;
    move = std::make_unique<migrator>(live.opened.session(), linked_bundle(content, calls), settings);
  }
  State(State const&) = delete;
  State& operator=(State const&) = delete;
  ~State() = default;

  // Nobody has linked them: they do nothing here.
  std::vector<call_entry> steps_of(bundle const& of) {
    for (auto const& revision : of.revisions())
      for (auto const* list : {&revision.upgrade, &revision.downgrade})
        for (auto const& statement : *list)
          if (statement.kind == statement_kind::call) names.insert(of.text(revision, statement));
    std::vector<call_entry> out;
    for (auto const& name : names) out.push_back({name, [](step&) {}});
    return out;
  }

  std::set<std::string> names;
  bundle content;
  Watch watch;
  std::vector<call_entry> calls;
  std::unique_ptr<migrator> move;
};

Scratch::Scratch(LiveDatabase& database, std::string const& bundle)
    : state_(translated([&] { return std::make_unique<State>(*database.state_, bundle); })) {}

std::vector<std::string> Scratch::current() {
  return translated([&] { return state_->move->current(); });
}
void Scratch::upgrade(std::string const& target) {
  translated([&] { state_->move->upgrade(target); });
}
std::optional<std::string> Scratch::downgrade(std::string const& target) {
  return translated([&]() -> std::optional<std::string> {
    try {
      state_->move->downgrade(target);
      return std::nullopt;
    } catch (irreversible const& no) {
      return no.what();
    }
  });
}
std::vector<std::string> Scratch::take_wrong() { return std::exchange(state_->watch.wrong, {}); }
std::size_t Scratch::take_begun() { return std::exchange(state_->watch.begun, 0); }

#else

struct Scratch::State {};

Scratch::Scratch(LiveDatabase&, std::string const&) {}
std::vector<std::string> Scratch::current() { return {}; }
void Scratch::upgrade(std::string const&) {}
std::optional<std::string> Scratch::downgrade(std::string const&) { return std::nullopt; }
std::vector<std::string> Scratch::take_wrong() { return {}; }
std::size_t Scratch::take_begun() { return 0; }

#endif

Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

}  // namespace retort::cli
