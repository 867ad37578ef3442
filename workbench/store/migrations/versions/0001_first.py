"""The first tables, and the triggers that keep append-only tables append-only."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.append_only import keep_append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("events", "outcomes", "marks", "grants", "flags", "audit")


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_table('papers',
    sa.Column('hash', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_papers'))
    )
    op.create_table('people',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('secret_hash', sa.Text(), nullable=False),
    sa.Column('class_name', sa.Text(), nullable=False),
    sa.Column('seat', sa.Text(), nullable=False),
    sa.Column('extra_minutes', sa.Integer(), nullable=False),
    sa.Column('created', sa.Float(), nullable=False),
    sa.CheckConstraint("role IN ('student','examiner','invigilator','instructor','administrator')", name=op.f('ck_people_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('login', name=op.f('uq_people_login'))
    )
    op.create_table('signin_failures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signin_failures'))
    )
    op.create_index(op.f('ix_signin_failures_login'), 'signin_failures', ['login'], unique=False)
    op.create_table('sittings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('policy', sa.JSON(), nullable=False),
    sa.Column('record', sa.JSON(), nullable=True),
    sa.Column('created', sa.Float(), nullable=False),
    sa.Column('opened', sa.Float(), nullable=True),
    sa.Column('closed', sa.Float(), nullable=True),
    sa.CheckConstraint("state IN ('planned','frozen','drawn','open','closed','marked','released','archived')", name=op.f('ck_sittings_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sittings'))
    )
    op.create_table('attempts',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('plugin', sa.Text(), nullable=False),
    sa.Column('task', sa.Text(), nullable=False),
    sa.Column('seed', sa.Text(), nullable=False),
    sa.Column('paper_hash', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('began', sa.Float(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('extra_seconds', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Float(), nullable=True),
    sa.Column('ended_by', sa.Text(), nullable=True),
    sa.Column('holder', sa.Text(), nullable=True),
    sa.Column('holder_since', sa.Float(), nullable=True),
    sa.CheckConstraint("ended_by IN ('student','time','invigilator')", name=op.f('ck_attempts_ended_by')),
    sa.CheckConstraint("state IN ('prepared','running','handed_in')", name=op.f('ck_attempts_state')),
    sa.ForeignKeyConstraint(['paper_hash'], ['papers.hash'], name=op.f('fk_attempts_paper_hash_papers')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_attempts_person_id_people')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sittings.id'], name=op.f('fk_attempts_sitting_id_sittings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts')),
    sa.UniqueConstraint('sitting_id', 'code', name='uq_attempts_sitting_code'),
    sa.UniqueConstraint('sitting_id', 'person_id', name='uq_attempts_sitting_person')
    )
    op.create_index(op.f('ix_attempts_person_id'), 'attempts', ['person_id'], unique=False)
    op.create_index(op.f('ix_attempts_state'), 'attempts', ['state'], unique=False)
    op.create_table('signins',
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created', sa.Float(), nullable=False),
    sa.Column('expires', sa.Float(), nullable=False),
    sa.Column('revoked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_signins_person_id_people')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_signins'))
    )
    op.create_index(op.f('ix_signins_person_id'), 'signins', ['person_id'], unique=False)
    op.create_table('drafts',
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('tool', sa.Text(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.Float(), nullable=False),
    sa.Column('logged_rev', sa.BigInteger(), nullable=False),
    sa.Column('logged_at', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_drafts_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('attempt_id', 'tool', 'field', name=op.f('pk_drafts'))
    )
    op.create_table('events',
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.Column('tool', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('refused', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_events_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('attempt_id', 'seq', name=op.f('pk_events'))
    )
    op.create_table('files',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('tool', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('blob', sa.Text(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_files_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_files'))
    )
    op.create_index(op.f('ix_files_attempt_id'), 'files', ['attempt_id'], unique=False)
    op.create_table('flags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_flags_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flags'))
    )
    op.create_index(op.f('ix_flags_attempt_id'), 'flags', ['attempt_id'], unique=False)
    op.create_table('grants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_grants_attempt_id_attempts')),
    sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_grants_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grants'))
    )
    op.create_index(op.f('ix_grants_attempt_id'), 'grants', ['attempt_id'], unique=False)
    op.create_table('marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('examiner_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Text(), nullable=False),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.Column('replaces', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_marks_attempt_id_attempts')),
    sa.ForeignKeyConstraint(['examiner_id'], ['people.id'], name=op.f('fk_marks_examiner_id_people')),
    sa.ForeignKeyConstraint(['replaces'], ['marks.id'], name=op.f('fk_marks_replaces_marks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marks'))
    )
    op.create_index(op.f('ix_marks_attempt_id'), 'marks', ['attempt_id'], unique=False)
    op.create_table('outcomes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('criterion', sa.Text(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('points', sa.Text(), nullable=True),
    sa.Column('max_points', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('cites', sa.JSON(), nullable=False),
    sa.Column('at', sa.Float(), nullable=False),
    sa.CheckConstraint("status IN ('scored','needs_examiner','failed')", name=op.f('ck_outcomes_status')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_outcomes_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcomes')),
    sa.UniqueConstraint('attempt_id', 'run', 'line', name='uq_outcomes_attempt_run_line')
    )
    op.create_table('snapshots',
    sa.Column('attempt_id', sa.Text(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('states', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_snapshots_attempt_id_attempts')),
    sa.PrimaryKeyConstraint('attempt_id', name=op.f('pk_snapshots'))
    )
    for table in APPEND_ONLY:
        keep_append_only(table)
