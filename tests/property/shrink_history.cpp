// SPDX-License-Identifier: Apache-2.0
// Parses each file, takes something out of the tree, prints it, and asks again.
#include "tests/property/shrink_history.hpp"

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "tests/property/roundtrip.hpp"
#include "tests/property/shrink.hpp"

namespace retort::test {

namespace {

ast::Revision* revision_of(Parsed& parsed) {
  return parsed.diagnostics.empty() ? std::get_if<ast::Revision>(&parsed.file.content) : nullptr;
}

// The history without one revision: what stood on it stands on what it stood on.
Texts without(Texts texts, std::size_t at) {
  Parsed gone = parse(texts[at]);
  texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(at));
  auto const* revision = revision_of(gone);
  if (revision == nullptr) return texts;
  for (auto& text : texts) {
    Parsed other = parse(text);
    auto* child = revision_of(other);
    if (child == nullptr) continue;
    bool changed = false;
    auto const relink = [&](std::vector<ast::RevisionId>& ids, std::vector<ast::RevisionId> const& instead) {
      auto const found =
          std::find_if(ids.begin(), ids.end(), [&](auto const& id) { return id.text == revision->id.text; });
      if (found == ids.end()) return;
      changed = true;
      ids.erase(found);
      for (auto const& id : instead)
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    };
    relink(child->parents, revision->parents);
    relink(child->depends_on, {});
    if (changed) text = ast::print(other.file);
  }
  return texts;
}

class Shrinker {
 public:
  Shrinker(Texts texts, SameFailure const& fails) : texts_(std::move(texts)), fails_(fails) {}

  Texts run() {
    for (std::size_t before = 0; before != size();) {
      before = size();
      drop_revisions();
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        Parsed parsed = parse(texts_[i]);
        if (revision_of(parsed) == nullptr) continue;
        shrink_file(i, parsed.file);
      }
    }
    return texts_;
  }

 private:
  [[nodiscard]] std::size_t size() const {
    std::size_t out = 0;
    for (auto const& text : texts_) out += text.size();
    return out;
  }

  bool take(Texts smaller) {
    if (!fails_(smaller)) return false;
    texts_ = std::move(smaller);
    return true;
  }

  void drop_revisions() {
    for (std::size_t i = texts_.size(); i-- > 0 && texts_.size() > 1;) take(without(texts_, i));
  }

  void shrink_file(std::size_t at, ast::File const& file) {
    auto const fails = [&](ast::File const& smaller) {
      Texts with = texts_;
      with[at] = ast::print(smaller);
      return fails_(with);
    };
    ast::File smaller = shrink(file, fails);  // statements
    auto& revision = std::get<ast::Revision>(smaller.content);
    auto const attempt = [&](auto const& change) {
      ast::File next = smaller;
      change(std::get<ast::Revision>(next.content));
      if (next == smaller || !fails(next)) return false;
      smaller = std::move(next);
      return true;
    };
    attempt([](ast::Revision& r) { r.labels.clear(); });
    attempt([](ast::Revision& r) { r.depends_on.clear(); });
    attempt([](ast::Revision& r) { r.created.reset(); });
    attempt([](ast::Revision& r) { r.description.reset(); });
    attempt([](ast::Revision& r) { r.downgrade.node = ast::DowngradeAuto{}; });
    for (std::size_t s = 0; s < revision.upgrade.statements.size(); ++s) shrink_statement(attempt, s, revision);
    Texts with = texts_;
    with[at] = ast::print(smaller);
    take(std::move(with));
  }

  // Actions of an alter table, elements of a table, rows: those lists of which one is enough.
  template <class Attempt>
  static void shrink_statement(Attempt const& attempt, std::size_t s, ast::Revision const& revision) {
    auto const drop_each = [&](auto const& list) {
      auto const at = [&](ast::Revision& r) { return list(r.upgrade.statements[s].operation); };
      for (std::size_t i = 0; i < 64; ++i) {
        while (attempt([&](ast::Revision& r) {
          auto* items = at(r);
          if (items != nullptr && items->size() > 1 && i < items->size())
            items->erase(items->begin() + static_cast<std::ptrdiff_t>(i));
        }))
          ;
      }
    };
    static_cast<void>(revision);
    drop_each([](ast::Operation& o) {
      auto* alter = std::get_if<ast::AlterTable>(&o);
      return alter == nullptr ? nullptr : &alter->actions;
    });
    drop_each([](ast::Operation& o) {
      auto* create = std::get_if<ast::CreateTable>(&o);
      return create == nullptr ? nullptr : &create->elements;
    });
    for (std::size_t i = 0; i < 64; ++i)
      attempt([&](ast::Revision& r) {
        auto* create = std::get_if<ast::CreateTable>(&r.upgrade.statements[s].operation);
        if (create == nullptr || i >= create->elements.size()) return;
        auto* column = std::get_if<ast::Column>(&create->elements[i].node);
        if (column == nullptr) return;
        column->comment.reset();
        column->default_value.reset();
        column->nullability.reset();
      });
  }

  Texts texts_;
  SameFailure const& fails_;
};

}  // namespace

Texts shrink_history(Texts texts, SameFailure const& fails) { return Shrinker(std::move(texts), fails).run(); }

std::string show_files(Texts const& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i)
    out += "--- " + std::to_string(i + 1) + ".mig\n" + texts[i] + (texts[i].ends_with('\n') ? "" : "\n");
  return out;
}

}  // namespace retort::test
