"""The copy of a plan that a device may keep: a small worker whose reach is the plan's own page, and nothing else."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ampersand.core.offline import is_worker, worker
from ampersand.privacy.viewer import ViewerRequest


@require_safe
@is_worker
def plan_worker(request: ViewerRequest) -> HttpResponse:
    """The worker itself; its address gives it its reach."""
    return worker()
