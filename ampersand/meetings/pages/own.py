"""Each person's own calendar: the secret feed, reminders, one appointment as a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.addresses import address
from ampersand.core.pages import see_other
from ampersand.meetings import ics
from ampersand.meetings.actions import own
from ampersand.meetings.queries import feeds
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

TYPE = "text/calendar; charset=utf-8"


class RemindForm(forms.Form):
    """How long before a meeting one is reminded."""

    remind = forms.TypedChoiceField(
        coerce=int,
        label=_l("When we write to you"),
        widget=forms.RadioSelect,
        choices=[
            (72, _l("Three days before, in time to move it")), (24, _l("The day before")),
            (2, _l("Two hours before")), (0, _l("Not at all")),
        ],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: ViewerRequest) -> HttpResponse:
    """My reminders, and my meetings in my own calendar program."""
    held = feeds.mine(request.viewer)
    form = RemindForm(request.POST or None, initial={"remind": held.remind})
    if form.is_valid():
        own.remind(by=request.viewer, hours=form.cleaned_data["remind"])
        messages.success(request, _("Kept."))
        return see_other("meetings:my_calendar")
    return _mine(request, form, {}, 422 if form.errors else 200)


@require_POST
def make_feed(request: ViewerRequest) -> HttpResponse:
    """A new secret address; shown this once."""
    token = own.make_feed(by=request.viewer)
    held = feeds.mine(request.viewer)
    secret = settings.ADDRESS + address("meetings:feed", token)
    return _mine(request, RemindForm(initial={"remind": held.remind}), {"secret": secret})


@require_POST
def revoke_feed(request: ViewerRequest) -> HttpResponse:
    """The secret address stops."""
    own.revoke_feed(by=request.viewer)
    messages.success(request, _("Stopped. Calendar programs find nothing there any more."))
    return see_other("meetings:my_calendar")


@login_not_required
@require_safe
def feed(request: ViewerRequest, token: str) -> HttpResponse:
    """One person's appointments, for whoever has the secret address."""
    viewers = feeds.holder(token)
    assert viewers[0].person_id, "a feed is somebody's"
    return _file(ics.feed(feeds.appointments(viewers), viewers[0].person_id))


@require_safe
def appointment(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """One appointment as a file that a calendar program opens."""
    if request.viewer.person_id is None:
        raise Hidden
    one = feeds.appointment(request.viewer, meeting_id)
    return _file(ics.feed([one], request.viewer.person_id), name="appointment.ics")


def _file(content: bytes, name: str = "") -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return HttpResponse(content, content_type=TYPE, headers=headers)


def _mine(request: ViewerRequest, form: RemindForm, more: dict[str, Any], status: int = 200) -> HttpResponse:
    facts = {"held": feeds.mine(request.viewer), "form": form} | more
    return render(request, "meetings/my_calendar.html", facts, status=status)
