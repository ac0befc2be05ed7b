"""A live exercise: the table as each person sees it, rendered on the server. Works without scripts by looking anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.accounts.middleware import asks_by_itself
from ampersand.core.ids import new_id
from ampersand.core.pages import fine_in_room, see_other, wants_part
from ampersand.exercises import wording
from ampersand.exercises.actions import looks
from ampersand.exercises.actions import sitting as verbs
from ampersand.exercises.actions.common import Refused
from ampersand.exercises.queries.tables import Room
from ampersand.exercises.rules.turns.machine import FLOODED_FROM
from ampersand.exercises.rules.turns.table import Event, Given, Kind
from ampersand.exercises.table import facts, held_seat
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

MOST_BOXES = 12


@fine_in_room
@require_safe
def sitting(request: ViewerRequest, sitting_id: UUID) -> HttpResponse:
    """The table from the viewer's seat; on one shared device, from the seat of whoever holds it."""
    room = verbs.come(by=request.viewer, sitting_id=sitting_id)
    if not asks_by_itself(request):
        looks.opened(by=request.viewer, case=room.case, subject=room.row)
    return _shown(request, room, request.GET.get("seat", ""))


@fine_in_room
@require_POST
def do(request: ViewerRequest, sitting_id: UUID) -> HttpResponse:
    """One thing that somebody does at the table."""
    seat, refused = request.POST.get("seat", ""), ""
    acts, deed = (int(seat) if seat.isdecimal() else None), request.POST.get("form_id", "")[:40]
    try:
        verbs.do(by=request.viewer, sitting_id=sitting_id, events=_events(request), seat=acts, deed=deed)
    except Refused as why:
        refused = str(why)
    refused = refused or _heard(request)
    if wants_part(request):
        return _shown(request, verbs.come(by=request.viewer, sitting_id=sitting_id), seat, refused)
    if refused:
        messages.info(request, refused)
    back = see_other("exercises:sitting", sitting_id)
    if seat.isdecimal():
        back["Location"] += f"?seat={int(seat)}"
    return back


def _heard(request: ViewerRequest) -> str:
    """That a number below the one that stops was heard, for whoever gave it alone; it changes nothing that shows."""
    value = request.POST.get("value", "")
    cool = request.POST.get("kind") == Kind.HEAT and value.isdecimal() and int(value) < FLOODED_FROM
    return _("Good to have asked yourself. Nobody else sees it. If it climbs, say so here.") if cool else ""


def _shown(request: ViewerRequest, room: Room, seat: str, refused: str = "") -> HttpResponse:
    template = "exercises/part/table.html" if wants_part(request) else "exercises/sitting.html"
    told = facts(request.viewer, room, held_seat(room, seat))
    return render(request, template, {**told, "refused": refused, "form_id": new_id()})


def _events(request: ViewerRequest) -> list[Event]:
    """What a form says: a line that was written comes before the button under it."""
    post = request.POST
    try:
        kind = Kind(post.get("kind", "press"))
    except ValueError:
        raise Hidden from None
    step = int(post["step"]) if post.get("step", "").isdecimal() else None
    event = Event(kind, way=post.get("way", ""), value=_value(request), text=post.get("text", ""), step=step)
    done = Event(Kind.PRESS, way="done", step=step)
    if kind is Kind.RATE:
        rated = [name for name in wording.RATINGS if post.get(name, "").isdecimal()]
        return [*(Event(Kind.RATE, way=name, value=int(post[name]), step=step) for name in rated), done]
    if kind is Kind.BOX:
        texts = [(n, post.get(f"box-{n}", "").strip()) for n in range(MOST_BOXES)]
        return [*(Event(Kind.BOX, value=n, text=text, step=step) for n, text in texts if text), done]
    if kind is Kind.PRESS and event.text.strip():
        return [Event(Kind.SAY, text=event.text, step=step), event]
    return [event]


def _value(request: ViewerRequest) -> Given:
    post = request.POST
    if "mark" in post:
        return tuple(sorted({int(mark) for mark in post.getlist("mark") if mark.isdecimal()}))
    value = post.get("value", "")
    return int(value) if value.isdecimal() else value
