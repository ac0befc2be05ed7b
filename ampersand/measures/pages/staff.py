"""Pages of a case's measures for those who treat or supervise it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.core.clock import today
from ampersand.core.pages import see_other
from ampersand.measures import content
from ampersand.measures.actions import looks
from ampersand.measures.actions import planning as verbs
from ampersand.measures.forms.planning import PlanForm
from ampersand.measures.models import Plan
from ampersand.measures.queries import cases as queries
from ampersand.measures.queries import pictures, planning, reading
from ampersand.measures.rules.verdicts import verdicts
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.queries.pictures import resting_in


@require_safe
def of_case(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Everyone's lines on one instrument, the verdicts, and the other instruments as links."""
    viewer = request.viewer
    treated = queries.treated(viewer, case_id)
    held = queries.instruments_in(viewer, queries.standings(viewer, [case_id]))
    by_slug = {one.slug: one for one, _stands in held}
    titles = {slug: pictures.title(viewer, one) for slug, one in by_slug.items()}
    slug = request.GET.get("instrument") or next(iter(titles), "")
    facts = {"treated": treated, "titles": titles, "slug": slug, "tab": "measures"}
    if slug and slug not in titles:
        raise Hidden
    looks.opened_measures(by=viewer, case_id=case_id)
    if not slug:
        return render(request, "measures/of_case.html", facts)
    instrument = by_slug[slug]
    lines = queries.lines(viewer, treated, instrument)
    found = verdicts(instrument, lines.courses, couple=treated.is_couple)
    resting = resting_in(viewer, case_id)
    facts |= {
        "instrument": instrument,
        "found": found,
        "panels": reading.panels(treated, lines, found)[::-1],
        "couple": reading.couple(found),
        "figures": pictures.pictures(viewer, treated, lines, found.finding),
        "given": lines.given,
        "leads": treated.role == "therapist",
        "resting": [(one, resting.get(one.person_id)) for one in treated.case.members],
    }
    return render(request, "measures/of_case.html", facts)


@require_safe
def answers(request: ViewerRequest, case_id: UUID, administration_id: UUID) -> HttpResponse:
    """One set of answers, item by item; that it was read is recorded."""
    treated = queries.treated(request.viewer, case_id)
    try:
        sheet = queries.sheet(request.viewer, treated, administration_id)
    except Unreadable:
        raise Hidden from None
    looks.opened_answers(by=request.viewer, case_id=case_id, answers=sheet.row)
    words = content.words(sheet.instrument, request.viewer.language)
    return render(request, "measures/answers.html", {"treated": treated, "sheet": sheet, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What runs and what waits in a case, and the form to plan more."""
    treated = queries.treated(request.viewer, case_id)
    known = content.available(request.viewer.practice_id)
    choices = planning.choices(request.viewer, known)
    day = today(request.viewer.time_zone)
    form = PlanForm(treated, choices, day, request.POST or None, initial=_asked_for(request))
    if request.method == "POST":
        if not treated.may_change:
            raise Hidden
        if form.is_valid() and _planned(request, treated, form):
            return see_other("measures:plan", case_id)
    running = planning.running(request.viewer, treated, known)
    facts = {
        "treated": treated, "form": form, "running": running,
        "waiting": planning.waiting(request.viewer, treated, known),
        "one_sided": planning.one_sided(treated, running), "tab": "plan",
        "options": list(zip(form["instrument"], choices, strict=True)), "rhythms": {one.rhythm for one in running},
    }  # fmt: skip
    return render(request, "measures/plan.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def end_plan(request: ViewerRequest, plan_id: UUID) -> HttpResponse:
    """Ask no more by a plan."""
    ended = verbs.end_plan(by=request.viewer, plan_id=plan_id)
    messages.success(request, _("That plan has ended. What was answered stays."))
    return see_other("measures:plan", ended.case_id)


@require_POST
def withdraw(request: ViewerRequest, assignment_id: UUID) -> HttpResponse:
    """Take back what waits for someone."""
    taken = verbs.withdraw(by=request.viewer, assignment_id=assignment_id)
    messages.success(request, _("Taken back. Nothing waits there any more."))
    return see_other("measures:plan", taken.case_id)


@require_POST
def open_for_meeting(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Ask now what is planned for before every meeting, or for the end."""
    case = cases.row(request.viewer, case_id, "write")
    rhythm = Plan.Rhythm.END if request.POST.get("rhythm") == Plan.Rhythm.END else Plan.Rhythm.MEETING
    opened = verbs.open_for_meeting(by=request.viewer, case=case, rhythm=rhythm)
    said = ngettext("One measure is asked now.", "%(count)s measures are asked now.", opened) % {"count": opened}
    messages.success(request, said if opened else _("All of it is waiting for an answer already."))
    return see_other("measures:plan", case_id)


def _asked_for(request: ViewerRequest) -> dict[str, object]:
    """What a link has chosen before: a measure, and whom."""
    chosen: dict[str, object] = {}
    if slug := request.GET.get("instrument"):
        chosen["instrument"] = slug
    if people := request.GET.getlist("person"):
        chosen["people"] = people
    return chosen


def _planned(request: ViewerRequest, treated: queries.Treated, form: PlanForm) -> bool:
    data = form.cleaned_data
    try:
        plans = verbs.plan(
            by=request.viewer, case=cases.row(request.viewer, treated.id, "write"), people=data["people"],
            instrument=data["instrument"], rhythm=data["rhythm"], starts_on=data["starts_on"],
            every_weeks=data["every_weeks"],
        )  # fmt: skip
    except verbs.CannotPlan as problem:
        form.add_error(None, str(problem))
        return False
    names = [member.name for member in treated.members if member.person_id in {one.person_id for one in plans}]
    title = planning.title(request.viewer, data["instrument"], content.available(request.viewer.practice_id))
    messages.success(request, _("%(title)s is planned for %(names)s.") % {"title": title, "names": " & ".join(names)})
    return True
