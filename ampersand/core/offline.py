"""A copy of one page that a device may keep: a small worker whose reach is that page, and how the copy goes again."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

KEPT = "kept"  # a cookie that such a page sets when this device keeps a copy
_HERE: dict[str, Any] = {**settings.SECURE_CSP, "worker-src": [CSP.SELF]}
keeps = csp_override(_HERE)  # a page so marked may start a worker; everywhere else the content policy forbids them
is_worker = csp_override({"default-src": [CSP.NONE], "connect-src": [CSP.SELF]})


def worker() -> HttpResponse:
    """The worker itself; the address it is served at gives it its reach: the page and what lies below it."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


def forget_copy(request: HttpRequest, response: HttpResponse) -> None:
    """Take every copy from the device, if one is kept there."""
    if KEPT in request.COOKIES:
        response.headers["Clear-Site-Data"] = '"storage"'
        response.delete_cookie(KEPT, samesite="Lax")


@cache
def _worker() -> str:
    return (Path(__file__).parent / "static/core/js/copy-worker.js").read_text(encoding="utf-8")
