"""What visitors may read: plain words with their sources. No query, no cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.guide import content, showing
from ampersand.guide.rules.prose import READING
from ampersand.privacy.viewer import ViewerRequest


@login_not_required
@require_safe
def compare(request: ViewerRequest) -> HttpResponse:
    """One to one, as a couple, as a family: side by side."""
    return _page(request, "compare")


@login_not_required
@require_safe
def approaches(request: ViewerRequest) -> HttpResponse:
    """What each approach is like."""
    return _page(request, "approaches")


@login_not_required
@require_safe
def aims(request: ViewerRequest) -> HttpResponse:
    """What goals in therapy are."""
    return _page(request, "aims")


@login_not_required
@require_safe
def online(request: ViewerRequest) -> HttpResponse:
    """Online or in person."""
    return _page(request, "online")


@login_not_required
@require_safe
def evidence(request: ViewerRequest) -> HttpResponse:
    """What is known, and what is not."""
    return _page(request, "evidence")


@login_not_required
@require_safe
def each_alone(request: ViewerRequest) -> HttpResponse:
    """How joint meetings begin: each alone first."""
    return _page(request, "each_alone")


@login_not_required
@require_safe
def about(request: ViewerRequest) -> HttpResponse:
    """What this place is, and what else there is to read."""
    return _page(request, "about")


def _page(request: ViewerRequest, name: str) -> HttpResponse:
    facts = {"page": content.page(name), "find": showing.address("directory:find"), "others": _others(name)}
    return render(request, f"guide/{name if name in OWN else 'prose'}.html", facts)


OWN = ("compare", "approaches", "about")  # pages with a template of their own


def _others(name: str) -> list[tuple[str, str]]:
    pages = content.guide().pages[content.language()]
    return [(showing.address(f"guide:{one}"), pages[one].heading) for one in READING if one != name]
