"""The tables. Alembic's migrations make exactly these; a test compares the two.

Texts carry no length: PostgreSQL would hold it and SQLite would not, and both must take the same. The
borders check lengths.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
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
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("class_name", Text, nullable=False, default=""),
    Column("seat", Text, nullable=False, default=""),
    Column("extra_minutes", Integer, nullable=False, default=0),
    Column("created", Float, nullable=False),
    CheckConstraint("role IN ('student','examiner','invigilator','instructor','administrator')", name="role"),
)

signins = Table(
    "signins",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False),
)

signin_failures = Table(
    "signin_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("at", Float, nullable=False),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("policy", JSON, nullable=False),
    Column("record", JSON),
    Column("created", Float, nullable=False),
    Column("opened", Float),
    Column("closed", Float),
    Column("rules", JSON),  # null where the sitting is older than the column
    Column("frozen", JSON),
    Column("kind", Text, nullable=False, server_default="exam"),  # exam or practice
    Column("supplements", JSON),  # records of draws for late candidates, oldest first
    CheckConstraint(
        "state IN ('planned','frozen','drawn','open','closed','marked','released','archived')", name="state"
    ),
)

candidates = Table(
    "candidates",
    metadata,
    Column("sitting_id", ForeignKey("sittings.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("seat", Text, nullable=False),
    Column("extra_minutes", Integer, nullable=False),
)

papers = Table(
    "papers",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("candidate", Text, nullable=False),
    Column("plugin", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("seed", Text, nullable=False),
    Column("paper_hash", ForeignKey("papers.hash"), nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("began", Float),
    Column("minutes", Integer, nullable=False),
    Column("extra_seconds", Integer, nullable=False, default=0),
    Column("ended", Float),
    Column("ended_by", Text),
    Column("holder", Text),
    Column("holder_since", Float),
    Column("number", Integer, nullable=False, server_default="1"),  # of a person's attempts in the sitting
    UniqueConstraint("sitting_id", "person_id", "number", name="uq_attempts_sitting_person_number"),
    UniqueConstraint("sitting_id", "code", name="uq_attempts_sitting_code"),
    CheckConstraint("state IN ('prepared','running','handed_in','void')", name="state"),
    CheckConstraint("ended_by IN ('student','time','invigilator')", name="ended_by"),
)

events = Table(
    "events",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("tool", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Column("refused", Text),
)

drafts = Table(
    "drafts",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("tool", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", Float, nullable=False),
    Column("logged_rev", BigInteger, nullable=False, default=0),
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
    Column("id", Text, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("tool", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("blob", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", Float, nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False),
    Column("run", Integer, nullable=False),
    Column("line", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("points", Text),  # decimal as text: both databases keep it exactly
    Column("max_points", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cites", JSON, nullable=False),
    Column("facts", JSON),  # null where the outcome is older than the column
    Column("at", Float, nullable=False),
    Column("regrade_id", ForeignKey("regrades.id")),  # null for the score after the hand-in
    UniqueConstraint("attempt_id", "run", "line", name="uq_outcomes_attempt_run_line"),
    CheckConstraint("status IN ('scored','needs_examiner','failed')", name="status"),
)

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("line", Text, nullable=False),
    Column("examiner_id", ForeignKey("people.id"), nullable=False),
    Column("points", Text, nullable=False),  # decimal as text, as above
    Column("level", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("replaces", ForeignKey("marks.id")),
    Column("appeal", ForeignKey("appeals.id")),  # set where an upheld appeal gave it: of the whole line
    Column("seat", Integer, nullable=False, server_default="1"),  # 1 first, 2 second, 3 third examiner
)

markings = Table(
    "markings",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("examiner_id", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("attempt_id", "examiner_id", name="uq_markings_attempt_examiner"),
    CheckConstraint("seat IN (1, 2, 3)", name="seat"),
)

mark_drafts = Table(
    "mark_drafts",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("line", Text, primary_key=True),
    Column("examiner_id", ForeignKey("people.id"), primary_key=True),
    Column("points", Text, nullable=False),  # as typed
    Column("comment", Text, nullable=False),
    Column("at", Float, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("examiner_id", ForeignKey("people.id"), nullable=False),
    Column("line", Text, nullable=False),
    Column("place", JSON, nullable=False),  # a stretch of a draft's text, or a box on a picture
    Column("body", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("removed", Float),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("examiner_id", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("removed", Float),
)

regrades = Table(
    "regrades",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False, index=True),
    Column("task", Text, nullable=False),
    Column("spec", JSON, nullable=False),  # corrected parameters by line; empty where the criteria changed
    Column("reason", Text, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("second", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("undone", JSON),  # by, second, reason, at; null while it is in force
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("ended", Float),
    CheckConstraint("state IN ('running','done','failed')", name="state"),
)

likeness_pairs = Table(
    "likeness_pairs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", ForeignKey("batches.id"), nullable=False, index=True),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),  # text, picture or numbers
    Column("first", ForeignKey("attempts.id"), nullable=False),
    Column("second", ForeignKey("attempts.id"), nullable=False),
    Column("share", Float, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("verdict", JSON),  # what, by, reason, at: a person's; null until one looked
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id"), primary_key=True),
    Column("seen", Float, nullable=False),
    Column("address", Text, nullable=False),
    Column("reconnects", Integer, nullable=False),
    Column(
        "read_message", Integer, nullable=False
    ),  # the newest message that the student has confirmed; 0 for none
)

outages = Table(
    "outages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("began", Float, nullable=False),
    Column("ended", Float, nullable=False),
    Column("state", Text, nullable=False),
    Column("seconds", Integer),  # what was credited
    Column("reason", Text),
    Column("by", ForeignKey("people.id")),
    Column("at", Float),
    CheckConstraint("state IN ('proposed','credited','dismissed')", name="state"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False, index=True),
    Column("attempt_id", ForeignKey("attempts.id")),  # null: to the whole room
    Column("body", Text, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sitting_id", ForeignKey("sittings.id"), nullable=False),
    Column("module", Text, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("second", ForeignKey("people.id"), nullable=False),
    Column("shows_model", Boolean, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("sitting_id", "module", name="uq_releases_sitting_module"),
)

appeals = Table(
    "appeals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", ForeignKey("attempts.id"), nullable=False, index=True),
    Column("line", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("state", Text, nullable=False),
    Column("answer", Text),
    Column("by", ForeignKey("people.id")),
    Column("answered", Float),
    UniqueConstraint("attempt_id", "line", name="uq_appeals_attempt_line"),
    CheckConstraint("state IN ('open','upheld','rejected')", name="state"),
)

practice_tasks = Table(
    "practice_tasks",
    metadata,
    Column("task", Text, primary_key=True),
    Column("shows_model", Boolean, nullable=False),
    Column("by", ForeignKey("people.id"), nullable=False),
    Column("at", Float, nullable=False),
)

APPEND_ONLY = ("events", "outcomes", "marks", "grants", "flags", "audit", "messages", "releases")
"""Tables whose rows are never changed or removed; triggers in both databases hold it."""
