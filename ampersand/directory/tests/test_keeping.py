"""The keeper keeps what was promised: reminds once, tells once, closes, and destroys everything in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from ampersand.core import clock
from ampersand.directory.actions import answering, asking, keeping
from ampersand.directory.models import Enquiry, Letter, LetterWord
from ampersand.directory.tests.stories import letter_to, listed, wrote
from ampersand.operations import chores
from ampersand.privacy import audit
from ampersand.privacy.models import DataKey
from ampersand.privacy.scope import system_scope
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _shown(cast: Cast) -> None:
    listed(cast, cast.dana)
    listed(cast, cast.hugo)


@pytest.fixture
def keep(django_capture_on_commit_callbacks: Any) -> Any:
    """Lets so many days pass and the keeper work; who got mail."""

    def pass_days(days: float) -> list[str]:
        sent = len(mail.outbox)
        clock.fix(clock.now() + timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True), system_scope("a test is the keeper"):
            keeping.keep_letters()
        return [message.to[0] for message in mail.outbox[sent:]]

    return pass_days


def count() -> tuple[int, int]:
    with system_scope("a test counts"):
        return Enquiry.objects.count(), Letter.objects.count()


def test_nobody_waits_without_knowing(cast: Cast, client: Client, keep: Any) -> None:
    token = wrote("dana", mail="wren@example.org")
    assert keep(1) == []
    assert keep(1.1) == [cast.dana.email], "reminded after two days"
    assert keep(1) == [], "and only once"
    assert keep(2) == ["wren@example.org"], "told after five"
    assert keep(1) == []
    assert "There is no answer yet" in client.get(f"/yours/{token}/").content.decode()
    assert keep(15.1) == ["wren@example.org"], "closed after three weeks"
    assert letter_to(token, cast.dana).state == "unanswered"
    assert "There was no answer, so this was closed." in client.get(f"/yours/{token}/").content.decode()
    assert not DataKey.objects.filter(owner_id=cast.dana.pk, wrapped__isnull=False).exists(), "its words are destroyed"
    keep(30.1)
    assert count() == (0, 0)
    assert client.get(f"/yours/{token}/").status_code == 404


def test_a_keeper_that_was_away_catches_up_in_order(cast: Cast, keep: Any) -> None:
    wrote("dana", mail="wren@example.org")
    assert keep(6) == [cast.dana.email, "wren@example.org"]


def test_what_came_to_nothing_is_destroyed_and_what_goes_on_stays(cast: Cast, keep: Any) -> None:
    token = wrote("dana", "hugo")
    answering.decline(by=cast.viewer(cast.dana), letter_id=letter_to(token, cast.dana).pk, text="No.", turn=[])
    answering.accept(by=cast.viewer(cast.hugo), letter_id=letter_to(token, cast.hugo).pk)
    keep(30.1)
    assert count() == (1, 1)
    assert letter_to(token, cast.hugo).state == "accepted"
    keep(21)
    assert count() == (0, 0)
    assert not DataKey.objects.filter(wrapped__isnull=False, owner_id__in=[cast.dana.pk, cast.hugo.pk]).exists()
    with system_scope("a test counts"):
        assert not LetterWord.objects.exists()


def test_a_letter_that_was_never_confirmed_goes_after_two_days(keep: Any) -> None:
    wrote("dana", mail="wren@example.org", held=True)
    keep(1)
    assert count() == (1, 1)
    keep(1.1)
    assert count() == (0, 0)


def test_the_chain_of_a_destroyed_enquiry_still_holds(cast: Cast, keep: Any) -> None:
    token = wrote("dana")
    letter = letter_to(token, cast.dana)
    asking.withdraw(token=token, letter_id=letter.pk)
    keep(31)
    assert count() == (0, 0)
    assert list(audit.verify(letter.enquiry_id)) == []


def test_the_keeper_knows_these_chores(cast: Cast) -> None:
    wrote("dana")
    chores.keep_the_directory()
    assert {"keep the directory", "turn the directory's day"} <= {chore.name for chore in chores.CHORES}
