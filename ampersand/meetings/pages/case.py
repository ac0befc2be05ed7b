"""The meetings of a case: for its members, and for those who treat, who set them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.pages import fine_in_room, see_other
from ampersand.core.templatetags.look import moment
from ampersand.meetings.actions import setting
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.actions.setting import Made
from ampersand.meetings.forms.setting import SetForm
from ampersand.meetings.queries import offers, shown
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

WHY_NOT = {
    "therapist": "You have another meeting then, or the rest after one.",
    "room": "The room is taken then.",
    "away": "You are away then.",
}


@fine_in_room
@require_safe
def of_case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What comes and what was; members see the joint ones and their own. In room mode the joint ones alone."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < len(number) < 5 else 1
    found = shown.of_case(request.viewer, case_id, max(1, page))
    facts = {
        "found": found, "case": found.case, "treats": found.case.treats(request.viewer), "page": page,
        "leads": found.case.leads(request.viewer) and not request.viewer.room_mode,
        "readers": shown.readers(found.case, None), "offers": offers.open_to(request.viewer, found.case),
    }  # fmt: skip
    return render(request, "meetings/of_case.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def set_meeting(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Set a meeting, or a series of them."""
    viewer = request.viewer
    case = cases.one(viewer, case_id)
    if not case.leads(viewer) or not case.takes_new:
        raise Hidden
    sent = request.POST if request.method == "POST" else None
    form = SetForm(case, viewer.time_zone, shown.rooms(viewer), sent, initial=_asked(request, case))
    if form.is_valid():
        try:
            made = _made(viewer, case, form)
        except Taken as taken:
            form.add_error("hour", _(WHY_NOT[taken.what]))
        else:
            _tell(request, made)
            return see_other("meetings:of_case", case_id)
    facts = {"case": case, "form": form, "readers": shown.readers(case, None)}
    return render(request, "meetings/set_meeting.html", facts, status=422 if form.errors else 200)


def _asked(request: HttpRequest, case: OneCase) -> dict[str, Any]:
    """What a link has filled in already: a day, an hour."""
    initial: dict[str, Any] = {"minutes": 75 if case.is_shared else 50}
    for name in ("day", "hour"):
        if value := request.GET.get(name, "")[:10]:
            initial[name] = value
    return initial


def _made(viewer: Viewer, case: OneCase, form: SetForm) -> Made:
    data = form.cleaned_data
    told = {"minutes": data["minutes"], "person_id": form.person_id, "room_id": form.room_id}
    if not data["every"]:
        return Made((setting.set_meeting(by=viewer, case_id=case.id, at=data["at"], zone=form.zone, **told),))
    first: date = data["day"]
    return setting.set_series(
        by=viewer, case_id=case.id, first=first, hour=data["hour"], zone=form.zone, every_weeks=int(data["every"]),
        number=data["number"], series=data["form_id"], **told,
    )  # fmt: skip


def _tell(request: ViewerRequest, made: Made) -> None:
    count = len(made.meetings)
    messages.success(
        request, ngettext("Set. Whoever takes part sees it.", "%(count)s meetings are set.", count) % {"count": count}
    )
    if made.left_out:
        days = get_text_list([str(moment(at, request.viewer)) for at in made.left_out], _("and"))
        messages.info(request, _("Left out, since that time was not free: %(days)s") % {"days": _plain(days)})


def _plain(text: str) -> str:
    """Without the marks of a time, for a message."""
    import re

    return re.sub(r"<[^>]+>", "", text)
