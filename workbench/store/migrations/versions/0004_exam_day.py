"""An exam day and what follows: presence, outages, messages, second attempts, releases, appeals, practice."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.append_only import keep_append_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sittings", sa.Column("kind", sa.Text(), nullable=False, server_default="exam"))
    op.add_column("sittings", sa.Column("supplements", sa.JSON(), nullable=True))
    _let_attempts_be_numbered()
    _make_room_tables()
    _make_after_tables()
    _let_marks_name_their_appeal()
    for table in ("messages", "releases"):
        keep_append_only(table)


def _let_attempts_be_numbered() -> None:
    with op.batch_alter_table("attempts", copy_from=_attempts_before()) as batch:
        batch.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint("uq_attempts_sitting_person", type_="unique")
        batch.create_unique_constraint(
            "uq_attempts_sitting_person_number", ["sitting_id", "person_id", "number"]
        )
        batch.drop_constraint(op.f("ck_attempts_state"), type_="check")
        batch.create_check_constraint(
            op.f("ck_attempts_state"), "state IN ('prepared','running','handed_in','void')"
        )


def _attempts_before() -> sa.Table:
    # As 0001 made it: SQLite copies a table to change its constraints, and does not tell all of them.
    metadata = sa.MetaData()
    for name, key in (("sittings", sa.Integer()), ("people", sa.Integer())):
        sa.Table(name, metadata, sa.Column("id", key, primary_key=True))
    sa.Table("papers", metadata, sa.Column("hash", sa.Text(), primary_key=True))
    return sa.Table(
        "attempts",
        metadata,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Text(), nullable=False),
        sa.Column("plugin", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("paper_hash", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("began", sa.Float(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("extra_seconds", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("holder_since", sa.Float(), nullable=True),
        sa.CheckConstraint("ended_by IN ('student','time','invigilator')", name="ck_attempts_ended_by"),
        sa.CheckConstraint("state IN ('prepared','running','handed_in')", name="ck_attempts_state"),
        sa.ForeignKeyConstraint(["paper_hash"], ["papers.hash"], name="fk_attempts_paper_hash_papers"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_attempts_person_id_people"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name="fk_attempts_sitting_id_sittings"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.UniqueConstraint("sitting_id", "code", name="uq_attempts_sitting_code"),
        sa.UniqueConstraint("sitting_id", "person_id", name="uq_attempts_sitting_person"),
        sa.Index("ix_attempts_person_id", "person_id"),
        sa.Index("ix_attempts_state", "state"),
    )


def _make_room_tables() -> None:
    op.create_table(
        "presence",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("seen", sa.Float(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reconnects", sa.Integer(), nullable=False),
        sa.Column("read_message", sa.Integer(), nullable=False),
        _refers("presence", "attempt_id", "attempts"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_presence"),
    )
    op.create_table(
        "outages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("began", sa.Float(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.Float(), nullable=True),
        sa.CheckConstraint("state IN ('proposed','credited','dismissed')", name="ck_outages_state"),
        _refers("outages", "attempt_id", "attempts"),
        _refers("outages", "by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_outages"),
    )
    op.create_index("ix_outages_attempt_id", "outages", ["attempt_id"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        _refers("messages", "sitting_id", "sittings"),
        _refers("messages", "attempt_id", "attempts"),
        _refers("messages", "by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_sitting_id", "messages", ["sitting_id"])


def _make_after_tables() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("shows_model", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        _refers("releases", "sitting_id", "sittings"),
        _refers("releases", "by", "people"),
        _refers("releases", "second", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("sitting_id", "module", name="uq_releases_sitting_module"),
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Float(), nullable=True),
        sa.CheckConstraint("state IN ('open','upheld','rejected')", name="ck_appeals_state"),
        _refers("appeals", "attempt_id", "attempts"),
        _refers("appeals", "by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("attempt_id", "line", name="uq_appeals_attempt_line"),
    )
    op.create_index("ix_appeals_attempt_id", "appeals", ["attempt_id"])
    op.create_table(
        "practice_tasks",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("shows_model", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        _refers("practice_tasks", "by", "people"),
        sa.PrimaryKeyConstraint("task", name="pk_practice_tasks"),
    )


def _let_marks_name_their_appeal() -> None:
    # Added in place and in one word of SQL that both databases know: a table that is copied loses the
    # triggers that keep it append-only.
    key = "CONSTRAINT fk_marks_appeal_appeals REFERENCES appeals (id)"
    op.execute(f"ALTER TABLE marks ADD COLUMN appeal INTEGER {key}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
