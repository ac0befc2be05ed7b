"""Pages for those who treat and supervise: a case, and all of one's cases."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ampersand.core.pages import fine_in_room
from ampersand.measures.actions import looks
from ampersand.measures.queries import caseload as measures
from ampersand.overview.queries import caseload as queries
from ampersand.overview.queries import cases
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.queries import alerts

AT_ONCE = 50
PRESSING = 5  # shown above the cases; the rest one click away


@fine_in_room
@require_safe
def case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """A case at a glance; that it was opened is recorded. In room mode nothing that not everyone may see."""
    if request.viewer.room_mode:
        return render(request, "overview/case_in_room.html", cases.in_room(request.viewer, case_id))
    page = cases.page(request.viewer, case_id)
    looks.opened_case(by=request.viewer, case_id=case_id)
    return render(request, "overview/case.html", {"page": page, "treated": page.treated, "tab": "overview"})


@fine_in_room
@require_safe
def caseload(request: ViewerRequest) -> HttpResponse:
    """The viewer's open cases: who needs a look first, and why. In room mode no case but that of the room."""
    if request.viewer.room_mode:
        return render(request, "overview/caseload_in_room.html", {"cases": cases.of_room(request.viewer)})
    kind, text = request.GET.get("kind", ""), request.GET.get("name", "").strip()
    attention = request.GET.get("attention") == "yes"
    found = measures.cases(request.viewer, kind=kind, text=text, attention=attention)
    pages: Paginator[measures.Row] = Paginator(found, AT_ONCE)  # type: ignore[arg-type]  # it is only counted and cut
    page = pages.get_page(request.GET.get("page"))
    lines = queries.lines(request.viewer, list(page))
    pressing = alerts.pressing(request.viewer)
    facts = {
        "pressing": pressing[:PRESSING], "more_pressing": len(pressing) > PRESSING,
        "page": page, "lines": lines, "kind": kind, "name": text, "attention": attention,
        "filtered": bool(kind or text or attention),
        "query": urlencode({"kind": kind, "name": text, "attention": "yes" if attention else ""}),
    }  # fmt: skip
    return render(request, "overview/caseload.html", facts)
