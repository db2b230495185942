// SPDX-License-Identifier: Apache-2.0
// The database's spelling of names, literals and types. What Spelling has a default for is overridden only where the
// database has another word.
#pragma once

#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::skeleton {

class SkeletonSpelling final : public Spelling {
 public:
  [[nodiscard]] std::string_view dialect() const override { return "skeleton"; }
  [[nodiscard]] std::string identifier(std::string_view name) const override;
  [[nodiscard]] std::string string(std::string_view text) const override;
  [[nodiscard]] std::string bytes(std::string_view hex) const override;
  [[nodiscard]] std::string type(ast::Type const& type, Sink& sink) const override;
  [[nodiscard]] Rendered next_value(ast::QualifiedName const& sequence) const override;
  [[nodiscard]] std::string parameter(unsigned number, ast::Type const& type) const override;
};

[[nodiscard]] SkeletonSpelling const& spelling();

}  // namespace retort::dialects::skeleton
