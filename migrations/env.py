"""Runs the migrations on the connection that `tracker.schema` hands over. There is no other way in."""

from __future__ import annotations

from alembic import context

from tracker.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite can alter little in place: later revisions rebuild a table instead.
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
