// SPDX-License-Identifier: Apache-2.0
// Full disks, files that only read, bundles that are damaged anywhere, and many processes at once: always a sentence,
// and what was committed stays.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tests/integration/own_server.hpp"

namespace retort::testing {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;

TEST_P(conformance, of_sixteen_processes_one_does_it_all) {
  session_.reset();
  auto const content = make(chain(5));
  auto codes = in_processes(16, [&](unsigned) {
    auto const own = database_.connect();
    auto const done = migrator(*own, content).upgrade().steps.size();
    return done == 5 ? 10 : static_cast<int>(done);
  });
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes.back(), 10);
  codes.pop_back();
  EXPECT_EQ(codes, std::vector<int>(15, 0));
  EXPECT_EQ(log().size(), 5U);
}

class file_of_sqlite : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file() const { return database_.directory() + "/test.db"; }
  static bundle make(std::vector<test_revision> const& revisions) {
    return make_bundle(retort::dialect::sqlite, revisions);
  }
  void expect_whole() const {
    auto const session = database_.connect();
    std::string answer;
    *session << "pragma integrity_check", soci::into(answer);
    EXPECT_EQ(answer, "ok");
    EXPECT_THAT(migrator(*session, make(rows())).upgrade().heads, ElementsAre("fills"));
    *session << "select cast(count(*) as text) from filled", soci::into(answer);
    EXPECT_EQ(answer, "300");
  }
  static std::vector<test_revision> rows() {
    test_revision made, fills;
    made.id = "made";
    made.upgrade = {sql("create table filled (id integer primary key, v text not null)")};
    fills.id = "fills";
    fills.parents = {"made"};
    fills.upgrade = {
        sql("with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) insert into filled "
            "select i, hex(randomblob(200)) from n"),
        outside("create index ix_filled on filled (v)", 2,
                "select count(*) from sqlite_master where name = 'ix_filled'")};
    return {made, fills};
  }

  scratch_database database_{retort::dialect::sqlite};
};

// The limit stands for the disk; from nothing at all to nearly enough.
TEST_F(file_of_sqlite, a_full_disk_leaves_what_was_committed_and_the_rerun_carries_on) {
  unsigned refused = 0;
  for (rlim_t pages = 1; pages < 120; pages += 7) {
    SCOPED_TRACE(std::to_string(pages) + " pages");
    for (auto const* end : {"", "-journal"}) std::filesystem::remove(file() + end);
    auto const codes = in_processes(1, [&](unsigned) {
      ::signal(SIGXFSZ, SIG_IGN);
      rlimit const most{pages * 4096, pages * 4096};
      if (::setrlimit(RLIMIT_FSIZE, &most) != 0) return 98;
      auto const own = database_.connect();
      try {
        migrator(*own, make(rows())).upgrade();
        return 0;
      } catch (statement_failed const& told) {
        return std::string_view(told.what()).find("full") != std::string_view::npos ||
                       std::string_view(told.what()).find("disk I/O error") != std::string_view::npos
                   ? 4
                   : 97;
      } catch (connection_failed const&) {
        return 3;
      }
    });
    EXPECT_THAT(codes, ElementsAre(AnyOf(0, 3, 4)));
    refused += codes[0] == 0 ? 0U : 1U;
    expect_whole();
    if (HasFailure()) return;
  }
  EXPECT_GT(refused, 5U);
}

TEST_F(file_of_sqlite, a_file_that_cannot_be_written_is_told_and_read_all_the_same) {
  {
    auto const session = database_.connect();
    migrator(*session, make(rows())).upgrade("made");
  }
  auto const set = [&](std::filesystem::perms file_rights, std::filesystem::perms directory_rights) {
    std::filesystem::permissions(file(), file_rights);
    std::filesystem::permissions(database_.directory(), directory_rights);
  };
  using perms = std::filesystem::perms;
  perms const reads = perms::owner_read | perms::group_read | perms::others_read;
  perms const enters = reads | perms::owner_exec | perms::group_exec | perms::others_exec;
  perms const all = enters | perms::owner_write | perms::group_write | perms::others_write;
  auto const as_a_user = [&](bool upgrades) {
    return in_processes(1, [&](unsigned) {
      constexpr uid_t nobody = 65534;
      if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0)) return 98;
      auto const own = database_.connect();
      migrator migrate(*own, make(rows()));
      try {
        if (upgrades)
          migrate.upgrade();
        else if (migrate.current() != std::vector<std::string>{"made"})
          return 97;
        return 0;
      } catch (connection_failed const& told) {
        std::string_view const words = told.what();
        return words.find("readonly") != words.npos || words.find("cannot be made") != words.npos ||
                       words.find("unable to open") != words.npos
                   ? 3
                   : 96;
      }
    });
  };
  for (auto const& [file_rights, directory_rights] : {std::pair{reads, enters}, {all, enters}, {reads, all}}) {
    set(file_rights, directory_rights);
    EXPECT_THAT(as_a_user(true), ElementsAre(3));
    EXPECT_THAT(as_a_user(false), ElementsAre(0));
    set(all, all);
  }
  EXPECT_THAT(as_a_user(true), ElementsAre(0));
  expect_whole();
}

// Of a bundle that was damaged anywhere: refused, with nothing run, or, where nobody looks at what was changed, run
// right.
TEST(damaged_bundle, is_refused_before_anything_is_run_whatever_is_wrong_with_it) {
  auto const whole = bundle_text(retort::dialect::sqlite, chain(2));
  auto const schema = [](soci::session& session) {
    std::string out;
    session
        << "select coalesce(group_concat(sql), '') from (select sql from sqlite_master where name not like 'retort%' "
           "order by name)",
        soci::into(out);
    return out;
  };
  auto const tables = [](soci::session& session) {
    int out = -1;
    session << "select count(*) from sqlite_master", soci::into(out);
    return out;
  };
  auto const memory = database::from_url("sqlite://");
  auto const right = [&] {
    auto const session = memory.open(true);
    migrator(*session, bundle::from_text(whole)).upgrade();
    return schema(*session);
  }();
  unsigned refused = 0, harmless = 0;
  auto const run = [&](std::string const& damaged) {
    auto const session = memory.open(true);
    try {
      migrator(*session, bundle::from_text(damaged)).upgrade();
      ++harmless;
      return schema(*session) == right;
    } catch (bundle_error const& told) {
      ++refused;
      return tables(*session) == 0 && std::string_view(told.what()).find("the bundle") != std::string_view::npos;
    }
  };
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_TRUE(run(whole.substr(0, size))) << "truncated to " << size;
  EXPECT_EQ(harmless, 0U);
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (int const bit : {0x01, 0x20, 0x80}) {
      auto damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ bit);
      EXPECT_TRUE(run(damaged)) << "byte " << at << " with " << bit;
    }
  // The rest are headings, summaries and the like.
  EXPECT_GT(refused, whole.size() * 2);
}

}  // namespace
}  // namespace retort::testing
