"""The library: what there is, what fits, one exercise with everything to know before it begins."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import fine_in_room, see_other
from ampersand.exercises import pictures, wording
from ampersand.exercises.actions import looks, writing
from ampersand.exercises.actions import sitting as tables
from ampersand.exercises.actions.common import Refused, known, shut_words
from ampersand.exercises.content import exercises, lessons
from ampersand.exercises.forms.choosing import LookForm, SuggestForm, WishForm
from ampersand.exercises.queries import brought as brought_lines
from ampersand.exercises.queries import maps
from ampersand.exercises.queries import shelf as reads
from ampersand.exercises.queries.shelf import Shelf
from ampersand.exercises.rules.choosing import Look, Wish, found, suggestions
from ampersand.exercises.rules.definition import LIVE, Exercise
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@fine_in_room
@require_safe
def shelf(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What was suggested, what is under way, what fits, and everything there is."""
    case = cases.one(request.viewer, case_id)
    here = reads.shelf(request.viewer, case)
    form = WishForm(request.GET if "topic" in request.GET else None, several=here.place.several)
    wish = form.wish() if form.is_bound and form.is_valid() else None
    looking = LookForm(request.GET if "approach" in request.GET else None, several=here.place.several)
    look = looking.look() if looking.is_bound and looking.is_valid() else None
    facts = {
        "case": case, "shelf": here, "form": form, "picked": _picked(request, here, wish) if wish else None,
        "lessons": lessons().values(), "looking": looking, "looked": look, "all": _by_approach(here, look or Look()),
        "treats": case.treats(request.viewer), "me": case.me(request.viewer),
        "suggested_to": case.readers(Kind.EXERCISE_TASK, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id),
        **(_own(request, case) if case.me(request.viewer) else {}),
        "own_ratings": case.readers(Kind.EXERCISE_RATING, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id),
    }  # fmt: skip
    return render(request, "exercises/shelf.html", facts)


@require_safe
def brought(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """For those who treat: what members brought or showed, and how live exercises were for each."""
    case = cases.one(request.viewer, case_id)
    if not case.treats(request.viewer):
        raise Hidden
    looks.opened(by=request.viewer, case=case)
    rated = brought_lines.ratings(request.viewer, case)
    facts = {
        "case": case, "lines": brought_lines.brought(request.viewer, case), "headings": wording.RATINGS.values(),
        "readers": case.readers(Kind.EXERCISE_RATING, Audience.ME_AND_THERAPIST), "rated": rated,
        "heard": pictures.heard(request.viewer, rated),
        "outcomes": [
            (who, label, wording.OUTCOMES.get(outcome, ""), at)
            for who, label, outcome, at in brought_lines.outcomes(request.viewer, case)
        ],
        "programmes": brought_lines.programmes(request.viewer, case), "maps": _maps(request, case),
    }  # fmt: skip
    return render(request, "exercises/brought.html", facts)


@fine_in_room
@require_safe
def about(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """One exercise: what it is for, its rules and cautions, and where it begins."""
    exercise, case = known(exercise_id), cases.one(request.viewer, case_id)
    here = reads.shelf(request.viewer, case)
    facts = {
        "case": case, "exercise": exercise, "shelf": here, "shut": shut_words(here.shut(exercise)),
        "live": exercise.mode in LIVE, "on": exercise.id in here.place.switched_on, "form_id": new_id(),
        "mode": wording.MODES[exercise.mode], "approach": wording.APPROACHES[exercise.approach],
        "evidence": wording.EVIDENCE[exercise.evidence], "me": case.me(request.viewer),
        "treats": case.treats(request.viewer), "leads": case.leads(request.viewer),
        "others": case.others(request.viewer), "form": SuggestForm(case.members),
        "tasks": [one for one in here.suggested if one.exercise.id == exercise.id],
    }  # fmt: skip
    return render(request, "exercises/about.html", facts)


@fine_in_room
@require_POST
def begin(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Begin an exercise: a page of one's own, or a table for all."""
    exercise = known(exercise_id)
    try:
        if exercise.mode in LIVE and "alone" not in request.POST:
            laid = tables.begin(
                by=request.viewer, case_id=case_id, exercise_id=exercise_id, people=_people(request),
                sitting_id=_id(request.POST.get("form_id")), one_device=request.POST.get("device") == "one",
            )  # fmt: skip
            return see_other("exercises:sitting", laid.pk)
        page = writing.begin(
            by=request.viewer, case_id=case_id, exercise_id=exercise_id, page_id=_id(request.POST.get("form_id"))
        )
        return see_other("exercises:page", page.pk)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("exercises:about", case_id, exercise_id)


def _own(request: ViewerRequest, case: OneCase) -> dict[str, object]:
    """What a member finds at the end: what the others showed, and how heard they felt themselves."""
    return {
        "shown": brought_lines.shown_to_all(request.viewer, case),
        "maps": _maps(request, case),
        "heard": pictures.own(request.viewer, brought_lines.ratings(request.viewer, case)),
    }


def _maps(request: ViewerRequest, case: OneCase) -> list[Someone]:
    """Whose family maps show something to the viewer."""
    owners = set(maps.shown_by(request.viewer, case))
    return [person for person in case.people if person.person_id in owners]


def _picked(request: ViewerRequest, here: Shelf, wish: Wish) -> list[tuple[Exercise, str]]:
    """At most two that fit, each with the reason."""
    some = suggestions(
        exercises().values(), wish, may=lambda one: not here.shut(one), last_done=here.last_done,
        today=today(request.viewer.time_zone),
    )  # fmt: skip
    return [(one, wording.because(one, wish, here.last_done)) for one in some]


def _by_approach(here: Shelf, look: Look) -> list[tuple[str, list[tuple[Exercise, str]]]]:
    """Every exercise that may be of use in such a case and fits the look, with why it cannot be begun, by approach."""
    groups: dict[str, list[tuple[Exercise, str]]] = {}
    for one in found(exercises().values(), look):
        why = here.shut(one)
        if why != "alone":
            groups.setdefault(one.approach, []).append((one, shut_words(why)))
    return [(str(wording.APPROACHES[key]), some) for key, some in groups.items()]


def _people(request: ViewerRequest) -> list[UUID]:
    return [one for one in map(_id, request.POST.getlist("person")) if one]


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        if text:
            raise Hidden from None
        return None
