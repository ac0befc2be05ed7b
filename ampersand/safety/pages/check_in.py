"""The private check as its owner meets it: a check-in like any other, sent once, never shown again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.accounts.private_pages import is_late, private_page, takes_late
from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other, sensitive
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import checks as verbs
from ampersand.safety.actions import private_word as words
from ampersand.safety.forms import private_check as forms
from ampersand.safety.queries import checks as queries
from ampersand.safety.queries.check_form import form
from ampersand.safety.queries.readers import safety_lead


@sensitive
@private_page
@takes_late
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: ViewerRequest, ask_id: UUID) -> HttpResponse:
    """Eleven questions at one address; afterwards the same calm page, whatever was answered."""
    one = queries.own(request.viewer, ask_id)
    if request.method != "POST" or not one.is_open:
        return _ask(request, one, forms.Sheet()) if one.is_open else _done(request, one)
    sheet = forms.read(request.POST)
    if sheet.gaps:
        return _ask(request, one, sheet, status=422)
    verbs.send(by=request.viewer, ask_id=ask_id, told=sheet.told)
    return _done(request, one) if is_late(request) else see_other("safety:check_in", ask_id)


@require_POST
def private_word(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Tell the therapist quietly that a word alone would be welcome."""
    if words.ask_for_a_word(by=request.viewer, case_id=case_id):
        messages.success(request, _("Your therapist will see that you would like a word. Nobody watches this live."))
    else:
        messages.info(request, _("No one at this service sees this: there is no therapist here now."))
    return see_other("overview:my_space")


def _ask(request: ViewerRequest, one: queries.Own, sheet: forms.Sheet, status: int = 200) -> HttpResponse:
    facts = {"asks": forms.asks(one.reader, sheet), "minutes": form().minutes, "gaps": bool(sheet.gaps)}
    return render(request, "safety/check_in.html", facts | _who(request, one), status=status)


def _done(request: ViewerRequest, one: queries.Own) -> HttpResponse:
    return render(request, "safety/check_in_done.html", _who(request, one))


def _who(request: ViewerRequest, one: queries.Own) -> dict[str, Any]:
    """Who reads the answers, by the table: those who lead the case, and the safety lead of the practice."""
    case = cases.one(request.viewer, one.case_id)
    reading = case.readers(Kind.PRIVATE_CHECK, Audience.ME_AND_THERAPIST)
    return {"readers": [*reading, safety_lead()], "is_read": bool(reading), "kind": case.kind}
