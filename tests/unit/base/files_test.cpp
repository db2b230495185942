// SPDX-License-Identifier: Apache-2.0
// Reading, listing and writing files: sentences for what fails, nothing half-written.
#include "compiler/base/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace retort {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("retort_files_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  void put(std::string const& name, std::string const& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (auto const& entry : fs::recursive_directory_iterator(root_))
      out.push_back(entry.path().lexically_relative(root_).generic_string());
    return out;
  }
  template <class F>
  static std::string sentence_of(F const& f) {
    try {
      f();
    } catch (FileError const& error) {
      return error.what();
    }
    return "no error";
  }
  fs::path root_;
};

TEST_F(Files, ComeBackByteForByte) {
  std::string const text("a\r\nb\0c\xFF", 7);
  put("a.mig", text);
  EXPECT_EQ(read_file(root_ / "a.mig"), text);
}

TEST_F(Files, ThatCannotBeReadSayWhy) {
  EXPECT_THAT(sentence_of([&] { (void)read_file(root_ / "none.mig"); }), HasSubstr("none.mig' does not exist"));
  EXPECT_THAT(sentence_of([&] { (void)read_file(root_); }), HasSubstr("is a directory, not a file"));
  put("file", "");
  EXPECT_THAT(sentence_of([&] { (void)read_file(root_ / "file" / "below"); }), HasSubstr("file/below'"));
}

TEST_F(Files, AreReadSeveralAtOnceInTheirOrder) {
  std::vector<fs::path> files;
  for (int i = 0; i < 1500; ++i) {
    put(std::to_string(i), "file " + std::to_string(i));
    files.push_back(root_ / std::to_string(i));
  }
  auto const sizes = {std::size_t{0}, std::size_t{16384}, std::size_t{16385}, std::size_t{262144 + 16384},
                      std::size_t{600'000}};
  for (auto const size : sizes) {
    put("long" + std::to_string(size), std::string(size, 'x'));
    files.push_back(root_ / ("long" + std::to_string(size)));
  }
  auto const texts = read_files(files);
  ASSERT_EQ(texts.size(), files.size());
  for (int i = 0; i < 1500; ++i) EXPECT_EQ(texts[static_cast<std::size_t>(i)], "file " + std::to_string(i));
  std::size_t place = 1500;
  for (auto const size : sizes) EXPECT_EQ(texts[place++], std::string(size, 'x'));
  fs::remove(files[20]);
  fs::remove(files[1400]);
  EXPECT_THAT(sentence_of([&] { static_cast<void>(read_files(files)); }), HasSubstr("/20' does not exist"));
  EXPECT_THAT(read_files({}), IsEmpty());
}

TEST_F(Files, OfADirectoryAreSortedWithoutHiddenOnesAndDirectories) {
  for (auto const* name : {"b.mig", "a.mig", "B.mig", ".hidden.mig", "c.sql", "sub.mig/x.mig", ".mig", "mig"})
    put(name, "");
  std::vector<std::string> found;
  for (auto const& file : list_files(root_, ".mig")) found.push_back(file.filename().string());
  EXPECT_THAT(found, ElementsAre("B.mig", "a.mig", "b.mig"));
}

TEST_F(Files, OfADirectoryCarryItsNameAsItWasGiven) {
  put("m/a.mig", "");
  auto const before = fs::current_path();
  fs::current_path(root_);
  EXPECT_THAT(list_files("m", ".mig"), ElementsAre("m/a.mig"));
  EXPECT_THAT(list_files("./m", ".mig"), ElementsAre("./m/a.mig"));
  fs::current_path(root_ / "m");
  EXPECT_THAT(list_files(".", ".mig"), ElementsAre("a.mig"));
  fs::current_path(before);
}

TEST_F(Files, ALinkToNowhereIsNotPassedOver) {
  fs::create_symlink(root_ / "nowhere", root_ / "a.mig");
  EXPECT_EQ(list_files(root_, ".mig").size(), 1U);
}

TEST_F(Files, OfWhatIsNoDirectoryAreAnError) {
  put("file", "");
  EXPECT_THAT(sentence_of([&] { (void)list_files(root_ / "none", ".mig"); }), HasSubstr("none' does not exist"));
  EXPECT_THAT(sentence_of([&] { (void)list_files(root_ / "file", ".mig"); }), HasSubstr("file' is not a directory"));
}

TEST_F(Files, AreWrittenWithTheirDirectories) {
  EXPECT_EQ(write_if_changed({{root_ / "x/y/a", "one"}, {root_ / "b", ""}}), 2U);
  EXPECT_EQ(read_file(root_ / "x/y/a"), "one");
  EXPECT_EQ(read_file(root_ / "b"), "");
  EXPECT_THAT(names(), UnorderedElementsAre("x", "x/y", "x/y/a", "b"));
}

TEST_F(Files, MayBeMadeOfParts) {
  auto const parts = [&](std::string_view end) {
    Spool small, large(4);
    small.add("two ");
    large.add("three ");
    large.add(end);
    std::vector<Output> out;
    out.push_back({root_ / "a", "one ", {std::move(small), std::move(large)}});
    return out;
  };
  EXPECT_EQ(write_if_changed(parts("four")), 1U);
  EXPECT_EQ(read_file(root_ / "a"), "one two three four");
  EXPECT_EQ(write_if_changed(parts("four")), 0U);
  EXPECT_EQ(write_if_changed(parts("five")), 1U) << "as long, but different";
  EXPECT_EQ(write_if_changed(parts("")), 1U) << "the beginning of what is there";
  EXPECT_EQ(read_file(root_ / "a"), "one two three ");
}

TEST_F(Files, ThatAreTheSameAreLeftAlone) {
  put("a", "one");
  auto const then = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(root_ / "a", then);
  EXPECT_EQ(write_if_changed({{root_ / "a", "one"}}), 0U);
  EXPECT_EQ(fs::last_write_time(root_ / "a"), then);
  EXPECT_EQ(write_if_changed({{root_ / "a", "two"}}), 1U);
  EXPECT_EQ(read_file(root_ / "a"), "two");
}

TEST_F(Files, AreWrittenAllOrNone) {
  put("a", "old");
  put("file", "");
  EXPECT_THAT(sentence_of([&] {
                write_if_changed({{root_ / "a", "new"}, {root_ / "file/b", "new"}});
              }),
              HasSubstr("file"));
  EXPECT_EQ(read_file(root_ / "a"), "old");
  EXPECT_THAT(names(), UnorderedElementsAre("a", "file"));
}

TEST_F(Files, DoNotReplaceADirectory) {
  put("d/x", "");
  EXPECT_THAT(sentence_of([&] { write_if_changed({{root_ / "d", "text"}}); }), HasSubstr("is a directory"));
  EXPECT_TRUE(fs::exists(root_ / "d/x"));
}

TEST_F(Files, AStaleTemporaryIsNoObstacleAndStays) {
  put(".a.0.tmp", "of another process");
  EXPECT_EQ(write_if_changed({{root_ / "a", "one"}}), 1U);
  EXPECT_EQ(read_file(root_ / "a"), "one");
  EXPECT_EQ(read_file(root_ / ".a.0.tmp"), "of another process");
}

TEST_F(Files, KeepTheirPermissionsAndLinks) {
  put("real", "old");
  fs::permissions(root_ / "real", fs::perms::owner_read | fs::perms::owner_write | fs::perms::owner_exec);
  fs::create_symlink("real", root_ / "link");
  EXPECT_EQ(write_if_changed({{root_ / "link", "new"}}), 1U);
  EXPECT_TRUE(fs::is_symlink(root_ / "link"));
  EXPECT_EQ(read_file(root_ / "real"), "new");
  EXPECT_EQ(fs::status(root_ / "real").permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::owner_exec);
}

}  // namespace
}  // namespace retort
