#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long `retort compile` takes on a long history, beside a program that only reads the files and writes one.

Whole processes, taking turns; medians. Prints lines per second and the peak memory of the compiler.
  compile.py --retort build/release/bin/retort [--revisions 1000] [--dialect sqlite] [--command check]
"""
import argparse
import glob
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR = r"""
#include <fstream>
int main(int argc, char** argv) {
  std::ofstream out(argv[1], std::ios::binary);
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    out << in.rdbuf();
  }
}
"""


def timed(command):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.perf_counter() - begun
    if process.returncode != 0:
        sys.exit(f"{command[0]} exits {process.returncode}: {words.strip()[:2000]}")
    return elapsed, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--retort", required=True)
    parser.add_argument("--revisions", type=int, default=1000)
    parser.add_argument("--dialect", action="append", default=[])
    parser.add_argument("--command", choices=["compile", "check", "heads", "history"], default="compile")
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    dialects = given.dialect or ["sqlite", "postgresql"]

    with tempfile.TemporaryDirectory() as folder:
        history = os.path.join(folder, "history")
        subprocess.run([sys.executable, os.path.join(HERE, "history.py"), "--revisions", str(given.revisions),
                        "--output", history], check=True)
        files = sorted(glob.glob(os.path.join(history, "*.mig")))
        size = sum(os.path.getsize(file) for file in files)
        lines = sum(open(file, encoding="utf-8").read().count("\n") for file in files)

        with open(os.path.join(folder, "floor.cpp"), "w", encoding="utf-8") as out:
            out.write(FLOOR)
        subprocess.run(["c++", "-O2", os.path.join(folder, "floor.cpp"), "-o", os.path.join(folder, "floor")], check=True)
        floor = [os.path.join(folder, "floor"), os.path.join(folder, "out"), *files]

        ours = [given.retort, given.command, "--dir", history]
        if given.command in ("compile", "check"):
            ours += [word for name in dialects for word in ("--dialect", name)]
        if given.command == "compile":
            ours += ["--output", os.path.join(folder, "bundles"), "--name", "bench"]
        for command in (ours, floor):
            timed(command)
        times, memory, floors = [], 0.0, []
        for _ in range(given.runs):
            floors.append(timed(floor)[0])
            elapsed, peak = timed(ours)
            times.append(elapsed)
            memory = max(memory, peak)

    median, bottom = statistics.median(times), statistics.median(floors)
    print(f"{'history':15} {given.revisions} revisions, {lines} lines, {size / 1e6:.2f} MB")
    print(f"{'retort':15} {median * 1000:8.1f} ms ({given.command}: {', '.join(dialects)})")
    print(f"{'floor':15} {bottom * 1000:8.1f} ms (reads the files, writes one)")
    print(f"{'ratio':15} {median / bottom:8.2f}")
    print(f"{'speed':15} {lines / median:8.0f} lines/s, {size / 1e6 / median:.1f} MB/s")
    print(f"{'peak memory':15} {memory:8.1f} MB")


if __name__ == "__main__":
    main()
