"""My progress, our progress: what changed, in plain words."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.privacy.viewer import ViewerRequest
from ampersand.reports.queries import progress


@require_safe
def my_progress(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """My own lines in words, what we agreed, what got better."""
    return render(request, "reports/my_progress.html", {"page": progress.mine(request.viewer, case_id)})


@require_safe
def our_progress(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Our goals as paths, what got better, and what each of us shows the others."""
    return render(request, "reports/our_progress.html", {"page": progress.ours(request.viewer, case_id)})
