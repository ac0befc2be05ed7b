"""Fixtures of the stories about safety."""

import pytest
from django.db import transaction


@pytest.fixture
def mails_leave_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In stories that ask for it mails leave at once, although the test's own transaction never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda do, *args, **kwargs: do())
