"""The map of one's family: the picture and the words, somebody on it, a line on it; and what others show of theirs."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.exercises import family
from ampersand.exercises.actions import looks
from ampersand.exercises.actions import maps as verbs
from ampersand.exercises.actions.common import Refused
from ampersand.exercises.content import exercises
from ampersand.exercises.forms.maps import LineForm, SomebodyForm
from ampersand.exercises.queries import maps as reads
from ampersand.exercises.queries.maps import FamilyMap
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def map(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """My map: drawn, and in words."""
    case, on_map = _mine(request, case_id)
    facts = {"case": case, "drawn": family.drawn(on_map), "map": on_map, "exercise": exercises()[verbs.MAP]}
    return render(request, "exercises/map.html", facts | _readers(request, case))


@require_safe
def map_of(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What a member shows of their map; nothing is there for whoever is shown nothing."""
    case = cases.one(request.viewer, case_id)
    on_map = reads.of(request.viewer, case, person_id)
    who = next((person for person in case.people if person.person_id == person_id), None)
    if who is None or not on_map.people:
        raise Hidden
    looks.opened(by=request.viewer, case=case)
    return render(request, "exercises/map_of.html", {"case": case, "drawn": family.drawn(on_map), "who": who})


@require_http_methods(["GET", "HEAD", "POST"])
def map_somebody(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Put somebody on my map."""
    case, on_map = _mine(request, case_id)
    initial = {"row": 2, "shape": "circle", "audience": "only_me", "is_me": not on_map.people}
    form = SomebodyForm(on_map, request.POST or None, several=len(case.members) > 1, initial=initial)
    return _somebody(request, case, form, _form_id(request))


@require_http_methods(["GET", "HEAD", "POST"])
def map_line(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Draw a line between two of them."""
    case, on_map = _mine(request, case_id)
    if len(on_map.people) < 2:
        messages.info(request, _("A line needs two people. Put somebody on the map first."))
        return see_other("exercises:map", case_id)
    two = {"one": str(on_map.people[0].id), "other": str(on_map.people[1].id), "audience": "only_me"}
    form = LineForm(on_map, request.POST or None, several=len(case.members) > 1, initial=two)
    return _line(request, case, form, _form_id(request))


@require_http_methods(["GET", "HEAD", "POST"])
def map_piece(request: ViewerRequest, piece_id: UUID) -> HttpResponse:
    """Change somebody or a line on my map, or take it off."""
    piece = reads.piece(request.viewer, piece_id)
    case, on_map = _mine(request, piece.case_id)
    if request.method == "POST" and "take_away" in request.POST:
        verbs.take_away(by=request.viewer, piece_id=piece_id)
        messages.success(request, _("Taken off the map."))
        return see_other("exercises:map", case.id)
    several, data = len(case.members) > 1, request.POST or None
    somebody = on_map.somebody(piece_id)
    if somebody:
        form = SomebodyForm(on_map, data, several=several, initial=SomebodyForm.of(somebody), me=piece_id)
        return _somebody(request, case, form, piece_id, there=True)
    line = next((line for line in on_map.lines if line.id == piece_id), None)
    if line is None:
        raise Hidden
    return _line(
        request, case, LineForm(on_map, data, several=several, initial=LineForm.of(line)), piece_id, there=True
    )


def _somebody(
    request: ViewerRequest, case: OneCase, form: SomebodyForm, piece_id: UUID, *, there: bool = False
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        return _put(
            request, case,
            lambda: verbs.put_somebody(
                by=request.viewer, case_id=case.id, piece_id=piece_id, said=form.said(), note=data["note"],
                audience=data["audience"],
            ),
        )  # fmt: skip
    return _shown(request, case, form, piece_id, _("Somebody on my map"), there=there)


def _line(
    request: ViewerRequest, case: OneCase, form: LineForm, piece_id: UUID, *, there: bool = False
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        return _put(
            request, case,
            lambda: verbs.put_line(
                by=request.viewer, case_id=case.id, piece_id=piece_id, one=data["one"], other=data["other"],
                said=form.said(), audience=data["audience"],
            ),
        )  # fmt: skip
    return _shown(request, case, form, piece_id, _("A line on my map"), there=there)


def _put(request: ViewerRequest, case: OneCase, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("It stands on the map."))
    return see_other("exercises:map", case.id)


def _shown(
    request: ViewerRequest, case: OneCase, form: SomebodyForm | LineForm, piece_id: UUID, title: str, *, there: bool
) -> HttpResponse:
    facts = {"case": case, "form": form, "form_id": piece_id, "title": title, "there": there}
    return render(request, "exercises/map_piece.html", facts, status=422 if form.is_bound else 200)


def _mine(request: ViewerRequest, case_id: UUID) -> tuple[OneCase, FamilyMap]:
    case = cases.one(request.viewer, case_id)
    if case.me(request.viewer) is None or request.viewer.person_id is None:
        raise Hidden
    return case, reads.of(request.viewer, case, request.viewer.person_id)


def _readers(request: ViewerRequest, case: OneCase) -> dict[str, object]:
    owner = request.viewer.person_id
    return {
        "alone": case.readers(Kind.EXERCISE_LINE, Audience.ONLY_ME, owner=owner),
        "therapist": case.readers(Kind.EXERCISE_LINE, Audience.ME_AND_THERAPIST, owner=owner),
    }


def _form_id(request: ViewerRequest) -> UUID:
    """The id that the form was made with, so that a second press does nothing more."""
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return new_id()
