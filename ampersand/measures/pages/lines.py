"""One's own line, sharing it, and a line that somebody shares."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.core import charts
from ampersand.core.pages import see_other
from ampersand.measures import content
from ampersand.measures.actions import sharing
from ampersand.measures.queries import mine, theirs
from ampersand.measures.rules.change import measure_change
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.words import shown
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

EACH_PAGE = 20


@require_safe
def my_line(request: ViewerRequest, case_id: UUID, slug: str) -> HttpResponse:
    """The viewer's own results on one instrument: in words, as a line, as a list; and who sees them."""
    viewer = request.viewer
    case = case_of(viewer, case_id)
    instrument = _instrument(viewer, case_id, slug)
    line = mine.line(viewer, case_id, slug, instrument)
    may_share = case is not None and case.is_shared and case.joint_open and sharing.shareable(instrument)
    context = {
        "case": case,
        "case_id": case_id,
        "instrument": instrument,
        "words": content.words(instrument, viewer.language),
        "line": line,
        "figure": own_figure(viewer, case, line),
        "scale": scale(instrument),
        "score": _ends(instrument),
        "page": _page(request, case_id, slug),
        "readers": readers(viewer, case, Audience.ME_AND_THERAPIST, Action.READ),
        "others": readers(viewer, case, Audience.ALL_OF_US, Action.SEE_RESULT),
        "may_share": may_share,
        "shares": mine.shares(viewer, case_id, slug),
        "left_out": _left_out(instrument),
    }
    return render(request, "measures/my_line.html", context)


@require_POST
def share(request: ViewerRequest, case_id: UUID, slug: str) -> HttpResponse:
    """Show the others what comes from now on."""
    sharing.share(by=request.viewer, case_id=case_id, instrument=_instrument(request.viewer, case_id, slug))
    messages.success(request, _("From your next answers on, the others see the result."))
    return see_other("measures:my_line", case_id, slug)


@require_POST
def stop_sharing(request: ViewerRequest, case_id: UUID, slug: str) -> HttpResponse:
    """Take back what was shown."""
    sharing.stop_sharing(by=request.viewer, case_id=case_id, slug=slug)
    messages.success(request, _("The others no longer see any of it."))
    return see_other("measures:my_line", case_id, slug)


@require_safe
def shared(request: ViewerRequest, case_id: UUID, person_id: UUID, slug: str) -> HttpResponse:
    """What another member shows the viewer, and nothing else."""
    line = theirs.shared_line(request.viewer, case_id, person_id, slug)
    others = line.case.readers(Kind.ADMINISTRATION, Audience.ALL_OF_US, owner=person_id, action=Action.SEE_RESULT)
    context = {"line": line, "figure": _others_figure(line), "others": others}
    return render(request, "measures/shared.html", context)


def known(one: mine.Given) -> Instrument:
    """The instrument of these answers; 404 when the practice has taken it away."""
    try:
        return one.instrument
    except content.UnknownInstrument:
        raise Http404 from None


def case_of(viewer: Viewer, case_id: UUID) -> cases.OneCase | None:
    """The case with its people; None for someone who has left it and still reads their own answers."""
    try:
        return cases.one(viewer, case_id)
    except Hidden:
        return None


def readers(
    viewer: Viewer, case: cases.OneCase | None, audience: Audience, action: Action
) -> tuple[cases.Someone, ...]:
    """Who sees the viewer's own results with this audience, by the one table."""
    if case is None:
        return ()
    return case.readers(Kind.ADMINISTRATION, audience, owner=viewer.person_id, action=action)


def is_shown(one: mine.Given) -> bool:
    """Whether the others in the case see this result."""
    return one.current and one.audience == Audience.ALL_OF_US.value


def own_figure(viewer: Viewer, case: cases.OneCase | None, line: mine.Line) -> charts.Figure:
    """The viewer's own line: no cut-off and no band's name; the wash only where its size is verified."""
    me = case.me(viewer) if case else None
    one = line.instrument
    change = measure_change(one, one.lowest, one.lowest)
    first = line.first.total if line.first else None
    points = tuple(
        charts.Point(point.on, None if point.total is None else float(point.total))
        for point in line.points
        if point.answered
    )
    series = charts.Series(viewer.name, int(me.hand) if me else 1, points, None if first is None else float(first))
    return charts.trajectory(
        charts.Trajectory(
            title=_("Your line"),
            series=(series,),
            low=float(one.lowest),
            high=float(one.highest),
            no_change=change.threshold if change and not change.provisional else None,
            expected=tuple(point.on for point in line.points if not point.answered),
            grace_days=0,
            note=begins_later(line, len(points)),
            words=charts.Words(score=_ends(one)),
        )
    )


def begins_later(line: mine.Line, drawn: int) -> str:
    """That there are answers before the picture, when the words count from one of them."""
    if line.first is None or line.first in line.points:
        return ""
    return _("The picture shows the last %(count)s answers") % {"count": drawn}


def scale(one: Instrument, total: float | None = None) -> str:
    """Where the scale begins and ends and which way is better, with the result itself when there is one."""
    ends = {"low": shown(one.lowest), "high": shown(one.highest), "total": "" if total is None else shown(total)}
    if total is not None:
        text = _("%(total)s on a scale from %(low)s to %(high)s.") % ends
    else:
        text = _("The scale goes from %(low)s to %(high)s.") % ends
    return f"{text} {_('Higher is better.') if one.higher_is_better else _('Lower is better.')}"


def _ends(one: Instrument) -> str:
    return _("Score, %(low)s to %(high)s") % {"low": shown(one.lowest), "high": shown(one.highest)}


def _others_figure(line: theirs.ShownLine) -> charts.Figure:
    """Only the shown points, joined plainly: no gap, no wash, no start that was not shown."""
    points = tuple(charts.Point(on, total) for on, total in line.points)
    return charts.trajectory(
        charts.Trajectory(
            title=line.title,
            series=(charts.Series(line.person.name, int(line.person.hand), points),),
            low=float(line.low),
            high=float(line.high),
            words=charts.Words(score=_("Score, %(low)s to %(high)s") % {"low": line.low, "high": line.high}),
        )
    )


def _instrument(viewer: Viewer, case_id: UUID, slug: str) -> Instrument:
    try:
        return content.instrument(slug, mine.practice_of_line(viewer, case_id, slug))
    except content.UnknownInstrument:
        raise Http404 from None


def _left_out(one: Instrument) -> tuple[str, ...]:
    """The questions that are in no total others see."""
    if one.partner is None:
        return ()
    return tuple(item.id for item in one.scored_items if item.id not in one.partner.items)


def _page(request: ViewerRequest, case_id: UUID, slug: str) -> object:
    """Pages of 20 from the first answer on, so that an address always shows the same rows; the last page first."""
    rows = mine.history(request.viewer, case_id, slug).order_by("taken_at", "pk")
    listed = rows.values("id", "taken_at", "total", "audience")
    pages: Paginator[Any] = Paginator(listed, EACH_PAGE)
    return pages.get_page(request.GET.get("page", pages.num_pages))
