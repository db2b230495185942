// SPDX-License-Identifier: Apache-2.0
// The knobs of the random tests: `--seed N` and `--cases N` of the test program, or RETORT_SEED and RETORT_CASES. Every
// random test of the folder asks here, and says with repeat_command() how to see its failure again.
#pragma once

#include <cstdint>
#include <string>

namespace retort::test {

// Takes the switches out of the command line; main() calls it before anything else is done. Exits with 2 when a switch
// has no number.
void read_options(int& argc, char** argv);

// The first seed; 1 unless told otherwise, so that a build machine sees the same cases every time.
[[nodiscard]] std::uint64_t first_seed();
// How many seeds follow each other.
[[nodiscard]] std::uint64_t case_count(std::uint64_t otherwise);

// The command that runs the test under way with one seed.
[[nodiscard]] std::string repeat_command(std::uint64_t seed);

}  // namespace retort::test
