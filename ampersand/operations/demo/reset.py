"""Beginning anew: the tables, mails and anchors of a demo go, and only of a demo."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from ampersand.operations.demo.marker import State, state


class NotADemo(Exception):
    """The database holds people who may be real; nothing was touched."""


def empty() -> None:
    """Drop every table of a demo, with its mails and anchors; raises NotADemo for any other database."""
    if state() is State.REAL:
        raise NotADemo
    # The audit chain refuses deletion, so the tables go as a whole; whoever can drop tables owns the database anyway.
    tables = [*connection.introspection.django_table_names(only_existing=True), "django_migrations"]
    connection.disable_constraint_checking()
    with connection.cursor() as cursor:
        for table in tables:
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}{cascade}")
        if connection.vendor == "postgresql":
            for guard in ("audit_is_append_only", "alert_steps_stay"):
                cursor.execute(f"DROP FUNCTION IF EXISTS {guard}()")
    connection.enable_constraint_checking()
    for folder in (settings.MAIL_FOLDER, settings.ANCHOR_FOLDER):
        shutil.rmtree(Path(folder), ignore_errors=True)
