// SPDX-License-Identifier: Apache-2.0
// Reads the embedded bundle; needs no database.
#include <iostream>

#include <notes_migrations.hpp>

int main() {
  std::cout << "revisions " << notes::migrations::bundle(retort::dialect::postgresql).content.revisions().size()
            << '\n';
}
