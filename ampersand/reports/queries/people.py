"""Who stands where: the viewer's own place in a case, also after they have left it."""

from datetime import UTC, datetime
from uuid import UUID

from ampersand.accounts.models import Practice
from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.measures.queries import mine
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def own_place(viewer: Viewer, case_id: UUID) -> tuple[OneCase, Someone]:
    """The case and the viewer's own part in it; without anybody else for someone who left. Raises Hidden."""
    try:
        case = cases.one(viewer, case_id)
    except Hidden:
        return _left(viewer, case_id)
    me = case.me(viewer)
    if me is None:
        raise Hidden
    return case, me


def _left(viewer: Viewer, case_id: UUID) -> tuple[OneCase, Someone]:
    """What stays to someone who has left: their own answers, and the case without its people."""
    rows = mine.history_in(viewer, case_id).order_by("taken_at").values_list("taken_at", flat=True)
    first, last = rows.first(), rows.last()
    if first is None or last is None:
        raise Hidden
    me = Someone(case_id, mine.me(viewer), viewer.name, "member", 1, "", datetime.min.replace(tzinfo=UTC), None)
    return OneCase(case_id, "individual", "ended", first.date(), None, (me,)), me


def those_here(case: OneCase) -> tuple[Someone, ...]:
    """The members by name; in a case that nobody is in any more, those who were."""
    return case.members or tuple(person for person in case.people if person.role == "member")


def latest_joining(case: OneCase) -> datetime | None:
    """When the last of the present members joined: what was before not everyone may read."""
    return max((person.joined_at for person in case.members), default=None)


def practice_name(case: OneCase) -> str:
    """The name of the practice of a case, as it stands on a letter; empty where it is not known."""
    if case.practice_id is None:
        return ""
    found: str | None = Practice.objects.filter(pk=case.practice_id).values_list("name", flat=True).first()
    return found or ""


def any_place(viewer: Viewer, case_id: UUID) -> OneCase:
    """The case for whoever takes part in it or treats it, also for someone who left it; raises Hidden."""
    try:
        return cases.one(viewer, case_id)
    except Hidden:
        return _left(viewer, case_id)[0]
