#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long `retort-migrate upgrade` and `downgrade` take, beside a C program that sends the same statements.

The floor (apply.c) sends every statement of the bundle and an update of a version row, one transaction a revision, each
in a message of its own. Whole processes, taking turns, on a database emptied before each; medians. Read the ratios.
  apply.py --retort build/release/bin/retort --migrate build/release/bin/retort-migrate --db postgresql://me@host/empty
           [--revisions 1000] [--runs 5] [--delay 2] [--limit 1.15] [--dbmate node_modules/@dbmate/linux-x64/bin/dbmate]
EVERYTHING in the database that --db names is dropped. With --delay both go through a proxy that makes a round trip so
many milliseconds longer; give it fewer --revisions. With --dbmate (npm install dbmate) that peer
goes up as well. Also told: the peak memory, and with --size the size of the program and its start-up time, and its peak
memory with a bundle of 20 MB.
"""
import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = {"sqlite": ["-DON_SQLITE", "-lsqlite3"], "postgresql": ["-DON_POSTGRESQL", "-lpq"], "mysql": []}


def timed(command, want=0):
    """Seconds and megabytes of one process."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak, done = 0, threading.Event()

    def watch():
        # What wait4() tells begins with the size of the process that forked, which is this one.
        nonlocal peak
        while not done.wait(0.01):
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    peak = max([peak] + [int(line.split()[1]) for line in status if line.startswith("VmHWM:")])
            except OSError:
                return
    watcher = threading.Thread(target=watch)
    watcher.start()
    words = process.stderr.read()
    code = process.wait()
    elapsed = time.perf_counter() - begun
    done.set()
    watcher.join()
    if code != want:
        sys.exit(f"{command[0]} exits {code}: {words.strip()[:2000]}")
    return elapsed, peak / 1024


def texts_of(bundle):
    """The statements of a bundle (docs/bundle.md): {direction: [(revision, [text])]}, both in the order they run in."""
    data = open(bundle, "rb").read()
    head, rest = data.split(b"\n\n", 1)
    sizes = {k: int(v.split()[0]) for k, v in (line.decode().split(" ", 1) for line in head.split(b"\n") if b" " in line)
             if k in ("index", "statements", "sql")}
    index = rest[:sizes["index"]]
    statements = rest[sizes["index"]:sizes["index"] + sizes["statements"]].decode()
    sql = rest[sizes["index"] + sizes["statements"]:]
    parts, at, revision = {}, 0, None
    lengths = []
    for line in index.decode().split("\n"):
        if line.startswith("revision "):
            revision = line[9:]
        elif line.startswith("sql "):
            lengths.append((revision, int(line.split()[1])))
    at = len(sql) - sum(length for _, length in lengths)  # behind the title of the section
    for revision, length in lengths:
        parts[revision] = sql[at:at + length]
        at += length
    out = {"upgrade": {}, "downgrade": {}}
    for line in statements.split("\n"):
        if line.startswith("revision "):
            revision = line[9:]
        elif line.startswith(("upgrade ", "downgrade ")):
            way, _, _, _, kind, begin, length = line.split("\t")[0].split()[:7]
            if kind != "sql":
                sys.exit("the floor knows plain statements only")
            begin = int(begin)
            out[way].setdefault(revision, []).append(parts[revision][begin:begin + int(length)])
    order = [revision for revision, _ in lengths]
    return {"upgrade": [(r, out["upgrade"].get(r, [])) for r in order],
            "downgrade": [(r, out["downgrade"].get(r, [])) for r in reversed(order)]}


def write_floor(path, steps, way):
    """What the floor sends: one transaction a revision, with its version row."""
    order = [revision for revision, _ in steps]
    with open(path, "wb") as out:
        def say(text):
            out.write(b"%d\n%s\n" % (len(text), text))
        if way == "upgrade":
            say(b"create table floor_version (version_num varchar(64) not null primary key)")
            say(b"insert into floor_version values ('base')")
        for at, (revision, texts) in enumerate(steps):
            say(b"begin")
            for text in texts:
                say(text)
            to = revision if way == "upgrade" else (order[at + 1] if at + 1 < len(order) else "base")
            say(f"update floor_version set version_num = '{to}'".encode())
            say(b"commit")


def write_dbmate(folder, steps):
    """The same statements as migrations of dbmate, which has a row of its own for each."""
    os.makedirs(folder)
    for at, (revision, texts) in enumerate(steps):
        with open(os.path.join(folder, f"{at:06}_{revision}.sql"), "wb") as out:
            out.write(b"-- migrate:up\n" + b"".join(text + b";\n" for text in texts) + b"\n-- migrate:down\n")


def delayed(host, port, milliseconds):
    """A port that passes everything on to host:port, half of `milliseconds` later in each direction."""
    listener = socket.create_server(("127.0.0.1", 0))

    def pump(source, sink):
        waiting, more = [], threading.Condition()

        def deliver():
            while True:
                with more:
                    while not waiting:
                        more.wait()
                    due, data = waiting.pop(0)
                time.sleep(max(0.0, due - time.monotonic()))
                try:
                    if not data:
                        sink.shutdown(socket.SHUT_WR)
                        return
                    sink.sendall(data)
                except OSError:
                    return
        threading.Thread(target=deliver, daemon=True).start()
        while True:
            try:
                data = source.recv(1 << 20)
            except OSError:
                data = b""
            with more:
                waiting.append((time.monotonic() + milliseconds / 2000, data))
                more.notify()
            if not data:
                return

    def serve():
        while True:
            near, _ = listener.accept()
            far = socket.create_connection((host, port))
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=pump, args=(near, far), daemon=True).start()
            threading.Thread(target=pump, args=(far, near), daemon=True).start()
    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


class Place:
    """The database: its address for each program, and how it is emptied."""

    def __init__(self, db, delay, floor):
        self.floor, self.dialect = floor, db.split(":", 1)[0]
        parts = urlsplit(db)
        self.direct = parts
        self.port = parts.port
        if delay:
            self.port = delayed(parts.hostname, parts.port, delay)
        if self.dialect == "sqlite":
            self.path = db[len("sqlite:///"):]
            self.url = db
        else:
            self.url = f"{self.dialect}://{parts.username}@{parts.hostname}:{self.port}{parts.path}"

    def where(self, port):
        if self.dialect == "sqlite":
            return [self.path]
        if self.dialect == "postgresql":
            return [f"postgresql://{self.direct.username}@{self.direct.hostname}:{port}{self.direct.path}"]
        return [self.direct.hostname, str(port), self.direct.username, self.direct.path[1:]]

    def dbmate(self):
        """The address as dbmate has it."""
        if self.dialect == "sqlite":
            return "sqlite:" + self.path
        scheme = "postgres" if self.dialect == "postgresql" else "mysql"
        return (f"{scheme}://{self.direct.username}@{self.direct.hostname}:{self.port}{self.direct.path}"
                + ("?sslmode=disable" if scheme == "postgres" else ""))

    def empty(self, folder):
        if self.dialect == "sqlite":
            for end in ("", "-journal", "-wal", "-shm", ".retort-lock"):
                if os.path.exists(self.path + end):
                    os.remove(self.path + end)
            return
        name = self.direct.path[1:]
        path = os.path.join(folder, "empty")
        with open(path, "wb") as out:
            if self.dialect == "postgresql":
                # In pieces: a transaction holds a lock of every table that it drops.
                piece = (b"do $$ declare t record; begin for t in select c.oid::regclass::text as n from pg_class c "
                         b"where relkind = 'r' and relnamespace = 'public'::regnamespace limit 50 loop execute "
                         b"'drop table ' || t.n || ' cascade'; end loop; end $$")
                texts = [piece] * 120 + [b"drop schema public cascade", b"create schema public"]
            else:
                texts = [f"drop database {name}".encode(), f"create database {name}".encode()]
            for text in texts:
                out.write(b"%d\n%s\n" % (len(text), text))
        timed([self.floor, path] + self.where(self.direct.port))


def build_floor(folder, dialect):
    kind = "mysql" if dialect in ("mysql", "mariadb") else dialect
    flags = list(LIBRARIES[kind])
    if kind == "postgresql":
        flags += ["-I" + subprocess.check_output(["pg_config", "--includedir"], text=True).strip()]
    if kind == "mysql":
        flags += subprocess.check_output(["mariadb_config", "--include", "--libs"], text=True).split()
    path = os.path.join(folder, "floor")
    subprocess.run(["cc", "-O2", os.path.join(HERE, "apply.c"), "-o", path] + flags, check=True)
    return path


def compiled(given, folder, dialect, revisions):
    history = os.path.join(folder, f"history{revisions}")
    subprocess.run([sys.executable, os.path.join(HERE, "history.py"), "--revisions", str(revisions), "--statements", "6",
                    "--output", history], check=True)
    subprocess.run([given.retort, "compile", history, "--name", "bench", "--dialect", dialect, "--output", folder],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(folder, f"bench.{dialect}.bundle")


def sizes(given, folder, place):
    """The program itself: bytes, start-up time, and memory with a bundle of 20 MB."""
    stripped = os.path.join(folder, "stripped")
    shutil.copy(given.migrate, stripped)
    subprocess.run(["strip", stripped], check=True)
    print(f"{'program, stripped':24} {os.path.getsize(stripped) / 1e6:8.2f} MB")
    starts = [timed([stripped, "--version"])[0] for _ in range(30)]
    print(f"{'start-up':24} {statistics.median(starts) * 1000:8.2f} ms")
    bundle = compiled(given, folder, place.dialect, 2900)
    place.empty(folder)
    # A part of it: what is measured is the memory, not the time.
    _, memory = timed([given.migrate, "upgrade", "+500", "--bundle", bundle, "--db", place.url])
    print(f"{'peak memory':24} {memory:8.1f} MB with a bundle of {os.path.getsize(bundle) / 1e6:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--retort", required=True)
    parser.add_argument("--migrate", required=True)
    parser.add_argument("--db", required=True, help="everything in it is dropped")
    parser.add_argument("--revisions", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--delay", type=float, default=0, help="milliseconds that a round trip takes longer")
    parser.add_argument("--limit", type=float, help="exit 1 when a ratio is above this")
    parser.add_argument("--dbmate", help="the program of a peer")
    parser.add_argument("--size", action="store_true", help="also the program's size, start-up and memory")
    given = parser.parse_args()

    dialect = given.db.split(":", 1)[0]
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        floor = build_floor(folder, dialect)
        place = Place(given.db, given.delay, floor)
        bundle = compiled(given, folder, dialect, given.revisions)
        steps = texts_of(bundle)
        for way in steps:
            write_floor(os.path.join(folder, way), steps[way], way)
        count = sum(len(texts) for _, texts in steps["upgrade"])
        print(f"{dialect}: {given.revisions} revisions, {count} statements up"
              + (f", round trips of {given.delay} ms more" if given.delay else ""))
        times = {(way, who): [] for way in steps for who in ("retort-migrate", "floor")}
        memory = 0.0
        peer = []
        if given.dbmate:
            write_dbmate(os.path.join(folder, "dbmate"), steps["upgrade"])
        for _ in range(given.runs):
            if given.dbmate:
                place.empty(folder)
                peer.append(timed([given.dbmate, "--url", place.dbmate(), "--migrations-dir",
                                   os.path.join(folder, "dbmate"), "--no-dump-schema", "migrate"])[0])
            for who in ("floor", "retort-migrate"):
                place.empty(folder)
                for way, target in (("upgrade", "head"), ("downgrade", "base")):
                    if who == "floor":
                        command = [floor, os.path.join(folder, way)] + place.where(place.port)
                    else:
                        command = [given.migrate, way, target, "--bundle", bundle, "--db", place.url]
                        if way == "downgrade":
                            command.append("--allow-data-loss")
                    elapsed, used = timed(command)
                    times[way, who].append(elapsed)
                    if who == "retort-migrate":
                        memory = max(memory, used)
        for way in steps:
            medians = {who: statistics.median(times[way, who]) for who in ("retort-migrate", "floor")}
            ratio = medians["retort-migrate"] / medians["floor"]
            worst = max(worst, ratio)
            print(f"{way:10} retort-migrate {medians['retort-migrate']:7.3f} s   floor {medians['floor']:7.3f} s   "
                  f"ratio {ratio:5.2f}")
        if peer:
            ours = statistics.median(times["upgrade", "retort-migrate"])
            print(f"{'upgrade':10} dbmate         {statistics.median(peer):7.3f} s   {statistics.median(peer) / ours:5.2f} "
                  "times as long")
        print(f"{'peak memory':10} {memory:.1f} MB")
        if given.size:
            sizes(given, folder, place)
    return 1 if given.limit is not None and worst > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
