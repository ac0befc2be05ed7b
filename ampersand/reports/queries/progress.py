"""My progress and our progress, as clients see them. The same sections and the same words for everyone."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.charts import Figure
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import rows, sheets, weeks
from ampersand.reports.queries.parts import Part, Sheet
from ampersand.safety.queries import joint
from ampersand.safety.queries.readers import safety_lead


@dataclass(frozen=True)
class Mine:
    """My own page: my sheet, who reads what I answer, and who is told when I ask for a private word."""

    sheet: Sheet
    readers: tuple[Someone, ...]
    told_of_words: tuple[object, ...]
    pause: str

    @property
    def case(self) -> OneCase:
        """The case it is about."""
        return self.sheet.case

    @property
    def weeks(self) -> tuple[Part, ...]:
        """The lines of the weekly check-in that have a picture."""
        return tuple(part for part in self.sheet.parts if part.is_small and part.figures)


@dataclass(frozen=True)
class Side:
    """One member's half of our page: what they show the others, line by line."""

    person: Someone
    is_me: bool
    lines: tuple[tuple[str, str], ...]  # what it is about, and what it says


@dataclass(frozen=True)
class Ours:
    """Our page: both sides with equal room, what brings us closer, our goals."""

    sheet: Sheet
    sides: tuple[Side, ...]
    closer: tuple[tuple[str, str], ...]
    near: tuple[Part, ...]  # those of which two bands can be drawn
    rows: Figure | None
    pause: str

    @property
    def case(self) -> OneCase:
        """The case it is about."""
        return self.sheet.case


def mine(viewer: Viewer, case_id: UUID) -> Mine:
    """My progress in one case; raises Hidden. The same number of queries however much there is."""
    sheet = sheets.mine(viewer, case_id)
    case = sheet.case
    readers = case.readers(Kind.ADMINISTRATION, Audience.ME_AND_THERAPIST, viewer.person_id)
    told = (*case.readers(Kind.ALERT, Audience.TEAM), safety_lead())
    pause = joint.joint_pause(viewer, case_id) if case.is_shared else ""
    return Mine(sheet, readers, told, pause)


def ours(viewer: Viewer, case_id: UUID) -> Ours:
    """Our progress; raises Hidden for anyone but the members of a couple or family."""
    sheet = sheets.together(viewer, case_id)
    if sheet.case.me(viewer) is None:
        raise Hidden
    in_weeks = weeks.shown(viewer, sheet.case)
    sides = tuple(_side(viewer, person, sheet.parts, in_weeks) for person in sheet.people)
    closer = tuple((part.title, words) for part in sheet.parts if part.came_closer for words in part.finding)
    pause = joint.joint_pause(viewer, case_id)
    near = () if pause else tuple(part for part in sheet.parts if part.bands)
    return Ours(sheet, sides, closer, near, None if pause else rows.of_both(viewer, sheet.case), pause)


def _side(
    viewer: Viewer, person: Someone, parts: tuple[Part, ...], in_weeks: Mapping[UUID, list[tuple[str, str]]]
) -> Side:
    lines = [
        (part.title, words)
        for part in parts
        for row in part.rows
        if row.someone.person_id == person.person_id
        for words in row.said
    ]
    lines += in_weeks.get(person.person_id, [])
    return Side(person, person.person_id == viewer.person_id, tuple(lines))
