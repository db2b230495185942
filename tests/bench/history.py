#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a history of any length, every downgrade derived: a chain, or one with branches and merges.

  history.py --revisions 1000 --output /tmp/long [--statements 6] [--shape diamonds]

With 10 statements a revision: tables, indexes, rows, and changes of the table before. With 6: the mixture that peers
are measured with (docs of tests/bench/compile.py), of which alembic_history.py writes the same for Alembic.
Shapes: `chain`; `diamonds`, where every eight revisions are a fork, two sides of three, and their merge; `ribbon`, where
a side branch leaves every tenth revision of the main line and comes back after a hundred.
"""
import argparse
import os

TEN = """\
  create table stock_{n} (
    id         bigint        not null,
    code       varchar(40)   not null,
    title      varchar(200)  not null default 'unnamed' comment 'as printed on the label',
    amount     integer       not null default 0,
    price      numeric(10,2) not null default 0,
    active     boolean       not null default true,
    changed_at timestamptz   not null default now(),
    neighbour  bigint,
    constraint pk_stock_{n} primary key (id),
    constraint uq_stock_{n}_code unique (code),
    constraint ck_stock_{n}_amount check (amount >= 0 and price >= 0)
  ) comment 'What lies in warehouse {n}';

  create index ix_stock_{n}_changed_at on stock_{n} (changed_at desc);
  create index ix_stock_{n}_title on stock_{n} (title, active);
  insert into stock_{n} (id, code, title, amount) values
    (1, 'A-{n}', 'first', 10),
    (2, 'B-{n}', 'second', 20),
    (3, 'C-{n}', 'it''s the third', 30);
  comment on column stock_{n}.amount is 'pieces';
"""
TEN_FIRST = "  create index ix_stock_{n}_amount on stock_{n} (amount);\n"
TEN_OLDER = """\
  alter table stock_{o} add column note text;
  alter table stock_{o} rename column title to name;
  alter table stock_{o} add column weight numeric(8,3) not null default 0;
  create index ix_stock_{o}_note on stock_{o} (note);
  drop index ix_stock_{o}_title;
"""
SIX = """\
  create table stock_{n} (
    id         bigint        not null,
    code       varchar(40)   not null,
    title      varchar(200)  not null default 'unnamed',
    amount     integer       not null default 0,
    price      numeric(10,2) not null default 0,
    colour     varchar(20),
    changed_at timestamptz   not null default now(),
    neighbour  bigint,
    constraint pk_stock_{n} primary key (id),
    constraint uq_stock_{n}_code unique (code),
    constraint ck_stock_{n}_amount check (amount >= 0 and price >= 0){reference}
  );
  create index ix_stock_{n}_changed_at on stock_{n} (changed_at);
  insert into stock_{n} (id, code, title, amount) values (1, 'A-{n}', 'first', 10), (2, 'B-{n}', 'second', 20);
  update stock_{n} set amount = amount + 1 where code = 'A-{n}';
"""
SIX_REFERENCE = ",\n    constraint fk_stock_{n} foreign key (neighbour) references stock_{o} (id)"
# On the table of the revision before, in turns.
SIX_OLDER = ["""\
  alter table stock_{o} add column note text;
  alter table stock_{o} rename column title to name;
""", """\
  alter table stock_{o} alter column amount type bigint;
  @allow(data-loss, 'nobody looks at it')
  alter table stock_{o} drop column colour;
"""]
SIX_DOWNGRADE = ["""\
  alter table stock_{o} rename column name to title;
  alter table stock_{o} drop column note;
""", """\
  alter table stock_{o} add column colour varchar(20);
  alter table stock_{o} alter column amount type integer;
"""]


def revision_id(n):
    return f"{n * 2654435761 % 2**32:08x}{n:04x}"


def parents(n, shape):
    """The revisions that revision n stands on, and the one whose table it changes: none of the other side's."""
    if n == 0:
        return [], None
    if shape == "diamonds":
        place = n % 8  # 0: the fork; 1, 2, 3 and 4, 5, 6: the sides; 7: the merge
        if place == 4:
            return [n - 4], None
        if place == 7:
            return [n - 4, n - 1], None
    if shape == "ribbon":
        # Of every eleven revisions the last begins a side branch, which a merge ten blocks later takes in.
        block, place = divmod(n, 11)
        if place == 10:
            return [n - 1], None
        if place == 0:
            main = n - 2
            return ([main, n - 1 - 110] if block > 10 else [main]), None
        if place == 1:
            return [n - 1], n - 1
    return [n - 1], n - 1


def tails(shape, count):
    """The heads of the history without the merge that main() puts at its end."""
    used = {p for n in range(count) for p in parents(n, shape)[0]}
    return [n for n in range(count) if n not in used]


def upgrade_of(n, older, statements):
    o = older
    if statements == 10:
        return TEN.format(n=n) + (TEN_OLDER.format(o=o) if o is not None else TEN_FIRST.format(n=n))
    reference = SIX_REFERENCE.format(n=n, o=o) if o is not None else ""
    text = SIX.format(n=n, reference=reference)
    return text + (SIX_OLDER[n % 2].format(o=o) if o is not None else "")


def downgrade_of(n, older, statements):
    """An update cannot be taken back by itself: the block that a developer would write."""
    if statements == 10:
        return ""
    text = SIX_DOWNGRADE[n % 2].format(o=older) if older is not None else ""
    return f"\ndowngrade {{\n{text}  drop table stock_{n};\n}}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--revisions", type=int, default=1000)
    parser.add_argument("--statements", type=int, choices=[6, 10], default=10, help="about so many a revision")
    parser.add_argument("--shape", choices=["chain", "diamonds", "ribbon"], default="chain")
    parser.add_argument("--output", required=True, help="a directory, made when it is not there")
    given = parser.parse_args()
    os.makedirs(given.output, exist_ok=True)

    def write(n, name, message, above, upgrade, downgrade):
        names = ", ".join(revision_id(p) for p in above) or "base"
        with open(os.path.join(given.output, f"{n:06}_{name}.mig"), "w", encoding="utf-8") as out:
            out.write(f"revision {revision_id(n)} '{message}';\nrevises {names};\ncreated '2026-01-01T00:00:00Z';\n\n"
                      f"upgrade {{\n{upgrade}}}\n{downgrade}")

    count = given.revisions
    ends = tails(given.shape, count)
    for n in range(count):
        above, older = parents(n, given.shape)
        write(n, "stock", f"Stock of warehouse {n}", above, upgrade_of(n, older, given.statements),
              downgrade_of(n, older, given.statements))
    if len(ends) > 1:
        write(count, "end", "All that is open", ends, "", "")


if __name__ == "__main__":
    main()
