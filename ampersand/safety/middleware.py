"""Before the first sensitive page one reads how to leave fast; in room mode no page opens that is not made for it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from ampersand.accounts.rules.reaching import Shared
from ampersand.core.offline import KEPT, forget_copy
from ampersand.core.pages import see_other
from ampersand.safety.queries import preferences

Next = Callable[[HttpRequest], HttpResponse]
TOLD = "told"  # in the session: this person has read it, on whatever device


class ToldFirstMiddleware:
    """Leads a signed-in person to the page about leaving, once, before a page marked `sensitive`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead there, unless the page is an ordinary one or the person was told. One query per sign-in."""
        if not getattr(view, "sensitive", False) or request.method not in {"GET", "HEAD"}:
            return None
        if request.viewer.is_nobody or request.session.get(TOLD):
            return None
        if preferences.was_told(request.viewer):
            request.session[TOLD] = True
            return None
        return see_other(f"{reverse('safety:before_you_go_on')}?{urlencode({'next': request.path})}")


class ForgetCopiesMiddleware:
    """Signing out, leaving fast and saying that others use the device take the copies of pages from it.

    Other answers cost nothing.
    """

    ENDS = frozenset({"safety:leave", "accounts:sign_out", "account_logout"})

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if KEPT in request.COOKIES and self._ends(request):
            forget_copy(request, response)
        return response

    def _ends(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        if match is None:
            return False
        if match.view_name == "accounts:safe_contact":
            return request.POST.get("shared_device") == Shared.YES
        if match.view_name not in self.ENDS:
            return False
        return request.method == "POST" or match.view_name == "safety:leave"


class RoomModeMiddleware:
    """Shows the same calm page in room mode in place of every page that is not marked as fine there."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Stand in its place before anything of it is read; what was sent to it is not done."""
        if not request.viewer.room_mode or getattr(view, "fine_in_room", False):
            return None
        if not getattr(view, "login_required", True):
            return None
        status = 200 if request.method in {"GET", "HEAD"} else 409
        return render(request, "safety/hidden_in_room.html", status=status)
