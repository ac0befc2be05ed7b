"""Public pages: finding a therapist, and one therapist's page."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.directory.forms import search as form
from ampersand.directory.queries import listings, places
from ampersand.directory.queries import search as queries
from ampersand.directory.rules.search import Wanted
from ampersand.privacy.viewer import ViewerRequest


@login_not_required
@csrf_exempt  # changes nothing, so it needs no token, and looking around leaves no cookie behind
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: ViewerRequest) -> HttpResponse:
    """Look for a therapist. What is typed comes by POST; what may be shared then stands in the address."""
    asked, carried = form.wanted(request), form.carried(request.POST)
    if (at := form.here(request.POST)) and (town := places.nearest(*at)):
        asked = replace(asked, place=places.place(town))
    where = places.whereabouts(asked.place)
    if where.town:
        asked = replace(asked, place=places.place(where.town))
    if request.method == "POST" and not carried and form.has_address(asked) and not where.unclear:
        return see_other(reverse("directory:find") + form.address_of(asked))
    facts = _facts(asked, carried, where)
    shown: set[str] = set()
    if not where.unclear:
        facts["results"] = found = queries.results(request.viewer, asked, where, today(settings.TIME_ZONE))
        shown = {one.slug for one in found.people}
    facts["others_chosen"] = [slug for slug in carried.who if slug not in shown]
    return render(request, "directory/find.html", facts)


@login_not_required
@csrf_exempt  # changes nothing
@require_http_methods(["GET", "HEAD", "POST"])
def therapist(request: ViewerRequest, listed: str) -> HttpResponse:
    """One therapist's page, as their practice published it."""
    page = listings.published(request.viewer, listed, today(settings.TIME_ZONE))
    facts = {"page": page, "carried": form.carried(request.POST), "asked": form.fields_of(form.wanted(request))}
    facts["address"] = form.address_of(form.wanted(request))
    return render(request, "directory/therapist.html", facts)


@login_not_required
@require_safe
def photo(request: ViewerRequest, digest: str, size: str) -> HttpResponse:
    """A photo under an address that holds its hash, kept for a week by the browser that saw it."""
    data = listings.photo(request.viewer, digest, size)
    headers = {"Cache-Control": "private, max-age=604800, immutable"}
    return HttpResponse(data, content_type="image/jpeg", headers=headers)


def _facts(asked: Wanted, carried: form.Carried, where: places.Whereabouts) -> dict[str, Any]:
    currency = queries.currency_at(where)
    return {
        "asked": asked,
        "carried": carried,
        "where": where,
        "place_typed": where.typed or asked.place,
        "choices": form.choices(asked, currency, miles=where.miles),
        "shareable": form.has_address(asked),
        "searched": (asked.is_anything or bool(asked.place)) and not where.unclear,
        "most": form.MOST_ASKED,
    }
