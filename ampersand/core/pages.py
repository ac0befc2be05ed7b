"""Small helpers that every page uses, and the pages for when something went wrong."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ampersand.core.addresses import address


def see_other(to: str, *parts: Any) -> HttpResponseRedirect:
    """Go on to another page, by its name and the parts of its address or by the address, after a form was taken."""
    return HttpResponseRedirect(to if to.startswith("/") else address(to, *parts), status=303)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or did not come from one of our pages."""
    return render(request, "core/form_expired.html", status=403)


def wants_part(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which swaps in the part that changes (`core/js/live.js`), and not a browser."""
    return "Part" in request.headers


def sensitive[**P, R](page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page before which someone must have read how to leave fast; `safety` leads there once per person."""
    page.sensitive = True  # type: ignore[attr-defined]
    return page


def fine_in_room[**P, R](page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that may be opened in room mode: it shows nothing but what everyone in the room may see."""
    page.fine_in_room = True  # type: ignore[attr-defined]
    return page
