// SPDX-License-Identifier: Apache-2.0
// Makes a failing tree smaller as long as it fails.
#include "tests/property/shrink.hpp"

#include <vector>

namespace retort::test {

namespace {

// Removes elements of the list that `list` finds in a file while the file still fails.
template <class List>
void drop_from(ast::File& file, List const& list, Fails const& fails) {
  for (std::size_t i = 0; list(file) != nullptr && i < list(file)->size();) {
    ast::File smaller = file;
    auto* items = list(smaller);
    items->erase(items->begin() + static_cast<std::ptrdiff_t>(i));
    if (fails(smaller)) {
      file = std::move(smaller);
    } else {
      ++i;
    }
  }
}

}  // namespace

ast::File shrink(ast::File file, Fails const& fails) {
  auto const revision = [](ast::File& f) { return std::get_if<ast::Revision>(&f.content); };
  auto const schema = [](ast::File& f) { return std::get_if<ast::DesiredSchema>(&f.content); };
  drop_from(
      file, [&](ast::File& f) { return revision(f) ? &revision(f)->upgrade.statements : nullptr; }, fails);
  drop_from(
      file,
      [&](ast::File& f) -> std::vector<ast::Statement>* {
        auto* block = revision(f) ? std::get_if<ast::Block>(&revision(f)->downgrade.node) : nullptr;
        return block != nullptr ? &block->statements : nullptr;
      },
      fails);
  drop_from(
      file, [&](ast::File& f) { return revision(f) ? &revision(f)->annotations : nullptr; }, fails);
  drop_from(
      file, [&](ast::File& f) { return schema(f) ? &schema(f)->items : nullptr; }, fails);
  drop_from(
      file, [&](ast::File& f) { return schema(f) ? &schema(f)->annotations : nullptr; }, fails);
  return file;
}

}  // namespace retort::test
