"""A live exercise: the table as each person sees it, rendered on the server. Works without scripts by looking anew."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ampersand.accounts.middleware import asks_by_itself
from ampersand.cases.rules.audience import Audience
from ampersand.cases.rules.audience import Kind as AudienceKind
from ampersand.core.pages import fine_in_room, see_other
from ampersand.exercises import wording
from ampersand.exercises.actions import looks
from ampersand.exercises.actions import sitting as verbs
from ampersand.exercises.actions.common import Refused
from ampersand.exercises.content import deck
from ampersand.exercises.queries import shelf
from ampersand.exercises.queries.tables import Room
from ampersand.exercises.rules.decks import DEPTHS, card
from ampersand.exercises.rules.turns.table import THERAPIST, Event, Given, Kind, state_of
from ampersand.exercises.rules.turns.view import Seen, hand_to, seen_by
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
    return render(request, "exercises/sitting.html", facts(request, room, _held(request, room)))


@fine_in_room
@require_POST
def do(request: ViewerRequest, sitting_id: UUID) -> HttpResponse:
    """One thing that somebody does at the table."""
    seat = request.POST.get("seat", "")
    acts = int(seat) if seat.isdecimal() else None
    try:
        verbs.do(by=request.viewer, sitting_id=sitting_id, events=_events(request), seat=acts)
    except Refused as refused:
        messages.info(request, str(refused))
    back = see_other("exercises:sitting", sitting_id)
    if seat.isdecimal():
        back["Location"] += f"?seat={int(seat)}"
    return back


def facts(request: ViewerRequest, room: Room, held: int | None) -> dict[str, object]:
    """What the table's template shows from one seat."""
    seat = room.seat if held is None else held
    seen = seen_by(room.exercise, room.table, seat) if room.table else None
    if seen and room.row.one_device and seen.waits:
        seen = replace(seen, own="", mine=())  # whoever is handed the device next finds nothing
    hand = hand_to(room.exercise, room.table) if room.table and room.row.one_device else None
    return {
        "room": room, "case": room.case, "seen": seen, "seat": seat, "one_device": room.row.one_device,
        "hand": room.name(hand) if hand is not None and hand != held else "", "hand_seat": hand,
        "floor": _floor(room, seen), "lines": _lines(room, seen), "ended": wording.ENDED.get(room.row.ended, ""),
        "kept": shelf.kept_lines(request.viewer, room.row.pk) if room.row.ended else [], "leads": seat == THERAPIST,
        "marks": _marks(room, seen), "card": _card(room, seen), "picked": _picked(room, seen),
        "ready": wording.READY, "ratings": list(wording.RATINGS.items()), "numbers": range(11),
        "readers": room.case.readers(AudienceKind.EXERCISE_JOINT, Audience.ALL_OF_US),
        "watches": bool(seen and not seen.buttons and not seen.asks and not seen.writes) and room.row.ended == "",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A line on the table, with whose it is."""

    number: int
    who: str
    hand: int | str
    text: str
    mine: bool
    kept: bool


def _lines(room: Room, seen: Seen | None) -> list[Said]:
    if seen is None or room.table is None:
        return []
    seat = room.seat
    return [
        Said(at, room.name(line.seat), _hand(room, line.seat), line.text, line.seat == seat, seat in line.kept)
        for at, line in seen.lines
    ]


def _marks(room: Room, seen: Seen | None) -> list[tuple[int, str]]:
    """What is marked now: one's own boxes, the options, or the lines of an earlier state."""
    state = state_of(room.exercise, room.table) if room.table else None
    if seen is None or room.table is None or state is None or seen.asks != "marks":
        return []
    if state.marks == "boxes":
        written = dict(seen.mine)
        return [(n, f"{box.says} {written.get(n, '')}") for n, box in enumerate(room.exercise.boxes)]
    if state.marks == "options":
        return list(enumerate(state.options))
    return list(enumerate(line.text for line in room.table.lines if line.state == state.marks))


def _card(room: Room, seen: Seen | None) -> str:
    """The card that lies on the table from the moment it is dealt until the next."""
    decks = [state for state in room.exercise.states.values() if state.deck]
    if not decks or room.table is None or room.table.cards == 0 or seen is None:
        return ""
    depth = room.table.took.get("depth", DEPTHS[0])
    return card(deck(decks[0].deck)[depth], room.row.pk.int % 9973, room.table.cards)


def _picked(room: Room, seen: Seen | None) -> list[tuple[str, str]]:
    """What each marked, beside whose it is, once it may be seen by all."""
    options = next((state.options for state in room.exercise.states.values() if state.marks == "options"), ())
    return [(room.name(whose), options[mark]) for whose, mark in seen.picked if mark < len(options)] if seen else []


def _hand(room: Room, seat: int) -> int | str:
    someone = room.seats[seat] if 0 <= seat < len(room.seats) else None
    return someone.hand if someone else "t"


def _floor(room: Room, seen: Seen | None) -> str:
    if seen is None or seen.floor is None:
        return ""
    return room.name(seen.floor) if seen.floor != THERAPIST else ", ".join(one.name for one in room.case.therapists)


def _held(request: ViewerRequest, room: Room) -> int | None:
    """On one shared device: the seat that the device shows, as whoever took it said."""
    seat = request.GET.get("seat", "")
    if not room.row.one_device or room.seat == THERAPIST or not seat.isdecimal():
        return None
    return int(seat) if int(seat) < len(room.seats) else None


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
