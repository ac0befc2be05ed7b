"""A therapist's week and day, working hours, days away; and for the office the rooms."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.core.clock import now
from ampersand.core.pages import see_other
from ampersand.meetings.actions import times
from ampersand.meetings.forms.times import AwayForm, HoursForm, RoomForm, RulesForm
from ampersand.meetings.queries import calendar, shown
from ampersand.meetings.queries.calendar import Days, Entry
from ampersand.meetings.rules.times import here, monday
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

RULES = tuple(RulesForm.base_fields)


@require_safe
def week(request: ViewerRequest) -> HttpResponse:
    """The viewer's week, in which meetings can be moved."""
    day = chosen_day(request)
    found = calendar.week(request.viewer, day)
    first = monday(day)
    facts = {
        "found": found, "first": first, "last": first + timedelta(days=6), "before": first - timedelta(days=7),
        "after": first + timedelta(days=7), "this": first == monday(_today(request)),
        "moved": _moved(request, found),
    }  # fmt: skip
    return render(request, "meetings/week.html", facts)


@require_safe
def day(request: ViewerRequest) -> HttpResponse:
    """One day of the viewer, to read and to print."""
    on = chosen_day(request)
    found = calendar.one_day(request.viewer, on)
    facts = {
        "found": found, "day": found.days[0], "on": on, "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
    }  # fmt: skip
    return render(request, "meetings/day.html", facts)


@require_safe
def choose(request: ViewerRequest) -> HttpResponse:
    """With whom to meet, at a time that was pressed in the calendar."""
    calendar.settings(request.viewer)
    given = {name: request.GET.get(name, "")[:10] for name in ("day", "hour")}
    return render(request, "meetings/choose.html", {"found": calendar.cases_to_meet(request.viewer), "given": given})


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: ViewerRequest) -> HttpResponse:
    """Working hours, and by which rules times are offered."""
    viewer = request.viewer
    held, rooms = calendar.settings(viewer), shown.rooms(viewer)
    rules = request.POST if "rest" in request.POST else None
    one = request.POST if "weekday" in request.POST else None
    rules_form = RulesForm(rules, initial={name: getattr(held, name) for name in RULES})
    form = HoursForm(viewer.time_zone, rooms, one)
    if rules_form.is_bound and rules_form.is_valid():
        times.settle(by=viewer, told=rules_form.cleaned_data)
        messages.success(request, _("Kept."))
        return see_other("meetings:hours")
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        told = {name: data[name] for name in ("weekday", "begins", "ends", "zone")}
        if times.add_hours(by=viewer, room_id=form.room_id, **told) is not None:
            messages.success(request, _("Added."))
            return see_other("meetings:hours")
        form.add_error("begins", _("Some hours begin then already."))
    facts = {"hours": calendar.hours(viewer), "form": form, "rules": rules_form}
    bad = form.errors or rules_form.errors
    return render(request, "meetings/hours.html", facts, status=422 if bad else 200)


@require_POST
def remove_hours(request: ViewerRequest, hours_id: UUID) -> HttpResponse:
    """Take working hours away."""
    times.remove_hours(by=request.viewer, hours_id=hours_id)
    messages.success(request, _("Taken away. Meetings that were set stay."))
    return see_other("meetings:hours")


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: ViewerRequest) -> HttpResponse:
    """Breaks, trainings and holidays."""
    viewer = request.viewer
    calendar.settings(viewer)
    form = AwayForm(viewer.time_zone, request.POST or None, initial={"why": "other"})
    if form.is_valid():
        data = form.cleaned_data
        told = {name: data[name] for name in ("begins_at", "ends_at", "why")}
        times.go_away(by=viewer, away_id=data["form_id"], **told)
        messages.success(request, _("Kept. Nobody is offered a time then; meetings that were set stay."))
        return see_other("meetings:away")
    facts = {"form": form, "away": calendar.away(viewer)}
    return render(request, "meetings/away.html", facts, status=422 if form.errors else 200)


@require_POST
def come_back(request: ViewerRequest, away_id: UUID) -> HttpResponse:
    """Take a stretch away back."""
    times.come_back(by=request.viewer, away_id=away_id)
    messages.success(request, _("Taken away. Times are offered then again."))
    return see_other("meetings:away")


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: ViewerRequest) -> HttpResponse:
    """The rooms of the practice, for its administrator."""
    viewer = request.viewer
    if "administrator" not in viewer.staff_roles:
        raise Hidden
    form = RoomForm(request.POST or None)
    if form.is_valid():
        if times.add_room(by=viewer, name=form.cleaned_data["name"]) is not None:
            messages.success(request, _("Added. Nobody else can be there while a meeting is."))
            return see_other("meetings:rooms")
        form.add_error("name", _("A room with this name is there already."))
    facts = {"form": form, "rooms": shown.rooms(viewer)}
    return render(request, "meetings/rooms.html", facts, status=422 if form.errors else 200)


@require_POST
def close_room(request: ViewerRequest, room_id: UUID) -> HttpResponse:
    """A room is not used any more."""
    times.close_room(by=request.viewer, room_id=room_id)
    messages.success(request, _("Nothing new is set there from now on."))
    return see_other("meetings:rooms")


def chosen_day(request: ViewerRequest) -> date:
    """The day that an address asks for, else today where the viewer is."""
    try:
        asked = parse_date(request.GET.get("day", "")[:10])
    except ValueError:
        asked = None
    return asked if asked and 2000 <= asked.year <= 2100 else _today(request)


def _today(request: ViewerRequest) -> date:
    return here(now(), request.viewer.time_zone).date()


def _moved(request: HttpRequest, found: Days) -> dict[str, Any] | None:
    """The meeting that was moved a moment ago, and where to put it back."""
    try:
        was = parse_datetime(request.GET.get("was", "")[:16])
    except ValueError:
        was = None
    entries: list[Entry] = [entry for day in found.days for entry in day.entries]
    one = next((entry for entry in entries if str(entry.id) == request.GET.get("moved")), None)
    return {"entry": one, "was": was} if one and was else None
