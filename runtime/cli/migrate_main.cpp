// SPDX-License-Identifier: Apache-2.0
// retort-migrate: from argv to a command, and from exceptions to sentences and exit codes.
#include <retort/migrate_main.hpp>

#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>

#include <retort/signature.hpp>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/failure.hpp"
#include "runtime/cli/progress.hpp"
#include "runtime/core/secrets.hpp"
#include "runtime/src/drivers_table.hpp"

namespace retort {
namespace cli {
namespace {

int complain(int code, std::string const& sentence) {
  std::cout << std::flush;
  std::cerr << "error: " << sentence << '\n';
  return code;
}

// While one is alive a reader of our output who goes away (`| head -1`) does not end the run half-way.
class deaf_to_closed_pipes {
 public:
  deaf_to_closed_pipes() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~deaf_to_closed_pipes() {
    if (before_ != SIG_ERR) std::signal(SIGPIPE, before_);
  }
  deaf_to_closed_pipes(deaf_to_closed_pipes const&) = delete;
  deaf_to_closed_pipes& operator=(deaf_to_closed_pipes const&) = delete;

 private:
  void (*before_)(int);
};

using command = int (*)(invocation&);
command find_command(std::string const& name) {
  struct named {
    std::string_view name;
    command run;
  };
  static constexpr std::array known{
      named{"upgrade", &upgrade},   named{"downgrade", &downgrade}, named{"plan", &plan},
      named{"sql", &sql},           named{"current", &current},     named{"check", &check},
      named{"stamp", &stamp},       named{"history", &history},     named{"heads", &heads},
      named{"branches", &branches}, named{"show", &show},           named{"ensure-version", &ensure_version},
      named{"repair", &repair},     named{"unlock", &unlock},
  };
  for (auto const& one : known)
    if (one.name == name) return one.run;
  return nullptr;
}

// `wanted`: of the database that is named; nothing where none is.
embedded_bundle const& embedded_for(std::optional<retort::dialect> wanted,
                                    std::span<embedded_history const> histories) {
  if (histories.empty()) throw usage_error("--bundle FILE is missing: the compiled history to work with");
  // Without a database any of them does: they tell the same history.
  if (!wanted) return histories.front().content;
  for (auto const& history : histories)
    if (history.dialect == *wanted) return history.content;
  throw usage_error("this program has no bundle for " + std::string(to_string(*wanted)));
}

// With the id of the key that signed it, where that is asked for.
signed_bundle open_bundle(arguments const& given, std::optional<retort::dialect> wanted,
                          std::span<embedded_history const> histories) {
  bool const verified = !given.trusted_keys.empty();
  if (!given.bundle.empty()) {
    if (!verified) return {bundle::open(std::filesystem::path(given.bundle)), {}};
    return open_signed(given.bundle, trusted_keys::open(given.trusted_keys), given.signature);
  }
  auto const& embedded = embedded_for(wanted, histories);
  if (!verified) return {bundle::open(embedded), {}};
  if (given.signature.empty())
    throw usage_error(
        "the bundle is inside this program, which is trusted or not as a whole: with --require-signature name the "
        "bundle that is to be run (--bundle FILE), or the signature of the one inside (--signature FILE)");
  auto id = verify_signature(embedded, trusted_keys::open(given.trusted_keys), std::filesystem::path(given.signature));
  return {bundle::open(embedded), std::move(id)};
}

// Throws where the bundle is not for what `display` names.
void check_dialect(bundle const& content, retort::dialect wanted, std::string const& display) {
  if (wanted != content.dialect())
    throw usage_error("the bundle '" + content.name() + "' is for " + std::string(to_string(content.dialect())) +
                      ", and " + display + " is " + std::string(to_string(wanted)));
}

int run_command(arguments given, std::optional<database> db, std::span<embedded_history const> histories,
                std::span<call_entry const> calls) {
  if (given.fleet)
    return on_many({given, std::move(db)}, [&](retort::dialect wanted) {
      auto [content, signed_by] = open_bundle(given, wanted, histories);
      check_dialect(content, wanted, "what is named");
      return bundle_and_key{linked_bundle(std::move(content), calls), std::move(signed_by)};
    });
  auto [content, signed_by] = open_bundle(given, db ? std::optional(db->dialect()) : std::nullopt, histories);
  if (db) check_dialect(content, db->dialect(), "the database " + db->display());
  invocation invoked{std::move(given), linked_bundle(std::move(content), calls), std::move(db), std::move(signed_by)};
  return find_command(invoked.given.command)(invoked);
}

int run(int argc, char** argv, std::span<embedded_history const> histories, std::span<call_entry const> calls) {
  auto given = parse_arguments(argc, argv);
  auto const program = argc > 0 ? std::filesystem::path(argv[0]).filename().string() : std::string("retort-migrate");
  if (given.command == "help") {
    std::cout << usage(program);
    return 0;
  }
  if (given.command == "version") {
    std::cout << program << " (Retort " RETORT_VERSION ")\n";
    return 0;
  }
  own_process();
  std::optional<database> db;
  if (given.db) {
    db.emplace(database::from_url(*given.db));
    db->wait_for_it(patience_of(given));
  }
  int const code = given.command == "wait" ? wait(given, need_database(db))
                                           : run_command(std::move(given), std::move(db), histories, calls);
  std::cout << std::flush;
  if (!std::cout) return complain(environment, "standard output cannot be written");
  return code;
}

}  // namespace

void print(std::string const& line) { std::cout << one_line(line) << '\n'; }

database const& need_database(std::optional<database> const& db) {
  if (!db) throw usage_error("no database is named: --db URL, --db-file FILE or the variable RETORT_DB is needed");
  return *db;
}

opened::opened(invocation const& run, bool create)
    : session_(need_database(run).open(create)), migrate_(*session_, run.migrations, run.given.settings) {}

}  // namespace cli

int migrate_main(int argc, char** argv, std::span<embedded_history const> histories,
                 std::span<call_entry const> calls) noexcept {
  using namespace cli;
  try {
    deaf_to_closed_pipes const deaf;
    auto const secrets = core::secrets_in(argc, argv);
    // A URL may have been given where something else is wanted, and a message quote it.
    auto const complain = [&](int code, std::string sentence) {
      return cli::complain(code, core::without_secrets(std::move(sentence), secrets));
    };
    try {
      return cli::run(argc, argv, histories, calls);
    } catch (...) {
      auto const [code, sentence] = describe(std::current_exception());
      return complain(code, sentence);
    }
  } catch (...) {
    return a_defect;
  }
}

}  // namespace retort
