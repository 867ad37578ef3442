"""What a criterion noted beside its reason, for the plugin's panels."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outcomes", sa.Column("facts", sa.JSON(), nullable=True))
