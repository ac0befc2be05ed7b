"""A case for those who treat it: check-ins side by side, how meetings were rated, when all meet next."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.cases.queries import OneCase
from ampersand.checkins import content, pictures, wording
from ampersand.checkins.actions import looks, occasions
from ampersand.checkins.forms.meeting import MeetingForm
from ampersand.checkins.models import Occasion
from ampersand.checkins.pages import common
from ampersand.checkins.queries import alliance
from ampersand.checkins.queries import weeks as reads
from ampersand.checkins.queries.weeks import Answer, Week, Weeks
from ampersand.checkins.rules.lines import Line
from ampersand.core.pages import see_other
from ampersand.privacy import policy
from ampersand.privacy.viewer import Viewer, ViewerRequest


@require_safe
def weeks(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What each said in one check-in, side by side, with what a meeting could begin with; and lines over time."""
    case = reads.treated(request.viewer, case_id)
    looks.opened_weeks(by=request.viewer, case_id=case_id)
    return _weeks(request, case)


@require_safe
def ratings(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """How each rated the meetings, on one strip, with what is worth a look."""
    viewer = request.viewer
    case = reads.treated(viewer, case_id)
    looks.opened_ratings(by=viewer, case_id=case_id)
    found = alliance.of_case(viewer, case)
    names = {person.person_id: person.name for person in found.people}
    facts = {
        "case": case,
        "alliance": found,
        "figure": pictures.strip_of(viewer, found),
        "team_figure": pictures.team_strip(viewer, found),
        "flags": [(wording.flag(one, names), wording.next_step(one)) for one in found.flags],
        "latest": _rated_lines(found),
        "readers": common.rating_readers(case, None),
        "totals": common.total_readers(case, None),
        "feedback": content.feedback(),
    }
    return render(request, "checkins/ratings.html", facts)


@require_POST
def set_meeting(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Say when all meet next, or move it."""
    viewer = request.viewer
    case = reads.treated(viewer, case_id)
    policy.require(viewer, "write", Occasion(case_id=case_id))
    form = MeetingForm(viewer.time_zone, request.POST)
    if not form.is_valid():
        return _weeks(request, case, form, status=422)
    data = form.cleaned_data
    occasions.set_meeting(
        by=viewer, case_id=case_id, meets_at=data["meets_at"], minutes=data["minutes"], occasion_id=data["occasion"]
    )
    messages.success(request, _("Set. Everyone in the case sees it."))
    return see_other("checkins:weeks", case_id)


@require_POST
def call_off(request: ViewerRequest, occasion_id: UUID) -> HttpResponse:
    """Say that a meeting does not take place, or did not."""
    row = occasions.call_off(by=request.viewer, occasion_id=occasion_id)
    messages.success(request, _("Called off. It can be set anew at any time."))
    return see_other("checkins:weeks", row.case_id)


def _weeks(request: ViewerRequest, case: OneCase, form: MeetingForm | None = None, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    found = reads.of_case(viewer, case, request.GET.get("week", ""))
    line = content.weekly().line(request.GET.get("line", "")) or content.weekly().of_case(case.kind)[0]
    lines = [one for one in content.weekly().of_case(case.kind) if one.has_number]
    facts = {
        "case": case, "weeks": found, "line": line, "lines": lines,
        "form": form or _meeting_form(viewer, case.id, found),
        "table": _table(case, found.week), "words": _words(found.week),
        "named": _named(found.week), "apart": _apart(case, found.week),
        "figures": pictures.of_members(viewer, case, line, reads.over_time(viewer, case, line)),
        "readers": common.line_readers(case, None, shown=False),
        "last_met": _last_met(found),
    }  # fmt: skip
    return render(request, "checkins/weeks.html", facts, status=status)


def _meeting_form(viewer: Viewer, case_id: UUID, found: Weeks) -> MeetingForm | None:
    """The form with the meeting that is planned, if there is one; None for whoever may not set one."""
    if not policy.can(viewer, "write", Occasion(case_id=case_id)):
        return None
    meeting = found.planned.next_meeting
    if meeting is None or meeting.at <= found.planned.at:
        return MeetingForm(viewer.time_zone)
    at = meeting.at.astimezone(ZoneInfo(viewer.time_zone))
    initial = {"occasion": meeting.key, "day": at.date(), "hour": at.time(), "minutes": meeting.minutes}
    return MeetingForm(viewer.time_zone, initial=initial)


def _last_met(found: Weeks) -> Any:
    """The latest meeting that can still be called off afterwards, since it can still be rated."""
    return next((meeting for meeting, _window in found.planned.rateable), None)


def _table(case: OneCase, week: Week | None) -> list[dict[str, Any]]:
    """One row for each line that somebody answered: its name and what each said, in the order of the sheets."""
    if week is None:
        return []
    return [
        {
            "line": line,
            "cells": [
                _cell(line, sheet.answers.get(line.key)) for sheet in week.sheets
            ],
        }
        for line in content.weekly().of_case(case.kind)
        if line.has_number and any(line.key in sheet.answers for sheet in week.sheets)
    ]  # fmt: skip


def _cell(line: Line, one: Answer | None) -> dict[str, Any] | None:
    return {"said": wording.answer(line, one.value), "shown": one.shown} if one else None


def _words(week: Week | None) -> list[dict[str, Any]]:
    """What each wrote: their one thing, and what they would rather say alone."""
    found = []
    for sheet in week.sheets if week else ():
        written = [
            {"line": line, "said": wording.answer(line, one.value), "shown": one.shown}
            for line in content.weekly().lines
            if not line.has_number and (one := sheet.answers.get(line.key))
        ]
        found.append({"sheet": sheet, "written": written})
    return found


def _named(week: Week | None) -> list[dict[str, Any]]:
    names = {sheet.who.person_id: sheet.who for sheet in week.sheets} if week else {}
    return [
        {"topic": content.weekly().topics[one.topic], "who": [names[key] for key in one.who], "all_show": one.all_show}
        for one in (week.named if week else ())
        if one.topic in content.weekly().topics
    ]


def _apart(case: OneCase, week: Week | None) -> list[dict[str, Any]]:
    names = {sheet.who.person_id: sheet.who for sheet in week.sheets} if week else {}
    return [
        {"line": one.line, "who": [(names[key], int(value)) for key, value in one.numbers.items()], "gap": int(one.gap),
         "all_show": one.all_show}
        for one in (week.apart(case.kind) if week else ())
    ]  # fmt: skip


def _rated_lines(found: alliance.Alliance) -> list[dict[str, Any]]:
    """The latest meeting line by line, for whoever may read lines."""
    if not found.meetings or not found.meetings[-1].lines:
        return []
    latest = found.meetings[-1]
    people = [person for person in found.people if person.person_id in latest.lines]
    rows = [
        (line.text, [latest.lines[person.person_id].get(line.key, "") for person in people])
        for line in content.feedback().asked(found.case.kind)
    ]
    notes = [(person, latest.notes[person.person_id]) for person in people if latest.notes.get(person.person_id)]
    return [{"people": people, "rows": rows, "notes": notes, "at": latest.at}]
