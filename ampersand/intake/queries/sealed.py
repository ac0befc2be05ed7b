"""How the words of coming in lie in the vault: under the person's key in their case, bound to their row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ampersand.privacy import vault

LINE, DRAFT, ASK = "intake.intakeline.words", "intake.intakedraft.words", "intake.intakeask.words"

type Sealed = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Said:
    """One answer with its question as it was asked; `ends` where it is a number from 0 to 10."""

    asked: str
    said: str
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """One step as it stands in a form: the answers, and which of them the others may read."""

    said: Mapping[str, str]
    shown: frozenset[str]
    writer: str = ""


def line_text(one: Said) -> str:
    """One answer as it is sealed."""
    return _text({"asked": one.asked, "said": one.said, "ends": list(one.ends)})


def line_from(text: str) -> Said:
    """One answer again."""
    held = json.loads(text)
    return Said(held["asked"], held["said"], tuple(held["ends"]))


def seal_line(case_id: UUID, person_id: UUID, row: UUID, one: Said) -> bytes:
    """One answer sealed for its row."""
    return vault.seal(case_id, person_id, place=LINE, row=row, text=line_text(one))


def draft_text(one: Typed) -> str:
    """A step that is being written, as it is sealed."""
    return _text({"said": dict(one.said), "shown": sorted(one.shown), "writer": one.writer})


def seal_draft(case_id: UUID, person_id: UUID, row: UUID, one: Typed) -> bytes:
    """A step that is being written, sealed for its row."""
    return vault.seal(case_id, person_id, place=DRAFT, row=row, text=draft_text(one))


def open_draft(case_id: UUID, person_id: UUID, row: UUID, sealed: Sealed) -> Typed:
    """A step that is being written; raises vault.Unreadable."""
    held = json.loads(vault.open_sealed(case_id, person_id, place=DRAFT, row=row, sealed=bytes(sealed)))
    return Typed(held["said"], frozenset(held["shown"]), held["writer"])


class Opener:
    """Opens many answers and notes of one case with one look-up of keys."""

    def __init__(self, case_id: UUID, people: set[UUID]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, person) for person in people})

    def line(self, person_id: UUID, row: UUID, sealed: Sealed) -> Said:
        """One answer; raises vault.Unreadable when its key was destroyed."""
        return line_from(self._opened(person_id, LINE, row, sealed))

    def ask(self, person_id: UUID, row: UUID, sealed: Sealed) -> str:
        """A therapist's note; raises vault.Unreadable."""
        return self._opened(person_id, ASK, row, sealed)

    def _opened(self, person_id: UUID, place: str, row: UUID, sealed: Sealed) -> str:
        return self._sealer.open_sealed(self._case, person_id, place=place, row=row, sealed=bytes(sealed))


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
