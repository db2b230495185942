// SPDX-License-Identifier: Apache-2.0
// The layers of the repository hold; and a tree in which they do not is caught, fault by fault.
#include "tests/tools/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "tests/tools/repository.hpp"

namespace retort::tools {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

TEST(Layers, OfTheRepositoryHold) {
  auto const faults = layer_faults(source_root());
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

class InATree : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("retort_layers_" + std::to_string(getpid()));
    write("docs/layers.txt",
          "# comment\ncompiler/ast:\ncompiler/model: compiler/ast\ncompiler/dialects: compiler/model\n"
          "compiler/dialects/one: compiler/dialects compiler/model\ncompiler/dialects/two: compiler/dialects\n"
          "runtime/include:\nruntime/src: runtime/include\n<boost/spirit>: compiler/ast\n<soci>: runtime/src\n");
    write("compiler/ast/a.hpp", "#pragma once\n#include <boost/spirit/home/x3.hpp>\n");
    write("compiler/model/m.hpp", "#include \"compiler/ast/a.hpp\"\n#include <vector>\n");
    write("runtime/src/r.cpp", "#include <retort/bundle.hpp>\n#include <soci/soci.h>\n");
  }
  void TearDown() override { fs::remove_all(root_); }
  void write(std::string const& name, std::string const& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::vector<std::string> faults() const { return layer_faults(root_); }

  fs::path root_;
};

TEST_F(InATree, WhatIsAllowedIsNoFault) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(InATree, AnIncludeAgainstTheOrderIsCaughtWithItsPlace) {
  write("compiler/ast/b.hpp", "#pragma once\n\n  #  include \"compiler/model/m.hpp\"\n");
  EXPECT_THAT(faults(),
              ElementsAre("compiler/ast/b.hpp:3: compiler/ast may not include compiler/model (compiler/model/m.hpp)"));
}

TEST_F(InATree, TheRuntimeMayNotIncludeTheCompiler) {
  write("runtime/src/s.cpp", "#include \"compiler/ast/a.hpp\"\n");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("runtime/src may not include compiler/ast")));
}

TEST_F(InATree, TheCompilerMayNotIncludeThePublicHeadersUnlessAllowed) {
  write("compiler/model/n.cpp", "#include <retort/bundle.hpp>\n");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("compiler/model may not include runtime/include")));
}

TEST_F(InATree, ADialectMayNotIncludeAnother) {
  write("compiler/dialects/two/d.cpp", "#include \"compiler/dialects/one/d.hpp\"\n");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("compiler/dialects/two may not include compiler/dialects/one")));
}

TEST_F(InATree, AnExternalHeaderElsewhereIsCaught) {
  write("compiler/model/n.cpp", "#include <boost/spirit/home/x3.hpp>\n#include <soci.h>\n#include \"soci/soci.h\"\n");
  EXPECT_THAT(faults(), ElementsAre("compiler/model/n.cpp:1: <boost/spirit> may not be included in compiler/model",
                                    "compiler/model/n.cpp:2: <soci> may not be included in compiler/model",
                                    "compiler/model/n.cpp:3: <soci> may not be included in compiler/model"));
}

TEST_F(InATree, AFileOutsideEveryLayerIsCaught) {
  write("compiler/new_folder/x.cpp", "");
  EXPECT_THAT(faults(), ElementsAre("compiler/new_folder/x.cpp:1: stands in no layer of docs/layers.txt"));
}

TEST_F(InATree, AnIncludeNotNamedFromTheRootIsCaught) {
  write("compiler/ast/b.cpp", "#include \"a.hpp\"\n");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("'a.hpp' is not named from the root of the repository")));
}

TEST_F(InATree, LayersThatGoRoundAreCaught) {
  write("docs/layers.txt",
        "compiler/ast: compiler/model\ncompiler/model: compiler/ast\nruntime/src: runtime/include\n"
        "runtime/include:\n");
  EXPECT_THAT(faults(), Contains("docs/layers.txt: 'compiler/ast' stands above itself"));
}

}  // namespace
}  // namespace retort::tools
