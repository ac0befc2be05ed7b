"""Every live page x every person, against LIVE below; a live page that is missing here fails.

What a socket shows is walked as pages are: whoever may not look is told what they are told of a thing that is not
there, nobody reads a word that is not theirs, and who may no longer look is out at the next hint.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import transaction

from ampersand.accounts import actions as accounts
from ampersand.accounts.live import door
from ampersand.accounts.models import SignIn
from ampersand.cases.models import Participation
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.core.live import LivePage
from ampersand.core.live import drawing as live
from ampersand.core.live.drawing import HIDDEN, Found
from ampersand.core.live.screen import Screen
from ampersand.privacy.scope import system_scope
from ampersand.project.sockets import LIVE as PAGES
from tests.privacy.addresses import EVERYONE, Address
from tests.privacy.walk import Reader, normal
from tests.privacy.who_reaches import anyone_in, reads_thread
from tests.privacy.world import World

pytestmark = pytest.mark.django_db
# By route: on which things it is tried (names in tests/privacy/world.py), and who of the cast sees something there.
LIVE: dict[str, Address] = {
    "messages/<uuid:thread_id>/": Address("thread/", get=reads_thread),
    "sittings/<uuid:sitting_id>/": Address("sitting/", get=anyone_in),
}
every_live_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)


@pytest.fixture(autouse=True)
def _same_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "close_old_connections", lambda: None)


def seen(page: LivePage, reader: Reader, thing: object) -> Found:
    """What the socket would show somebody for a thing; what is written on the way is undone."""
    parameter = page.route.partition("uuid:")[2].partition(">")[0]
    screen = Screen(page, {parameter: thing}, reader.cookies["session"].value, {}, "", print)  # type: ignore[arg-type]
    with transaction.atomic():
        found = live.all_of([screen], door)[0]
        transaction.set_rollback(True)
    return found


def things(world: World, page: LivePage) -> Iterator[tuple[str, UUID]]:
    for label, thing in world.things.items():
        if label.startswith(LIVE[page.route].on):
            yield label, thing.pk


def test_every_live_page_is_declared() -> None:
    assert {page.route for page in PAGES} == set(LIVE), "say in LIVE above who sees something there"


@every_live_page
def test_each_person_sees_what_the_matrix_says(world: World, readers: dict[str, Reader], page: LivePage) -> None:
    rule, canaries, wrong, tried = LIVE[page.route].get, world.canaries, [], 0
    assert rule
    for label, thing in things(world, page):
        for who in sorted(EVERYONE):
            found, tried = seen(page, readers[who], thing), tried + 1
            if rule(who, normal(label)) != (found.drawn is not None) or (found.drawn is None and found is not HIDDEN):
                wrong.append(f"{who} {label}: {'shown' if found.drawn else 'hidden'}")
            text = found.drawn.text if found.drawn else ""
            wrong += [
                f"{who} {label}: reads {one}" for one, may in canaries.items() if who not in may and one in text
            ]  # fmt: skip
    assert tried
    assert not wrong, "\n".join(wrong)


@every_live_page
def test_a_thing_that_is_not_there_is_like_a_hidden_one(readers: dict[str, Reader], page: LivePage) -> None:
    for who in ("Ana", "Dana", "Farid"):
        assert seen(page, readers[who], new_id()) is HIDDEN


@every_live_page
def test_who_has_left_or_signed_out_is_out_at_the_next_hint(
    world: World, readers: dict[str, Reader], page: LivePage
) -> None:
    rule, ben = LIVE[page.route].get, world.people["Ben"]
    assert rule
    label, thing = next((label, thing) for label, thing in things(world, page) if rule("Ben", normal(label)))
    assert seen(page, readers["Ben"], thing).drawn
    with transaction.atomic(), system_scope("somebody leaves in a test"):
        case = getattr(world.things[label], "case_id", None)
        Participation.objects.filter(case_id=case, person_id=ben.pk).update(left_at=now())
        assert seen(page, readers["Ben"], thing) is HIDDEN
        transaction.set_rollback(True)
    with transaction.atomic():
        viewer = world.cast.viewer(ben)
        for one in list(SignIn.objects.visible_to(viewer).values_list("id", flat=True)):
            accounts.end_sign_in(by=viewer, sign_in_id=one)
        assert seen(page, readers["Ben"], thing) is HIDDEN
        transaction.set_rollback(True)


def test_the_door_asks_once_and_lets_no_staff_in_without_a_second_step(
    world: World, readers: dict[str, Reader], django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        entry = door(readers["Ana"].cookies["session"].value)
    assert entry
    assert entry.viewer.person_id == world.people["Ana"].pk
    assert len(entry.topics) == 2
    assert door("nothing") is None
    dana = world.cast.client(world.people["Dana"])
    assert door(dana.cookies["session"].value)
    session = dana.session
    del session["second_factor"]
    session.save()
    assert door(dana.cookies["session"].value) is None
