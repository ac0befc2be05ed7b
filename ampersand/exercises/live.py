"""Tables are live: each at one is drawn anew for their own seat as soon as somebody does something."""

from uuid import UUID

from django.template.loader import render_to_string

from ampersand.core.clock import now
from ampersand.core.live import Drawn, LivePage, Look
from ampersand.exercises.actions import sitting as verbs
from ampersand.exercises.rules.turns.times import due
from ampersand.exercises.table import facts, held_seat


def sitting(look: Look, sitting_id: UUID) -> Drawn:
    """The table from the viewer's seat, and when a time of it runs out; raises Hidden."""
    room = verbs.come(by=look.viewer, sitting_id=sitting_id)
    told = facts(look.viewer, room, held_seat(room, look.asked.get("seat", "")))
    text = render_to_string("exercises/part/table.html", {**told, "csrf_token": look.token})
    until = due(room.exercise, room.table) if room.table else None
    if until is not None and until <= now().timestamp():
        until = None  # whoever may only look waits for somebody who sits here
    return Drawn(text, frozenset({f"case.{room.case.id}"}), until)


def lost(look: Look, sitting_id: UUID) -> None:
    """Somebody's last screen has been away; the rules say what becomes of the table. Raises Hidden."""
    verbs.go(by=look.viewer, sitting_id=sitting_id)


LIVE = (LivePage("sittings/<uuid:sitting_id>/", "sitting", draw=sitting, gone=lost, fine_in_room=True),)
