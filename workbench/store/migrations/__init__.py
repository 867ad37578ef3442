"""Alembic's migrations, run from the installed package."""
