// SPDX-License-Identifier: Apache-2.0
// Signed bundles, by the programs `retort` and `retort-migrate` themselves: what is not signed by a trusted key is
// refused before a database is asked. The URL in most of these tests leads nowhere: who connects fails otherwise.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <retort/migrate_main.hpp>
#include <retort/signature.hpp>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct ended {
  int code = -1;
  std::string said;  // both streams
};

// A command line of the shell.
ended shell(std::string const& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1 </dev/null").c_str(), "r"),
                                             [](FILE*) { return 0; });
  ended out;
  char buffer[4096];
  while (auto const count = fread(buffer, 1, sizeof buffer, pipe.get())) out.said.append(buffer, count);
  int const status = pclose(pipe.release());
  out.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

class signing : public ::testing::Test {
 protected:
  signing() {
    static int count = 0;
    folder_ =
        fs::temp_directory_path() / ("retort_signing_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    fs::create_directories(folder_);
    for (auto const kind : {retort::dialect::sqlite, retort::dialect::postgresql})
      write("shop." + std::string(to_string(kind)) + ".bundle", bundle_text(kind, chain(2)));
  }
  ~signing() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string file(std::string const& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string read(std::string const& name) const {
    std::ifstream in(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(std::string const& name, std::string const& content) const {
    std::ofstream(file(name), std::ios::binary) << content;
  }
  // In the folder of the test.
  [[nodiscard]] ended retort(std::string const& words, std::string const& before = {}) const {
    return shell("cd '" + folder_.string() + "' && " + before + " '" RETORT_PROGRAM "' " + words);
  }
  [[nodiscard]] ended migrate(std::string const& words) const {
    return shell("cd '" + folder_.string() + "' && '" RETORT_MIGRATE_PROGRAM "' " + words);
  }
  // An upgrade of a database that nobody can reach.
  [[nodiscard]] ended upgrade(std::string const& keys) const {
    return migrate(
        "upgrade --bundle shop.postgresql.bundle --db postgresql://nobody@127.0.0.1:1/none --require-signature " +
        keys);
  }
  void sign(std::string const& key) const {
    auto const done = retort("sign shop.postgresql.bundle shop.sqlite.bundle --key " + key);
    ASSERT_EQ(done.code, 0) << done.said;
  }
  void keygen(std::string const& key) const {
    auto const done = retort("keygen --output " + key);
    ASSERT_EQ(done.code, 0) << done.said;
  }
  [[nodiscard]] std::string id(std::string const& key) const { return trusted_keys::open(file(key)).keys().front().id; }

  fs::path folder_;
};

TEST_F(signing, keys_are_made_once_and_for_their_owner) {
  auto const made = retort("keygen --output release.key --json");
  EXPECT_EQ(made.said, "{\"key\":\"" + id("release.key.pub") +
                           "\",\"private\":\"release.key\",\"public\":\"release.key.pub\",\"password\":false}\n");
  EXPECT_EQ(made.code, 0);
  struct stat of_file {};
  ASSERT_EQ(stat(file("release.key").c_str(), &of_file), 0);
  EXPECT_EQ(of_file.st_mode & 0777U, 0600U);
  auto const before = read("release.key");
  EXPECT_EQ(retort("keygen --output release.key").code, 3);
  fs::remove(file("release.key.pub"));
  auto const again = retort("keygen --output release.key");
  EXPECT_EQ(again.code, 3);
  EXPECT_THAT(again.said, HasSubstr("'release.key' is there already and is not overwritten"));
  EXPECT_EQ(read("release.key"), before);
  EXPECT_FALSE(fs::exists(file("release.key.pub"))) << "half a pair is left behind";
  write("only.key.pub", "somebody's");
  EXPECT_EQ(retort("keygen --output only.key").code, 3);
  EXPECT_FALSE(fs::exists(file("only.key")));
  EXPECT_EQ(read("only.key.pub"), "somebody's");
  EXPECT_EQ(retort("keygen").code, 2);
}

TEST_F(signing, a_signed_bundle_is_run) {
  keygen("release.key");
  sign("release.key");
  auto const up =
      migrate("upgrade --bundle shop.sqlite.bundle --db sqlite:///a.db --require-signature release.key.pub");
  EXPECT_EQ(up.code, 0) << up.said;
  EXPECT_THAT(up.said, HasSubstr("upgrade r2"));
  EXPECT_THAT(migrate("check --bundle shop.sqlite.bundle --require-signature release.key.pub --json").said,
              HasSubstr("\"signed_by\":\"" + id("release.key.pub") + "\""));
  EXPECT_THAT(migrate("check --bundle shop.sqlite.bundle --json").said, HasSubstr("\"signed_by\":\"\""));
  // Where nothing answers the signature was taken, and the connection is what fails.
  EXPECT_EQ(upgrade("release.key.pub").code, 3);
}

TEST_F(signing, what_is_not_signed_by_a_trusted_key_asks_no_database) {
  keygen("release.key");
  keygen("other.key");
  auto const unsigned_one = upgrade("release.key.pub");
  EXPECT_EQ(unsigned_one.code, 1);
  EXPECT_EQ(unsigned_one.said,
            "error: the bundle 'shop.postgresql.bundle' is not signed: there is no 'shop.postgresql.bundle.sig'; "
            "'retort sign' makes it where the bundle is built\n");

  sign("other.key");
  auto const other = upgrade("release.key.pub");
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.said, HasSubstr("is signed with the key " + id("other.key.pub") + ", which is not trusted here (" +
                                    id("release.key.pub") + " is)"));

  sign("release.key");
  auto const text = read("shop.postgresql.bundle.sig");
  write("shop.postgresql.bundle.sig", text.substr(0, text.size() / 2));
  auto const truncated = upgrade("release.key.pub");
  EXPECT_EQ(truncated.code, 1);
  EXPECT_THAT(truncated.said, HasSubstr("the signature 'shop.postgresql.bundle.sig' is truncated"));

  write("shop.postgresql.bundle.sig", text);
  auto content = read("shop.postgresql.bundle");
  content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
  write("shop.postgresql.bundle", content);
  auto const changed = upgrade("release.key.pub");
  EXPECT_EQ(changed.code, 1);
  EXPECT_THAT(changed.said, HasSubstr("is not what was signed with the key " + id("release.key.pub")));

  // That of the other database's bundle is none of this one.
  fs::copy_file(file("shop.sqlite.bundle.sig"), file("shop.postgresql.bundle.sig"),
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(upgrade("release.key.pub").code, 1);
}

TEST_F(signing, keys_that_cannot_be_read_are_three) {
  keygen("release.key");
  sign("release.key");
  EXPECT_EQ(upgrade("nowhere.pub").code, 3);
  auto const wrong_half = upgrade("release.key");
  EXPECT_EQ(wrong_half.code, 3);
  EXPECT_THAT(wrong_half.said, HasSubstr("holds a private key"));
  write("empty.pub", "");
  EXPECT_EQ(upgrade("empty.pub").code, 3);
  auto const unset = upgrade("\"$NO_SUCH_VARIABLE\"");
  EXPECT_EQ(unset.code, 2) << unset.said;
  EXPECT_EQ(migrate("check --bundle shop.sqlite.bundle --signature shop.sqlite.bundle.sig").code, 2);
}

TEST_F(signing, keys_are_exchanged_one_after_the_other) {
  keygen("old.key");
  keygen("new.key");
  write("trusted.pub", read("old.key.pub") + read("new.key.pub"));
  for (std::string const key : {"old.key", "new.key"}) {
    sign(key);
    EXPECT_THAT(migrate("check --bundle shop.sqlite.bundle --require-signature trusted.pub").said,
                HasSubstr("signed with the key " + id(key + ".pub")));
  }
  write("trusted.pub", read("new.key.pub"));
  EXPECT_EQ(migrate("check --bundle shop.sqlite.bundle --require-signature trusted.pub").code, 0);
  sign("old.key");
  EXPECT_EQ(migrate("check --bundle shop.sqlite.bundle --require-signature trusted.pub").code, 1);
}

TEST_F(signing, the_key_comes_from_a_file_a_descriptor_or_a_variable) {
  keygen("release.key");
  sign("release.key");
  auto const expected = read("shop.sqlite.bundle.sig");
  for (std::string const& how :
       {std::string("--key /dev/fd/5 5<release.key"), std::string("--key /dev/stdin <release.key")}) {
    fs::remove(file("shop.sqlite.bundle.sig"));
    auto const done =
        shell("cd '" + folder_.string() + "' && ( '" RETORT_PROGRAM "' sign shop.sqlite.bundle " + how + " )");
    EXPECT_EQ(done.code, 0) << done.said;
    EXPECT_EQ(read("shop.sqlite.bundle.sig"), expected) << how;
  }
  fs::remove(file("shop.sqlite.bundle.sig"));
  EXPECT_EQ(retort("sign shop.sqlite.bundle", "RETORT_SIGNING_KEY=\"$(cat release.key)\"").code, 0);
  EXPECT_EQ(read("shop.sqlite.bundle.sig"), expected);
  EXPECT_EQ(retort("sign shop.sqlite.bundle").code, 2);
  EXPECT_EQ(retort("sign --key release.key").code, 2);
  auto const public_half = retort("sign shop.sqlite.bundle --key release.key.pub");
  EXPECT_EQ(public_half.code, 3);
  EXPECT_THAT(public_half.said, HasSubstr("'release.key.pub' holds no private key"));
}

TEST_F(signing, a_key_may_have_a_password) {
  write("pw", "open sesame\n");
  write("wrong", "close sesame\n");
  ASSERT_EQ(retort("keygen --output release.key --key-password-file pw").code, 0);
  EXPECT_THAT(read("release.key"), StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  EXPECT_EQ(retort("sign shop.sqlite.bundle --key release.key --key-password-file pw").code, 0);
  EXPECT_EQ(retort("sign shop.sqlite.bundle --key release.key", "RETORT_SIGNING_KEY_PASSWORD='open sesame'").code, 0);
  auto const wrong = retort("sign shop.sqlite.bundle --key release.key --key-password-file wrong");
  EXPECT_EQ(wrong.code, 3);
  EXPECT_THAT(wrong.said, AllOf(HasSubstr("the password does not open the private key of the file 'release.key'"),
                                Not(HasSubstr("sesame"))));
  auto const none = retort("sign shop.sqlite.bundle --key release.key");
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.said, HasSubstr("--key-password-file"));
}

TEST_F(signing, nothing_is_signed_where_one_bundle_is_none) {
  keygen("release.key");
  write("broken.bundle", read("shop.sqlite.bundle") + "more");
  auto const refused = retort("sign shop.sqlite.bundle broken.bundle --key release.key");
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.said, HasSubstr("not signed: 'broken.bundle' is damaged"));
  EXPECT_FALSE(fs::exists(file("shop.sqlite.bundle.sig")));
  EXPECT_EQ(retort("sign shop.sqlite.bundle --key release.key --json").said,
            "{\"key\":\"" + id("release.key.pub") +
                "\",\"signatures\":[{\"bundle\":\"shop.sqlite.bundle\",\"signature\":\"shop.sqlite.bundle.sig\"}]}\n");
}

// In this process, for a program for each byte would take minutes.
class signed_program : public signing {
 protected:
  ended run(std::vector<std::string> words, std::span<embedded_history const> histories = {}) const {
    words.insert(words.begin(), "shop-migrate");
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    ended out;
    out.code = migrate_main(static_cast<int>(argv.size()), argv.data(), histories);
    out.said = ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
    return out;
  }
};

TEST_F(signed_program, no_byte_of_bundle_or_signature_may_change) {
  keygen("release.key");
  sign("release.key");
  for (std::string const name : {"shop.sqlite.bundle", "shop.sqlite.bundle.sig"}) {
    auto const good = read(name);
    for (std::size_t i = 0; i < good.size(); ++i) {
      auto changed = good;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << (i % 8)));
      write(name, changed);
      auto const refused = run({"upgrade", "--bundle", file("shop.sqlite.bundle"), "--db", "sqlite:///" + file("a.db"),
                                "--require-signature", file("release.key.pub")});
      ASSERT_EQ(refused.code, 1) << name << ", byte " << i << ": " << refused.said;
    }
    write(name, good);
  }
  EXPECT_FALSE(fs::exists(file("a.db")));
}

TEST_F(signed_program, the_bundle_inside_a_program_needs_a_signature_that_is_named) {
  keygen("release.key");
  sign("release.key");
  auto const text = read("shop.sqlite.bundle");
  char const* const piece = text.data();
  embedded_history const inside{retort::dialect::sqlite, {&piece, 1, text.size(), text.size()}};
  std::vector<std::string> const words{"check", "--require-signature", file("release.key.pub")};
  auto const unnamed = run(words, {&inside, 1});
  EXPECT_EQ(unnamed.code, 2);
  EXPECT_THAT(unnamed.said, AllOf(HasSubstr("inside this program"), HasSubstr("--signature FILE")));
  auto named = words;
  named.insert(named.end(), {"--signature", file("shop.sqlite.bundle.sig")});
  auto const taken = run(named, {&inside, 1});
  EXPECT_EQ(taken.code, 0) << taken.said;
  named.back() = file("shop.postgresql.bundle.sig");
  auto const other = run(named, {&inside, 1});
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.said, HasSubstr("the bundle inside this program is not what was signed"));
}

}  // namespace
}  // namespace retort::testing
