"""The library of instruments that a practice may use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.measures.queries import library
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def instruments(request: ViewerRequest) -> HttpResponse:
    """Every instrument of the library, by what it asks about."""
    entries = library.library(request.viewer)
    facts = {
        "relationship": [entry for entry in entries if entry.about == "relationship"],
        "oneself": [entry for entry in entries if entry.about != "relationship"],
    }
    return render(request, "measures/instruments.html", facts)


@require_safe
def instrument(request: ViewerRequest, slug: str) -> HttpResponse:
    """One instrument: its words with the owner's terms, its numbers with their sources."""
    shown = library.one(request.viewer, slug)
    return render(request, "measures/instrument.html", {"shown": shown, "scales": library.scales(shown.questions)})
