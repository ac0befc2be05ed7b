"""One's own lines over time, in words and as pictures; stopping to show one; and what somebody else shows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.checkins import content, pictures, wording
from ampersand.checkins.actions import sending
from ampersand.checkins.pages import common
from ampersand.checkins.queries import mine, planned, theirs
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest


@require_safe
def my_weeks(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The viewer's own check-ins and ratings in one case; also for somebody who has left it."""
    viewer = request.viewer
    case = _case(viewer, case_id)
    history, ratings = mine.history(viewer, case_id), mine.ratings(viewer, case_id)
    if case is None and not history and not ratings:
        raise Hidden
    me = case.me(viewer) if case else None
    hand = me.hand if me and isinstance(me.hand, int) else 1
    shown = mine.last_shown(viewer, case_id)
    facts = {
        "case": case,
        "case_id": case_id,
        "lines": [
            {"line": line, "figures": figures, "is_shown": line.key in shown and case is not None and case.is_shared}
            for line, figures in pictures.own(viewer, hand, history)
        ],
        "written": pictures.written(history),
        "words_shown": [line for line in content.weekly().lines if not line.has_number and line.key in shown],
        "ratings": ratings[::-1],
        "rating_figure": pictures.own_ratings(viewer, hand, ratings),
        "readers": common.line_readers(case, viewer.person_id, shown=False) if case else (),
        "everyone": common.line_readers(case, viewer.person_id, shown=True) if case else (),
        "rating_readers": common.rating_readers(case, viewer.person_id) if case else (),
        "totals": common.total_readers(case, viewer.person_id) if case else (),
        "planned": planned.of_case(viewer, case) if case and planned.takes(case) else None,
        "validity": content.weekly().validity,
    }
    return render(request, "checkins/my_weeks.html", facts)


@require_POST
def stop_showing(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Take a line back from the others."""
    key = request.POST.get("line", "")
    if content.weekly().line(key) is None:
        raise Hidden
    sending.stop_showing(by=request.viewer, case_id=case_id, key=key)
    messages.success(request, _("The others no longer see any of it."))
    return see_other("checkins:my_weeks", case_id)


@require_safe
def their_weeks(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What another member shows of their check-ins, and nothing else."""
    side = theirs.side(request.viewer, case_id, person_id)
    facts = {
        "side": side,
        "case": side.case,
        "figures": pictures.shown(request.viewer, side),
        "words": [
            {"line": one.line, "said": [(at, wording.answer(one.line, said)) for at, said in reversed(one.answers)]}
            for one in side.lines
            if not one.line.has_number
        ],
        "readers": common.line_readers(side.case, person_id, shown=True),
    }
    return render(request, "checkins/their_weeks.html", facts)


def _case(viewer: Viewer, case_id: UUID) -> OneCase | None:
    try:
        case = cases.one(viewer, case_id)
    except Hidden:
        return None
    return case if case.me(viewer) else None
