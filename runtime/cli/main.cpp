// SPDX-License-Identifier: Apache-2.0
// The program retort-migrate: no bundle inside, no steps in C++.
#include <retort/migrate_main.hpp>

int main(int argc, char** argv) { return retort::migrate_main(argc, argv); }
