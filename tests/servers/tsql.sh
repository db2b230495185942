#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by bootstrap: a grammar of Transact-SQL, which npm has, under build/tsql; it reads what is written for SQL
# Server, of which there is no server to be had.
# shellcheck disable=SC2154  # root and servers are bootstrap's

readonly tsql_home=$root/build/tsql
readonly tsql_package=@dbml/core@10.2.0

# Puts it there, unless it is. Non-zero where it cannot be had.
fetch_tsql_grammar() {
  [[ ! -f $tsql_home/.complete ]] || return 0
  rm -rf "$tsql_home"
  mkdir -p "$tsql_home"
  npm install --prefix "$tsql_home" --no-fund --no-audit --ignore-scripts "$tsql_package" &&
    NODE_PATH=$tsql_home/node_modules node -e "require('@dbml/core').importer.import('create table t (a int)', 'mssql')" &&
    touch "$tsql_home/.complete"
}

# Exports RETORT_TEST_TSQL. Where there is no grammar to be had that is said, and no statement is read by it.
find_tsql_grammar() {
  export RETORT_TEST_TSQL=$tsql_home
  fetch_tsql_grammar >"$servers/tsql.fetch.log" 2>&1 && return
  tail -n 5 "$servers/tsql.fetch.log" >&2
  complain "there is no grammar of Transact-SQL to be had here: what is written for SQL Server is NOT read by one"
  export RETORT_TEST_TSQL=none
}
