"""One meeting: when, where and with whom; move it, call it off, note who came."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.core.addresses import address
from ampersand.core.clock import now
from ampersand.core.pages import fine_in_room, see_other
from ampersand.meetings.actions import coming, setting
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.forms.setting import CameForm, MoveForm, started
from ampersand.meetings.pages.case import WHY_NOT
from ampersand.meetings.pages.taking import call_off_mine, move_mine
from ampersand.meetings.queries import shown
from ampersand.meetings.queries.shown import Page
from ampersand.meetings.rules.times import here
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@fine_in_room
@require_safe
def meeting(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """When, where and with whom, in the reader's zone and beside it the other's where it differs."""
    page = shown.page(request.viewer, meeting_id)
    mine = page.case.me(request.viewer) is not None and page.case.takes_new
    treats = page.case.treats(request.viewer)
    facts = {"page": page, "meeting": page.meeting, "case": page.case, "treats": treats, "mine": mine}
    if page.leads and page.meeting.is_set and page.meeting.begins_at <= now() and not request.viewer.room_mode:
        facts["came"] = _came(page)
    return render(request, "meetings/meeting.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """Give a meeting another hour."""
    viewer = request.viewer
    page = shown.page(viewer, meeting_id)
    if not page.leads:
        return move_mine(request, page)
    page = _changeable(request, meeting_id)
    at = here(page.meeting.begins_at, viewer.time_zone)
    initial = started(at) | {"minutes": page.meeting.minutes, "revision": page.meeting.revision}
    rooms = shown.rooms(viewer)
    initial["room"] = next((str(key) for key, name in rooms if name == page.meeting.room), "")
    form = MoveForm(viewer.time_zone, rooms, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            _moved(request, meeting_id, form)
            return _onward(request, meeting_id, at.strftime("%Y-%m-%dT%H:%M"), form.cleaned_data["day"])
        except Taken as taken:
            form.add_error("hour", _(WHY_NOT[taken.what]))
        except setting.ChangedElsewhere:
            form.add_error(None, _("The meeting was changed elsewhere meanwhile. Look at it once more."))
    facts = {"page": page, "meeting": page.meeting, "form": form}
    return render(request, "meetings/move.html", facts, status=422 if form.errors else 200)


def _onward(request: ViewerRequest, meeting_id: UUID, was: str, day: date) -> HttpResponse:
    """Back to the week in which it was moved, where that can be undone, or to the meeting."""
    if request.POST.get("from") != "week":
        return see_other("meetings:meeting", meeting_id)
    undone = "" if "undo" in request.POST else f"&moved={meeting_id}&was={was}"
    return see_other(f"{address('meetings:week')}?day={day}{undone}")


def _moved(request: ViewerRequest, meeting_id: UUID, form: MoveForm) -> None:
    data = form.cleaned_data
    setting.move(
        by=request.viewer, meeting_id=meeting_id, at=data["at"], minutes=data["minutes"], revision=data["revision"],
        room_id=form.room_id,
    )  # fmt: skip
    messages.success(request, _("Moved. Whoever takes part sees it."))


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """Say that a meeting does not take place, or did not, after being asked."""
    page = shown.page(request.viewer, meeting_id)
    if not page.leads:
        return call_off_mine(request, page)
    if not page.case.takes_new:
        raise Hidden
    if request.method == "POST":
        setting.call_off(by=request.viewer, meeting_id=meeting_id, and_later=request.POST.get("which") == "later")
        messages.success(request, _("Called off. Whoever takes part sees it."))
        return see_other("meetings:of_case", page.case.id)
    return render(request, "meetings/call_off.html", {"page": page, "meeting": page.meeting})


@require_http_methods(["POST"])
def note_attendance(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """Keep who came, came later, or was not there."""
    page = shown.page(request.viewer, meeting_id)
    if not (page.leads and page.meeting.is_set and page.meeting.begins_at <= now()):
        raise Hidden
    forms = [(person, CameForm(person.name, request.POST, prefix=str(person.person_id))) for person in page.people]
    if [form for _person, form in forms if not form.is_valid()]:
        facts = {"page": page, "meeting": page.meeting, "case": page.case, "treats": True, "came": forms}
        return render(request, "meetings/meeting.html", facts, status=422)
    told = {person.person_id: (form.cleaned_data["how"], form.cleaned_data["minutes"] or 0) for person, form in forms}
    coming.note(by=request.viewer, meeting_id=meeting_id, how=told)
    messages.success(request, _("Noted."))
    return see_other("meetings:meeting", meeting_id)


def _changeable(request: ViewerRequest, meeting_id: UUID) -> Page:
    page = shown.page(request.viewer, meeting_id)
    if not (page.leads and page.may_change):
        raise Hidden
    return page


def _came(page: Page) -> list[tuple[object, CameForm]]:
    found: list[tuple[object, CameForm]] = []
    for person in page.people:
        how, minutes = page.attendance.get(person.person_id, ("came", 0))
        initial = {"how": how, "minutes": minutes or None}
        found.append((person, CameForm(person.name, prefix=str(person.person_id), initial=initial)))
    return found
