"""`among` says what `in` says, as one value."""

from uuid import uuid4

import pytest
from django.db.models import QuerySet

from ampersand.cases.models import Case, Participation
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds(cast: Cast) -> None:
    ids = [cast.couple.pk, cast.family.pk, uuid4()]
    for chosen in ([], ids[:1], ids):
        for column in ("case_id", "case__id", "person_id"):
            rows = QuerySet(Participation).order_by("pk").values_list("pk")
            assert list(rows.filter(**{f"{column}__among": chosen})) == list(rows.filter(**{f"{column}__in": chosen}))
    assert set(QuerySet(Case).filter(pk__among=ids).values_list("pk", flat=True)) == set(ids[:2])


def test_its_query_is_the_same_however_many_there_are(cast: Cast) -> None:
    shapes = set()
    for many in (1, 7):
        shapes.add(QuerySet(Case).filter(pk__among=[uuid4() for _ in range(many)]).query.sql_with_params()[0])
    assert len(shapes) == 1
