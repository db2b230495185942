#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a history of any length: a chain of revisions of about ten statements each, every downgrade derived.

  history.py --revisions 1000 --output /tmp/long
"""
import argparse
import os

TABLE = """\
revision {id} 'Stock of warehouse {n}';
revises {parent};
created '2026-01-01T00:00:00Z';

upgrade {{
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
{older}}}
"""
FIRST = "  create index ix_stock_{n}_amount on stock_{n} (amount);\n"
OLDER = """\
  alter table stock_{o} add column note text;
  alter table stock_{o} rename column title to name;
  alter table stock_{o} add column weight numeric(8,3) not null default 0;
  create index ix_stock_{o}_note on stock_{o} (note);
  drop index ix_stock_{o}_title;
"""


def revision_id(n):
    return f"{n * 2654435761 % 2**32:08x}{n:04x}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--revisions", type=int, default=1000)
    parser.add_argument("--output", required=True, help="a directory, made when it is not there")
    given = parser.parse_args()
    os.makedirs(given.output, exist_ok=True)
    for n in range(given.revisions):
        older = OLDER.format(o=n - 1) if n else FIRST.format(n=n)
        text = TABLE.format(id=revision_id(n), n=n, parent=revision_id(n - 1) if n else "base", older=older)
        with open(os.path.join(given.output, f"{n:05}_stock.mig"), "w", encoding="utf-8") as out:
            out.write(text)


if __name__ == "__main__":
    main()
