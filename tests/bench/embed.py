#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long a C++ compiler takes to embed a large bundle, and how much memory it needs.

  embed.py --retort build/release/bin/retort [--megabytes 20] [--cxx g++ --cxx clang++]
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def measured(command):
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} exits {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--retort", required=True)
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--cxx", action="append", default=[])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        history, out = os.path.join(folder, "history"), os.path.join(folder, "out")
        os.makedirs(history)
        with open(os.path.join(history, "0001_table.mig"), "w", encoding="utf-8") as file:
            file.write("revision t0000 'A table';\nrevises base;\n"
                       "upgrade {\n  create table texts (id bigint primary key, body text not null);\n}\n")
        line = "  insert into texts (id, body) values ({}, '{}');\n"
        for n in range(given.megabytes):
            with open(os.path.join(history, f"{n + 2:04}_rows.mig"), "w", encoding="utf-8") as file:
                file.write(f"revision t{n + 1:04} 'Rows';\nrevises t{n:04};\nupgrade {{\n")
                for row in range(1000):
                    file.write(line.format(n * 1000 + row, f"row {row} " + "abcdefghi " * 95))
                file.write("}\n")
        seconds, peak = measured([given.retort, "compile", "--dir", history, "--output", out, "--dialect", "sqlite",
                                  "--name", "large", "--cpp"])
        bundle = os.path.getsize(os.path.join(out, "large.sqlite.bundle")) / 1e6
        print(f"{'bundle':10} {bundle:6.1f} MB")
        print(f"{'retort':10} {seconds:6.2f} s {peak:8.0f} MB")
        for cxx in given.cxx or ["g++", "clang++"]:
            total, most = 0.0, 0.0
            for source in sorted(glob.glob(os.path.join(out, "*.cpp"))):
                seconds, peak = measured([cxx, "-std=c++20", "-O2", "-I", out, "-I", os.path.join(ROOT, "runtime/include"),
                                          "-c", source, "-o", os.path.join(folder, "object.o")])
                total, most = total + seconds, max(most, peak)
            print(f"{cxx:10} {total:6.2f} s {most:8.0f} MB")


if __name__ == "__main__":
    main()
