"""One's own coping cards, from every case one is or was in, found without looking for them in a hard moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.exercises.content import exercises
from ampersand.exercises.models import Line
from ampersand.exercises.queries import sealed
from ampersand.exercises.queries.writing import asked
from ampersand.privacy.viewer import Viewer

CARD = "X04"
MOST = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A finished card: its lines, each with what it answers, in the order of the card."""

    id: UUID
    at: datetime
    lines: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the card is for: its first line."""
        return self.lines[0][1]


def mine(viewer: Viewer) -> list[Card]:
    """One's own finished cards, the latest first. Two queries."""
    rows = Line.objects.visible_to(viewer).filter(owner_id=viewer.person_id, page__exercise=CARD)
    rows = rows.filter(page__finished_at__isnull=False).order_by("-page__finished_at", "page_id", "step")
    asks = [step.says for step in asked(exercises()[CARD])]
    found: dict[UUID, tuple[datetime, list[tuple[str, str]]]] = {}
    columns = ("pk", "page_id", "page__finished_at", "case_id", "owner_id", "step", "words")
    held = list(rows.values_list(*columns)[: MOST * len(asks)])
    opener = sealed.Opener((case, owner) for _, _, _, case, owner, _, _ in held)
    for pk, page, at, case, owner, step, words in held:
        text = opener.opened(case, owner, sealed.LINE, pk, words)
        if text and step < len(asks):
            found.setdefault(page, (at, []))[1].append((asks[step], text))
    return [Card(page, at, tuple(lines)) for page, (at, lines) in found.items()]


def any_of(viewer: Viewer) -> bool:
    """Whether the viewer has a finished card. One query."""
    rows = Line.objects.visible_to(viewer).filter(owner_id=viewer.person_id, page__exercise=CARD)
    return rows.filter(page__finished_at__isnull=False).exists()
