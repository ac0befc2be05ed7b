"""One's own place in a case: whether one writes there, and one's weeks in words and as a picture."""

from datetime import date
from typing import Any
from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.conflict import wording
from ampersand.conflict.models import Entry
from ampersand.conflict.queries import entries, loops, pictures
from ampersand.conflict.rules.loop import caught
from ampersand.conflict.rules.weeks import monday, summary
from ampersand.core.clock import today
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def me(viewer: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


def place(viewer: Viewer, case_id: UUID) -> OneCase:
    """A case in which the viewer writes or once wrote; raises Hidden for everyone else, those who treat among them.

    Two queries; whoever has left sees the case without its people, and still reads what is their own.
    """
    try:
        case = cases.one(viewer, case_id)
    except Hidden:
        return _once(viewer, case_id)
    return case if case.me(viewer) else _once(viewer, case_id)


def may_write(viewer: Viewer, case: OneCase) -> bool:
    """Whether the viewer may write about a row here now."""
    if viewer.person_id is None or not case.people:
        return False
    return policy.can(viewer, "write", Entry(case_id=case.id, person_id=viewer.person_id))


def weeks(viewer: Viewer, case: OneCase) -> dict[str, Any]:
    """One's own last weeks: what they say, the picture, whether this one is quiet, how often the loop was caught."""
    first, last = pictures.span(today(viewer.time_zone))
    mine = me(viewer)
    written = entries.since(viewer, case.id, first, mine)
    quiet = entries.quiet(viewer, case.id, first).get(mine, set())
    found = entries.by_week(written, quiet, first, last)
    said = summary([one.logged for one in written])
    words = wording.finding(said, len(found), sum(week.count == 0 for week in found))
    name = loops.name(viewer, case)
    times = caught(one.account.caught for one in written)
    return {
        "figure": pictures.figure([(viewer.name, pictures.hand_of(case.me(viewer)), found)], words),
        "this_week": found[-1].count,
        "loop_name": name,
        "caught": wording.caught(*times) if name else "",
        "week": monday(today(viewer.time_zone)),
    }


def _once(viewer: Viewer, case_id: UUID) -> OneCase:
    rows = Entry.objects.visible_to(viewer).filter(case_id=case_id, person_id=me(viewer))
    day = rows.order_by("happened_on").values_list("happened_on", flat=True).first()
    if day is None:
        raise Hidden
    return OneCase(case_id, "individual", "ended", day, None)


def first_day(viewer: Viewer) -> date:
    """The first day of one's picture."""
    return pictures.span(today(viewer.time_zone))[0]
