"""What a person sees after an answer that may mean danger: help, more or less of it; no level, and no answers."""

from dataclasses import dataclass
from uuid import UUID

from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Screening
from ampersand.safety.queries import people
from ampersand.safety.rules.alerts import FACTS, Level
from ampersand.safety.rules.answers import kind_of


@dataclass(frozen=True, slots=True)
class Screen:
    """Whether the short questions were answered, and which page of help follows until the person goes on."""

    answered: bool = False
    whole: bool = False
    more: bool = False
    closed: bool = False


def after(viewer: Viewer, source: str) -> Screen:
    """The page of help that follows the viewer's own answers. One query."""
    mine = Screening.objects.visible_to(viewer, "write").filter(person_id=viewer.person_id, source=source)
    row = mine.values_list("level", "screen_closed_at").first()
    if row is None:
        return Screen()
    level, closed_at = row
    return Screen(True, level == Level.HIGH, level in (Level.MODERATE, Level.HIGH), closed_at is not None)


def of_flags(flags: str) -> Screen | None:
    """The page of help after a screener that says itself how soon somebody acts; None after any other answers."""
    found = kind_of("", flags.split(), ())
    if found is None:
        return None
    level = FACTS[found].level
    return Screen(True, level is Level.HIGH, level in (Level.MODERATE, Level.HIGH))


def is_watched(case_id: UUID) -> bool:
    """Whether anyone treats the case, so that somebody will see it."""
    return bool(people.treating(case_id))


def may_be_asked(viewer: Viewer, case_id: UUID, source: str) -> bool:
    """Whether the short questions follow these answers of the viewer's: somebody was told, and somebody is there."""
    told = viewer.person_id is not None and people.were_told(case_id, viewer.person_id, source)
    return told and is_watched(case_id)
