#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long `retort-migrate upgrade` takes where there is nothing to do, beside a C program that connects and asks.

Whole processes, taking turns; medians. The database named must be at the bundle's head (--upgrade brings it there).
  at_head.py --migrate build/release/bin/retort-migrate --bundle shop.sqlite.bundle --db sqlite:////tmp/x.db --upgrade
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def build_floor(folder, kind):
    """One program per client library: a C program for SQLite does not load libpq either."""
    source = open(os.path.join(HERE, "at_head.c"), encoding="utf-8").read()
    if kind == "sqlite":
        begin, end = source.index("static int ask"), source.index("/* at_head sqlite")
        source = source[:begin] + "static int on_postgresql(char const* u, int l) { (void)u; return l + 1; }\n" + source[end:]
        source = source.replace("#include <libpq-fe.h>\n", "")
        libraries = ["-lsqlite3"]
    else:
        begin, end = source.index("static int on_sqlite"), source.index("static int ask")
        source = source[:begin] + "static int on_sqlite(char const* p) { (void)p; return 1; }\n" + source[end:]
        source = source.replace("#include <sqlite3.h>\n", "")
        include = subprocess.run(["pg_config", "--includedir"], capture_output=True, text=True, check=True).stdout.strip()
        libraries = ["-I" + include, "-lpq"]
    path = os.path.join(folder, "floor")
    with open(path + ".c", "w", encoding="utf-8") as out:
        out.write(source)
    subprocess.run(["cc", "-O2", path + ".c", "-o", path] + libraries, check=True)
    return path


def timed(command):
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    elapsed = time.perf_counter() - begun
    if done.returncode != 0:
        sys.exit(f"{command[0]} exits {done.returncode}: {done.stderr.strip()}")
    return elapsed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--migrate", required=True)
    parser.add_argument("--bundle", required=True)
    parser.add_argument("--db", required=True)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--upgrade", action="store_true", help="bring the database to head first")
    parser.add_argument("--lock", action="store_true", help="the floor takes an advisory lock as well (PostgreSQL)")
    parser.add_argument("--limit", type=float, help="exit 1 when the ratio is above this")
    given = parser.parse_args()

    kind = "sqlite" if given.db.startswith("sqlite") else "postgresql"
    place = given.db[len("sqlite:///"):] if kind == "sqlite" else given.db
    ours = [given.migrate, "upgrade", "head", "--bundle", given.bundle, "--db", given.db]
    if given.upgrade:
        timed(ours)
    with tempfile.TemporaryDirectory() as folder:
        floor = [build_floor(folder, kind), kind + ("-lock" if given.lock and kind == "postgresql" else ""), place]
        for command in (ours, floor):
            timed(command)
        times = {"retort-migrate": [], "floor": []}
        for _ in range(given.runs):
            times["floor"].append(timed(floor))
            times["retort-migrate"].append(timed(ours))
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio = medians["retort-migrate"] / medians["floor"]
    for name, median in medians.items():
        print(f"{name:15} {median * 1000:7.2f} ms")
    print(f"{'ratio':15} {ratio:7.2f}")
    return 1 if given.limit is not None and ratio > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
