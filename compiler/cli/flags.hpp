// SPDX-License-Identifier: Apache-2.0
// The commands and flags of `retort` as tables: the parser and the help are made of them.
#pragma once

#include <array>
#include <string_view>

#include "runtime/core/command_table.hpp"

namespace retort::cli {

using CommandInfo = core::command_info;
using FlagInfo = core::flag_info;
using core::belongs;
using core::many;

inline constexpr std::array command_table{
    CommandInfo{"check", "[DIR|FILE...]", many, "check the whole history and the desired schema, without a database"},
    CommandInfo{"compile", "[DIR|FILE...]", many, "check, and write a bundle for each database"},
    CommandInfo{"fmt", "[DIR|FILE...|-]", many, "write the files in their canonical form"},
    CommandInfo{"explain", "[CODE]", 1, "explain a diagnostic, or list them"},
    CommandInfo{"heads", "[DIR|FILE...]", many, "print the ends of the history"},
    CommandInfo{"history", "[DIR|FILE...] [RANGE]", many, "print the revisions, newest first"},
    CommandInfo{"branches", "[DIR|FILE...]", many, "print the revisions on which several stand"},
    CommandInfo{"graph", "[DIR|FILE...] [RANGE]", many, "draw the history"},
    CommandInfo{"show", "TARGET...", many, "print all that is known of revisions"},
    CommandInfo{"plan", "[upgrade|downgrade] [TARGET]", 2, "print what a move would do", "upgrade downgrade head base"},
    CommandInfo{"sql", "[FROM:TO]", 1, "print a move as a script for the database's own client (base:head)",
                "base:head"},
    CommandInfo{"init", "[DIR]", 1, "begin a history: a directory, a retort.toml, the lines for CMake"},
    CommandInfo{"new", "", 0, "write a new revision, to be filled in"},
    CommandInfo{"merge", "REVISION...|heads", many, "write a revision that brings branches together"},
    CommandInfo{"squash", "A:B", 1, "make one revision of several, proven to do the same"},
    CommandInfo{"release", "[TARGET...]", many, "record revisions as released: they are not changed any more"},
    CommandInfo{"inspect", "", 0, "write the schema of a live database as a schema file"},
    CommandInfo{"diff", "A B", 2, "print the statements that lead from one schema to another"},
    CommandInfo{"verify", "[DIR|FILE...]", many, "take the history up, down and up again on an empty scratch database"},
    CommandInfo{"keygen", "", 0, "make a pair of keys to sign bundles with"},
    CommandInfo{"sign", "BUNDLE...", many, "write a signature beside a bundle, for retort-migrate --require-signature"},
    CommandInfo{"edit", "TARGET|FILE...", many, "open the files of revisions in $VISUAL or $EDITOR"},
    CommandInfo{"completion", "bash|zsh|fish|man [PROGRAM]", 2,
                "print what a shell or man knows of this program, or of a NAME-migrate", "bash zsh fish man"},
    CommandInfo{"help", "[COMMAND]", 1, "print this, or the flags of a command"},
    CommandInfo{"version", "", 0, "print the version"},
};

inline constexpr std::string_view on_history =
    " check compile fmt heads history branches graph show plan sql new merge squash release edit diff verify ";
inline constexpr std::string_view on_config =
    " check compile fmt heads history branches graph show plan sql new merge squash release edit inspect diff verify ";
inline constexpr std::string_view on_new = " new merge ";
inline constexpr std::string_view on_written = " new merge squash ";
inline constexpr std::string_view on_databases = " check compile sql ";
inline constexpr std::string_view on_lowered = " check compile plan sql ";
inline constexpr std::string_view on_live = " inspect diff verify ";
inline constexpr std::string_view on_objects = " check compile new inspect diff ";
inline constexpr std::string_view on_schema = " check compile new ";

inline constexpr std::array flag_table{
    FlagInfo{"dir", 0, "DIR", true, on_history, "a directory of .mig files (retort.toml, else migrations)"},
    FlagInfo{"config", 0, "FILE", false, on_config, "the retort.toml, where it is not in the directory or above"},
    FlagInfo{"response-file", 0, "FILE", true, on_history, "the lines of FILE as arguments, like @FILE"},
    FlagInfo{"dialect", 0, "NAME", true, " check compile plan sql init new release diff ",
             "a database to check for (retort.toml, else sqlite)", "sqlite postgresql mysql mariadb mssql"},
    FlagInfo{"schema", 0, "FILE", false, on_schema, "a desired schema that the head must equal"},
    FlagInfo{"policy", 0, "NAME", false, on_lowered, "standard, or zero-downtime: others work on while a revision runs",
             "standard zero-downtime"},
    FlagInfo{"allow-heads", 0, "", false, " check compile sql squash release ", "several heads are no error"},
    FlagInfo{"warnings-as-errors", 0, "", false, on_databases, "a warning is enough to fail"},
    FlagInfo{"output", 'o', "PATH", false, " compile sql inspect keygen ",
             "where it is written: the directory of NAME.DIALECT.bundle, the script, the schema file, the private key"},
    FlagInfo{"key", 0, "FILE", false, " sign ", "the private key, in PEM (RETORT_SIGNING_KEY holds one)"},
    FlagInfo{"key-password-file", 0, "FILE", false, " sign keygen ",
             "the password of the private key (RETORT_SIGNING_KEY_PASSWORD)"},
    FlagInfo{"idempotent", 0, "", false, " sql ",
             "what the database has already is left out; the script may run again"},
    FlagInfo{"allow-data-loss", 0, "", false, " sql ", "also downgrades that lose data"},
    FlagInfo{"name", 0, "NAME", false, " compile init ", "of the history (retort.toml, else the directory's name)"},
    FlagInfo{"cpp", 0, "", false, " compile ", "also the C++ that has the bundles inside: NAME.hpp, NAME*.cpp"},
    FlagInfo{"namespace", 0, "NS", false, " compile ", "of the C++; a::b (the name)"},
    FlagInfo{"depfile", 0, "FILE", false, " compile ", "also the files that were read, for make and ninja"},
    FlagInfo{"check", 0, "", false, " fmt ", "write nothing; exit 1 and list the files that are not canonical"},
    FlagInfo{"rules", 0, "", false, " explain ", "the rules that @allow can name"},
    FlagInfo{"range", 'r', "A:B", false, " history graph ", "a part of it; also :B and A:"},
    FlagInfo{"indicate", 'i', "TARGET", true, " history graph ", "mark a revision as current: what a database is at"},
    FlagInfo{"format", 0, "FORMAT", false, " graph ", "text, dot, mermaid, or svg, which Graphviz draws",
             "text dot mermaid svg"},
    FlagInfo{"verbose", 'v', "", false, " heads history plan ", "all that is known of each revision"},
    FlagInfo{"message", 'm', "TEXT", false, on_written, "what the revision does, in a few words"},
    FlagInfo{"head", 0, "TARGET", true, " new ", "what it stands on (the head); base: a history of its own"},
    FlagInfo{"splice", 0, "", false, on_new, "it may stand on a revision that is no head"},
    FlagInfo{"label", 0, "NAME", true, on_new, "a label of the branch that it begins"},
    FlagInfo{"depends-on", 0, "TARGET", true, on_new, "a revision of another branch that must come first"},
    FlagInfo{"rev-id", 0, "ID", false, on_new, "its id (twelve random digits)"},
    FlagInfo{"autogenerate", 0, "", false, " new ", "with the statements that bring the head to the desired schema"},
    FlagInfo{"rename", 0, "OLD=NEW", true, " new ", "with --autogenerate: t.a=t.b is a rename, no drop and addition"},
    FlagInfo{"allow-drop", 0, "", false, " new ", "with --autogenerate: what the desired schema lacks is dropped"},
    FlagInfo{"include", 0, "PATTERN", true, on_objects, "look at these objects only (retort.toml)"},
    FlagInfo{"exclude", 0, "PATTERN", true, on_objects, "do not look at these (retort.toml)"},
    FlagInfo{"db", 0, "URL", false, on_live, "the database (RETORT_DB)"},
    FlagInfo{"db-file", 0, "FILE", false, on_live, "a file with its URL, so that no password stands on a command line"},
    FlagInfo{"keep-statements", 0, "", false, " squash ", "every statement stays, also where fewer do the same"},
    FlagInfo{"path", 0, "DIR", false, on_new, "which of the directories it is written to (that of its parent)"},
    FlagInfo{"from", 0, "ID,...", false, " plan ", "the revisions applied last, or base"},
    FlagInfo{"json", 0, "", false,
             " heads history branches graph show plan new merge squash release diff keygen sign verify ",
             "facts as JSON"},
    FlagInfo{"rows", 0, "N", false, " verify ", "with N made-up rows in each table"},
    FlagInfo{"diagnostics-format", 0, "FORMAT", false, on_history,
             "text, json or sarif; the last two on standard output", "text json sarif"},
    FlagInfo{"error-limit", 0, "N", false, on_history, "diagnostics that are printed as text; 0: all (20)"},
    FlagInfo{"color", 0, "WHEN", false, on_history, "auto, always or never", "auto always never"},
    FlagInfo{"help", 'h', "", false, "", "print the help"},
    FlagInfo{"version", 0, "", false, "", "print the version"},
};

}  // namespace retort::cli
