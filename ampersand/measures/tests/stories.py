"""What the stories about answering have in common."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.test import Client

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core import clock
from ampersand.measures import content
from ampersand.measures.actions import answering
from ampersand.measures.models import Administration, Assignment
from tests.cast import Cast

MONDAY = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)
PHQ = [2, 1, 3, 1, 0, 1, 2, 0, 0]


def asked(case: Case, person: Person, slug: str, **other: Any) -> Assignment:
    """An open assignment."""
    values = {"case": case, "person": person, "instrument": slug, "opens_on": date(2026, 11, 1)} | other
    return Assignment(**values).insert()


def form(slug: str, codes: list[int | None] | dict[int, int], **other: str) -> dict[str, str]:
    """The fields a browser sends: q1, q2, ... in form order."""
    pairs = codes.items() if isinstance(codes, dict) else enumerate(codes, start=1)
    fields = {f"q{place}": str(code) for place, code in pairs if code is not None}
    return fields | {"content": content.instrument(slug).digest} | other


def answer(cast: Cast, case: Case, person: Person, slug: str, codes: list[int], at: datetime = MONDAY) -> UUID:
    """Answers given through the same verb as the page's."""
    items = content.instrument(slug).items
    one = asked(case, person, slug, opens_on=date(2026, 10, 1))
    answers = {item.id: code for item, code in zip(items, codes, strict=False)}
    return answering.submit(by=cast.viewer(person), assignment_id=one.pk, answers=answers, now=at)


def weekly(cast: Cast, case: Case, person: Person, slug: str, totals: list[list[int]]) -> list[UUID]:
    """One set of answers a week, the last one on MONDAY."""
    start = MONDAY - timedelta(weeks=len(totals) - 1)
    return [answer(cast, case, person, slug, codes, start + timedelta(weeks=n)) for n, codes in enumerate(totals)]


def stored(**where: Any) -> list[Administration]:
    """What lies in the table, whoever may see it."""
    rows: QuerySet[Administration] = QuerySet(Administration)
    return list(rows.filter(**where).order_by("stored_at", "pk"))


def state(one: Assignment) -> str:
    """The assignment's state as it is stored."""
    rows: QuerySet[Assignment] = QuerySet(Assignment)
    return rows.values_list("state", flat=True).get(pk=one.pk)


def on_monday() -> None:
    """Stop the clock on a Monday evening."""
    clock.fix(MONDAY)


def read(client: Client, address: str) -> str:
    """The page's text."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def plain(response: Any) -> tuple[int, str, str]:
    """An answer without what is different each time: status, address, text."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, response.get("Location", ""), text
