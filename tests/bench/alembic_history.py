#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the history of history.py --statements 6 as files of Alembic: the same tables and changes, up and down.

  alembic_history.py --revisions 1000 --output /tmp/alembic [--shape diamonds]
  cd /tmp/alembic && alembic upgrade --sql base:head        # PostgreSQL's SQL; no database, no driver
"""
import argparse
import os

from history import parents, revision_id, tails

INI = """\
[alembic]
script_location = .
"""
ENV = """\
from alembic import context
context.configure(dialect_name="postgresql", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""
HEAD = '''\
"""{message}

Revision ID: {id}
Revises: {words}
Create Date: 2026-01-01 00:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = {id!r}
down_revision = {above!r}
branch_labels = None
depends_on = None


def upgrade():
{upgrade}

def downgrade():
{downgrade}'''
TABLE = """\
    stock_{n} = op.create_table(
        "stock_{n}",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False, server_default="unnamed"),
        sa.Column("amount", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("price", sa.Numeric(10, 2), nullable=False, server_default="0"),
        sa.Column("colour", sa.String(20)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("neighbour", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_stock_{n}"),
        sa.UniqueConstraint("code", name="uq_stock_{n}_code"),
        sa.CheckConstraint("amount >= 0 and price >= 0", name="ck_stock_{n}_amount"),{reference}
    )
    op.create_index("ix_stock_{n}_changed_at", "stock_{n}", ["changed_at"])
    op.bulk_insert(stock_{n}, [
        {{"id": 1, "code": "A-{n}", "title": "first", "amount": 10}},
        {{"id": 2, "code": "B-{n}", "title": "second", "amount": 20}},
    ])
    op.execute("update stock_{n} set amount = amount + 1 where code = 'A-{n}'")
"""
REFERENCE = """
        sa.ForeignKeyConstraint(["neighbour"], ["stock_{o}.id"], name="fk_stock_{n}"),"""
OLDER = ["""\
    op.add_column("stock_{o}", sa.Column("note", sa.Text()))
    op.alter_column("stock_{o}", "title", new_column_name="name")
""", """\
    op.alter_column("stock_{o}", "amount", type_=sa.BigInteger(), existing_type=sa.Integer())
    op.drop_column("stock_{o}", "colour")
"""]
DOWN = ["""\
    op.alter_column("stock_{o}", "name", new_column_name="title")
    op.drop_column("stock_{o}", "note")
""", """\
    op.add_column("stock_{o}", sa.Column("colour", sa.String(20)))
    op.alter_column("stock_{o}", "amount", type_=sa.Integer(), existing_type=sa.BigInteger())
"""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--revisions", type=int, default=1000)
    parser.add_argument("--shape", choices=["chain", "diamonds", "ribbon"], default="chain")
    parser.add_argument("--output", required=True, help="a directory, made when it is not there")
    given = parser.parse_args()
    versions = os.path.join(given.output, "versions")
    os.makedirs(versions, exist_ok=True)
    for name, text in (("alembic.ini", INI), ("env.py", ENV)):
        with open(os.path.join(given.output, name), "w", encoding="utf-8") as out:
            out.write(text)

    def write(n, name, message, above, upgrade, downgrade):
        ids = [revision_id(p) for p in above]
        with open(os.path.join(versions, f"{n:06}_{name}.py"), "w", encoding="utf-8") as out:
            out.write(HEAD.format(message=message, id=revision_id(n), words=", ".join(ids),
                                  above=None if not ids else ids[0] if len(ids) == 1 else tuple(ids),
                                  upgrade=upgrade or "    pass\n", downgrade=downgrade or "    pass\n"))

    count = given.revisions
    for n in range(count):
        above, o = parents(n, given.shape)
        up = TABLE.format(n=n, reference=REFERENCE.format(n=n, o=o) if o is not None else "")
        down = f'    op.drop_table("stock_{n}")\n'
        if o is not None:
            up, down = up + OLDER[n % 2].format(o=o), DOWN[n % 2].format(o=o) + down
        write(n, "stock", f"Stock of warehouse {n}", above, up, down)
    ends = tails(given.shape, count)
    if len(ends) > 1:
        write(count, "end", "All that is open", ends, "", "")


if __name__ == "__main__":
    main()
