// SPDX-License-Identifier: Apache-2.0
// retort-migrate: from argv to a command, and from exceptions to sentences and exit codes.
#include <retort/migrate_main.hpp>

#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <system_error>

#include <retort/signature.hpp>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/progress.hpp"
#include "runtime/core/secrets.hpp"
#include "runtime/script/script.hpp"

namespace retort {
namespace cli {
namespace {

constexpr int the_answer_is_no = 1;
constexpr int wrong_usage = 2;
constexpr int environment = 3;
constexpr int the_database_refused = 4;
constexpr int a_defect = 70;

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

embedded_bundle const& embedded_for(std::optional<database> const& db, std::span<embedded_history const> histories) {
  if (histories.empty()) throw usage_error("--bundle FILE is missing: the compiled history to work with");
  // Without a database any of them does: they tell the same history.
  if (!db) return histories.front().content;
  for (auto const& history : histories)
    if (history.dialect == db->dialect()) return history.content;
  throw usage_error("this program has no bundle for " + std::string(to_string(db->dialect())));
}

// With the id of the key that signed it, where that is asked for.
signed_bundle open_bundle(arguments const& given, std::optional<database> const& db,
                          std::span<embedded_history const> histories) {
  bool const verified = !given.trusted_keys.empty();
  if (!given.bundle.empty()) {
    if (!verified) return {bundle::open(std::filesystem::path(given.bundle)), {}};
    return open_signed(given.bundle, trusted_keys::open(given.trusted_keys), given.signature);
  }
  auto const& embedded = embedded_for(db, histories);
  if (!verified) return {bundle::open(embedded), {}};
  if (given.signature.empty())
    throw usage_error(
        "the bundle is inside this program, which is trusted or not as a whole: with --require-signature name the "
        "bundle that is to be run (--bundle FILE), or the signature of the one inside (--signature FILE)");
  auto id = verify_signature(embedded, trusted_keys::open(given.trusted_keys), std::filesystem::path(given.signature));
  return {bundle::open(embedded), std::move(id)};
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
  std::optional<database> db;
  if (given.db) db.emplace(database::from_url(*given.db));
  if (given.command == "wait") return wait(given, need_database(db));
  auto [content, signed_by] = open_bundle(given, db, histories);
  if (db && db->dialect() != content.dialect())
    throw usage_error("the bundle '" + content.name() + "' is for " + std::string(to_string(content.dialect())) +
                      ", and the database " + db->display() + " is " + std::string(to_string(db->dialect())));
  invocation invoked{std::move(given), linked_bundle(std::move(content), calls), std::move(db), std::move(signed_by)};
  int const code = find_command(invoked.given.command)(invoked);
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
    : session_(need_database(run).open(create, patience_of(run.given))),
      migrate_(*session_, run.migrations, run.given.settings) {}

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
    } catch (usage_error const& wrong) {
      return complain(wrong_usage, wrong.what());
    } catch (bad_url const& wrong) {
      return complain(wrong_usage, wrong.what());
    } catch (core::target_error const& wrong) {
      return complain(the_answer_is_no, wrong.what());
    } catch (script::script_error const& wrong) {
      return complain(the_answer_is_no, wrong.what());
    } catch (environment_error const& wrong) {
      return complain(environment, wrong.what());
    } catch (bundle_error const& wrong) {
      return complain(environment, wrong.what());
    } catch (key_error const& wrong) {
      return complain(environment, wrong.what());
    } catch (connection_failed const& wrong) {
      return complain(environment, wrong.what());
    } catch (unusable_session const& wrong) {
      return complain(environment, wrong.what());
    } catch (lock_timeout const& refused) {
      return complain(the_database_refused, refused.what());
    } catch (statement_failed const& refused) {
      return complain(the_database_refused, refused.what());
    } catch (lock_lost const& refused) {
      return complain(the_database_refused, refused.what());
    } catch (version_table_changed const& refused) {
      return complain(the_database_refused, refused.what());
    } catch (error const& no) {
      return complain(the_answer_is_no, no.what());
    } catch (std::system_error const& wrong) {
      return complain(environment, wrong.what());
    } catch (std::exception const& defect) {
      return complain(a_defect, std::string("a defect of Retort: ") + defect.what());
    }
  } catch (...) {
    return a_defect;
  }
}

}  // namespace retort
