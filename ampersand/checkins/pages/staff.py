"""A case for those who treat it: check-ins side by side, how meetings were rated, when all meet next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.cases.queries import OneCase
from ampersand.checkins import content, pictures, wording
from ampersand.checkins.actions import looks
from ampersand.checkins.pages import common
from ampersand.checkins.queries import alliance
from ampersand.checkins.queries import weeks as reads
from ampersand.checkins.queries.weeks import Answer, Week
from ampersand.checkins.rules.lines import Line
from ampersand.privacy.viewer import ViewerRequest


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


def _weeks(request: ViewerRequest, case: OneCase) -> HttpResponse:
    viewer = request.viewer
    found = reads.of_case(viewer, case, request.GET.get("week", ""))
    line = content.weekly().line(request.GET.get("line", "")) or content.weekly().of_case(case.kind)[0]
    lines = [one for one in content.weekly().of_case(case.kind) if one.has_number]
    facts = {
        "case": case, "weeks": found, "line": line, "lines": lines,
        "table": _table(case, found.week), "words": _words(found.week),
        "named": _named(found.week), "apart": _apart(case, found.week),
        "figures": pictures.of_members(viewer, case, line, reads.over_time(viewer, case, line)),
        "readers": common.line_readers(case, None, shown=False),
        "leads": case.leads(viewer),
    }  # fmt: skip
    return render(request, "checkins/weeks.html", facts)


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
