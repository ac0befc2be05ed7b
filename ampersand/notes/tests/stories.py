"""What the stories about notes have in common."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.actions import drafting, signing
from ampersand.notes.actions.common import Window
from ampersand.notes.actions.drafting import Wanted
from ampersand.notes.models import Note
from ampersand.notes.rules.kinds import Kind
from tests.cast import Cast

THURSDAY = datetime(2026, 11, 19, 18, tzinfo=UTC)
SAID = "Ana: I lie awake. Ben: I did not know that.\nBoth: ten minutes on Sunday\nThey look at each other."
PARTS = {"subjective": SAID, "objective": "Tired, both.", "assessment": "The loop is softer.", "plan": "Sunday."}


def begun(
    cast: Cast, kind: Kind = Kind.JOINT, about: Person | None = None, *, case: Case | None = None,
    by: Person | None = None, on: date | None = None, template: str = "soap", meeting: UUID | None = None,
) -> UUID:  # fmt: skip
    """A note that Dana, or somebody else, has begun about the couple, or about somebody in it."""
    wanted = Wanted(kind, about.pk if about else None, on or clock.now().date(), template, meeting)
    viewer = cast.viewer(by or cast.dana)
    return drafting.begin(by=viewer, case_id=(case or cast.couple).pk, wanted=wanted, draft_id=new_id())


def signed(cast: Cast, kind: Kind = Kind.JOINT, about: Person | None = None, *, by: Person | None = None,
           parts: dict[str, str] = PARTS, **more: Any) -> Note:  # fmt: skip
    """A note that is signed."""
    key = begun(cast, kind, about, by=by, **more)
    return signing.sign(by=cast.viewer(by or cast.dana), draft_id=key, parts=parts, window=Window(1, "w"))


def form(parts: dict[str, str] = PARTS, *, on: str = "2026-11-19", **more: Any) -> dict[str, Any]:
    """The fields that a browser sends."""
    typed = {f"part-{key}": text for key, text in parts.items()}
    return {"revision": 1, "writer": "one", "on": on} | typed | more


def read(client: Client, name: str, *parts: object) -> str:
    """A page that is there, as text."""
    answer = client.get(reverse(f"notes:{name}", args=parts))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def put(client: Client, name: str, *parts: object, **data: Any) -> Any:
    """A form that is sent."""
    return client.post(reverse(f"notes:{name}", args=parts), data)
