"""The copy of a plan that a device may keep: a small worker whose reach is the plan's own page, and nothing else."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from ampersand.privacy.viewer import ViewerRequest

# This page alone may start a worker; everywhere else the content policy forbids them.
_HERE: dict[str, Any] = {**settings.SECURE_CSP, "worker-src": [CSP.SELF]}
keeps = csp_override(_HERE)


@require_safe
@csp_override({"default-src": [CSP.NONE], "connect-src": [CSP.SELF]})
def plan_worker(request: ViewerRequest) -> HttpResponse:
    """The worker itself; its address gives it its reach: the plan's page and what lies below it."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@cache
def _worker() -> str:
    return (Path(__file__).parents[1] / "static/safety/plan-worker.js").read_text(encoding="utf-8")
