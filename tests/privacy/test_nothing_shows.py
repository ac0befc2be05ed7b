"""Whatever Ana does on her own side, every page that the others can reach stays the same to the byte.

The others: Ben (her partner), Chloé (their daughter), Gita (the office), Farid (a stranger), Hugo (the therapist of
Ana's own case, about the couple), and a visitor. Dana, who may know, is the twin that shows that something happened.
"""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from ampersand.cases.actions import agreement
from ampersand.conflict.models import Entry
from ampersand.conversations.models import Thread
from ampersand.measures.actions import sharing
from ampersand.measures.models import Administration, Assignment
from ampersand.safety.models import CheckAsk, SafetyPlan
from tests.cast import Cast
from tests.privacy.asked import Asked, Place
from tests.privacy.crawl import Page, everything, look
from tests.privacy.house import DEEDS, DEEDS_OF_HER_OWN, LOW, House
from tests.privacy.walk import reader_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(cast: Cast) -> House:
    return House(cast)


def others(cast: Cast) -> dict[str, Client]:
    people = {
        "Ben": cast.ben,
        "Chloé": cast.chloe,
        "Gita": cast.gita,
        "Farid": cast.farid,
        "Hugo": cast.hugo,
        "nobody": None,
    }
    return {name: reader_for(cast, person) for name, person in people.items()}


class Watch:
    """All that some people can reach: as it was, and what has become different since."""

    def __init__(self, clients: dict[str, Client], tried: list[str]) -> None:
        self.clients, self.tried, self.asked = clients, tried, Asked()
        self.pages = {who: everything(client, *tried, look=self._listening(who)) for who, client in clients.items()}

    def _listening(self, who: str) -> Callable[[Client, str], Page]:
        def look_and_listen(client: Client, path: str) -> Page:
            with self.asked.listening((who, path)):
                return look(client, path)

        return look_and_listen

    def differences(self) -> list[Place]:
        """The pages that are different now; those with the same answers from the database are not made again."""
        return [
            (who, path)
            for who, path in sorted(self.asked.changed())
            if self._listening(who)(self.clients[who], path) != self.pages[who][path]
        ]

    def now(self) -> dict[str, dict[str, Page]]:
        """Everything, made again."""
        return {who: everything(client, *self.tried) for who, client in self.clients.items()}


def guessed(cast: Cast) -> list[str]:
    """Addresses of Ana's things that somebody might try."""
    case, ana = cast.couple.pk, cast.viewer(cast.ana)
    own = [f"/cases/{case}/my-line/phq-9/", f"/cases/{case}/shared/{cast.ana.pk}/phq-9/", f"/cases/{case}/measures/"]
    own += [f"/cases/{case}/course/", f"/cases/{case}/course/review/", f"/cases/{case}/prepare/"]
    own += [f"/cases/{case}/checks/", f"/cases/{case}/checks/talk/{cast.ana.pk}/", f"/cases/{case}/checks/looks/"]
    asks = CheckAsk.objects.visible_to(ana).filter(person_id=cast.ana.pk).values_list("pk", flat=True)
    own += [f"/check-in/{key}/" for key in asks]
    own += [f"/cases/{case}/weeks-of/{cast.ana.pk}/", f"/cases/{case}/weeks/", f"/cases/{case}/ratings/"]
    own += [f"/cases/{case}/rows/", f"/cases/{case}/notes/", f"/cases/{case}/leaves/", f"/cases/{case}/picture/"]
    own += [f"/log/{key}/" for key in Entry.objects.visible_to(ana).values_list("pk", flat=True)]
    own += [f"/plans/{key}/" for key in SafetyPlan.objects.visible_to(ana).values_list("pk", flat=True)]
    own += [
        f"/messages/{key}/"
        for key in Thread.objects.visible_to(ana).filter(person=cast.ana).values_list("pk", flat=True)
    ]
    own += [f"/cases/{case}/intake/", f"/cases/{case}/intake/{cast.ana.pk}/"]
    given = Administration.objects.visible_to(ana).filter(person_id=cast.ana.pk).values_list("pk", flat=True)
    waiting = Assignment.objects.visible_to(ana).filter(person_id=cast.ana.pk).values_list("pk", flat=True)
    return [*own, *(f"/results/{key}/" for key in given), *(f"/check-in/{key}/" for key in waiting)]


def test_no_page_of_the_others_changes_whatever_ana_does(house: House) -> None:
    tried = guessed(house.cast)
    theirs, dana = Watch(others(house.cast), tried), reader_for(house.cast, house.cast.dana)
    danas = look(dana, "/caseload/")
    sent = len(mail.outbox)
    with theirs.asked.noticing():
        for deed, do in DEEDS.items():
            do(house)
            assert theirs.differences() == [], deed
            waiting = Assignment.objects.visible_to(house.ana).filter(person=house.cast.ana)
            if not waiting.filter(instrument="phq-9", state="open"):
                house.ask(house.cast.ana, "phq-9")
    assert theirs.now() == theirs.pages, "a last look at everything"
    assert look(dana, "/caseload/") != danas, "the twin: her therapist may know"
    hers = ([house.cast.ana.email], [house.cast.dana.email])
    assert [message.to for message in mail.outbox[sent:] if message.to not in hers] == []


def test_nobody_she_takes_part_with_sees_what_she_signs_or_how_she_is_reached(house: House) -> None:
    agreement.propose(by=house.dana, case=house.cast.couple, policy="A")
    watching = {name: client for name, client in others(house.cast).items() if name not in {"Gita", "Hugo"}}
    theirs = Watch(watching, guessed(house.cast))
    gita, hers = reader_for(house.cast, house.cast.gita), f"/people/{house.cast.ana.pk}/reaching/"
    office = look(gita, hers)
    for deed, do in DEEDS_OF_HER_OWN.items():
        do(house)
        assert theirs.differences() == [], deed
    assert theirs.now() == theirs.pages, "a last look at everything"
    assert look(gita, hers) != office, "the twin: the office sees the way to reach her"


def test_what_ana_shares_is_there_for_ben_and_gone_when_she_stops(house: House) -> None:
    ben, case = reader_for(house.cast, house.cast.ben), house.cast.couple.pk
    shared = f"/cases/{case}/shared/{house.cast.ana.pk}/phq-9/"
    watch = Watch({"Ben": ben}, [shared])
    assert watch.pages["Ben"][shared].status == 404
    house.share_only()
    house.answer(house.cast.ana, "phq-9", [2, 1, 3, 1, 0, 1, 2, 0, 3])
    assert ("Ben", shared) in watch.differences(), "the twin of the test above: it would see what shows"
    page = look(ben, shared)
    assert page.status == 200
    said = re.sub(rb"<[^>]+>", b" ", page.body.split(b"<main")[1].split(b"</main")[0])
    assert re.search(rb"\b10\b", said)
    assert not re.search(rb"\b13\b", said), "a total with item 9 never reaches a partner"
    sharing.stop_sharing(by=house.ana, case_id=case, slug="phq-9")
    assert watch.differences() == []
    assert watch.now() == watch.pages


def test_hidden_and_missing_are_one_answer(house: House) -> None:
    missing = UUID(int=7)
    for name, client in others(house.cast).items():
        for path in guessed(house.cast):
            if name == "Ben" and "/my-line/" in path:
                continue  # at this address he has a line of his own
            there = look(client, path)
            gone = look(client, _replace_ids(path, missing))
            expected = 302 if name == "nobody" else 404
            assert there.status == gone.status == expected, (name, path)
            if expected == 404:
                assert there == gone, (name, path)


def _replace_ids(path: str, missing: UUID) -> str:
    return "/".join(str(missing) if part.count("-") == 4 else part for part in path.split("/"))


def test_a_failed_write_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from ampersand.measures.actions import standing

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    ana = house.cast.client(house.cast.ana)
    before = everything(ana)
    monkeypatch.setattr(standing, "update", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        house.answer(house.cast.ana, "phq-9", LOW)
    assert everything(ana) == before
