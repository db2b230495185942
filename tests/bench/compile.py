#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long retort takes on long histories: as they grow, with branches and merges, and beside others in the same run.

Whole processes, taking turns; medians. Read the ratios, not the seconds. The history is the mixture of history.py with
six statements a revision: create table with 8 columns, keys, unique, check, foreign key; add, rename, alter, drop
column; create index; insert, update.
  compile.py --retort build/release/bin/retort [--sizes 1000,10000,100000] [--statements 10] [--dialect sqlite]

Alembic takes part where it is found (apt-get install alembic): `upgrade --sql`, `heads` and `history` on the same
history, up to --alembic-limit revisions. The targets: compile 20 times as fast, questions to the graph 50 times; time
and memory per revision stay what they are as the history grows.
"""
import argparse
import glob
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR = r"""
#include <fstream>
#include <iostream>
#include <string>
int main(int, char** argv) {
  std::ofstream out(argv[1], std::ios::binary);
  for (std::string name; std::getline(std::cin, name);) {
    std::ifstream in(name, std::ios::binary);
    out << in.rdbuf();
  }
}
"""


def timed(command, folder=None, lines=None):
    """Seconds and megabytes of one process; `lines` is a file for its standard input."""
    source = open(lines, encoding="utf-8") if lines else subprocess.DEVNULL
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               text=True)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.perf_counter() - begun
    if process.returncode != 0:
        sys.exit(f"{command[0]} exits {process.returncode}: {words.strip()[:2000]}")
    return elapsed, usage.ru_maxrss / 1024


class Bench:
    def __init__(self, given, folder):
        self.given, self.folder = given, folder
        self.dialects = given.dialect or ["sqlite", "postgresql"]
        self.alembic = None if given.alembic_limit == 0 else shutil.which("alembic")
        source = os.path.join(folder, "floor.cpp")
        with open(source, "w", encoding="utf-8") as out:
            out.write(FLOOR)
        self.floor = os.path.join(folder, "floor")
        subprocess.run(["c++", "-O2", source, "-o", self.floor], check=True)

    def generate(self, script, name, revisions, *more):
        where = os.path.join(self.folder, name)
        subprocess.run([sys.executable, os.path.join(HERE, script), "--revisions", str(revisions), "--output", where,
                        *more], check=True)
        return where

    def retort(self, history, *words):
        command = [self.given.retort, *words, "--dir", history]
        if words[0] in ("compile", "check"):
            command += [word for name in self.dialects for word in ("--dialect", name)]
        if words[0] == "compile":
            command += ["--output", history + ".bundles", "--name", "bench"]
        return command

    def medians(self, commands, runs):
        """Of each named (command, folder, standard input): seconds and peak memory, each run once for the caches."""
        for command in commands.values():
            timed(*command)
        times, memory = {name: [] for name in commands}, dict.fromkeys(commands, 0.0)
        for _ in range(runs):
            for name, command in commands.items():
                elapsed, peak = timed(*command)
                times[name].append(elapsed)
                memory[name] = max(memory[name], peak)
        return {name: (statistics.median(times[name]), memory[name]) for name in commands}

    def measure(self, revisions, shape):
        given = self.given
        history = self.generate("history.py", f"{shape}{revisions}", revisions, "--shape", shape, "--statements",
                                str(given.statements))
        files = sorted(glob.glob(os.path.join(history, "*.mig")))
        names = history + ".txt"
        with open(names, "w", encoding="utf-8") as out:
            out.writelines(file + "\n" for file in files)
        commands = {"floor": ([self.floor, history + ".out"], None, names)}
        for words in (["compile"], ["check"], ["heads"], ["history"], ["plan", "upgrade", "head", "--from", "base"]):
            commands[words[0]] = (self.retort(history, *words),)
        if self.alembic and given.statements == 6 and revisions <= given.alembic_limit:
            peer = self.generate("alembic_history.py", f"{shape}{revisions}.alembic", revisions, "--shape", shape)
            for name, words in (("alembic sql", ["upgrade", "--sql", "base:head"]), ("alembic heads", ["heads"]),
                                ("alembic history", ["history"])):
                commands[name] = ([self.alembic, *words], peer)
        runs = given.runs if revisions <= 1000 else max(1, min(given.runs, 30000 // revisions))
        found = self.medians(commands, runs)
        size = sum(os.path.getsize(file) for file in files)
        bundles = sum(os.path.getsize(file) for file in glob.glob(history + ".bundles/*"))
        print(f"\n{shape}, {revisions} revisions, {size / 1e6:.1f} MB; bundles for {', '.join(self.dialects)} "
              f"{bundles / 1e6:.1f} MB")
        for name, (seconds, peak) in found.items():
            print(f"  {name:16} {seconds * 1000:9.1f} ms {seconds / revisions * 1e6:8.1f} us/revision {peak:8.1f} MB")
        print(f"  {'compile / floor':24} {found['compile'][0] / found['floor'][0]:7.1f}")
        for ours, theirs in (("compile", "alembic sql"), ("heads", "alembic heads"), ("history", "alembic history")):
            if theirs in found:
                print(f"  {theirs + ' / ' + ours:24} {found[theirs][0] / found[ours][0]:7.1f}")
        shutil.rmtree(history)
        shutil.rmtree(history + ".bundles")
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--retort", required=True)
    parser.add_argument("--sizes", default="1000,10000,100000", help="revisions of the chains")
    parser.add_argument("--merges", type=int, default=10000, help="revisions of the histories with merges; 0: none")
    parser.add_argument("--statements", type=int, choices=[6, 10], default=6)
    parser.add_argument("--dialect", action="append", default=[])
    parser.add_argument("--runs", type=int, default=11, help="fewer are made of what takes long")
    parser.add_argument("--alembic-limit", type=int, default=1000, help="revisions at most that Alembic gets; 0: none")
    given = parser.parse_args()
    given.retort = os.path.abspath(given.retort)

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given, folder)
        if given.alembic_limit and not bench.alembic:
            print("no alembic here: apt-get install alembic")
        sizes = [int(size) for size in given.sizes.split(",")]
        chains = {size: bench.measure(size, "chain") for size in sizes}
        if given.merges:
            for shape in ("diamonds", "ribbon"):
                bench.measure(given.merges, shape)
        print("\ntime and memory per revision, beside the shortest chain")
        for size in sizes[1:]:
            for name in ("compile", "heads", "history", "plan"):
                seconds, peak = (chains[size][name][i] / chains[sizes[0]][name][i] * sizes[0] / size for i in (0, 1))
                print(f"  {size:7} {name:8} {seconds:6.2f} {peak:6.2f}")


if __name__ == "__main__":
    main()
