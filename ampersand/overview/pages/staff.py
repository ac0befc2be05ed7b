"""The pages that staff live in: the caseload and a case."""

from uuid import UUID

from django.http import HttpResponse

from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


def caseload(request: ViewerRequest) -> HttpResponse:
    """Every case of mine."""
    raise Hidden


def case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """One case."""
    return see_other("cases:people", case_id)
