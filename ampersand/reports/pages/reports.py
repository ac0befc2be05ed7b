"""Reports: which there are, on screen, and as a file."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden, can
from ampersand.privacy.viewer import Viewer, ViewerRequest
from ampersand.reports import printing
from ampersand.reports.actions import looks, making
from ampersand.reports.models import Release, Report
from ampersand.reports.queries import files, people, releases, sheets, wording
from ampersand.reports.queries.parts import Sheet
from ampersand.safety.queries import pictures

LOOK_AGAIN = "2"  # seconds, until the file is there; the browser does it without scripts
SHEETS: dict[str, Callable[[Viewer, UUID], Sheet]] = {
    "mine": sheets.mine, "together": sheets.together, "team": sheets.team,
}  # fmt: skip


@require_safe
def reports(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What can be read or made of one case, the files there are, and what may leave."""
    viewer = request.viewer
    case = people.any_place(viewer, case_id)
    facts = {
        "case": case,
        "treats": case.treats(viewer),
        "is_member": case.me(viewer) is not None,
        "files": files.of_case(viewer, case_id),
        "releases": releases.of_case(viewer, case),
        "may_release": any(can(viewer, "write", one) for one in _may_be(viewer, case_id)) and not case.ended,
    }
    return render(request, "reports/reports.html", facts)


@require_safe
def mine(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """One's own report: before, now, at the end."""
    return _shown(request, sheets.mine(request.viewer, case_id))


@require_safe
def together(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What all of a couple or family may read, the same for everyone."""
    return _shown(request, sheets.together(request.viewer, case_id))


@require_safe
def team(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Everyone side by side, for those who treat; that it was opened is recorded."""
    sheet = sheets.team(request.viewer, case_id)
    looks.opened(by=request.viewer, case_id=case_id)
    return _shown(request, sheet)


@require_POST
def make(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Have one of them made into a file."""
    form = request.POST.get("form", "")
    if form not in SHEETS:
        raise Hidden
    sheet = SHEETS[form](request.viewer, case_id)
    rest = sheet.case.me(request.viewer) is not None and pictures.rest(request.viewer)
    page = printing.page(sheet, _for_whom(sheet), pictures_rest=rest)
    row = making.make(by=request.viewer, case_id=case_id, form=form, page=page, report_id=_id(request))
    return see_other("reports:report", row.pk)


@require_safe
def report(request: ViewerRequest, report_id: UUID) -> HttpResponse:
    """One file: being made (the page looks again by itself), ready, or failed."""
    one = files.one(request.viewer, report_id)
    case = people.any_place(request.viewer, one.case_id)
    facts: dict[str, Any] = {"one": one, "case": case, "treats": case.treats(request.viewer), "form_id": new_id()}
    if one.release_id:
        facts["release"] = releases.one(request.viewer, one.release_id)
    answer = render(request, "reports/report.html", facts)
    if one.state == Report.State.MAKING:
        answer["Refresh"] = LOOK_AGAIN
    return answer


@require_safe
def file(request: ViewerRequest, report_id: UUID) -> HttpResponse:
    """The file itself. A letter leaves only by `hand_out`; what others show must still be shown."""
    row = files.row(request.viewer, report_id)
    if row.form == Report.Form.LETTER:
        raise Hidden
    if row.form == Report.Form.TOGETHER and _changed(request.viewer, row):
        return render(request, "reports/changed.html", {"case_id": row.case_id}, status=410)
    return pdf(files.opened(row))


@require_POST
def drop(request: ViewerRequest, report_id: UUID) -> HttpResponse:
    """Delete a file now."""
    files.one(request.viewer, report_id)
    case_id = making.drop(by=request.viewer, report_id=report_id)
    if case_id is None:
        raise Hidden
    return see_other("reports:reports", case_id)


def pdf(held: bytes) -> HttpResponse:
    """A file as the browser takes it; its name tells an onlooker nothing."""
    name = _("report")
    answer = HttpResponse(held, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(request: ViewerRequest, sheet: Sheet) -> HttpResponse:
    facts = {
        "sheet": sheet,
        "treats": sheet.case.treats(request.viewer),
        "names": wording.names(sheet.people),
        "form_id": new_id(),
        "may_make": not sheet.is_empty and _may_make(request.viewer, sheet),
    }
    return render(request, "reports/sheet.html", facts)


def _may_make(viewer: Viewer, sheet: Sheet) -> bool:
    owner = None if sheet.case.treats(viewer) else viewer.person_id
    return can(viewer, "write", Report(case_id=sheet.case.id, owner_id=owner))


def _may_be(viewer: Viewer, case_id: UUID) -> tuple[Release, Release]:
    return Release(case_id=case_id, owner_id=viewer.person_id), Release(case_id=case_id)


def _changed(viewer: Viewer, row: Report) -> bool:
    sheet = sheets.together(viewer, row.case_id)
    return sha256(printing.shown(sheet).encode()).hexdigest() != row.shows


def _for_whom(sheet: Sheet) -> str:
    if sheet.form == "mine":
        return _("For you alone.")
    return _("For all who are named.") if sheet.form == "together" else _("For those who treat, and nobody else.")


def _id(request: ViewerRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return new_id()
