"""In these stories mails leave at once, although the test's own transaction never ends."""

import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _mails_leave_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda do, *args, **kwargs: do())
