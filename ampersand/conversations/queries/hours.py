"""When therapists are there, how soon they answer, and days on which they are away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase
from ampersand.conversations.models import AnswerHours
from ampersand.core.clock import today
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

TOLD = ("hours", "answers_within", "otherwise", "away_words")
FIELDS = ("hours", "answers_within", "otherwise", "away_from", "away_until", "away_words")


@dataclass(frozen=True)
class There:
    """What one therapist of a case has said, for those in it."""

    name: str
    hours: str
    answers_within: str
    otherwise: str
    away_words: str
    away_until: date | None  # while they are away


def of_case(viewer: Viewer, case: OneCase) -> list[There]:
    """What the therapists of a case have said, by name. One query."""
    names = {one.person_id: one.name for one in case.therapists}
    rows: QuerySet[AnswerHours] = AnswerHours.objects.visible_to(viewer).filter(
        person_id__in=list(names), practice_id=case.practice_id
    )
    columns = ("person_id", "person__time_zone", "away_from", "away_until", *TOLD)
    found = [
        There(names[person], told[0], told[1], told[2], told[3], until if _is_away(since, until, zone) else None)
        for person, zone, since, until, *told in rows.values_list(*columns)
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def own(viewer: Viewer) -> dict[str, Any]:
    """What a therapist has said, by the names of the form; raises Hidden for anybody else. One query."""
    if "therapist" not in viewer.staff_roles:
        raise Hidden
    rows: QuerySet[AnswerHours] = AnswerHours.objects.visible_to(viewer, "write")
    found = rows.values(*FIELDS, "version").first()
    return dict(found) if found else dict.fromkeys(("hours", "answers_within", "otherwise", "away_words"), "")


def _is_away(since: date | None, until: date | None, zone: str) -> bool:
    return since is not None and until is not None and since <= today(zone) <= until
