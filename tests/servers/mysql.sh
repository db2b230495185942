#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by bootstrap: a throw-away MySQL. Debian 12 has no package of it, its unstable suite has one: that is fetched
# through an apt of its own, unpacked under build/mysql and run by its own loader; nothing of it is installed.
# shellcheck disable=SC2154  # root, servers and server_user are bootstrap's

readonly mysql_home=$root/build/mysql
mysql_root=$mysql_home/root
readonly mysql_key=/usr/share/keyrings/debian-archive-trixie-automatic.gpg

mysql_apt() {
  apt-get -q -o Dir="$mysql_home/apt" -o Dir::State="$mysql_home/apt/state" -o Dir::Cache="$mysql_home/apt/cache" \
    -o Dir::State::status="$mysql_home/apt/status" -o Dir::Etc="$mysql_home/apt/etc" -o Dir::Etc::sourceparts=- \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
    "$@"
}

# Unpacks the server into build/mysql/root, unless it is there. Non-zero where it cannot be had.
fetch_mysql() {
  [[ ! -f $mysql_home/root/.complete ]] || return 0
  [[ -r $mysql_key ]] || { echo "$mysql_key is missing" >&2; return 1; }
  rm -rf "$mysql_home"
  mkdir -p "$mysql_home"/{root,apt/state/lists/partial,apt/cache/archives/partial,apt/etc/preferences.d}
  : >"$mysql_home/apt/status"
  echo "deb [signed-by=$mysql_key] http://deb.debian.org/debian sid main" >"$mysql_home/apt/etc/sources.list"
  mysql_apt update || return 1
  mysql_apt install -y --download-only --no-install-recommends mysql-server-core || return 1
  local package
  for package in "$mysql_home"/apt/cache/archives/*.deb; do
    dpkg-deb -x "$package" "$mysql_home/root" || return 1
  done
  rm -rf "$mysql_home/apt"
  touch "$mysql_home/root/.complete"
}

# mysql_server <argument>...: the server in build/mysql/root, on libraries of its own.
mysql_server() {
  local -r at=$mysql_root
  "${server_user[@]}" "$at/usr/lib64/ld-linux-x86-64.so.2" \
    --library-path "$at/usr/lib/x86_64-linux-gnu:$at/usr/lib/mysql/private" "$at/usr/sbin/mysqld" --no-defaults \
    --basedir="$at/usr" --datadir="$servers/mysql" --lc-messages-dir="$at/usr/share/mysql" \
    --character-sets-dir="$at/usr/share/mysql/charsets" --plugin-dir="$at/usr/lib/mysql/plugin" --mysqlx=OFF \
    --secure-file-priv= "$@"
}

# Exports RETORT_TEST_MYSQL. Where there is no MySQL to be had that is said, and it is not tested.
start_mysql() {
  mkdir -p "$mysql_home"
  if ! fetch_mysql >"$servers/mysql.fetch.log" 2>&1; then
    tail -n 5 "$servers/mysql.fetch.log" >&2
    complain "there is no MySQL to be had here: it is NOT tested (MariaDB is)"
    return 0
  fi
  # The user of the servers may not be allowed where we are.
  if ! "${server_user[@]}" test -r "$mysql_root/.complete"; then
    mysql_root=$servers/mysql-root
    cp -r "$mysql_home/root" "$mysql_root"
    chmod 755 "$mysql_root"
  fi
  mysql_server --initialize-insecure >mysql.log 2>&1 ||
    { cat mysql.log >&2; complain "mysqld --initialize failed"; exit 3; }
  printf "%s\n" "create user retort@'127.0.0.1';" "grant all on *.* to retort@'127.0.0.1' with grant option;" \
    "create database test;" >mysql.sql
  chmod 644 mysql.sql
  local port try i
  for try in 1 2 3; do
    port=$(free_port)
    mysql_server --port="$port" --bind-address=127.0.0.1 --socket="$servers/mysql.sock" --pid-file="$servers/mysql.pid" \
      --skip-name-resolve --innodb-flush-log-at-trx-commit=0 --skip-log-bin --init-file="$servers/mysql.sql" \
      </dev/null >>"$servers/mysql.log" 2>&1 &
    for ((i = 0; i < 300; ++i)); do
      if [[ -f mysql.pid ]] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        export RETORT_TEST_MYSQL=mysql://retort@127.0.0.1:$port/test
        note "MySQL: $RETORT_TEST_MYSQL"
        return
      fi
      kill -0 $! 2>/dev/null || break
      sleep 0.1
    done
    note "MySQL did not start (try $try)"
    kill -KILL $! 2>/dev/null || :
  done
  cat mysql.log >&2
  complain "MySQL does not start"
  exit 3
}
