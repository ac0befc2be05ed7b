"""The first questions, asked of everyone who comes in: how far one's own are, and first results for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.core.clock import today
from ampersand.measures import content
from ampersand.measures.models import Administration, Assignment
from ampersand.measures.queries import flags
from ampersand.measures.queries.mine import me
from ampersand.measures.rules.words import shown
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Own:
    """One set of first questions of the viewer's own: answered, waiting under an id, or not asked yet."""

    slug: str
    title: str
    minutes: int
    answered: bool
    waits: UUID | None

    @property
    def is_asked(self) -> bool:
        """Whether it was asked at all."""
        return self.answered or self.waits is not None


@dataclass(frozen=True, slots=True)
class First:
    """The first answers of one person to one instrument, in words and in the instrument's own units."""

    slug: str
    title: str
    id: UUID | None
    taken_at: datetime | None
    band: str
    score: str
    flags: tuple[str, ...]
    safety: bool
    waiting: bool


def own(viewer: Viewer, case_id: UUID, practice_id: UUID | None, slugs: Sequence[str]) -> list[Own]:
    """How far the viewer's own first questions are, in order. Two queries."""
    if not slugs:
        return []
    same = {"case_id": case_id, "person_id": me(viewer), "instrument__in": slugs}
    given = Administration.objects.visible_to(viewer).filter(**same, current=True)
    answered = set(given.order_by().values_list("instrument", flat=True))
    asked = Assignment.objects.visible_to(viewer, "write").filter(
        **same, state="open", opens_on__lte=today(viewer.time_zone)
    )
    waits = dict(asked.order_by().values_list("instrument", "pk"))
    return [_own(viewer, slug, practice_id, slug in answered, waits.get(slug)) for slug in slugs]


def of_person(viewer: Viewer, case_id: UUID, person_id: UUID, slugs: Sequence[str]) -> list[First]:
    """What one person answered first to each of these, for those who treat them. Two queries."""
    if not slugs:
        return []
    same = {"case_id": case_id, "person_id": person_id, "instrument__in": slugs}
    rows = Administration.objects.visible_to(viewer).filter(**same, current=True).order_by("-taken_at", "-pk")
    first = {row[0]: row for row in rows.values_list("instrument", "pk", "taken_at", "total", "band", "flags")}
    asked = Assignment.objects.visible_to(viewer).filter(**same, state="open")
    waiting = set(asked.order_by().values_list("instrument", flat=True))
    return [_first(viewer, slug, first.get(slug), slug in waiting) for slug in slugs]


def _own(viewer: Viewer, slug: str, practice_id: UUID | None, answered: bool, waits: UUID | None) -> Own:
    one = content.instrument(slug, practice_id)
    return Own(slug, content.words(one, viewer.language).title, one.minutes, answered, waits)


def _first(
    viewer: Viewer, slug: str, row: tuple[str, UUID, datetime, float | None, str, str] | None, waiting: bool
) -> First:
    one = content.instrument(slug, viewer.practice_id)
    title = content.words(one, viewer.language).title
    if row is None:
        return First(slug, title, None, None, "", "", (), safety=False, waiting=waiting)
    _slug, pk, taken_at, total, band, raised = row
    score = _("too much left open for a score")
    if total is not None:
        score = _("%(total)s of %(highest)s") % {"total": shown(total), "highest": shown(one.highest)}
    said = flags.words(one, raised, viewer.language)
    return First(slug, title, pk, taken_at, band, score, said, flags.is_safety(one, raised), waiting)
