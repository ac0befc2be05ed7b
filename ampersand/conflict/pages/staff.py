"""Rows of a case for those who treat it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.cases.rules.audience import Audience
from ampersand.conflict.actions import looks
from ampersand.conflict.pages import comparing, showing
from ampersand.conflict.queries import treated
from ampersand.conflict.queries.entries import OneEntry
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def of_case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """How often, how hot, how often mended, the loop, and what each lets the therapist read; the look is recorded."""
    viewer = request.viewer
    page = treated.page(viewer, case_id)
    looks.opened(by=viewer, case_id=case_id)
    facts = {
        "page": page,
        "case": page.case,
        "tab": "rows",
        "entries": [showing.row(viewer, page.case, one) | {"writer": _writer(page, one)} for one in page.latest],
        "pairs": [comparing.listed(page.case, viewer, one) for one in page.open_pairs],
        "readers": page.case.readers(showing.KIND, Audience.ME_AND_THERAPIST),
    }
    return render(request, "conflict/of_case.html", facts)


def _writer(page: treated.Page, one: OneEntry) -> object:
    return next((member.someone for member in page.members if member.someone.person_id == one.person_id), None)
