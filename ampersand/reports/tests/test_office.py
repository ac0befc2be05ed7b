"""Gita sees to whom something may leave and until when, who has signed, and never what for."""

from typing import Any

import pytest
from django.test import Client

from ampersand.core.ids import new_id
from ampersand.reports.actions import releasing
from tests.cast import Cast

from .stories import TERMS, page, status, words

pytestmark = pytest.mark.django_db


def released(cast: Cast, owner: bool = True) -> Any:
    by = cast.viewer(cast.ana if owner else cast.dana)
    row = releasing.propose(
        by=by, case_id=cast.couple.pk, owner_id=cast.ana.pk if owner else None, terms=TERMS, release_id=new_id()
    )
    releasing.sign(by=cast.viewer(cast.ana), release_id=row.pk, name="Ana")
    return row


def office(cast: Cast) -> tuple[Client, str]:
    gita = cast.client(cast.gita)
    return gita, words(page(gita, "office"))


def test_to_whom_until_when_and_who_has_signed_and_not_what_for(cast: Cast) -> None:
    released(cast)
    released(cast, owner=False)
    text = office(cast)[1]
    assert text.count("Dr Vos, family doctor") == 2
    assert "1 January 2099" in text
    assert "Everyone who was asked has signed" in text
    assert "Not everyone has signed" in text
    assert "a referral" not in text
    row = released(cast)
    releasing.take_back(by=cast.viewer(cast.ana), release_id=row.pk)
    assert "Taken back" in office(cast)[1]


def test_nobody_else_has_the_page_and_an_empty_one_teaches(cast: Cast) -> None:
    assert "No releases yet" in office(cast)[1]
    for person in (cast.ana, cast.dana, cast.emil, cast.farid):
        assert status(cast.client(person), "office") == 404


def test_it_asks_as_many_questions_however_many_there_are(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        released(cast)
    gita = cast.client(cast.gita)
    with django_assert_max_num_queries(8):
        page(gita, "office")
