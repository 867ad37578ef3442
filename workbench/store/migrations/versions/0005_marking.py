"""Marking by two and by three, notes on scripts, regrades, likeness."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_marking_tables()
    _make_regrades()
    _make_likeness_tables()


def _make_marking_tables() -> None:
    op.add_column("marks", sa.Column("seat", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "markings",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("examiner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.CheckConstraint("seat IN (1, 2, 3)", name=op.f("ck_markings_seat")),
        _refers("markings", "attempt_id", "attempts"),
        _refers("markings", "examiner_id", "people"),
        sa.PrimaryKeyConstraint("attempt_id", "seat", name="pk_markings"),
        sa.UniqueConstraint("attempt_id", "examiner_id", name="uq_markings_attempt_examiner"),
    )
    op.create_table(
        "mark_drafts",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("examiner_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        _refers("mark_drafts", "attempt_id", "attempts"),
        _refers("mark_drafts", "examiner_id", "people"),
        sa.PrimaryKeyConstraint("attempt_id", "line", "examiner_id", name="pk_mark_drafts"),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("examiner_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("removed", sa.Float(), nullable=True),
        _refers("remarks", "attempt_id", "attempts"),
        _refers("remarks", "examiner_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
    )
    op.create_index("ix_remarks_attempt_id", "remarks", ["attempt_id"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("examiner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("removed", sa.Float(), nullable=True),
        _refers("comments", "examiner_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )


def _make_regrades() -> None:
    op.create_table(
        "regrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("undone", sa.JSON(), nullable=True),
        _refers("regrades", "sitting_id", "sittings"),
        _refers("regrades", "by", "people"),
        _refers("regrades", "second", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_regrades"),
    )
    op.create_index("ix_regrades_sitting_id", "regrades", ["sitting_id"])
    # Alembic would add the reference apart from the column, which SQLite cannot; a copy would lose the
    # triggers. Both databases take it in one line.
    op.execute(
        "ALTER TABLE outcomes ADD COLUMN regrade_id INTEGER "
        "CONSTRAINT fk_outcomes_regrade_id_regrades REFERENCES regrades (id)"
    )


def _make_likeness_tables() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=True),
        sa.CheckConstraint("state IN ('running','done','failed')", name=op.f("ck_batches_state")),
        _refers("batches", "sitting_id", "sittings"),
        _refers("batches", "by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_sitting_id", "batches", ["sitting_id"])
    op.create_table(
        "likeness_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=True),
        _refers("likeness_pairs", "batch_id", "batches"),
        _refers("likeness_pairs", "sitting_id", "sittings"),
        _refers("likeness_pairs", "first", "attempts"),
        _refers("likeness_pairs", "second", "attempts"),
        sa.PrimaryKeyConstraint("id", name="pk_likeness_pairs"),
    )
    for column in ("batch_id", "sitting_id"):
        op.create_index(f"ix_likeness_pairs_{column}", "likeness_pairs", [column])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
