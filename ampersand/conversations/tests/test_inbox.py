"""Dana sees who waits for an answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.core import clock
from tests.cast import Cast

from .stories import alone, joint, said

pytestmark = pytest.mark.django_db


def test_the_longest_waiting_comes_first_and_an_answer_ends_it(cast: Cast) -> None:
    bens, hers = alone(cast, cast.ben), alone(cast, cast.ana)
    said(cast, cast.ben, bens, "First.")
    start = clock.now()
    clock.fix(start + timedelta(minutes=5))
    said(cast, cast.ana, hers, "Second.")
    dana = cast.client(cast.dana)
    there = reverse("conversations:inbox")
    shown = dana.get(there).context["waiting"]
    assert [row.id for row in shown] == [bens.pk, hers.pk]
    assert all(row.is_new for row in shown)
    dana.get(reverse("conversations:thread", args=[bens.pk]))
    assert [row.is_new for row in dana.get(there).context["waiting"]] == [False, True], "her own mark"
    clock.fix(start + timedelta(minutes=10))
    said(cast, cast.dana, bens, "Thank you.")
    assert [row.id for row in dana.get(there).context["waiting"]] == [hers.pk]
    dana.post(reverse("conversations:needs_no_answer", args=[hers.pk]))
    assert dana.get(there).context["waiting"] == []
    assert {row.id for row in dana.get(there).context["lately"]} == {bens.pk, hers.pk}
    assert cast.client(cast.ana).get(there).status_code == 404
    assert cast.client(cast.emil).get(there).status_code == 404


def test_it_costs_the_same_however_many_wait(cast: Cast) -> None:
    dana, there = cast.client(cast.dana), reverse("conversations:inbox")
    said(cast, cast.ana, alone(cast, cast.ana), "One.")
    dana.get(there)
    with CaptureQueriesContext(connection) as few:
        dana.get(there)
    said(cast, cast.ben, alone(cast, cast.ben), "Two.")
    said(cast, cast.ben, joint(cast), "Three.")
    with CaptureQueriesContext(connection) as many:
        dana.get(there)
    assert len(few) == len(many) <= 13
