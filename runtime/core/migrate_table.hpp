// SPDX-License-Identifier: Apache-2.0
// The commands and flags of `retort-migrate`, and of every `<name>-migrate`.
#pragma once

#include <array>

#include "runtime/core/command_table.hpp"

namespace retort::core {

inline constexpr std::array migrate_commands{
    command_info{"upgrade", "[TARGET]", 1, "run what is missing up to TARGET (head)", "head heads"},
    command_info{"downgrade", "[TARGET]", 1, "take back down to TARGET (-1)", "base"},
    command_info{"plan", "[upgrade|downgrade] [TARGET]", 2, "what that would do", "upgrade downgrade head base"},
    command_info{"sql", "[FROM:TO]", 1, "that as a script for the database's own client (base:head)", "base:head"},
    command_info{"current", "", 0, "where the database is"},
    command_info{"check", "", 0, "whether bundle and database are in order and at head"},
    command_info{"history", "", 0, "the revisions, newest first"},
    command_info{"heads", "", 0, "the ends of the history"},
    command_info{"branches", "", 0, "the revisions on which several stand"},
    command_info{"show", "REVISION", 1, "one revision, statement by statement", "head", 1},
    command_info{"stamp", "TARGET...", many, "record a place without running anything", "head heads base"},
    command_info{"ensure-version", "", 0, "make the tables of the runtime"},
    command_info{"help", "", 1, "print this"},
    command_info{"version", "", 0, "print the version"},
};

inline constexpr std::string_view on_every_command =
    " upgrade downgrade plan sql current check history heads branches show stamp ensure-version help version ";

inline constexpr std::string_view on_many_databases = " upgrade downgrade plan current check stamp ";

inline constexpr std::array migrate_flags{
    flag_info{"bundle", 0, "FILE", false, on_every_command, "the compiled history"},
    flag_info{"require-signature", 0, "FILE", false, on_every_command,
              "the public keys, by one of which the bundle has to be signed"},
    flag_info{"signature", 0, "FILE", false, on_every_command, "with it: the signature (beside the bundle)"},
    flag_info{"db", 0, "URL", false, on_every_command, "the database (RETORT_DB)"},
    flag_info{"db-file", 0, "FILE", false, on_every_command, "a file that holds the URL of the database"},
    flag_info{"json", 0, "", false, on_every_command, "facts as JSON on standard output"},
    flag_info{"dry-run", 0, "", false, " upgrade downgrade stamp ",
              "like plan; of stamp --take-over: what it would record"},
    flag_info{"allow-data-loss", 0, "", false, " upgrade downgrade plan sql ", "also where data goes"},
    flag_info{"idempotent", 0, "", false, " sql ", "what the database has already is left out"},
    flag_info{"check-heads", 'c', "", false, " current ", "exit 1 unless at the heads"},
    flag_info{"purge", 0, "", false, " stamp ", "do not look at what is recorded"},
    flag_info{
        "take-over", 0, "TOOL", false, " stamp ",
        "what another tool has recorded: alembic, flyway (behind a ':' its table, where that has another name), or "
        "TABLE.COLUMN of the versions that are applied",
        "alembic flyway"},
    flag_info{"map", 0, "FILE", false, " stamp ", "lines 'ID REVISION': which of its ids is which revision"},
    flag_info{"range", 'r', "A:B", false, " history ", "a part of it"},
    flag_info{"indicate-current", 'i', "", false, " history ", "mark what the database is at"},
    flag_info{
        "targets", 0, "FILE", false, on_many_databases,
        "many databases: a file with a line 'NAME URL' or 'URL' for each, '-' is standard input; ${NAME} in it is "
        "a variable of the environment"},
    flag_info{"tenants", 0, "SQL", false, on_many_databases,
              "many schemas of the database of --db: a query that lists them, one a row"},
    flag_info{"shared-schema", 0, "NAME", false, on_many_databases,
              "looked through behind each tenant's own schema; where extensions are, as a rule"},
    flag_info{"jobs", 0, "N", false, on_many_databases, "how many of them at a time (4)"},
    flag_info{"canary", 0, "K", false, on_many_databases, "the first K have to be done before another is begun (0)"},
    flag_info{"max-failures", 0, "N", false, on_many_databases,
              "begin no further one once N have failed, or 'none': begin all (1; none where nothing is written)"},
    flag_info{"report", 0, "FILE", false, on_many_databases, "what became of each, as JSON"},
    flag_info{"failed-first", 0, "FILE", false, on_many_databases,
              "begin with those that failed in this report of an earlier run"},
    flag_info{"verbose", 'v', "", false, on_every_command, "all that is known"},
    flag_info{"lock-wait", 0, "TIME", false, on_every_command, "how long to wait for another migrator (60s)"},
    flag_info{"lock-timeout", 0, "TIME", false, on_every_command, "of a statement for the database's locks (10s)"},
    flag_info{"statement-timeout", 0, "TIME", false, on_every_command, "of a statement (1h)"},
    flag_info{"retries", 0, "N", false, on_every_command, "of a transaction that lost a lock (3)"},
    flag_info{"undecided", 0, "WHAT", false, " upgrade downgrade ",
              "refuse, run or skip a statement of which nothing tells whether it took effect (refuse)",
              "refuse run skip"},
    flag_info{"version-table", 0, "NAME", false, on_every_command, "of what is applied (retort_version)"},
    flag_info{"history-table", 0, "NAME", false, on_every_command, "of what was done (retort_history)"},
    flag_info{"journal-table", 0, "NAME", false, on_every_command, "of what is under way (retort_journal)"},
    flag_info{"version-schema", 0, "NAME", false, on_every_command, "where these tables are"},
    flag_info{"who", 0, "TEXT", false, on_every_command, "for the history table (user@host)"},
    flag_info{"help", 'h', "", false, "", "print the help"},
    flag_info{"version", 0, "", false, "", "print the version"},
};

}  // namespace retort::core
