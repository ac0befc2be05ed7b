"""What the office sees of releases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.privacy.viewer import ViewerRequest
from ampersand.reports.queries import office as reads


@require_safe
def office(request: ViewerRequest) -> HttpResponse:
    """To whom something may leave, until when, and who has signed; for the administrator."""
    page, rows = reads.page(request.viewer, request.GET.get("page"))
    return render(request, "reports/office.html", {"page": page, "rows": rows})
