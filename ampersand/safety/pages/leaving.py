"""Leaving fast, and staying safer online. Open to everyone."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import preferences
from ampersand.safety.middleware import TOLD


@csrf_exempt  # a page that expired must still let the person leave; nobody gains by signing another out
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: ViewerRequest) -> HttpResponse:
    """End the session at once and lead to a neutral page."""
    if request.method != "HEAD":
        logout(request)
    response = HttpResponseRedirect(settings.EXIT_ADDRESS, status=303)
    response.delete_cookie("messages")
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def before_you_go_on(request: ViewerRequest) -> HttpResponse:
    """How to leave fast, read before the first page that somebody might not want seen; then on to that page."""
    if request.method != "POST":
        return render(request, "safety/before_you_go_on.html", {"next": _inside(request.GET.get("next", ""))})
    if not request.viewer.is_nobody:
        preferences.note_told(by=request.viewer)
        request.session[TOLD] = True
    return see_other(_inside(request.POST.get("next", "")) or "/")


@login_not_required
@require_safe
def safer_online(request: ViewerRequest) -> HttpResponse:
    """What the way out does and does not do, and what helps more."""
    return render(request, "safety/safer_online.html")


def _inside(address: str) -> str:
    """The address if it is one of our own pages, else ""."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else ""
