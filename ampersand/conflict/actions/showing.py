"""Showing one's weeks for the mean of both: from now on, and until one stops, when all of it is gone."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.conflict.actions.common import goes_on, me
from ampersand.conflict.models import ShownWeek
from ampersand.conflict.queries import entries
from ampersand.conflict.rules.weeks import WEEK, monday, week_of
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def show_weeks(*, by: Viewer, case_id: UUID) -> None:
    """Show one's weeks from this one on; twice counts once. Raises Hidden, Refused."""
    case = cases.one(by, case_id)
    if case.me(by) is None or case.kind != "couple":
        raise Hidden
    require(by, "write", ShownWeek(case_id=case_id, person_id=me(by), made_at=now()))
    goes_on(by, case)
    with transaction.atomic():
        if not _shown(by, case_id).exists():
            _put(by, case_id, week_of(now(), by.time_zone))
            audit.record(chain=case_id, actor=by.person_id, verb="conflict.show_weeks")


def stop_showing_weeks(*, by: Viewer, case_id: UUID) -> None:
    """Show none of one's weeks any more; what was shown is gone at once. Raises Hidden for a visitor."""
    with transaction.atomic():
        if _shown(by, case_id).delete()[0]:
            audit.record(chain=case_id, actor=by.person_id, verb="conflict.stop_showing_weeks")


def follow(by: Viewer, case_id: UUID, days: Iterable[date]) -> None:
    """Bring the weeks of these days up to date where they are shown, in the caller's transaction."""
    first = _shown(by, case_id).order_by("week").values_list("week", flat=True).first()
    for week in {monday(day) for day in days} if first else ():
        if first and week >= first:
            _put(by, case_id, week)


def _put(by: Viewer, case_id: UUID, week: date) -> None:
    mine = me(by)
    written = [one for one in entries.since(by, case_id, week, mine) if one.happened_on < week + WEEK]
    quiet = entries.quiet(by, case_id, week).get(mine, set())
    found = entries.by_week(written, quiet, week, week)[0]
    count = None if found.count is None else int(found.count)
    facts = {"count": count, "drawn": found.drawn}
    if not _shown(by, case_id).filter(week=week).update(**facts):
        ShownWeek(case_id=case_id, person_id=mine, week=week, made_at=now(), **facts).insert()


def _shown(by: Viewer, case_id: UUID) -> "QuerySet[ShownWeek]":
    rows: QuerySet[ShownWeek] = ShownWeek.objects.visible_to(by, "share")
    return rows.filter(case_id=case_id, person_id=me(by))
