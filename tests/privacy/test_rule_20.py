"""After a red, an amber, a green check of Ana's and after none, everything that the others can reach is the same to the
byte, on that day and on later ones, and answers take as long.

The others: Ben, who is her partner, and Gita, who is reception and administrator; for everyone else the walks of
test_nothing_shows.py do the same at once. Each outcome begins from the same house and is undone. Three houses: joint
work rests at the start; it goes on and everyone was asked again; it goes on and Ana alone asked for a private word.
"""

import logging
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, row_for
from ampersand.core import clock
from ampersand.privacy.scope import system_scope
from ampersand.safety.actions import calling, checks
from ampersand.safety.actions.private_word import ask_for_a_word
from ampersand.safety.queries.joint import joint_pause
from ampersand.safety.tests.checking import AMBER, GREEN, RED, ask, begin, told, waits_for
from tests.cast import Cast, make_case, make_person
from tests.privacy.test_nothing_shows import Watch
from tests.privacy.walk import reader_for

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
OUTCOMES: dict[str, dict[str, str] | None] = {"none": None, "green": GREEN, "amber": AMBER, "red": RED}
VALUE = re.compile(r"'[^']*'|\b[0-9a-f]{32}\b|\d+")
LATER = (0, 8)  # days: at once, and when a red check is overdue and a missing one counts as amber


def at_the_start(cast: Cast) -> None:
    ask(cast)


def asked_again(cast: Cast) -> None:
    begin(cast)
    ask(cast, middle=True)


def a_private_word(cast: Cast) -> None:
    begin(cast)
    ask_for_a_word(by=cast.viewer(cast.ana), case_id=cast.couple.pk)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is undone, with the mails that it sent."""
    sent = len(mail.outbox)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    del mail.outbox[sent:]


def answer(cast: Cast, outcome: str) -> None:
    """Ana sends her check, by her own browser, or does not."""
    things = OUTCOMES[outcome]
    if things is not None:
        sent = cast.client(cast.ana).post(f"/check-in/{waits_for(cast, cast.ana)}/", told(**things))
        assert sent.status_code == 303


def keep_house() -> None:
    """All that the keeper does by itself."""
    with system_scope("what is due in a story"):
        checks.open_due()
    calling.call_again()


@pytest.mark.parametrize("house", [at_the_start, asked_again, a_private_word])
def test_everything_that_the_others_can_reach_is_the_same_to_the_byte(
    cast: Cast, house: Callable[[Cast], None], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda do, *args, **kwargs: do())
    clock.fix(THURSDAY)
    house(cast)
    keep_house()
    tried = [
        f"/cases/{cast.couple.pk}/checks/", f"/cases/{cast.couple.pk}/checks/looks/",
        f"/check-in/{waits_for(cast, cast.ana)}/",
    ]  # fmt: skip
    paused = joint_pause(cast.viewer(cast.ben), cast.couple.pk)
    theirs = {cast.dana.email, cast.emil.email, cast.ana.email}
    for days in LATER:
        clock.fix(THURSDAY + timedelta(days=days))
        mails: dict[str, list[tuple[object, ...]]] = {}
        logs: dict[str, list[str]] = {}
        clients = {one.name: reader_for(cast, one) for one in (cast.ben, cast.gita)}
        for case in (cast.couple, cast.family):  # what a first look makes is made before anything is undone
            clients["Ben"].get(f"/cases/{case.pk}/messages/")
        watch = None
        for outcome in OUTCOMES:
            with undone(), caplog.at_level(logging.WARNING):
                caplog.clear()
                clock.fix(THURSDAY)
                answer(cast, outcome)
                clock.fix(THURSDAY + timedelta(days=days))
                keep_house()
                watch = watch or Watch(clients, tried)
                assert watch.differences() == [], (outcome, days)
                assert joint_pause(cast.viewer(cast.ben), cast.couple.pk) == paused
                logs[outcome] = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
                mails[outcome] = [(one.to, one.subject, one.body) for one in mail.outbox if not set(one.to) & theirs]
        assert len({str(one) for one in mails.values()}) == 1, days
        assert len({str(one) for one in logs.values()}) == 1, days


def test_the_twin_dana_sees_each_outcome(cast: Cast) -> None:
    clock.fix(THURSDAY)
    at_the_start(cast)
    seen, dana = set(), reader_for(cast, cast.dana)
    for outcome in OUTCOMES:
        with undone():
            answer(cast, outcome)
            page = dana.get(f"/cases/{cast.couple.pk}/checks/").content.split(b"<main")[1]
            seen.add(re.sub(rb'value="[^"]+"', b"", page))
    assert len(seen) == len(OUTCOMES)


def couples(cast: Cast) -> dict[str, Person]:
    """One couple for each outcome, alike but for what the first of the two answered; the partners."""
    partners = {}
    for outcome, things in OUTCOMES.items():
        first, partner = make_person(f"First {outcome}"), make_person(f"Partner {outcome}")
        case = make_case(cast.practice, "couple", [first, partner], cast.dana, cast.emil)
        ask(cast, case)
        if things is not None:
            checks.send(by=cast.viewer(first), ask_id=waits_for(cast, first, case), told=told(**things))
        partners[outcome] = partner
    return partners


def pages_of(client: Client) -> list[str]:
    ours = re.findall(r'href="(/cases/[^"]+/ours/)"', client.get("/my/").content.decode())
    return ["/my/", ours[0], ours[0].replace("/ours/", "/who-sees/"), ours[0].replace("/ours/", "/checks/")]


def test_answers_to_the_partner_take_the_same_work_and_as_long(cast: Cast) -> None:
    clock.fix(THURSDAY)
    clients = {outcome: reader_for(cast, partner) for outcome, partner in couples(cast).items()}
    paths = {outcome: pages_of(client) for outcome, client in clients.items()}
    work: dict[str, list[str]] = {}
    spent: dict[str, list[float]] = {outcome: [] for outcome in OUTCOMES}
    for turn in range(9):  # one after the other each time, so that whatever else the machine does meets all alike
        for outcome, client in clients.items():
            with CaptureQueriesContext(connection) as asked:
                begun = time.process_time()
                for path in paths[outcome]:
                    client.get(path)
                spent[outcome].append(time.process_time() - begun)
            if turn == 0:
                work[outcome] = [VALUE.sub("?", one["sql"]) for one in asked.captured_queries]
    assert len({tuple(one) for one in work.values()}) == 1
    typical = [statistics.median(one) for one in spent.values()]
    assert max(typical) < 2 * min(typical) + 0.002, spent


def test_no_row_of_the_table_lets_anyone_export_anything_of_it() -> None:
    kinds = (Kind.PRIVATE_CHECK, Kind.CHECK_ASK, Kind.CHECK_TALK, Kind.CHECK_ROUND, Kind.JOINT_DECISION)
    for kind in kinds:
        for relation in Relation:
            for audience in Audience:
                assert row_for(relation, kind, audience, Action.EXPORT) is None
                assert row_for(relation, kind, audience, Action.SHARE) is None
        assert row_for(Relation.MEMBER, kind, Audience.ALL_OF_US, Action.READ) is None
