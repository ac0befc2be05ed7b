"""Fixtures every test may use."""

from collections.abc import Iterator

import pytest
from django.db import connection

from ampersand.core import clock
from tests.cast import Cast, make_cast
from tests.recorded import Recorded

pytest_plugins = ["tests.running", "tests.tables"]
CAST = Recorded(make_cast)


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every story: Ana and Ben, Chloé, Dana, Emil, Farid, Gita, and their cases."""
    return CAST.again()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests with several connections. They run last: emptying the tables needs the audit's guard gone."""
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_change ON privacy_auditevent")
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_truncate ON privacy_auditevent")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")


@pytest.fixture(autouse=True)
def _running_clock() -> Iterator[None]:
    yield
    clock.fix(None)
