"""The first page of a therapist: the day on the left, on the right who needs a look first."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.core.clock import now
from ampersand.meetings.queries import calendar
from ampersand.meetings.rules.times import here
from ampersand.overview.queries import caseload
from ampersand.privacy.viewer import ViewerRequest

AT_MOST = 6


@require_safe
def today(request: ViewerRequest) -> HttpResponse:
    """Today's meetings, and the first of those who need a look, in the order of the list of cases."""
    on = here(now(), request.viewer.time_zone).date()
    found = calendar.one_day(request.viewer, on)
    lines = caseload.caseload(request.viewer, caseload.Wanted("", "", "", False)).lines
    facts = {
        "found": found, "day": found.days[0], "on": on, "tomorrow": on + timedelta(days=1),
        "lines": lines[:AT_MOST], "more": max(0, len(lines) - AT_MOST),
    }  # fmt: skip
    return render(request, "overview/today.html", facts)
