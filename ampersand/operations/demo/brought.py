"""An instrument that the practice brought in: six questions in the house's own words, which it may use freely."""

from datetime import timedelta

from ampersand.core.clock import today
from ampersand.measures.actions.importing import Licence, import_instrument
from ampersand.measures.rules.loading import from_data
from ampersand.operations.demo import people as who
from ampersand.privacy.viewer import Viewer

_OURS = {"source": "ours", "certainty": "P"}
_SCALE = ["Not at all", "A little", "Partly", "Mostly", "Completely"]
_ITEMS = {
    "1": "We found time for each other this week.",
    "2": "I said what mattered to me.",
    "3": "I felt listened to.",
    "4": "We could stop a quarrel before it hurt.",
    "5": "We shared the work at home fairly.",
    "6": "I look forward to next week with you.",
}
DEFINITION = {
    "slug": "linden-week", "version": "1", "direction": "higher", "about": "relationship", "recall": "P1W",
    "minutes": 1, "frequency": {"kind": "weekly"}, "citation": "Linden House; not a validated instrument",
    "items": [{"id": item, "scale": "how_much"} for item in _ITEMS],
    "scales": {"how_much": [0, 1, 2, 3, 4]},
    "scoring": {"method": "sum", "range": [0, 24], **_OURS},
    "missing": {"allowed": 0, "fill": "none", **_OURS},
    "rights": {"tier": "imported", **_OURS},
    "sources": {"ours": "Linden House, in its own words"},
    "wording": {
        "en": {
            "language": "en", "title": "Our week", "full_title": "Our week, in the words of Linden House",
            "instructions": "Think of the past seven days. How far is each of these true?",
            "scales": {"how_much": _SCALE}, "items": _ITEMS,
            "rights": {"text": "Written by Linden House. Not a validated instrument.", "licence": "own work"},
        }
    },
}  # fmt: skip


def bring_in() -> None:
    """Import it as Gita, the administrator, would, with her attestation."""
    gita = Viewer(who.GITA.id, who.GITA.name, "en", who.ZONE, who.PRACTICE, frozenset({"administrator"}))
    licence = Licence(
        holder=who.PRACTICE_NAME, licence="Own work of the practice", scope="All cases of Linden House",
        licensed_on=today(who.ZONE) - timedelta(days=200),
    )  # fmt: skip
    import_instrument(by=gita, instrument=from_data(DEFINITION), licence=licence)
