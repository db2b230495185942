// SPDX-License-Identifier: Apache-2.0
// The reader of bundles: whatever the bytes are, one sentence says what is wrong with them, and nothing worse happens.
#include <gmock/gmock.h>

#include "runtime/core/bundle_index.hpp"
#include "tests/unit/core/sample_bundle.hpp"

namespace retort {
namespace {

using core::test::parts_of;
using core::test::sample;
using core::test::sealed;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Looks at all of it, and says what went wrong: "" when nothing did.
std::string complaint(std::string const& text) {
  try {
    auto const opened = bundle::from_text(text);
    for (auto const& revision : opened.revisions())
      for (auto const* list : {&revision.upgrade, &revision.downgrade})
        for (auto const& statement : *list) {
          static_cast<void>(opened.text(revision, statement));
          static_cast<void>(opened.probe(revision, statement));
          if (statement.kind == statement_kind::batch) static_cast<void>(opened.batch(revision, statement));
        }
    opened.verify();
  } catch (bundle_error const& refused) {
    return refused.what();
  }
  return "";
}

std::string replaced(std::string text, std::string const& what, std::string const& by) {
  auto const at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(BundleDamage, EveryChangedByteIsFound) {
  auto const text = sample();
  ASSERT_EQ(complaint(text), "");
  for (std::size_t at = 0; at < text.size(); ++at)
    for (char const by : {static_cast<char>(text[at] ^ 1), static_cast<char>(text[at] ^ 0x20), '\n'}) {
      if (by == text[at]) continue;
      auto changed = text;
      changed[at] = by;
      ASSERT_NE(complaint(changed), "") << "byte " << at << " became " << static_cast<int>(by);
    }
}

TEST(BundleDamage, EveryLostOrDoubledByteIsFound) {
  auto const text = sample();
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto shorter = text;
    shorter.erase(at, 1);
    ASSERT_NE(complaint(shorter), "") << "without byte " << at;
    auto longer = text;
    longer.insert(at, 1, text[at]);
    ASSERT_NE(complaint(longer), "") << "with byte " << at << " twice";
  }
}

TEST(BundleDamage, ATruncatedBundleIsCalledThat) {
  auto const text = sample();
  EXPECT_EQ(complaint(""), "the bundle is empty");
  for (std::size_t size = 1; size < text.size(); ++size)
    ASSERT_THAT(complaint(text.substr(0, size)), StartsWith("the bundle is truncated")) << size;
  EXPECT_EQ(complaint(text.substr(0, text.size() - 1)),
            "the bundle is truncated: it ends after " + std::to_string(text.size() - 1) + " bytes");
}

TEST(BundleDamage, IsToldFromWhatIsForeignOrOfTheFuture) {
  EXPECT_THAT(complaint("create table users (id integer);\n"), StartsWith("the bundle is foreign: "));
  EXPECT_THAT(complaint(std::string(1000, '\0')), StartsWith("the bundle is foreign: "));
  EXPECT_THAT(complaint("\xEF\xBB\xBF" + sample()), StartsWith("the bundle is foreign: "));
  EXPECT_THAT(complaint("retort bundle 7\nanything"), StartsWith("the bundle is of a future format (7; "));
  EXPECT_THAT(complaint("retort bundle 17\r\n"), StartsWith("the bundle is damaged: its line ends"));
  EXPECT_THAT(complaint("retort bundle 0\n\n"), StartsWith("the bundle is damaged: "));
  EXPECT_THAT(complaint("retort bundle x\n\n"), StartsWith("the bundle is damaged: "));
  EXPECT_THAT(complaint("retort bundle 99999999999999999999999\n\n"), StartsWith("the bundle is damaged: "));
  EXPECT_THAT(complaint(sample() + "x"), StartsWith("the bundle is damaged: 1 bytes follow"));

  std::string crlf;
  for (char const c : sample()) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_THAT(complaint(crlf), HasSubstr("line ends were changed to CR LF"));
}

TEST(BundleDamage, SaysWhereItIs) {
  auto const text = sample();
  EXPECT_THAT(complaint(replaced(text, "name shop", "name ship")), HasSubstr("header does not match"));
  EXPECT_THAT(complaint(replaced(text, "message Filled", "message filled")), HasSubstr("its index does not match"));
  EXPECT_THAT(complaint(replaced(text, "0002.mig:8", "0002.mig:9")),
              HasSubstr("the statements of revision 'b200' do not match"));
  EXPECT_THAT(complaint(replaced(text, "\ndrop table users\n", "\ndrop table user_\n")),
              HasSubstr("the SQL of revision 'a100' does not match"));
  EXPECT_THAT(complaint(replaced(text, "from 0002.mig:8\ncreate", "from 0002.mig:9\ncreate")),
              HasSubstr("a remark in it"));
  EXPECT_THAT(complaint(sealed({replaced(parts_of(text).head, "sqlite", "oracle"), parts_of(text).index,
                                parts_of(text).statements, parts_of(text).sql})),
              HasSubstr("is for 'oracle'"));
}

TEST(BundleDamage, OfOneRevisionLeavesTheOthersUsable) {
  auto const opened = bundle::from_text(replaced(sample(), "\ndrop table users\n", "\ndrop table user_\n"));
  auto const revisions = opened.revisions();
  EXPECT_EQ(opened.text(revisions[1], revisions[1].upgrade[0]), "vacuum");
  for (int again = 0; again < 2; ++again)
    EXPECT_THROW(static_cast<void>(opened.text(revisions[0], revisions[0].upgrade[0])), bundle_error);
}

// What no damage does but a faulty writer might: checksums fit, contents do not.
TEST(BundleDamage, SealedNonsenseIsRefused) {
  auto const good = parts_of(sample());
  auto const with_index = [&](std::string const& what, std::string const& by) {
    auto parts = good;
    parts.index = replaced(parts.index, what, by);
    return complaint(sealed(parts));
  };
  ASSERT_EQ(complaint(sealed(good)), "");
  EXPECT_THAT(with_index("statements 1 1 178", "statements 1 1 179"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("statements 1 1 178", "statements 1 1 18446744073709551615"), HasSubstr("index makes"));
  EXPECT_THAT(with_index("statements 1 1 178", "statements 4294967295 4294967295 178"), HasSubstr("index makes"));
  EXPECT_THAT(with_index("statements 1 1 178", "statements 2 1 178"), HasSubstr("statements of revision 'a100' make"));
  EXPECT_THAT(with_index("sql 537", "sql 18446744073709551615"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("sql 537", "sql 536"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("revision b200\n", "revision \n"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("revision b200\n", ""), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("message Filled", "massage Filled"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("message Filled", "message Filled\\q"), HasSubstr("index makes no sense"));
  EXPECT_THAT(with_index("-- the revisions", "-- our revisions"), HasSubstr("index makes no sense"));
  for (auto const* count : {"0", "1", "3", "4294967295"}) {
    auto parts = good;
    parts.head = replaced(parts.head, "revisions 2", std::string("revisions ") + count);
    EXPECT_THAT(complaint(sealed(parts)), HasSubstr("index makes no sense")) << count;
  }
}

// Without the shield of the checksums: each parser on its own, on every small change of what it reads.
template <class Parse>
void mutate(std::string const& text, Parse parse) {
  for (std::size_t at = 0; at < text.size(); ++at)
    for (char const by : {' ', '\n', '\t', '\\', '9', '-', ':', '\0', '\xff'}) {
      auto changed = text;
      changed[at] = by;
      try {
        parse(changed);
      } catch (bundle_error const&) {
      }
    }
  for (std::size_t size = 0; size < text.size(); ++size) {
    try {
      parse(text.substr(0, size));
    } catch (bundle_error const&) {
    }
  }
}

TEST(BundleDamage, TheParsersTakeAnything) {
  auto const text = sample();
  auto const parts = parts_of(text);
  auto const header = core::parse_header(text.substr(0, text.find("\n\n") + 2), "it");
  mutate(parts.index, [&](std::string const& changed) {
    for (auto const& entry : core::parse_index(changed, header, "it")) {
      EXPECT_LE(entry.statements.length, header.statements.length);
      EXPECT_LE(entry.sql_length, header.sql.length);
    }
  });
  auto const group = parts.statements.substr(parts.statements.find("revision b200"));
  mutate(group, [&](std::string const& changed) {
    auto const lists = core::parse_statements(changed, "b200", 4, 0, 929, "it");
    ASSERT_EQ(lists.upgrade.size(), 4U);
    for (auto const& statement : lists.upgrade) {
      EXPECT_LE(statement.offset, 929U);
      EXPECT_LE(statement.length, 929U - statement.offset);
      EXPECT_LE(statement.probe_length, 929U - statement.probe_offset);
    }
  });
  mutate(core::format::spell_batch({1000, 50, 1, "a", "b\n", "", "d 1\n", "e", "f"}), [](std::string const& changed) {
    auto const batch = core::format::parse_batch(changed);
    EXPECT_TRUE(!batch || batch->apply_next.size() < changed.size());
  });
}

TEST(BundleDamage, PiecesThatDoNotAddUpAreRefused) {
  auto const text = sample();
  char const* const piece = text.data();
  for (auto const& wrong :
       {embedded_bundle{nullptr, 0, 0, text.size()}, embedded_bundle{&piece, 1, text.size() - 1, text.size()},
        embedded_bundle{&piece, 2, text.size(), text.size()}, embedded_bundle{nullptr, 1, text.size(), text.size()}})
    EXPECT_THROW(static_cast<void>(bundle::open(wrong)), bundle_error);
  EXPECT_THROW(static_cast<void>(bundle::open(embedded_bundle{})), bundle_error);
}

}  // namespace
}  // namespace retort
