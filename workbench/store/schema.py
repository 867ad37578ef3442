"""The tables. Alembic's first migration makes exactly these; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("role", String(16), nullable=False),
    Column("secret_hash", String(200), nullable=False),
    Column("class_name", String(80), nullable=False, default=""),
    Column("seat", String(40), nullable=False, default=""),
    Column("extra_minutes", Integer, nullable=False, default=0),
    Column("created", Float, nullable=False),
    CheckConstraint("role IN ('student','examiner','invigilator','instructor','administrator')", name="role"),
)

signins = Table(
    "signins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
)

signin_failures = Table(
    "signin_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, index=True),
    Column("at", Float, nullable=False),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("state", String(16), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("policy", JSON, nullable=False),
    Column("record", JSON),
    Column("created", Float, nullable=False),
    CheckConstraint(
        "state IN ('planned','frozen','drawn','open','closed','marked','released','archived')", name="state"
    ),
)

papers = Table(
    "papers",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(8), nullable=False),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("candidate", String(20), nullable=False),
    Column("plugin", String(40), nullable=False),
    Column("task", String(64), nullable=False),
    Column("seed", String(16), nullable=False),
    Column("paper_hash", ForeignKey("papers.hash"), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("began", Float),
    Column("minutes", Integer, nullable=False),
    Column("extra_seconds", Integer, nullable=False, default=0),
    Column("ended", Float),
    Column("ended_by", String(12)),
    Column("holder", String(40)),
    UniqueConstraint("sitting_id", "person_id", name="uq_attempts_sitting_person"),
    UniqueConstraint("sitting_id", "code", name="uq_attempts_sitting_code"),
    CheckConstraint("state IN ('prepared','running','handed_in')", name="state"),
)

events = Table(
    "events",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("tool", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("params", JSON, nullable=False),
    Column("refused", Text),
)

drafts = Table(
    "drafts",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("tool", String(64), primary_key=True),
    Column("field", String(64), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", Float, nullable=False),
    Column("logged_rev", Integer, nullable=False, default=0),
    Column("logged_at", Float),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("states", JSON, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("seconds", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("tool", String(64), nullable=False),
    Column("name", String(160), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("blob", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Float, nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("detail", JSON, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False),
    Column("run", Integer, nullable=False),
    Column("line", String(64), nullable=False),
    Column("criterion", String(64), nullable=False),
    Column("version", String(40), nullable=False),
    Column("status", String(16), nullable=False),
    Column("points", String(12)),  # decimal as text: both databases keep it exactly
    Column("max_points", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("cites", JSON, nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_outcomes_attempt_run", "attempt_id", "run"),
)

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("line", String(64), nullable=False),
    Column("examiner_id", ForeignKey("people.id"), nullable=False),
    Column("points", String(12), nullable=False),  # decimal as text, as above
    Column("level", String(2), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("replaces", ForeignKey("marks.id")),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
)

APPEND_ONLY = ("events", "outcomes", "marks", "grants", "flags", "audit")
"""Tables whose rows are never changed or removed; triggers in both databases hold it."""
