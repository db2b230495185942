// SPDX-License-Identifier: Apache-2.0
// The generated header and sources: what they declare, and that they give the bundles out.
#include "compiler/codegen/generate.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codegen/scratch.hpp"

namespace retort::codegen {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(std::vector<GeneratedFile> const& files, std::string const& name) {
  for (auto const& file : files)
    if (file.name == name) return file.text;
  return "no such file: " + name;
}

TEST(Generate, NamesItsFilesAfterTheHistory) {
  std::vector<std::string> names;
  for (auto const& file : generate({"my-shop.2", "a", {{"sqlite", "x"}, {"postgresql", "y"}}, {}}))
    names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("my-shop.2.hpp", "my-shop.2.cpp", "my-shop.2.sqlite.cpp", "my-shop.2.postgresql.cpp"));
}

TEST(Generate, DeclaresTheSteps) {
  auto const files = generate({"shop", "shop::migrations", {{"sqlite", "x"}}, {"number_invoices", "delete"}});
  auto const header = text_of(files, "shop.hpp");
  EXPECT_THAT(header, HasSubstr("namespace shop::migrations {"));
  EXPECT_THAT(header, HasSubstr("::retort::linked_bundle bundle(::retort::dialect database);"));
  EXPECT_THAT(header, HasSubstr("\nvoid number_invoices(::retort::step& step);\n"));
  EXPECT_THAT(header, HasSubstr("\nvoid delete_(::retort::step& step);\n"));
  EXPECT_THAT(text_of(files, "shop.cpp"), HasSubstr("{\"delete\", &::shop::migrations::delete_},"));
  EXPECT_THAT(text_of(generate({"shop", "a", {{"sqlite", "x"}}, {}}), "shop.hpp"), Not(HasSubstr("void")));
}

TEST(Generate, FindsANameForEveryStep) {
  EXPECT_THAT(function_names({"fill", "class", "two words", "two_words", "9", "", "caf\xc3\xa9", "class_"}),
              ElementsAre("fill", "class_", "two_words", "two_words_2", "_9", "_", "caf__", "class__2"));
}

// The real header, the real reader; only the steps are ours.
TEST(Generate, TheCodeGivesTheBundlesOut) {
  Scratch scratch;
  std::ifstream in(RETORT_SOURCE_DIR "/tests/unit/core/sample.bundle", std::ios::binary);
  std::string const sample{std::istreambuf_iterator<char>(in), {}};
  // Steps that are called like the functions beside them, and like a word of C++.
  for (auto const& file :
       generate({"shop", "shop::migrations", {{"sqlite", sample}}, {"fill_names", "bundle", "calls", "known", "new"}}))
    scratch.put(file.name, file.text);
  scratch.put("main.cpp", R"(#include <iostream>
#include <type_traits>
#include "shop.hpp"
#include <retort/error.hpp>
namespace shop::migrations {
void fill_names(retort::step&) {}
void bundle(retort::step&) {}
void calls(retort::step&) {}
void known(retort::step&) {}
void new_(retort::step&) {}
}
int main() {
  auto const linked = shop::migrations::bundle(retort::dialect::sqlite);
  linked.content.verify();
  std::cout << linked.content.name() << ' ' << linked.content.revisions().size();
  for (auto const& call : linked.calls) std::cout << ' ' << call.name << (call.run == nullptr ? "!" : "");
  std::cout << ' ' << shop::migrations::histories().size() << '\n';
  try {
    static_cast<void>(shop::migrations::bundle(retort::dialect::mysql));
  } catch (retort::error const& refused) {
    std::cout << refused.what() << '\n';
  }
}
)");
  ASSERT_EQ(scratch.run(RETORT_TEST_COMPILER " -Wall -Wextra -Wconversion -Wshadow -Werror -I " RETORT_SOURCE_DIR
                                             "/runtime/include main.cpp shop.cpp shop.sqlite.cpp " RETORT_TEST_CORE
                                             " -o main 2>errors"),
            0)
      << scratch.get("errors");
  ASSERT_EQ(scratch.run("./main > out 2>&1"), 0) << scratch.get("out");
  EXPECT_EQ(scratch.get("out"),
            "shop 2 fill_names bundle calls known new 1\n"
            "the history 'shop' was not compiled for mysql; it was for: sqlite\n");
}

TEST(Generate, AMissingStepIsALinkError) {
  Scratch scratch;
  for (auto const& file : generate({"shop", "shop", {{"sqlite", "x"}}, {"fill_names"}}))
    scratch.put(file.name, file.text);
  scratch.put("main.cpp",
              "#include \"shop.hpp\"\nint main() { return shop::bundle(retort::dialect::sqlite).calls.empty(); }\n");
  EXPECT_NE(scratch.run(RETORT_TEST_COMPILER " -I " RETORT_SOURCE_DIR "/runtime/include main.cpp shop.cpp "
                                             "shop.sqlite.cpp " RETORT_TEST_CORE " -o main 2>errors"),
            0);
  EXPECT_THAT(scratch.get("errors"), HasSubstr("fill_names"));
}

}  // namespace
}  // namespace retort::codegen
