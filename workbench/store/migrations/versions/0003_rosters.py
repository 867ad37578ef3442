"""A sitting's own roster, its rules, and what was frozen before the draw."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "candidates",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_candidates_sitting_id_sittings")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_candidates_person_id_people")),
        sa.PrimaryKeyConstraint("sitting_id", "person_id", name=op.f("pk_candidates")),
    )
    op.add_column("sittings", sa.Column("rules", sa.JSON(), nullable=True))
    op.add_column("sittings", sa.Column("frozen", sa.JSON(), nullable=True))
