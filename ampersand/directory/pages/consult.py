"""Public pages: asking one or several therapists for a consultation."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.accounts import limits
from ampersand.accounts.devices import network_of
from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.directory import gazetteer
from ampersand.directory.actions import asking
from ampersand.directory.allowances import MAILS, Leave, leave_to_ask
from ampersand.directory.forms import search as carrying
from ampersand.directory.forms.consult import ConsultForm, Stamp, trapped
from ampersand.directory.queries import places
from ampersand.directory.queries import search as queries
from ampersand.privacy.viewer import ViewerRequest


@login_not_required
@csrf_exempt  # changes nothing: it only shows what would be sent
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: ViewerRequest) -> HttpResponse:
    """Everything that would be handed over, and to whom; nothing is stored before it is sent."""
    return _show(request, ConsultForm(initial=_begun(request)), Stamp())


@login_not_required
@csrf_exempt  # whoever asks has no session that could be misused; the stamp says that our form was shown
@require_POST
def send(request: ViewerRequest) -> HttpResponse:
    """Send it."""
    if before := asking.asked_before(Stamp(request.POST.get("stamp", "")).form):
        return _sent(request, before)
    stamp, form = Stamp(request.POST.get("stamp", "")), ConsultForm(request.POST, initial=_begun(request))
    carried = carrying.carried(request.POST)
    people = queries.chosen(request.viewer, carried.who, today(settings.TIME_ZONE))
    problem = _too_few_or_many(len(people)) or trapped(request.POST, stamp)
    if not form.is_valid() or problem:
        return _show(request, form, stamp, problem=problem, status=422)
    mail = form.cleaned_data["mail"]
    leave = leave_to_ask(
        person_id=request.viewer.person_id, network=network_of(request), address=mail,
        therapists=[one.profile_id for one in people],
    )  # fmt: skip
    if leave.minutes:
        return _show(request, form, stamp, leave=leave, status=429)
    asked = asking.ask(
        by=request.viewer, form=stamp.form, slugs=[one.slug for one in people], sent=form.sent(carried.handed),
        zone=form.cleaned_data["zone"], held=leave.by_mail, may_mail=not mail or limits.may(MAILS, mail),
    )  # fmt: skip
    return _sent(request, asked)


def _sent(request: ViewerRequest, asked: asking.Asked) -> HttpResponse:
    if asked.held:
        return render(request, "directory/held.html")
    return see_other("directory:yours", asked.token)


def _show(
    request: ViewerRequest, form: ConsultForm, stamp: Stamp, *, problem: str = "", leave: Leave | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    carried = carrying.carried(request.POST)
    who = carried.who or tuple(request.GET.getlist("who")[: carrying.MOST_ASKED])
    facts: dict[str, Any] = {
        "form": form, "stamp": stamp, "people": queries.chosen(request.viewer, who, today(settings.TIME_ZONE)),
        "carried": carried,
        "asked": carrying.fields_of(carrying.wanted(request)), "problem": problem, "leave": leave,
        "most": carrying.MOST_ASKED,
        "tell_days": settings.ENQUIRY_DAYS[1],
    }  # fmt: skip
    return render(request, "directory/consult.html", facts, status=status)


def _begun(request: ViewerRequest) -> dict[str, Any]:
    """What the form begins with: what was typed before, and where the search was."""
    asked = carrying.wanted(request)
    where = places.whereabouts(asked.place)
    country = where.town.country if where.town else places.home_country()
    zone = where.town.zone if where.town else gazetteer.zone_of_country(country)
    begun: dict[str, Any] = {"country": country, "zone": zone or "UTC"}
    if len(asked.works_with) == 1:
        begun["kind"] = asked.works_with[0]
    if not request.viewer.is_nobody:
        begun["zone"] = request.viewer.time_zone
    for name, text in carrying.carried(request.POST).typed:
        field = name.removeprefix("my-")
        begun[field] = [*begun.get("times", []), text] if field == "times" else text
    return begun


def _too_few_or_many(count: int) -> str:
    if not count:
        return _("Choose whom you want to ask first.")
    if count > carrying.MOST_ASKED:
        return _("Ask up to %(most)s people at once.") % {"most": carrying.MOST_ASKED}
    return ""
