"""Pages for those who treat and supervise: a case, and all of one's cases."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ampersand.checkins.actions import looks as looked
from ampersand.core.pages import fine_in_room
from ampersand.measures.actions import looks
from ampersand.notes.queries import formulation
from ampersand.overview import rows
from ampersand.overview.queries import agenda as agendas
from ampersand.overview.queries import caseload as queries
from ampersand.overview.queries import cases
from ampersand.overview.queries.reasons import Line, Seen
from ampersand.privacy.viewer import ViewerRequest

AT_ONCE, LOOKS_AT_ONCE = 500, 100


@fine_in_room
@require_safe
def case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """A case at a glance; that it was opened is recorded. In room mode nothing that not everyone may see."""
    if request.viewer.room_mode:
        return render(request, "overview/case_in_room.html", cases.in_room(request.viewer, case_id))
    page = cases.page(request.viewer, case_id)
    looks.opened_case(by=request.viewer, case_id=case_id)
    facts = {"page": page, "treated": page.treated, "tab": "overview"}
    facts["seen_together"] = formulation.shown(request.viewer, page.treated.case)
    return render(request, "overview/case.html", facts)


@require_safe
def agenda(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What the next meeting could begin with; that it was looked at is recorded."""
    found = agendas.page(request.viewer, case_id)
    looked.opened_weeks(by=request.viewer, case_id=case_id)
    return render(request, "overview/agenda.html", {"agenda": found})


@fine_in_room
@require_safe
def prepare(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """A meeting prepared on one screen and one sheet of paper. In room mode only what everyone there may read."""
    if request.viewer.room_mode:
        return render(
            request, "overview/prepare_in_room.html", {"page": cases.prepared_in_room(request.viewer, case_id)}
        )
    page = cases.page(request.viewer, case_id)
    looks.opened_case(by=request.viewer, case_id=case_id)
    facts = {"page": page, "treated": page.treated, "tab": "prepare"}
    return render(request, "overview/prepare.html", facts | {"agenda": agendas.page(request.viewer, case_id)})


@fine_in_room
@require_safe
def caseload(request: ViewerRequest) -> HttpResponse:
    """The viewer's open cases: who needs a look first, and why. In room mode no case but that of the room."""
    if request.viewer.room_mode:
        return render(request, "overview/caseload_in_room.html", {"cases": cases.of_room(request.viewer)})
    wanted = queries.Wanted(
        request.GET.get("kind", ""), request.GET.get("name", "").strip(), request.GET.get("about", ""),
        request.GET.get("attention") == "yes",
    )  # fmt: skip
    found = queries.caseload(request.viewer, wanted)
    looks: Paginator[Line] = Paginator(found.lines, LOOKS_AT_ONCE)
    pages: Paginator[queries.Quiet] = Paginator(found.quiet, AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    quiet = list(page)
    told = rows.quiet(request.viewer, quiet, found.speak.unsure(one.id for one in quiet) if quiet else {})
    query = {"kind": wanted.kind, "name": wanted.text, "about": wanted.about}
    facts = {
        "found": found, "wanted": wanted, "page": page, "quiet_rows": told,
        "looks": looks.get_page(request.GET.get("looks")),
        "just_seen": _just_seen(found.seen, request.GET.get("seen", "")),
        "query": urlencode(query | {"attention": "yes" if wanted.attention else ""}),
    }  # fmt: skip
    return render(request, "overview/caseload.html", facts)


def _just_seen(seen: tuple[Seen, ...], mark_id: str) -> Seen | None:
    """What was marked a moment ago, to be taken back at once."""
    return next((one for one in seen if str(one.id) == mark_id), None)
