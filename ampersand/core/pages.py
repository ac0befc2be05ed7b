"""Small helpers that every page uses, and the pages for when something went wrong."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """Go on to another page with GET, after a form was taken."""
    return HttpResponseRedirect(resolve_url(to, *args, **kwargs), status=303)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or did not come from one of our pages."""
    return render(request, "core/form_expired.html", status=403)


def sensitive[**P, R](page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page before which someone must have read how to leave fast; `safety` leads there once per person."""
    page.sensitive = True  # type: ignore[attr-defined]
    return page
