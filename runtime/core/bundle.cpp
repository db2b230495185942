// SPDX-License-Identifier: Apache-2.0
// retort::bundle: the public face of an opened bundle.
#include <retort/bundle.hpp>

#include <atomic>
#include <functional>
#include <mutex>

#include "runtime/core/bundle_content.hpp"
#include "runtime/core/bundle_format.hpp"

namespace retort {

// The revisions refer to the content, never the other way round; so nothing keeps itself alive.
struct bundle::state {
  template <class Bytes>
  state(Bytes&& bytes, std::string subject)
      : content(std::make_shared<bundle_content>(std::forward<Bytes>(bytes), std::move(subject))) {}

  std::vector<revision_info> const& all() const {
    if (is_read.load(std::memory_order_acquire)) return revisions;
    std::lock_guard<std::mutex> const alone(reading);
    if (!is_read.load(std::memory_order_relaxed)) {
      revisions = content->read_revisions(content);
      is_read.store(true, std::memory_order_release);
    }
    return revisions;
  }

  // Where `revision` stands: one of ours, or a copy of it.
  std::size_t number(revision_info const& revision) const {
    auto const& known = all();
    auto const* first = known.data();
    auto const* one = &revision;
    std::less<> const before;
    if (!before(one, first) && before(one, first + known.size())) return static_cast<std::size_t>(one - first);
    for (std::size_t r = 0; r < known.size(); ++r)
      if (known[r].id == revision.id) return r;
    throw bundle_error(content->subject() + " has no revision '" + revision.id + "'");
  }

  std::shared_ptr<bundle_content> content;
  mutable std::mutex reading;  // guards `revisions` while it is filled
  mutable std::atomic<bool> is_read{false};
  mutable std::vector<revision_info> revisions;
};

std::span<statement_info const> statement_list::statements() const {
  if (size_ == 0) return {};
  auto const& lists = content_->statements(revision_);
  return way_ == direction::upgrade ? lists.upgrade : lists.downgrade;
}

bundle::bundle(std::shared_ptr<state const> opened) : state_(std::move(opened)) {}

bundle bundle::open(std::filesystem::path const& file) {
  return bundle(std::make_shared<state const>(file, "the bundle '" + file.string() + "'"));
}
bundle bundle::open(embedded_bundle const& embedded) {
  return bundle(std::make_shared<state const>(embedded, "the embedded bundle"));
}
bundle bundle::from_text(std::string_view text, std::string called) {
  return bundle(std::make_shared<state const>(std::string(text), std::move(called)));
}

std::string const& bundle::name() const { return state_->content->header().name; }
dialect bundle::dialect() const { return state_->content->header().dialect; }
std::string const& bundle::generator() const { return state_->content->header().generator; }
bundle_defaults const& bundle::defaults() const { return state_->content->header().defaults; }
std::vector<std::string> const& bundle::heads() const { return state_->content->header().heads; }
std::span<revision_info const> bundle::revisions() const { return state_->all(); }

std::string bundle::text(revision_info const& revision, statement_info const& statement) const {
  return state_->content->text(state_->number(revision), statement.offset, statement.length);
}

batch_text bundle::batch(revision_info const& revision, statement_info const& statement) const {
  auto read = core::format::parse_batch(text(revision, statement));
  if (!read)
    core::refuse_damaged(state_->content->subject(), "statement " + std::to_string(statement.ordinal) +
                                                         " of revision '" + revision.id + "' is no batch loop");
  return std::move(*read);
}

std::string bundle::probe(revision_info const& revision, statement_info const& statement) const {
  return state_->content->text(state_->number(revision), statement.probe_offset, statement.probe_length);
}

std::vector<statement_info> bundle::statements(revision_info const& revision, direction way) const {
  auto lists = state_->content->read_statements(state_->number(revision));
  return std::move(way == direction::upgrade ? lists.upgrade : lists.downgrade);
}

void bundle::verify(revision_info const& revision) const { state_->content->verify(state_->number(revision)); }

void bundle::verify() const {
  static_cast<void>(state_->all());
  state_->content->verify();
}

}  // namespace retort
