"""Keeping what is typed, so that no word is lost: not to a power cut, a lost network, nor a second window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ampersand.core.clock import now
from ampersand.notes.actions.common import ChangedElsewhere, Kept, Refused, Window
from ampersand.notes.models.writing import Written
from ampersand.notes.queries import sealed, writing
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules import drafts
from ampersand.privacy.vault import Unreadable


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of one row lie: under whose key, and in which columns."""

    case_id: UUID
    key: UUID
    words: str
    trunk: str


def merged_into(row: Written, place: Place, parts: Mapping[str, str], window: Window) -> tuple[Typed, Kept]:
    """What the row holds once these parts are brought together with it; raises ChangedElsewhere, ValueError.

    A window that goes on from the newest revision, or is the one that wrote it, overwrites nothing unseen. Any other is
    brought together with what was written since, part by part.
    """
    mine = drafts.tidy(parts)
    if drafts.too_long(mine):
        raise ValueError(f"A part holds {drafts.LONGEST} characters.")
    stands = _opened(row, place, place.words, row.words)
    if row.revision == window.revision or stands.writer == window.writer:
        said = replace(stands, parts=stands.parts | mine, writer=window.writer)
        return said, Kept(row.revision + 1, said.parts)
    known = row.trunk is not None and row.trunk_revision == window.revision
    base = _opened(row, place, place.trunk, row.trunk).parts if known and row.trunk is not None else None
    merged = drafts.together(base, stands.parts, {key: mine.get(key, text) for key, text in stands.parts.items()})
    open_ = tuple(clash for clash in merged.clashes if clash.part not in window.decided)
    if open_:
        raise ChangedElsewhere(row.revision, replace(merged, clashes=open_))
    said = replace(stands, parts=merged.parts, writer=window.writer)
    return said, Kept(row.revision + 1, said.parts, merged.taken)


def columns(row: Written, place: Place, said: Typed) -> dict[str, Any]:
    """The new values of a row; when another window writes, what stood before is kept as the trunk of both."""
    stands = _opened(row, place, place.words, row.words)
    found: dict[str, Any] = {
        "words": sealed.seal(place.case_id, place.key, place.words, row.pk, writing.to_data(said)),
        "revision": row.revision + 1,
        "saved_at": now(),
    }
    if stands.writer != said.writer:
        found["trunk"] = sealed.seal(place.case_id, place.key, place.trunk, row.pk, writing.to_data(stands))
        found["trunk_revision"] = row.revision
    return found


def unreadable[R](do: Callable[[], R]) -> R:
    """What `do` gives; raises Refused when the key of the words was destroyed."""
    try:
        return do()
    except Unreadable:
        raise Refused("These words can no longer be read.") from None


def _opened(row: Written, place: Place, column: str, words: bytes | memoryview | None) -> Typed:
    assert words is not None
    return writing.as_typed(sealed.opened(place.case_id, place.key, column, row.pk, words))
