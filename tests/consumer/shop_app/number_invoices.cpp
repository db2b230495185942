// SPDX-License-Identifier: Apache-2.0
// `call number_invoices;` of the revision billing_0002: gives the invoices that have no number one, oldest first, as
// the tax office wants them: no gaps, the year in front.
#include <array>
#include <cstdio>
#include <retort/step.hpp>
#include <string>

#include <shop_migrations.hpp>

namespace shop::migrations {

void number_invoices(retort::step& step) {
  bool const sqlite = step.dialect() == retort::dialect::sqlite;
  auto const invoices = step.query(
      "select cast(id as text), substr(cast(issued_at as text), 1, 4) from invoices where number is null "
      "order by issued_at, id");
  unsigned count = 0;
  for (auto const& invoice : invoices) {
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), "%06u", ++count);
    std::array const parameters{invoice[1].value_or("") + "-" + digits.data(), invoice[0].value_or("")};
    static_cast<void>(step.query(sqlite ? "update invoices set number = ?1 where cast(id as text) = ?2"
                                        : "update invoices set number = $1 where cast(id as text) = $2",
                                 parameters));
  }
}

}  // namespace shop::migrations
