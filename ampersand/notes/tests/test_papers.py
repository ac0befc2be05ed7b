"""A lawyer's letter, a court's order: nothing leaves before all were told, nobody objects, and two have signed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.models import CourtPaper
from ampersand.notes.rules.court import Blocks, Kind, Paper, Says, in_the_way
from ampersand.notes.tests.stories import THURSDAY, put, read
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

TODAY = date(2026, 11, 19)
EARLIER, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
YES, NO, TOLD, NOT = Says.CONSENTS, Says.OBJECTS, Says.TOLD, Says.NOT_TOLD


@pytest.mark.parametrize(
    ("paper", "blocks"),
    [
        (Paper(Kind.LAWYER, (YES, YES), None, False, True, 2), ()),
        (Paper(Kind.LAWYER, (YES, YES), None, False, True, 1), (Blocks.SIGNATURES,)),
        (Paper(Kind.LAWYER, (YES, YES), None, False, False, 2), (Blocks.LAWYER,)),
        (Paper(Kind.LAWYER, (YES, NO), EARLIER, True, True, 2), (Blocks.OBJECTS,)),
        (Paper(Kind.LAWYER, (YES, NOT), EARLIER, True, True, 2), (Blocks.NOT_TOLD,)),
        (Paper(Kind.LAWYER, (YES, TOLD), LATER, False, True, 2), (Blocks.TIME,)),
        (Paper(Kind.LAWYER, (YES, TOLD), None, False, True, 2), (Blocks.TIME,)),
        (Paper(Kind.LAWYER, (YES, TOLD), EARLIER, False, True, 2), ()),
        (Paper(Kind.LAWYER, (YES, TOLD), LATER, True, True, 2), ()),
        (Paper(Kind.LAWYER, (), EARLIER, True, True, 2), (Blocks.NOT_TOLD,)),
        (Paper(Kind.COURT, (NO, TOLD), LATER, False, True, 2), ()),
        (Paper(Kind.COURT, (NO, NOT), None, False, True, 2), (Blocks.NOT_TOLD,)),
        (Paper(Kind.COURT, (NO, TOLD), None, False, True, 0), (Blocks.SIGNATURES,)),
    ],
)
def test_what_stands_in_the_way(paper: Paper, blocks: tuple[Blocks, ...]) -> None:
    assert in_the_way(paper, TODAY) == blocks


def facts(cast: Cast, ana: Says, ben: Says, **more: Any) -> dict[str, Any]:
    says = {f"says-{cast.ana.pk}": ana.value, f"says-{cast.ben.pk}": ben.value}
    return {
        "kind": "lawyer", "asker": "canary-lawyer", "asks": "The whole file", "received_on": "2026-11-18",
        "object_until": "2026-11-18", "lawyer_asked": "on", "form_id": new_id(), "version": 0,
    } | says | more  # fmt: skip


def taken_in(cast: Cast, ana: Says, ben: Says) -> str:
    answer = put(cast.client(cast.dana), "take_in", cast.couple.pk, **facts(cast, ana, ben))
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"].split("/")[-2]


@pytest.mark.django_db
def test_when_ben_objects_nothing_leaves(cast: Cast) -> None:
    clock.fix(THURSDAY)
    key, dana = taken_in(cast, YES, NO), cast.client(cast.dana)
    assert "Somebody objects" in read(dana, "paper", key)
    assert put(dana, "sign_paper", key, version=1).status_code == 422
    assert put(dana, "close_paper", key, sent="yes", what="All of it").status_code == 422
    assert put(dana, "close_paper", key, sent="no", what="A court has to decide.").status_code == 303
    page = read(dana, "paper", key)
    assert "Nothing was sent" in page
    assert "A court has to decide." in page
    assert put(dana, "sign_paper", key, version=1).status_code == 422, "it is closed"


@pytest.mark.django_db
def test_two_sign_nobody_twice_and_a_change_asks_for_both_anew(cast: Cast) -> None:
    clock.fix(THURSDAY)
    key, dana, emil = taken_in(cast, YES, YES), cast.client(cast.dana), cast.client(cast.emil)
    for _ in range(2):
        assert put(dana, "sign_paper", key, version=1).status_code == 303
    assert put(dana, "close_paper", key, sent="yes", what="All of it").status_code == 422, "one signature"
    assert "You have signed." in read(dana, "paper", key)
    assert put(dana, "paper", key, **facts(cast, YES, YES, version=1, asks="Dates only")).status_code == 303
    assert put(emil, "sign_paper", key, version=1).status_code == 422, "it was changed meanwhile"
    for who in (dana, emil):
        assert put(who, "sign_paper", key, version=2).status_code == 303
    assert put(dana, "close_paper", key, sent="yes", what=" ").status_code == 422
    assert put(emil, "close_paper", key, sent="yes", what="Dates of attendance.").status_code == 303
    assert "something was sent" in read(dana, "leaves", cast.couple.pk)
    with system_scope("a story"):
        row = CourtPaper.objects.get()
        assert (row.sent, {row.first_by_id, row.second_by_id}) == (True, {cast.dana.pk, cast.emil.pk})
        assert b"canary-lawyer" not in bytes(row.words)
    stale = put(dana, "paper", key, **facts(cast, YES, YES, version=2))
    assert stale.status_code == 422


@pytest.mark.django_db
def test_nobody_else_learns_of_it(cast: Cast) -> None:
    clock.fix(THURSDAY)
    key = taken_in(cast, YES, YES)
    for who in (cast.ana, cast.ben, cast.gita, cast.hugo):
        assert cast.client(who).get(reverse("notes:paper", args=[key])).status_code == 404
    assert put(cast.client(cast.dana), "take_in", cast.couple.pk, kind="lawyer").status_code == 422
