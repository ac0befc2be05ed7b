"""What the two databases answer is what Django would make of it, by the shorter way too."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now
from tests.cast import FIRST_DAY, Cast

pytestmark = pytest.mark.django_db


def test_ids_times_days_and_yes_or_no_are_read_as_what_they_are(cast: Cast) -> None:
    found = QuerySet(Case).filter(pk=cast.couple.pk).values_list("pk", "state_since", "opened_on", "ended_on").get()
    assert found == (cast.couple.pk, FIRST_DAY, FIRST_DAY.date(), None)
    assert [type(one) for one in found[:3]] == [UUID, datetime, date]
    assert found[1].tzinfo is UTC
    assert Person.objects.values_list("is_active", "called_at").get(pk=cast.ana.pk) == (True, None)


def test_so_they_are_where_they_are_worked_out(cast: Cast) -> None:
    rows: QuerySet[Participation] = QuerySet(Participation).filter(case=cast.couple)
    worked_out = rows.aggregate(
        last=Max("joined_at"), first=Min("case__opened_on"), many=Count("person", distinct=True)
    )
    assert worked_out == {"last": FIRST_DAY, "first": FIRST_DAY.date(), "many": 4}
    assert set(rows.annotate(day=TruncDate("joined_at")).values_list("day", flat=True)) == {FIRST_DAY.date()}


def test_a_part_of_a_second_is_kept(cast: Cast) -> None:
    cast.couple.state_since = datetime(2026, 9, 1, 9, 30, 1, 5, tzinfo=UTC)
    cast.couple.save(update_fields=["state_since"])
    assert QuerySet(Case).values_list("state_since", flat=True).get(pk=cast.couple.pk) == cast.couple.state_since
    assert now().tzinfo is UTC


def test_postgresql_plans_a_query_once_a_connection(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its own")
    with connection.cursor() as cursor:
        for number in range(5):
            cursor.execute("SELECT %s::int + 40", [number])
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ["%+ 40"])
        assert len(cursor.fetchall()) == 1
