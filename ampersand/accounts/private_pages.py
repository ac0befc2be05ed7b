"""Pages on which nobody stays signed in without a touch: after five minutes the sign-in has ended, for all pages.

A page is marked `private_page`. The middleware notes in the session until when the stay lasts, and whichever request
comes after that finds nobody signed in; so does going back. Opening an ordinary page ends the short stay, not the
sign-in. With scripts the page asks now and then to stay (`still_here`) while somebody types or scrolls, and covers
itself when nobody does. Without scripts nobody can tell that somebody is still writing; therefore a page marked
`takes_late` takes what is sent within a quarter of an hour all the same, and the sign-in ends with it.
Why: docs/decisions/0021-private-pages.md.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from ampersand.core.clock import now
from ampersand.privacy.viewer import NOBODY

Next = Callable[[HttpRequest], HttpResponse]
STAYS = timedelta(minutes=5)
LATE = timedelta(minutes=15)
UNTIL = "stay_until"  # in the session: seconds since 1970


def private_page[**P, R](page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page on which the sign-in ends after five minutes without a touch."""
    page.private_page = True  # type: ignore[attr-defined]
    return page


def takes_late[**P, R](page: Callable[P, R]) -> Callable[P, R]:
    """Mark a private page that takes a form sent after the stay was over; it must answer without leading on."""
    page.takes_late = True  # type: ignore[attr-defined]
    return page


def is_late(request: HttpRequest) -> bool:
    """Whether the form came after the stay was over: the sign-in ends when it is answered."""
    return getattr(request, "stay_over", False)


class PrivateStayMiddleware:
    """Ends the sign-in of whoever did not touch a private page for five minutes."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Look whether the stay is over before anything else does."""
        until = request.session.get(UNTIL)
        instant = now().timestamp()
        request.stay_over = until is not None and instant > until
        if request.stay_over and (request.method != "POST" or instant > until + (LATE - STAYS).total_seconds()):
            _end(request)
        response = self.get_response(request)
        if request.stay_over and not request.viewer.is_nobody:
            _end(request)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Begin, lengthen or end the stay, by the page that is asked for."""
        if request.viewer.is_nobody:
            return
        if request.stay_over:
            if not getattr(view, "takes_late", False):
                _end(request)
        elif getattr(view, "private_page", False):
            request.session[UNTIL] = (now() + STAYS).timestamp()
        elif UNTIL in request.session and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            del request.session[UNTIL]  # a page was opened; what scripts ask for in the background is no touch


def _end(request: Any) -> None:
    request.session.flush()
    request.viewer, request.user, request.called_at = NOBODY, AnonymousUser(), None
