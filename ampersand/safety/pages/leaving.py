"""Leaving fast, and staying safer online. Open to everyone."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.privacy.viewer import ViewerRequest


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
@require_safe
def safer_online(request: ViewerRequest) -> HttpResponse:
    """What the way out does and does not do, and what helps more."""
    return render(request, "safety/safer_online.html")
