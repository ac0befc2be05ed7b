"""Reads of the rota, and whether anyone keeps calling."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.accounts.models import Practice
from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Heartbeat, OnCall
from ampersand.safety.queries import people
from ampersand.safety.rules import calls

WEEK = range(5)


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the rota."""

    id: UUID
    person_id: UUID
    name: str
    days: str
    begins: time
    ends: time

    @property
    def all_day(self) -> bool:
        """Whether it has no end."""
        return self.begins == self.ends

    @property
    def overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.ends < self.begins


def rota(viewer: Viewer) -> list[Turn]:
    """The viewer's practice's rota, whoever is called first coming first. One query."""
    rows = OnCall.objects.visible_to(viewer).order_by("place", "made_at", "pk")
    named = rows.values_list("pk", "person_id", "person__name", "days", "begins", "ends")
    return [Turn(pk, who, name, in_words(days), begins, ends) for pk, who, name, days, begins, ends in named]


def on_duty(viewer: Viewer) -> frozenset[UUID]:
    """Who would be called now. Two queries."""
    if viewer.practice_id is None:
        return frozenset()
    return frozenset(calls.on_call(people.rota(viewer.practice_id), now(), zone(viewer)))


def zone(viewer: Viewer) -> str:
    """The time zone of the viewer's practice."""
    assert viewer.practice_id
    return Practice.objects.values_list("time_zone", flat=True).get(pk=viewer.practice_id)


def is_kept() -> bool:
    """Whether the keeper is at work, so that people are called again. One query."""
    return not calls.is_silent(Heartbeat.objects.values_list("at", flat=True).first(), now())


def in_words(days: str) -> str:
    """Days of a week in words: "every day", "Monday to Friday", or their names."""
    chosen = sorted(int(day) for day in days)
    if len(chosen) == 7:
        return _("every day")
    if chosen == list(WEEK):
        return _("Monday to Friday")
    return ", ".join(day_names()[day] for day in chosen)


def day_names() -> list[str]:
    """The days of a week, from Monday."""
    return [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    ]  # fmt: skip
