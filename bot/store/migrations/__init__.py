"""Alembic's migrations: one file a change, in `versions/`."""
