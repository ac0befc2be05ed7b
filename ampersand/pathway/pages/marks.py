"""Marking a reason for attention as seen, and showing it again."""

from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ampersand.core.pages import see_other
from ampersand.pathway.actions import seen
from ampersand.pathway.forms.marks import SeenForm
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

NARROWED_BY = ("kind", "name", "about", "attention")


@require_POST
def seen_it(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Note that the viewer has seen a reason; the list says so and offers to take it back."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Hidden
    told = form.cleaned_data
    mark_id = seen.mark(by=request.viewer, case_id=case_id, what=told["what"], upto=told["upto"])
    return see_other(_back(request, seen=str(mark_id)))


@require_POST
def show_again(request: ViewerRequest, mark_id: UUID) -> HttpResponse:
    """Take a mark back."""
    seen.take_back(by=request.viewer, mark_id=mark_id)
    return see_other(_back(request))


def _back(request: ViewerRequest, **more: str) -> str:
    """The list as it was narrowed before the button was pressed; nothing else that a form may say."""
    told = dict(parse_qsl(request.POST.get("among", "")[:500]))
    query = urlencode({key: told[key] for key in NARROWED_BY if key in told} | more)
    return f"/caseload/?{query}" if query else "/caseload/"
