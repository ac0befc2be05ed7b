"""The loop of a couple or family: its picture, and drawing it together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conflict import wording
from ampersand.conflict.actions import looks, looping
from ampersand.conflict.actions.common import Refused
from ampersand.conflict.forms.loop import LoopForm
from ampersand.conflict.queries import entries, loops, own, together
from ampersand.conflict.rules import loop as rules
from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

OFTEN = 2  # from here on a move that one noted is offered for one's half


@fine_in_room
@require_safe
def loop(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The loop as a picture from all sides, its name, and how often one caught it oneself."""
    viewer = request.viewer
    case = _case(viewer, case_id)
    treats = case.treats(viewer)
    closed = together.closed_words(viewer, case)
    rests = bool(closed) and (viewer.room_mode or not treats)
    found = loops.NONE_YET if rests else loops.latest(viewer, case_id)
    if treats and not viewer.room_mode:
        looks.opened(by=viewer, case_id=case_id)
    exits = [
        (person, text)
        for person in cases.swapped(case.members)
        if (text := rules.half_of(found.parts, person.person_id)["exit"])
    ]
    facts = {
        "case": case,
        "tab": "rows",
        "treats": treats,
        "closed": closed,
        "loop": found,
        "figure": loops.figure(case, found.parts),
        "missing": _missing(case, viewer, found.parts),
        "rests": rests,
        "exits": exits,
        "caught": own.weeks(viewer, case)["caught"] if found.number and not treats else "",
        "readers": case.readers(Kind.LOOP, Audience.ALL_OF_US),
    }
    return render(request, "conflict/loop.html", facts)


@fine_in_room
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Change the loop: members their own half, those who treat every half."""
    viewer = request.viewer
    case = _case(viewer, case_id)
    if case.treats(viewer) and not any(one.person_id == viewer.person_id for one in case.therapists):
        raise Hidden
    closed = together.closed_words(viewer, case)
    if closed:
        messages.info(request, closed)
        return see_other("conflict:loop", case_id)
    standing = loops.latest(viewer, case_id)
    form = _form(request, case, standing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        decided = frozenset(request.POST.get("decided", "").split())
        try:
            looping.draw(
                by=viewer, case_id=case_id, number=form.cleaned_data["number"], parts=form.parts(), decided=decided
            )  # fmt: skip
        except looping.Clashed as clashed:
            return _clash(request, case, form, clashed)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Drawn. All of you see it."))
            return see_other("conflict:loop", case_id)
    return _drawn(request, case, form, status=422 if request.method == "POST" else 200)


def _drawn(request: ViewerRequest, case: OneCase, form: LoopForm, status: int = 200, **more: Any) -> HttpResponse:
    treats = case.treats(request.viewer)
    facts = {
        "case": case,
        "form": form,
        "treats": treats,
        "readers": case.readers(Kind.LOOP, Audience.ALL_OF_US),
        "often": () if treats else _often(request.viewer, case),
    }
    return render(request, "conflict/draw.html", facts | more, status=status)


def _clash(request: ViewerRequest, case: OneCase, form: LoopForm, clashed: looping.Clashed) -> HttpResponse:
    """The form once more, with what was typed and beside it what somebody else wrote meanwhile."""
    data = request.POST.copy()
    data["number"] = str(clashed.number)
    data["decided"] = " ".join(clashed.merged.clashes)
    again = LoopForm(form.people, clashed.merged.parts, clashed.number, data, own=form.own)
    theirs = [(again.title(name), _shown(name, clashed.theirs.get(name, ""))) for name in clashed.merged.clashes]
    return _drawn(request, case, again, status=409, theirs=theirs, decided=data["decided"])


def _form(request: ViewerRequest, case: OneCase, standing: loops.OneLoop, data: Any) -> LoopForm:
    me = case.me(request.viewer)
    people: Sequence[Someone] = [me] if me else case.members
    return LoopForm(people, standing.parts, standing.number, data, own=me.person_id if me else None)


def _case(viewer: Viewer, case_id: UUID) -> OneCase:
    case = cases.one(viewer, case_id)
    if not case.is_shared:
        raise Hidden
    return case


def _missing(case: OneCase, viewer: Viewer, parts: rules.Parts) -> list[Someone]:
    """Whose half is not there yet, once there is a loop: for those who treat; a member is told of their own alone."""
    me = case.me(viewer)
    people: Sequence[Someone] = [me] if me else case.members
    halves = ((person, rules.half_of(parts, person.person_id)) for person in people if parts)
    return [person for person, half in halves if not (loops.does(half) and loops.feels(half))]


def _often(viewer: Viewer, case: OneCase) -> list[str]:
    """What the viewer's own notes say they often do; for their eyes alone, to choose from."""
    first = own.first_day(viewer)
    counted: dict[str, int] = {}
    for one in entries.since(viewer, case.id, first, own.me(viewer)):
        for move in one.account.did:
            counted[move] = counted.get(move, 0) + 1
    return wording.moves_of_mine(move for move, times in counted.items() if times >= OFTEN)


def _shown(name: str, value: str) -> str:
    """What stands in a part, as it is read."""
    half = dict.fromkeys(rules.HALF, "")
    part = name.rsplit(".", 1)[-1]
    if part in ("does", "feels"):
        half[part] = value
        return loops.does(half) if part == "does" else loops.feels(half)
    return value
