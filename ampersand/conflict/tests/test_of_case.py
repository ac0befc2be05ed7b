"""What Dana sees of a couple's rows: as much as each lets her, everyone with equal space."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.conflict.rules.account import Account
from ampersand.core.clock import today
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast

from .stories import HERS, HIS, ONLY, drawn, opened, page, wrote

pytestmark = pytest.mark.django_db


def test_dana_sees_what_each_lets_her_and_her_look_is_recorded(cast: Cast) -> None:
    wrote(cast, cast.ana, HERS)
    wrote(cast, cast.ana, Account("Not for Dana", 10), ONLY)
    wrote(cast, cast.ben, HIS)
    text = page(cast.client(cast.dana), "of_case", cast.couple.pk)
    assert "We were late" in text
    assert "I was driving." in text
    assert "Not for Dana" not in text
    assert "Mended: 1 of 1." in text
    assert AuditEvent.objects.filter(verb="conflict.opened", actor_id=cast.dana.pk).exists()


def test_counts_that_differ_by_three_are_shown_to_her_alone(cast: Cast) -> None:
    day = today(cast.ana.time_zone) - timedelta(weeks=1)
    for _ in range(4):
        wrote(cast, cast.ana, on=day)
    wrote(cast, cast.ben, HIS, on=day)
    assert "differ by three or more" in page(cast.client(cast.dana), "of_case", cast.couple.pk)
    for person in (cast.ana, cast.ben):
        assert "differ" not in page(cast.client(person), "log", cast.couple.pk)


def test_emil_sees_the_loop_and_no_words_of_rows(cast: Cast) -> None:
    wrote(cast, cast.ana, HERS)
    drawn(cast)
    text = page(cast.client(cast.emil), "of_case", cast.couple.pk)
    assert "The storm" in text
    assert "We were late" not in text


def test_it_costs_the_same_whatever_there_is(cast: Cast) -> None:
    counts = []
    for _ in range(2):
        for _row in range(5):
            wrote(cast, cast.ana, HERS)
            wrote(cast, cast.ben, HIS)
        opened(cast, therapist_may=True)
        dana = cast.client(cast.dana)
        with CaptureQueriesContext(connection) as asked:
            page(dana, "of_case", cast.couple.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


def test_members_and_strangers_do_not_reach_it(cast: Cast) -> None:
    for person in (cast.ana, cast.ben, cast.chloe, cast.farid, cast.gita, cast.hugo):
        assert cast.client(person).get(reverse("conflict:of_case", args=[cast.couple.pk])).status_code == 404
