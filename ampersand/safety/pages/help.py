"""Get help now: whom to call, by country and need. Open to everyone; for a visitor no query is made, no cookie set."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import preferences
from ampersand.safety.queries import lines
from ampersand.safety.queries import preferences as chosen
from ampersand.safety.rules.needs import answers

LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer


@login_not_required
@require_safe
def help(request: ViewerRequest) -> HttpResponse:
    """The lines of the country that the person chose to have remembered; else every country to choose from."""
    code = _remembered(request)
    return _country(request, code, remembered=True) if code else countries(request)


@login_not_required
@require_safe
def countries(request: ViewerRequest) -> HttpResponse:
    """Every country with its emergency numbers."""
    return render(request, "safety/help.html", {"countries": lines.countries(), "directories": lines.directories()})


@login_not_required
@require_safe
def help_in(request: ViewerRequest, country: str) -> HttpResponse:
    """What one country has, in the order of need."""
    return _country(request, country, remembered=_remembered(request) == country)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def remember_country(request: ViewerRequest, country: str) -> HttpResponse:
    """Keep the country: in the account of someone who has one, else on this device; what that means is said first."""
    one = lines.country(country)
    if request.method != "POST":
        return render(request, "safety/remember_country.html", {"country": one})
    response = see_other("safety:help")
    if not request.viewer.is_nobody:
        preferences.remember_country(by=request.viewer, country=one.code)
        return response
    response.set_cookie(
        chosen.COUNTRY_COOKIE, one.code, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


@login_not_required
@require_POST
def forget_country(request: ViewerRequest) -> HttpResponse:
    """Forget the country, in the account and on this device."""
    if not request.viewer.is_nobody:
        preferences.remember_country(by=request.viewer, country="")
    response = see_other("safety:countries")
    response.delete_cookie(chosen.COUNTRY_COOKIE)
    return response


def _remembered(request: ViewerRequest) -> str:
    return chosen.remembered_country(request.viewer, request.COOKIES)


def _country(request: ViewerRequest, code: str, *, remembered: bool) -> HttpResponse:
    one = lines.country(code)
    context = {
        "country": one,
        "answers": answers(one),
        "directories": lines.directories(),
        "remembered": remembered,
        "where": _("in your account") if not request.viewer.is_nobody else _("on this device"),
    }
    return render(request, "safety/help_in.html", context)
