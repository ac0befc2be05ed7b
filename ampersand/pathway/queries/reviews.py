"""Reads of looks at the work as a whole: in one case with their reasons, in many cases what was looked at when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.core.addresses import address
from ampersand.pathway.models import Review
from ampersand.pathway.queries import apart
from ampersand.pathway.queries.words import CHOICES, NEXT, occasion
from ampersand.pathway.rules.choices import Choice
from ampersand.privacy import prepared
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the whole, as it was written down; without a reason when its key was destroyed."""

    id: UUID
    occasion: str
    choice: Choice
    by: str
    at: datetime
    reason: str
    case_id: UUID

    @property
    def choice_words(self) -> str:
        """What was chosen, in words."""
        return str(CHOICES[self.choice][0])

    @property
    def occasion_words(self) -> str:
        """On which occasion, in words."""
        return occasion(self.occasion)

    @property
    def next_words(self) -> str:
        """What there is to do after this choice; empty: nothing."""
        return str(NEXT[self.choice][0]) if self.choice in NEXT else ""

    @property
    def next_url(self) -> str:
        """Where that is done."""
        if self.choice not in NEXT:
            return ""
        name = NEXT[self.choice][1]
        return address(name) if name == "cases:new" else address(name, self.case_id)


@dataclass
class Looked:
    """What was looked at in one case: occasions, and when each sign was looked at last."""

    occasions: set[str] = field(default_factory=set)
    signs: dict[str, datetime] = field(default_factory=dict)
    last_at: datetime | None = None

    def note(self, occasion: str, signs: Iterable[str], at: datetime) -> None:
        """Take in one look; they come the oldest first."""
        self.occasions.add(occasion)
        self.signs |= dict.fromkeys(signs, at)
        self.last_at = at


def of_case(viewer: Viewer, case_id: UUID) -> list[Look]:
    """Every look at the whole of one case, the latest first. Two queries."""
    rows: QuerySet[Review, Any] = Review.objects.visible_to(viewer).filter(case_id=case_id).order_by("-made_at", "-pk")
    found = list(rows.values_list("pk", "occasion", "choice", "by__name", "made_at", "words"))
    if not found:
        return []
    sealer = Sealer([(case_id, apart.chain(case_id))])
    return [
        Look(pk, occasion, Choice(choice), by, at, _reason(sealer, case_id, pk, words), case_id)
        for pk, occasion, choice, by, at, words in found
    ]


def looked(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> dict[UUID, Looked]:
    """What was looked at in these cases, or in all that the viewer may read. One query, however many."""
    rows = _all(viewer) if case_ids is None else _rows(viewer).filter(case_id__in=list(case_ids))
    found: dict[UUID, Looked] = {}
    for case_id, told, signs, at in rows:
        found.setdefault(case_id, Looked()).note(told, signs, at)
    return found


@prepared.read
def _all(viewer: Viewer) -> "QuerySet[Review, tuple[Any, ...]]":
    return _rows(viewer)


def _rows(viewer: Viewer) -> "QuerySet[Review, tuple[Any, ...]]":
    rows: QuerySet[Review] = Review.objects.visible_to(viewer).order_by("made_at", "pk")
    return rows.values_list("case_id", "occasion", "signs", "made_at")


def _reason(sealer: Sealer, case_id: UUID, row: UUID, words: bytes | memoryview) -> str:
    try:
        return apart.opened(sealer, case_id, row, words)
    except Unreadable:
        return ""
