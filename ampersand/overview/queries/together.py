"""How the people of a case meet, how each rated it, and what goes round between them; for those who treat."""

from dataclasses import dataclass
from datetime import datetime

from ampersand.cases.queries import OneCase
from ampersand.checkins import pictures, wording
from ampersand.checkins.queries import alliance
from ampersand.conflict.queries import loops
from ampersand.core.charts import Figure, LoopFigure
from ampersand.meetings.queries import joint
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Meetings:
    """When all meet next, how each rated the meetings, and what is worth a look since the last one."""

    next_at: datetime | None
    figure: Figure | None
    flags: tuple[tuple[str, str], ...]
    since: datetime | None


@dataclass(frozen=True)
class Loop:
    """What goes round between them: its name and its picture."""

    name: str
    figure: LoopFigure


def meetings(viewer: Viewer, case: OneCase) -> Meetings:
    """The meetings of a case. Five queries at most."""
    found = alliance.of_case(viewer, case)
    names = {person.person_id: person.name for person in case.people}
    return Meetings(
        joint.next_of(viewer, [case.id]).get(case.id),
        pictures.strip_of(viewer, found) if found.meetings else None,
        tuple((wording.flag(one, names), wording.next_step(one)) for one in found.flags),
        found.since,
    )


def loop(viewer: Viewer, case: OneCase) -> Loop | None:
    """The loop as it is drawn now; None before it is. Two queries at most."""
    if not case.is_shared:
        return None
    one = loops.latest(viewer, case.id)
    figure = loops.figure(case, one.parts)
    return Loop(one.name, figure) if figure else None
