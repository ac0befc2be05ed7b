"""A month after the end Dana offers a meeting; Ana and Ben each answer alone, or not at all."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from ampersand.cases.actions import standing
from ampersand.core import clock
from ampersand.measures.actions.planning import open_due
from ampersand.measures.models import Assignment
from ampersand.measures.tests.stories import form, read
from ampersand.overview.queries.caseload import Wanted, caseload
from ampersand.pathway.models import Offer
from ampersand.pathway.rules.course import stands_until
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import FIRST_DAY, Cast
from tests.privacy.crawl import look

pytestmark = pytest.mark.django_db
ENDED = FIRST_DAY + timedelta(weeks=4)
MONTH = ENDED + timedelta(days=32)


@pytest.fixture(autouse=True)
def _over(cast: Cast) -> None:
    clock.fix(ENDED)
    standing.end_case(by=cast.viewer(cast.dana), case=cast.couple)
    clock.fix(MONTH)


def offer(cast: Cast, choice: str = "offered") -> Any:
    told = {"choice": choice, "reason": "Glad to hear.", "form_id": str(uuid4())}
    return cast.client(cast.dana).post(f"/cases/{cast.couple.pk}/course/review/", told)


def offers(cast: Cast) -> dict[str, Offer]:
    with system_scope("a story"):
        return {one.person.name: one for one in Offer.objects.select_related("person")}


def waiting(cast: Cast) -> set[tuple[str, str]]:
    with system_scope("a story"):
        rows = Assignment.objects.filter(case=cast.couple, state="open")
        return set(rows.values_list("person__name", "instrument"))


def test_each_is_asked_alone_in_the_same_words_with_the_same_short_measures(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert offer(cast).status_code == 303
    assert set(offers(cast)) == {"Ana", "Ben"}
    asked = waiting(cast)
    assert {slug for name, slug in asked if name == "Ana"} == {slug for name, slug in asked if name == "Ben"}
    for person in (cast.ana, cast.ben):
        assert "A meeting, if you like" in read(cast.client(person), "/my/")
    assert sorted(message.to[0] for message in mail.outbox[-2:]) == ["ana@example.org", "ben@example.org"]
    assert "offer" not in mail.outbox[-1].subject.lower() + str(mail.outbox[-1].body).lower()


def test_a_yes_reaches_dana_and_ben_sees_nothing_of_it(cast: Cast) -> None:
    offer(cast)
    ben = cast.client(cast.ben)
    before = look(ben, "/my/")
    ana, key = cast.client(cast.ana), offers(cast)["Ana"].pk
    answer = ana.post(f"/offers/{key}/", {"answer": "yes", "words": "We quarrel less. I would like to come."})
    assert answer.status_code == 303
    assert look(ben, "/my/") == before
    assert ben.get(f"/offers/{key}/").status_code == 404
    page = read(cast.client(cast.dana), f"/cases/{cast.couple.pk}/course/")
    assert "We quarrel less." in page
    assert "Yes, I would like that" in page
    found = caseload(cast.viewer(cast.dana), Wanted()).lines
    assert [line.said.why for line in found if line.id == cast.couple.pk] == [
        "Ana would like the meeting that was offered"
    ]
    assert "You said: Yes, I would like that." in read(ana, "/my/")


def test_what_was_said_can_be_changed_is_sealed_and_stands_on_no_chain_of_the_case(cast: Cast) -> None:
    offer(cast)
    ana, key = cast.client(cast.ana), offers(cast)["Ana"].pk
    ana.post(f"/offers/{key}/", {"answer": "yes", "words": "Thursdays."})
    assert "Thursdays." in read(ana, f"/offers/{key}/")
    ana.post(f"/offers/{key}/", {"answer": "not-now", "words": ""})
    held = offers(cast)["Ana"]
    assert (held.answer, held.words) == ("not-now", None)
    assert not AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="offer").exists()
    assert AuditEvent.objects.filter(verb="offer.answered").count() == 2


def test_without_a_choice_nothing_is_sent_and_the_words_stay(cast: Cast) -> None:
    offer(cast)
    answer = cast.client(cast.ana).post(f"/offers/{offers(cast)['Ana'].pk}/", {"words": "Thursdays."})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose one, or leave it for today." in text
    assert "Thursdays." in text
    assert offers(cast)["Ana"].answer == ""


def test_whoever_asks_to_be_left_in_peace_is(cast: Cast) -> None:
    offer(cast)
    cast.client(cast.ana).post(f"/offers/{offers(cast)['Ana'].pk}/", {"answer": "no-more"})
    clock.fix(ENDED + timedelta(days=95))
    with system_scope("a story"):
        Assignment.objects.filter(state="open").update(state="passed")
    offer(cast)
    with system_scope("a story"):
        made = Offer.objects.filter(occasion="booster-3").values_list("person__name", flat=True)
        assert list(made) == ["Ben"]
    assert {name for name, _slug in waiting(cast)} == {"Ben"}


def test_not_offered_asks_nobody_and_an_offer_lapses_when_the_next_is_due(cast: Cast) -> None:
    offer(cast, "not-offered")
    assert offers(cast) == {}
    clock.fix(ENDED + timedelta(days=95))
    offer(cast)
    clock.fix(ENDED + timedelta(days=190))
    assert "A meeting, if you like" not in read(cast.client(cast.ana), "/my/")


def test_what_is_asked_with_an_offer_can_be_answered_and_lapses_after_four_weeks(cast: Cast) -> None:
    offer(cast)
    ana = cast.client(cast.ana)
    with system_scope("a story"):
        one = Assignment.objects.get(person=cast.ana, instrument="gad-7", state="open")
    assert ana.post(f"/check-in/{one.pk}/", form("gad-7", [1] * 7)).status_code == 303
    assert ("Ana", "gad-7") not in waiting(cast)
    clock.fix(MONTH + timedelta(days=29))
    with system_scope("the keeper"):
        open_due()
    assert waiting(cast) == set()


@pytest.mark.parametrize(("after", "until"), [(1, date(2027, 3, 1)), (6, date(2027, 12, 1)), (12, date(2028, 4, 1))])
def test_an_offer_stands_until_the_next_is_due_and_the_last_for_four_months(after: int, until: date) -> None:
    assert stands_until(after, datetime(2026, 12, 1).date()) == until
