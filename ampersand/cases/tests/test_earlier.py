"""Chloé joins later; everyone who was there is asked alone whether she may read what was before."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.cases import actions
from ampersand.cases.actions import earlier as verbs
from ampersand.cases.models import Case, EarlierAnswer, Participation
from ampersand.cases.rules import earlier as rules
from ampersand.cases.rules.earlier import Stay
from ampersand.core import clock
from ampersand.measures.models import Administration
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.policy import Hidden
from tests.cast import FIRST_DAY, Cast
from tests.privacy.crawl import CHANGING

JOINED = FIRST_DAY + timedelta(days=40)
DAY = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = [UUID(int=number) for number in range(1, 6)]


@pytest.fixture
def family(cast: Cast) -> Case:
    """Ana, Ben and their family; Chloé has joined forty days after them, and Ana had shared something before."""
    parts = Participation.objects.visible_to(cast.viewer(cast.dana), "write")
    parts.filter(case=cast.family, person=cast.chloe).update(joined_at=JOINED)
    Administration(
        case=cast.family, person=cast.ana, instrument="k6", content="1" * 64, taken_at=FIRST_DAY + timedelta(days=9),
        audience="all_of_us", total=7, partner_total=7, band="moderate", answers=b"",
    ).insert()  # fmt: skip
    clock.fix(JOINED + timedelta(days=10))
    return cast.family


def path(cast: Cast, place: str = "earlier") -> str:
    return f"/cases/{cast.family.pk}/people/{cast.chloe.pk}/{place}/"


def say(cast: Cast, who: Any, agrees: str) -> None:
    digest = cast.client(who).get(path(cast)).context["question"].digest
    answer = cast.client(who).post(path(cast), {"agrees": agrees, "digest": digest})
    assert answer.status_code == 303


def reads(cast: Cast) -> int:
    """How much of what Ana had shared before Chloé may read."""
    return Administration.objects.visible_to(cast.viewer(cast.chloe), "see_result").filter(person=cast.ana).count()


def test_it_opens_when_everyone_agrees_and_closes_when_one_takes_it_back(cast: Cast, family: Case) -> None:
    people = f"/cases/{family.pk}/people/"
    assert "Ask everyone whether Chloé may read" in cast.client(cast.dana).get(people).content.decode()
    assert cast.client(cast.dana).post(path(cast, "ask-earlier"))["Location"] == people
    for who in (cast.ana, cast.ben):
        assert "A question for you alone" in cast.client(who).get("/my/").content.decode()
    say(cast, cast.ana, "yes")
    assert reads(cast) == 0
    say(cast, cast.ben, "yes")
    assert reads(cast) == 1
    assert "reads also what was before" in cast.client(cast.chloe).get(people).content.decode()
    say(cast, cast.ana, "no")
    assert reads(cast) == 0
    assert "A question for you alone" not in cast.client(cast.ana).get("/my/").content.decode()
    verbs_noted = AuditEvent.objects.filter(chain=family.pk, verb__startswith="earlier").order_by("number")
    assert list(verbs_noted.values_list("verb", "note")) == [
        ("earlier.asked", ""), ("earlier.answered", ""), ("earlier.answered", ""), ("earlier.opened", ""),
        ("earlier.answered", ""), ("earlier.closed", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("agrees", ["yes", "no"])
def test_nobody_learns_what_ana_chose(cast: Cast, family: Case, agrees: str) -> None:
    verbs.ask(by=cast.viewer(cast.dana), case=family, person_id=cast.chloe.pk)
    others = (cast.ben, cast.chloe, cast.dana, cast.emil, cast.gita)
    pages = ("/my/", f"/cases/{family.pk}/people/", f"/cases/{family.pk}/agreement/", path(cast))
    before = {(who.name, page): _main(cast, who, page) for who in others for page in pages}
    say(cast, cast.ana, agrees)
    assert {(who.name, page): _main(cast, who, page) for who in others for page in pages} == before
    for who in others:
        assert not EarlierAnswer.objects.visible_to(cast.viewer(who)).exists()
    assert EarlierAnswer.objects.visible_to(cast.viewer(cast.ana)).get().agrees is (agrees == "yes")


def test_only_those_who_were_there_are_asked_and_only_dana_asks(cast: Cast, family: Case) -> None:
    assert cast.client(cast.ana).get(path(cast)).status_code == 404, "nobody has asked yet"
    for who in (cast.ana, cast.chloe, cast.emil, cast.gita, cast.farid):
        assert cast.client(who).post(path(cast, "ask-earlier")).status_code == 404
    of_ana = f"/cases/{family.pk}/people/{cast.ana.pk}/ask-earlier/"
    assert cast.client(cast.dana).post(of_ana).status_code == 404, "she was there from the beginning"
    verbs.ask(by=cast.viewer(cast.dana), case=family, person_id=cast.chloe.pk)
    for who in (cast.chloe, cast.dana, cast.emil, cast.gita, cast.farid):
        assert cast.client(who).get(path(cast)).status_code == 404
        with pytest.raises(Hidden):
            verbs.answer(by=cast.viewer(who), case_id=family.pk, person_id=cast.chloe.pk, agrees=True, digest="x" * 64)


def test_another_text_is_not_agreed_to(cast: Cast, family: Case) -> None:
    verbs.ask(by=cast.viewer(cast.dana), case=family, person_id=cast.chloe.pk)
    answer = cast.client(cast.ana).post(path(cast), {"agrees": "yes", "digest": "0" * 64})
    assert answer.status_code == 422
    assert "The text has changed" in answer.content.decode()
    assert not EarlierAnswer.objects.visible_to(cast.viewer(cast.ana)).exists()


def test_when_somebody_who_agreed_leaves_what_was_in_their_time_closes(cast: Cast, family: Case) -> None:
    verbs.ask(by=cast.viewer(cast.dana), case=family, person_id=cast.chloe.pk)
    say(cast, cast.ana, "yes")
    say(cast, cast.ben, "yes")
    actions.leave(by=cast.viewer(cast.dana), case=family, person_id=cast.ben.pk)
    part = Participation.objects.visible_to(cast.viewer(cast.dana)).get(case=family, person=cast.chloe)
    assert part.reads_from is None


def stays(days: Iterable[tuple[int, int | None]]) -> list[Stay]:
    return [
        Stay(PEOPLE[place], DAY + timedelta(days=start), None if more is None else DAY + timedelta(days=start + more))
        for place, (start, more) in enumerate(days)
    ]


some = st.lists(st.tuples(st.integers(0, 50), st.none() | st.integers(0, 30)), min_size=1, max_size=4)


@given(some, st.lists(st.booleans(), min_size=4, max_size=4))
def test_one_who_does_not_agree_keeps_it_closed_and_nothing_of_a_past_member_opens(
    days: list[tuple[int, int | None]], answers: list[bool]
) -> None:
    joiner = Stay(PEOPLE[4], DAY + timedelta(days=25))
    known = [*stays(days), joiner]
    given_ = dict(zip(PEOPLE, answers, strict=False))
    opens = rules.opens_from(known, joiner, given_)
    who = rules.asked(known, joiner)
    if opens is None:
        return
    assert who
    assert all(given_[person] for person in who)
    assert opens < joiner.joined_at
    assert all(one.left_at <= opens for one in known if one.left_at and one.person not in who)


@given(some, st.integers(0, 3))
def test_a_yes_never_closes_and_a_no_never_opens(days: list[tuple[int, int | None]], place: int) -> None:
    joiner = Stay(PEOPLE[4], DAY + timedelta(days=25))
    known = [*stays(days), joiner]
    everyone = dict.fromkeys(PEOPLE, True)
    without = everyone | {PEOPLE[place]: False}
    if PEOPLE[place] in rules.asked(known, joiner):
        assert rules.opens_from(known, joiner, without) is None
    else:
        assert rules.opens_from(known, joiner, without) == rules.opens_from(known, joiner, everyone)


def _main(cast: Cast, who: Any, page: str) -> bytes:
    answer = cast.client(who).get(page)
    return (
        CHANGING.sub(b"", answer.content).split(b"<main")[1].split(b"</main")[0] if answer.status_code == 200 else b""
    )
