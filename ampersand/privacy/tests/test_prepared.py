"""A prepared query says exactly what the queryset it was built from says."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from ampersand.cases.models import Case, Participation
from ampersand.privacy import prepared
from ampersand.privacy.viewer import NOBODY, Viewer
from tests.cast import Cast

pytestmark = pytest.mark.django_db

COLUMNS = ("id", "kind", "opened_on", "practice_id")


def plain(viewer: Viewer, practice_id: UUID, opened: date, kind: str) -> QuerySet[Any, Any]:
    rows = Case.objects.visible_to(viewer).filter(practice_id=practice_id, opened_on__gte=opened, kind=kind)
    return rows.order_by("pk").values_list(*COLUMNS)


def test_every_viewer_reads_what_the_queryset_gives(cast: Cast) -> None:
    fast = prepared.read(plain)
    people = (cast.ana, cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita, cast.hugo, None)
    found = 0
    for viewer in map(cast.viewer, people):
        for kind in ("couple", "family", "individual", "none"):
            for day in (date(2026, 1, 1), date(2026, 12, 1)):
                values = (cast.practice.pk, day, kind)
                assert fast(viewer, *values) == list(plain(viewer, *values))
                found += len(fast(viewer, *values))
    assert found > 10


def test_the_sql_is_built_once_for_each_kind_of_viewer(cast: Cast) -> None:
    built = []

    @prepared.read
    def mine(viewer: Viewer) -> QuerySet[Any, Any]:
        built.append(viewer)
        return Case.objects.visible_to(viewer).values_list("pk")

    for viewer in [cast.viewer(person) for person in (cast.ana, cast.ben, cast.dana, cast.hugo)]:
        with CaptureQueriesContext(connection) as queries:
            mine(viewer)
        assert len(queries) == 1
    assert len(built) == 2
    assert cast.ana.pk not in [viewer.person_id for viewer in built]
    assert mine(NOBODY) == []


def test_a_changed_role_is_another_kind(cast: Cast) -> None:
    @prepared.read
    def mine(viewer: Viewer) -> QuerySet[Any, Any]:
        return Case.objects.visible_to(viewer).values_list("pk")

    dana = cast.viewer(cast.dana)
    assert len(mine(dana)) == 2
    assert mine(replace(dana, staff_roles=frozenset())) == []


def test_changes_and_removals_count_rows_and_keep_to_the_policy(cast: Cast) -> None:
    @prepared.change
    def end(viewer: Viewer, case_id: UUID, day: date) -> prepared.Change:
        return Case.objects.visible_to(viewer, "write").filter(pk=case_id), {"state": "ended", "ended_on": day}

    day = date(2026, 11, 2)
    assert end(cast.viewer(cast.ana), cast.couple.pk, day) == 0
    assert end(cast.viewer(cast.hugo), cast.couple.pk, day) == 0
    assert end(cast.viewer(cast.dana), cast.couple.pk, day) == 1
    ended = QuerySet(Case).filter(state="ended").values_list("pk", "ended_on")
    assert list(ended) == [(cast.couple.pk, day)]

    @prepared.remove
    def part(viewer: Viewer, case_id: UUID) -> QuerySet[Participation]:
        return Participation.objects.visible_to(viewer, "write").filter(case_id=case_id)

    assert part(cast.viewer(cast.ana), cast.family.pk) == 0
    assert part(cast.viewer(cast.dana), cast.family.pk) == 5


def test_a_value_that_is_not_used_as_it_is_is_refused(cast: Cast) -> None:
    @prepared.read
    def wrong(viewer: Viewer, kind: str) -> QuerySet[Any, Any]:
        return Case.objects.visible_to(viewer).filter(kind=kind.upper()).values_list("pk")

    with pytest.raises(TypeError, match="must put each value into the query"):
        wrong(cast.viewer(cast.ana), "couple")
