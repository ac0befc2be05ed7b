"""What we see together: the four boxes as they stand, and the marks that the viewer may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.notes.models import BoxMark, Formulation
from ampersand.notes.queries import sealed, writing
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.notes.wording import BOXES, MARKS
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Marked:
    """How one person marked one box."""

    person_id: UUID
    box: Box
    mark: Mark
    note: str

    @property
    def words(self) -> str:
        """In words."""
        return str(MARKS[self.mark])


@dataclass(frozen=True, slots=True)
class Seen:
    """One box with what it says and how it is marked, as far as the viewer may know."""

    box: Box
    title: str
    text: str
    marks: tuple[tuple[Someone, Marked], ...]
    mine: Marked | None


@dataclass(frozen=True)
class OneFormulation:
    """One version of what we see together."""

    row: Formulation
    case: OneCase
    boxes: tuple[Seen, ...]
    readers: tuple[Someone, ...]
    readers_of_marks: tuple[Someone, ...]

    @property
    def is_shown(self) -> bool:
        """Whether everyone reads it."""
        return self.row.audience == Audience.ALL_OF_US


def shown(viewer: Viewer, case: OneCase) -> OneFormulation | None:
    """The latest that is shown to all, if there is one. Three queries."""
    rows = Formulation.objects.visible_to(viewer).filter(case_id=case.id, audience=Audience.ALL_OF_US.value)
    row = rows.order_by("-number").first()
    return _one(viewer, row, case) if row else None


def written(viewer: Viewer, case_id: UUID) -> Formulation | None:
    """The one that is being written, for those who treat. One query."""
    rows = Formulation.objects.visible_to(viewer).filter(case_id=case_id, audience=Audience.TEAM.value)
    found: Formulation | None = rows.first()
    return found


def earlier(viewer: Viewer, case_id: UUID) -> list[tuple[int, datetime]]:
    """The numbers and days of what was shown, the latest first. One query."""
    rows = Formulation.objects.visible_to(viewer).filter(case_id=case_id, audience=Audience.ALL_OF_US.value)
    return list(rows.order_by("-number").values_list("number", "shown_at")[:20])


def typed(row: Formulation) -> Typed:
    """What one says; raises Hidden when its key was destroyed."""
    try:
        return writing.as_typed(
            sealed.opened(row.case_id, row.case_id, sealed.FORMULATION, row.pk, row.words)
        )  # fmt: skip
    except Unreadable:
        raise Hidden from None


def empty() -> Typed:
    """Four boxes with nothing in them."""
    titles = {box.value: str(words[0]) for box, words in BOXES.items()}
    return Typed(dict.fromkeys(titles, ""), titles)


def row(viewer: Viewer, formulation_id: UUID, action: str = "read") -> Formulation:
    """One version; raises Hidden."""
    found: Formulation | None = Formulation.objects.find(viewer, formulation_id, action)
    if found is None:
        raise Hidden
    return found


def _one(viewer: Viewer, row: Formulation, case: OneCase) -> OneFormulation:
    said, marks = typed(row), _marks(viewer, row)
    known = {one.person_id: one for one in case.people if one.role == "member"}
    boxes = []
    for box, words in BOXES.items():
        here = [one for one in marks if one.box is box]
        mine = next((one for one in here if one.person_id == viewer.person_id), None)
        others = tuple((who, one) for key, who in known.items() for one in here if one.person_id == key)
        boxes.append(Seen(box, str(words[0]), said.parts.get(box, ""), others if case.treats(viewer) else (), mine))
    me = viewer.person_id if case.me(viewer) else None
    return OneFormulation(
        row, case, tuple(boxes), case.readers(Kind.FORMULATION, Audience.ALL_OF_US),
        case.readers(Kind.FORMULATION_MARK, Audience.ME_AND_THERAPIST, me),
    )  # fmt: skip


def _marks(viewer: Viewer, row: Formulation) -> list[Marked]:
    rows = BoxMark.objects.visible_to(viewer).filter(formulation_id=row.pk)
    found = list(rows.values_list("pk", "person_id", "box", "mark", "words"))
    opener = sealed.Opener({(row.case_id, person) for _pk, person, _box, _mark, words in found if words})
    return [
        Marked(person, Box(box), Mark(mark), _note(opener, row.case_id, person, pk, words))
        for pk, person, box, mark, words in found
    ]


def _note(opener: sealed.Opener, case_id: UUID, person: UUID, pk: UUID, words: bytes | None) -> str:
    if not words:
        return ""
    try:
        return str(opener.opened(case_id, person, sealed.MARK, pk, words)["text"])
    except Unreadable:
        return ""
