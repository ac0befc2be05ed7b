"""Members of a case take times: offered in their own zone, with the other's beside it where it differs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.accounts.rules.zones import place_of
from ampersand.core.pages import see_other
from ampersand.meetings.actions import booking
from ampersand.meetings.actions.booking import TooLate
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.forms.taking import TimesForm, key_of
from ampersand.meetings.models import Meeting
from ampersand.meetings.queries import offers, shown
from ampersand.meetings.queries.offers import Offer
from ampersand.meetings.queries.shown import Page
from ampersand.meetings.rules.times import here
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest


@dataclass(frozen=True)
class Choice:
    """One time on the page: how the form names it, when, and what clocks of the others show."""

    key: str
    at: datetime
    elsewhere: tuple[tuple[str, str, str], ...]  # name, place, hour


@require_http_methods(["GET", "HEAD", "POST"])
def times(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Times that are free, for all of a case or for oneself alone; one is chosen."""
    alone = request.GET.get("alone") == "yes"
    offer = offers.offered(request.viewer, case_id, alone=alone)

    def take(at: datetime, form_id: UUID) -> HttpResponse:
        row = booking.take(by=request.viewer, case_id=case_id, at=at, meeting_id=form_id, alone=alone)
        proposed = row.state == Meeting.State.PROPOSED
        said = _("Proposed. It stands as soon as it suits everyone.") if proposed else _("Set.")
        messages.success(request, said)
        return see_other("meetings:meeting", row.pk)

    return _choose(request, offer, take, None)


def move_mine(request: ViewerRequest, page: Page) -> HttpResponse:
    """Another time for a meeting that the viewer takes part in; of one of all it is proposed."""
    if not page.may_change or page.case.me(request.viewer) is None or page.meeting.replaces_id:
        raise Hidden
    held = Meeting(pk=page.meeting.id, begins_at=page.meeting.begins_at, ends_at=page.meeting.ends_at)
    alone = page.meeting.person_id is not None
    offer = offers.offered(request.viewer, page.case.id, alone=alone, instead_of=held)

    def move(at: datetime, form_id: UUID) -> HttpResponse:
        row = booking.propose_move(by=request.viewer, meeting_id=held.pk, at=at, new_id=form_id)
        proposed = row.state == Meeting.State.PROPOSED
        said = _("Proposed. What is set stays until it suits everyone.") if proposed else _("Moved.")
        messages.success(request, said)
        return see_other("meetings:meeting", row.pk)

    return _choose(request, offer, move, page)


@require_POST
def answer(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """Say whether a proposed time suits."""
    page = shown.page(request.viewer, meeting_id)
    row = booking.answer(by=request.viewer, meeting_id=meeting_id, suits=request.POST.get("suits") == "yes")
    if row is None:
        messages.success(request, _("Told. The time is free again; propose another if you like."))
        return see_other("meetings:of_case", page.case.id)
    if row.state == Meeting.State.SET:
        messages.success(request, _("It suits everyone, so it stands."))
    else:
        messages.success(request, _("Thank you. It stands as soon as it suits everyone."))
    return see_other("meetings:meeting", row.pk)


@require_POST
def earlier(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """Wait for an earlier time, or no longer."""
    wants = request.POST.get("wants") == "yes"
    booking.wait_for_earlier(by=request.viewer, meeting_id=meeting_id, wants=wants)
    said = _("We tell you when an earlier time becomes free.") if wants else _("We do not tell you any more.")
    messages.success(request, said)
    return see_other("meetings:meeting", meeting_id)


def call_off_mine(request: ViewerRequest, page: Page) -> HttpResponse:
    """Call off a meeting that the viewer takes part in, after being asked."""
    if not page.may_change or page.case.me(request.viewer) is None:
        raise Hidden
    if request.method == "POST":
        booking.call_off(by=request.viewer, meeting_id=page.meeting.id)
        messages.success(request, _("Called off. Whoever takes part is told, without a reason."))
        return see_other("meetings:of_case", page.case.id)
    return render(request, "meetings/call_off.html", {"page": page, "meeting": page.meeting})


def _choose(
    request: ViewerRequest, offer: Offer, do: Callable[[datetime, UUID], HttpResponse], page: Page | None
) -> HttpResponse:
    form = TimesForm(offer.slots, request.POST if request.method == "POST" else None)
    if form.is_bound and (held := shown.made_by_form(request.viewer, request.POST.get("form_id", ""))):
        return see_other("meetings:meeting", held)  # sent twice
    if form.is_valid():
        try:
            return do(form.cleaned_data["at"], form.cleaned_data["form_id"])
        except Taken:
            form.add_error("at", _("Somebody was quicker. Choose another time."))
        except TooLate:
            form.add_error("at", _("It is too near to change it here. Please call your therapist."))
    readers = shown.readers(offer.case, offer.person_id)
    facts = {
        "offer": offer, "case": offer.case, "form": form, "days": _by_day(request.viewer, offer), "page": page,
        "joint": offer.person_id is None and offer.case.is_shared, "readers": readers,
    }  # fmt: skip
    return render(request, "meetings/times.html", facts, status=422 if form.errors else 200)


def _by_day(viewer: Viewer, offer: Offer) -> list[tuple[date, list[Choice]]]:
    others = offer.case.others(viewer) if offer.person_id is None else ()
    zones = shown.zones_of(viewer, offer.case) if others else {}
    away = [(one.name, zones.get(one.person_id, viewer.time_zone)) for one in others]
    found: dict[date, list[Choice]] = {}
    for slot in offer.slots:
        mine = here(slot.at, viewer.time_zone)
        there = tuple(
            (name, place_of(zone), f"{at:%H:%M}")
            for name, zone in away
            if (at := here(slot.at, zone)).utcoffset() != mine.utcoffset()
        )
        found.setdefault(mine.date(), []).append(Choice(key_of(slot.at), slot.at, there))
    return list(found.items())
