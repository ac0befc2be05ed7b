"""The map of somebody's family, as far as the viewer sees it: people, lines between them, a picture, and words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.exercises.models import MapPiece
from ampersand.exercises.queries import sealed
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

MOST = 80  # people and lines on one map


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody on a map; `name` may be empty, `role` never is; `note` is empty to everyone but its writer."""

    id: UUID
    audience: str
    role: str
    name: str = ""
    row: int = 2
    shape: str = "circle"
    born: int | None = None
    died: int | None = None
    gone: bool = False
    is_me: bool = False
    parents: tuple[UUID, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """What stands under the shape."""
        return self.name or self.role


@dataclass(frozen=True, slots=True)
class Between:
    """A line between two people of a map."""

    id: UUID
    audience: str
    one: UUID
    other: UUID
    kind: str
    since: int | None = None


@dataclass(frozen=True)
class FamilyMap:
    """A map as the viewer sees it: whoever is not shown is not there, nor any line to them."""

    people: tuple[Somebody, ...] = ()
    lines: tuple[Between, ...] = ()

    def somebody(self, id: UUID) -> Somebody | None:
        """Whoever has that id."""
        return next((one for one in self.people if one.id == id), None)


def of(viewer: Viewer, case: OneCase, owner_id: UUID) -> FamilyMap:
    """The map of one member's family, as far as the viewer sees it. Two queries."""
    rows = MapPiece.objects.visible_to(viewer).filter(case_id=case.id, owner_id=owner_id).order_by("made_at", "pk")
    held = list(rows.values_list("pk", "kind", "one_id", "other_id", "audience", "words", "note")[:MOST])
    opener = sealed.Opener([(case.id, owner_id)] if held else [])
    people, lines = [], []
    for pk, kind, one, other, audience, words, note in held:
        said = parsed(opener.opened(case.id, owner_id, sealed.PIECE, pk, words))
        if kind == MapPiece.Kind.LINE:
            lines.append(Between(pk, audience, one, other, said.get("kind", "close"), said.get("since")))
        elif said:
            alone = note is not None and owner_id == viewer.person_id
            text = opener.opened(case.id, owner_id, sealed.PIECE_NOTE, pk, note) if alone else ""
            people.append(_somebody(pk, audience, said, text))
    known = {one.id for one in people}
    return FamilyMap(tuple(people), tuple(line for line in lines if {line.one, line.other} <= known))


def piece(viewer: Viewer, piece_id: UUID, action: str = "read") -> MapPiece:
    """One piece of one's own map; raises Hidden."""
    found: MapPiece | None = MapPiece.objects.find(viewer, piece_id, action)
    if found is None or found.owner_id != viewer.person_id:
        raise Hidden
    return found


def shown_by(viewer: Viewer, case: OneCase) -> list[UUID]:
    """Whose maps the viewer sees something of, other than their own. One query."""
    rows = MapPiece.objects.visible_to(viewer).filter(case_id=case.id, kind=MapPiece.Kind.PERSON)
    return list(
        rows.exclude(owner_id=viewer.person_id).order_by("owner_id").values_list("owner_id", flat=True).distinct()
    )


def written(said: Mapping[str, object]) -> str:
    """How a piece lies in the vault."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def parsed(text: str) -> dict[str, Any]:
    """What was written of a piece; nothing when its key was destroyed."""
    return dict(json.loads(text)) if text else {}


def _somebody(id: UUID, audience: str, said: Mapping[str, Any], note: str) -> Somebody:
    parents = tuple(UUID(parent) for parent in said.get("parents", ()))
    return Somebody(
        id, audience, said["role"], said.get("name", ""), said.get("row", 2), said.get("shape", "circle"),
        said.get("born"), said.get("died"), said.get("gone", False), said.get("me", False), parents, note,
    )  # fmt: skip
