"""What the template of a table shows from one seat: for the page, and for the socket that draws it anew."""

from dataclasses import dataclass, replace

from ampersand.cases.rules.audience import Audience
from ampersand.cases.rules.audience import Kind as AudienceKind
from ampersand.exercises import wording
from ampersand.exercises.content import deck
from ampersand.exercises.queries import shelf
from ampersand.exercises.queries.tables import Room
from ampersand.exercises.rules.decks import DEPTHS, card
from ampersand.exercises.rules.turns.table import THERAPIST, Kind, state_of
from ampersand.exercises.rules.turns.view import Seen, hand_to, seen_by
from ampersand.privacy.viewer import Viewer


def facts(viewer: Viewer, room: Room, held: int | None) -> dict[str, object]:
    """Everything the template needs; `held` is the seat that one shared device shows, None on a device of one's own."""
    seat = room.seat if held is None else held
    seen = seen_by(room.exercise, room.table, seat) if room.table else None
    if seen and room.row.one_device and seen.waits:
        seen = replace(seen, own="", mine=())  # whoever is handed the device next finds nothing
    hand = hand_to(room.exercise, room.table) if room.table and room.row.one_device else None
    return {
        "viewer": viewer, "room": room, "case": room.case, "seen": seen, "seat": seat,
        "one_device": room.row.one_device,
        "hand": room.name(hand) if hand is not None and hand != held else "", "hand_seat": hand,
        "floor": _floor(room, seen),
        "floor_hand": _hand(room, seen.floor) if seen and seen.floor is not None else "",
        "steers": _steers(room, seen), "rules": _rules(room, seat), "lines": _lines(room, seen),
        "ended": wording.ENDED.get(room.row.ended, ""),
        "kept": shelf.kept_lines(viewer, room.row.pk) if room.row.ended else [], "leads": seat == THERAPIST,
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


def _steers(room: Room, seen: Seen | None) -> dict[str, bool]:
    """What whoever leads can do besides moving on; nothing where nobody leads."""
    if seen is None or room.table is None or not room.table.led:
        return {}
    return {"on": True, "back": Kind.GIVE_BACK in seen.may and not seen.paused}


def _rules(room: Room, seat: int) -> tuple[str, ...]:
    """The rules of the exercise for this seat, one's own first."""
    rules, table = room.exercise.rules, room.table
    if table is None:
        return ()
    own = () if seat == THERAPIST else rules.get("A" if seat == table.a else "B", ())
    return (*own, *rules.get("both", ()))


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


def held_seat(room: Room, seat: str) -> int | None:
    """On one shared device: the seat that the device shows, as whoever took it said."""
    if not room.row.one_device or room.seat == THERAPIST or not seat.isdecimal():
        return None
    return int(seat) if int(seat) < len(room.seats) else None
