"""Coping cards: in one tap, only one's own, kept on a device only where it is hers alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts import safe_contact
from ampersand.accounts.models import SafeContact
from ampersand.core.clock import now
from ampersand.exercises.actions import writing
from ampersand.exercises.tests import stories
from tests.cast import Cast

WORDS = {0: "The door slams.", 2: "It is a door, and I am here.", 3: "Feet on the floor.", 5: "My sister."}


@pytest.fixture
def ana(cast: Cast) -> Client:
    stories.going_on(cast)
    return cast.client(cast.ana)


def written(cast: Cast) -> None:
    """Ana has written a card and finished it."""
    by = cast.viewer(cast.ana)
    page = writing.begin(by=by, case_id=cast.couple.pk, exercise_id="X04")
    writing.keep(by=by, page_id=page.pk, words=WORDS, version=1)
    writing.finish(by=by, page_id=page.pk)


def test_her_cards_open_in_one_tap_and_are_nobody_elses(ana: Client, cast: Cast) -> None:
    assert "No card yet" in ana.get("/my/cards/").content.decode()
    written(cast)
    for path in ("/my/cards/", "/my/cards-on-paper/"):
        page = ana.get(path).content.decode()
        assert "It is a door, and I am here." in page
        for other in (cast.ben, cast.dana, cast.gita):
            assert "It is a door" not in cast.client(other).get(path).content.decode()
    assert "ampersand" not in page.lower().replace("/static/", "")


def test_only_that_page_may_start_a_worker(ana: Client, cast: Cast) -> None:
    assert "worker-src 'self'" in ana.get("/my/cards/")["Content-Security-Policy"]
    assert "worker-src 'none'" in ana.get("/my/cards-on-paper/")["Content-Security-Policy"]
    worker = ana.get("/my/cards/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"


@pytest.mark.parametrize(("shared", "offered"), [("yes", False), ("no", True)])
def test_a_copy_is_offered_only_on_a_device_of_her_own(ana: Client, cast: Cast, shared: str, offered: bool) -> None:
    written(cast)
    words = safe_contact.seal(cast.ana.pk, safe_contact.Words())
    SafeContact(person=cast.ana, words=words, shared_device=shared, reviewed_on=now().date()).insert()
    ana.cookies["kept"] = "1"
    answer = ana.get("/my/cards/")
    assert ("data-keep" in answer.content.decode()) == offered
    assert ("Clear-Site-Data" in answer) != offered


def test_it_costs_the_same_however_many_cards_there_are(ana: Client, cast: Cast) -> None:
    written(cast)
    ana.get("/my/cards/")
    with CaptureQueriesContext(connection) as few:
        ana.get("/my/cards/")
    for _ in range(3):
        written(cast)
    with CaptureQueriesContext(connection) as many:
        ana.get("/my/cards/")
    assert len(many) == len(few)
