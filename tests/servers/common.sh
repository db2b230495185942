# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What starting throw-away servers takes, for ./bootstrap and for tests/servers/own: a free port, and a user that is
# not root. Sourced by bash.

# A port of the loopback interface on which nobody listens, below those that clients are given.
free_port() {
  local port
  for ((i = 0; i < 100; ++i)); do
    port=$((10000 + RANDOM % 22000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "there is no free port" >&2
  return 1
}

# The directory of PostgreSQL's own programs.
postgresql_programs() {
  [[ -z ${RETORT_POSTGRESQL_PROGRAMS:-} ]] || { echo "$RETORT_POSTGRESQL_PROGRAMS"; return; }
  local pg_ctl
  pg_ctl=$(compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' | sort -V | tail -n 1) || :
  dirname "${pg_ctl:-$(command -v pg_ctl)}"
}

# server_user_for <directory>: sets server_user, what a server is started with, so that it does not run as root; the
# directory becomes that user's.
server_user=()
server_user_for() {
  server_user=()
  ((EUID == 0)) || return 0
  local user
  for user in postgres mysql nobody; do
    if id -u "$user" >/dev/null 2>&1; then break; fi
  done
  chown "$user" "$1"
  server_user=(runuser -u "$user" -- env HOME="$1")
}
